#!/usr/bin/python3
"""Runs every scenario of a folder beside its baseline and writes a page with a picture and the main numbers of each;
with --only, renews or adds the named ones and leaves the rest of the page alone. The baseline is baseline.yaml of the
folder where that has the same world and first month, else the scenario without its laws; seed is the scenario's. A
picture's left half shows prices, its right half what docs/gallery.yaml names, or who gains and who loses."""
import argparse
import re
import subprocess
import sys
from pathlib import Path

import yaml

import plot_common as common
from comparison import PROGRAM, compared, mean
from gallery_picture import draw, minerals_shown

ROOT = Path(__file__).resolve().parent.parent
HEAD = """# Gallery

Every scenario of [config/scenarios](../config/scenarios) against its baseline with the same draws: one run each, so
small changes far from the law may be chance. `scripts/gallery.py` makes this page and its pictures; run it again when
results move, with `--only NAME` for single scenarios. Left, world prices: those of refined metal, or of ore where none
is refined; where laws name no mineral, those that move most. Right, what the scenario is about, as
[gallery.yaml](gallery.yaml) names it, the baseline dashed. Dotted: a law begins. Dollars are those of `orepolitik
compare`, over the months of the scenario.
"""


def read(path):
    """The scenario after inheritance."""
    own = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
    return read(path.parent / own["base"]) | own if "base" in own else own


def simulate(scenario, output, *words):
    """The run file, made anew unless it is newer than the program and everything in the scenario's config folder."""
    inputs = [Path(PROGRAM), scenario, *scenario.parent.parent.rglob("*")]
    newest = max(path.stat().st_mtime for path in inputs if path.is_file())
    if output.is_file() and output.stat().st_mtime > newest:
        return output
    done = subprocess.run([PROGRAM, "run", scenario, "-o", output, *map(str, words)], capture_output=True, text=True,
                          check=False)
    if done.returncode:
        raise common.UserError(done.stderr.strip())
    return output


def baseline_of(path, scenario, folder):
    """The run of the scenario without its laws; scenarios of one world and first month share it."""
    seed = scenario.get("seed", 1)
    base = path.parent / "baseline.yaml"
    if base.is_file() and all(read(base).get(key) == scenario.get(key) for key in ("world", "from")):
        return simulate(base, folder / f"baseline.{seed}.h5", "--seed", seed)
    without = {key: value for key, value in scenario.items() if key not in ("laws", "base")}
    without |= {"title": f"{scenario['title']}: baseline", "world": str((path.parent / scenario["world"]).resolve())}
    file = folder / f"{path.stem}.baseline.yaml"
    text = yaml.safe_dump(without, allow_unicode=True)
    if not file.is_file() or file.read_text(encoding="utf-8") != text:
        file.write_text(text, encoding="utf-8")
    return simulate(file, folder / f"{path.stem}.baseline.h5", "--seed", seed)


def cell(row, name, form, divisor=1.0):
    value = mean(row, name)
    return "–" if value is None else form.format(value / divisor)


def numbers(run, base, said):
    """A row for each mineral of the picture, as `orepolitik compare` says it."""
    price = {row["material"]: row for row in said["tables"]["price"]}
    market = {row["mineral"]: row for row in said["tables"]["mineral"]}
    rows = ["| mineral | peak price, % | months to peak | users, m USD | producers, m USD | welfare, m USD |",
            "|---|---|---|---|---|---|"]
    for mineral in minerals_shown(run, base):
        peak, gains = price.get(run.main_material(mineral), {}), market.get(mineral, {})
        cells = [cell(peak, "peak", "{:+.0f}"), cell(peak, "months_to_peak", "{:.0f}"),
                 *(cell(gains, name, "{:+,.0f}", 1e6) for name in ("consumer", "producer", "welfare"))]
        rows.append(f"| {common.plain(mineral)} | {' | '.join(cells)} |")
    return "\n".join(rows)


def entry(path, options, shows):
    """The scenario's part of the page."""
    scenario = read(path)
    options.runs.mkdir(parents=True, exist_ok=True)
    run = common.Run(simulate(path, options.runs / f"{path.stem}.h5"))
    base = common.Run(baseline_of(path, scenario, options.runs))
    base.data = base.data.sel(time=slice(None, run.months()[-1]))
    said = compared(base.path, run.path)
    picture = options.page.parent / "pictures" / "gallery" / f"{path.stem}.png"
    draw(run, base, picture, shows.get(path.stem), said)
    print(picture)
    question = " ".join(str(scenario.get("question", "")).split())
    return (f"## {run.title}\n\n`config/scenarios/{path.name}`: {question}\n\n"
            f"![{run.title}]({picture.relative_to(options.page.parent)})\n\n{numbers(run, base, said)}\n")


def entries_on(page):
    """{name: part of the page} of what the page holds."""
    if not page.is_file():
        return {}
    parts = re.split(r"^(?=## )", page.read_text(encoding="utf-8"), flags=re.M)[1:]
    named = ((re.search(r"`config/scenarios/([\w-]+)\.yaml`", part), part) for part in parts)
    return {name[1]: part.rstrip("\n") + "\n" for name, part in named if name}


def write_page(options):
    known = [path.stem for path in sorted(options.scenarios.glob("*.yaml")) if path.stem != "baseline"]
    wanted = [common.known(name, known, "scenario") for name in options.only] or known
    file = options.shows
    shows = yaml.safe_load(file.read_text(encoding="utf-8")) if file.is_file() else {}
    entries = {name: part for name, part in entries_on(options.page).items() if name in known} if options.only else {}
    for name in wanted:
        entries[name] = entry(options.scenarios / f"{name}.yaml", options, shows)
    options.page.parent.mkdir(parents=True, exist_ok=True)
    options.page.write_text("\n".join([HEAD, *(entries[name] for name in sorted(entries))]), encoding="utf-8")
    print(options.page)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scenarios", type=Path, default=ROOT / "config" / "scenarios", metavar="FOLDER")
    parser.add_argument("--only", action="append", default=[], metavar="NAME", help="may be given several times")
    parser.add_argument("--runs", type=Path, default=ROOT / "results" / "gallery", metavar="FOLDER",
                        help="where run files go")
    parser.add_argument("--shows", type=Path, default=ROOT / "docs" / "gallery.yaml", metavar="FILE.yaml",
                        help="what right halves show")
    parser.add_argument("-o", "--page", type=Path, default=ROOT / "docs" / "gallery.md", metavar="PAGE.md")
    common.use_style()
    return common.guarded(write_page, parser.parse_args())


if __name__ == "__main__":
    sys.exit(main())
