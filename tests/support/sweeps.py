"""Sweeps for tests: small designs over the tiny world, and what is left of them byte for byte."""
import pathlib

import runs

DESIGN = """title: Test
scenario: {scenarios}/tiny.yaml
set: {{months: {months}}}
vary:
  behaviour.sourcing_elasticity: [3, 5]
arms:
  free: {{laws.ore_ban: }}
  ban: {{}}
seeds: {seeds}
record:
  price: {{variable: price, where: {{material: [redmetal.ore, redmetal.refined]}}, every_months: 6}}
  world_price: {{variable: world_price, every_months: 1}}
  output: {{variable: agents/mine/output, statistic: sum}}
"""


def design(folder, seeds=4, months=24, text=DESIGN):
    path = pathlib.Path(folder) / "design.yaml"
    path.write_text(text.format(scenarios=runs.SCENARIOS, seeds=seeds, months=months))
    return path


def sweep(file, folder, *words, **more):
    return runs.say("sweep", file, "-o", folder, *words, **more)


def left(folder):
    """Merges; name and bytes of everything that must not depend on how the sweep was done."""
    said = runs.say("merge", folder)
    assert said.returncode == 0, said.stderr
    kept = ["sweep.h5", "sweep.csv", "sweep.bands.h5", "sweep.json", "design.csv", "design.yaml"]
    files = [folder / name for name in kept if (folder / name).exists()] + sorted((folder / "batches").iterdir())
    return {str(file.relative_to(folder)): file.read_bytes() for file in files}
