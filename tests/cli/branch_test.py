"""Branched sweeps: first months that runs share are simulated once, and every run is bit for bit the one of its own."""
import pathlib
import random
import subprocess
import sys
import time

import h5py
import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import runs
import sweeps

TINY = """title: Branched
scenario: {scenarios}/tiny.yaml
set: {{months: 24, laws.ore_ban: , laws.late: {{law: export_tax, actor: MNA, rate: 0.1, from: 2025-03}}}}
{branch}
vary:
  behaviour.sourcing_elasticity: [3, 5]
  laws.late.rate: [0.1, 0.3]
arms:
  free: {{laws.late: }}
  ban: {{laws.ban: {{law: export_ban, actor: MNA, from: 2025-01}}}}
  tax: {{}}
seeds: 2
record:
  price: {{variable: price, every_months: 5}}
  world_price: {{variable: world_price, every_months: 1}}
"""
# Every instrument that may come with an arm, laws and states that are at work before, a path, and an event.
REAL = """title: Branched
scenario: {scenarios}/baseline.yaml
set:
  months: 30
  behaviour.states: {states}
  laws.before: {{law: export_tax, actor: IDN, minerals: [nickel], from: 2024-03, rate: 0.3, until: 2026-03}}
  laws.cap: {{law: import_quota, actor: EUU, minerals: [steel], from: 2024-06, cut: 0.2}}
  laws.research: {{law: downstream_rnd, actor: USA, usd_per_year: 1e10, lag_years: 1, from: 2024-03}}
  {more}
  laws.likely: {{law: import_tariff, actor: USA, minerals: [aluminium], rate: 0.3, announced: 2024-06, from: 2026-01, probability: 0.5}}
  paths.dollar: {{path: dollar, values: {{2024-06: 1, 2025-12: 1.1}}}}
{branch}
arms:
  zban: {{laws.zban: {{law: export_ban, actor: CHN, minerals: [antimony], from: 2025-07}}}}
  licence: {{laws.n: {{law: export_licence, actor: CHN, minerals: [gallium, germanium], from: 2025-10}}}}
  quota: {{laws.q: {{law: export_quota, actor: CHN, minerals: [ree_light], from: 2025-07, cut: 0.4}}}}
  duty: {{laws.d: {{law: import_tariff, actor: USA, minerals: [copper], rate: 0.5, announced: 2025-07, from: 2026-01, probability: 0.6}}}}
  strait: {{laws.a: {{law: strait_closure, strait: Malacca, from: 2025-09}}}}
  friends: {{laws.f: {{law: friend_shoring, actor: USA, from: 2025-07, wedge: 0.3}}}}
  subsidy: {{laws.s: {{law: production_subsidy, actor: USA, minerals: [copper, lithium], share_of_price: 0.2, from: 2025-08}}}}
  plan: {{laws.p: {{law: emergency_plan, actor: USA, minerals: [cobalt], priority_sectors: [superalloys], from: 2025-07}}}}
  together: {{laws.t: {{law: joint_purchasing, members: [EUU, JPN, KOR, USA], minerals: [ree_light], from: 2025-07, conduct: 0.5}}}}
  guided: {{laws.g: {{law: guidance, actor: CHN, minerals: [lithium], calming: 0.5, from: 2025-07}}}}
  loans: {{laws.l: {{law: cooperation, actor: CHN, minerals: [copper, cobalt], targets: [COD, ZMB], rate_cut: 0.02, from: 2025-07}}}}
  offtake: {{laws.o: {{law: offtake, actor: CHN, minerals: [copper, cobalt], targets: [COD, ZMB], share: 0.8, from: 2025-07}}}}
  rnd: {{laws.r: {{law: downstream_rnd, actor: CHN, minerals: [lithium], usd_per_year: 1e9, from: 2025-07}}}}
  rnd_before: {{laws.a: {{law: downstream_rnd, actor: JPN, usd_per_year: 1e9, from: 2025-07}}}}
  earlier_end: {{laws.before.until: 2025-08}}
  flood: {{events.f: {{event: outage, plants: [Grasberg], share_lost: 0.9, from: 2025-07, reason: mud}}}}
  free: {{}}
record:
  price: {{variable: price, where: {{country: [CHN, USA, EUU, JPN]}}, every_months: 1}}
  profit: {{variable: agents/company/profit, every_months: 12, statistic: sum}}
  mined: {{variable: agents/mine/output, every_months: 1}}
  hidden: {{variable: agents/smuggler/hidden, every_months: 4}}
"""


def write(folder, text, branch="", **more):
    file = folder / ("branched.yaml" if branch else "plain.yaml")
    file.write_text(text.format(scenarios=runs.SCENARIOS, branch=branch and f"branch: {branch}", **more))
    return file


def values_of_runs(folder):
    """Bytes of every output by point, arm and seed."""
    assert runs.say("merge", folder).returncode == 0
    found = {}
    with h5py.File(folder / "sweep.h5") as file:
        assert (file["status"][()] == 0).all()
        outputs = {name: item[()] for name, item in file.items()
                   if name not in ("run", "point", "seed", "status") and item.dtype.kind == "f" and item.ndim > 1}
        for run, key in enumerate(zip(file["point"][()], file["arm"].asstr()[()], file["seed"][()])):
            found[key] = {name: values[run].tobytes() for name, values in outputs.items()}
    return found


def both(folder, text, branch, *words, **more):
    """Runs by point, arm and seed, of their own and branched."""
    found = []
    for file, name in ((write(folder, text, **more), "plain"), (write(folder, text, branch, **more), "branched")):
        said = sweeps.sweep(file, folder / name, *words)
        assert said.returncode == 0, said.stderr
        found.append(values_of_runs(folder / name))
    return found


def assert_same(plain, branched):
    assert plain.keys() == branched.keys()
    assert [(key, name) for key in plain for name in plain[key] if plain[key][name] != branched[key][name]] == []


@pytest.mark.parametrize("jobs", [1, 2, 5])
def test_a_branched_run_is_the_run_alone(tmp_path, jobs):
    assert_same(*both(tmp_path, TINY, "2025-01", "--jobs", jobs))


@pytest.mark.parametrize("states, more", [("scripted", ""), ("reactive", ""), ("scripted", (
    "laws.licensed: {law: export_licence, actor: CHN, minerals: [graphite], from: 2024-06}\n"
    "  laws.strait: {law: strait_closure, strait: Suez, from: 2024-09}"))])
def test_laws_of_all_kinds_and_states_that_act_before_change_no_bit(tmp_path, states, more):
    plain, branched = both(tmp_path, REAL, "2025-07", states=states, more=more)
    assert_same(plain, branched)
    # No arm is another; a law may leave no trace in what is kept so soon.
    assert len({str(values) for values in plain.values()}) >= len(plain) - 4


def test_points_that_differ_later_share_their_beginning(tmp_path):
    said = runs.say("check", write(tmp_path, TINY, "2025-01"))
    assert said.returncode == 0, said.stderr
    # Two elasticities and two seeds; rates of a law that is not yet known part nobody.
    assert "24 runs: 4 points of factorial, 3 arms, 2 seeds, which share 4 beginnings until 2025-01;" in said.stdout


def test_what_an_arm_may_not_change_is_named_at_its_place(tmp_path):
    file = write(tmp_path, TINY.replace("ban: {{laws.ban", "hoard: {{behaviour.hoarding: 0.5}}\n  ban: {{laws.ban"),
                 "2025-02")
    said = runs.say("check", file)
    assert said.returncode == 2
    assert f"{file}:10:11: arms.hoard.behaviour.hoarding=0.5 (changes what happens before the branch, 2025-02: " in said.stderr
    assert f"{file}:11:9: arms.ban.laws.ban={{...}} (changes what happens before the branch" in said.stderr
    assert said.stderr.count("changes what happens") == 2  # told once, not per point
    assert not (tmp_path / "sweep").exists()


@pytest.mark.parametrize("branch", ["2024-01", "2026-01", "2031-05"])
def test_a_branch_outside_the_run_is_refused(tmp_path, branch):
    said = runs.say("check", write(tmp_path, TINY, branch))
    assert said.returncode == 2
    assert f":4:9: branch={branch} (must lie after the first month, 2024-01, and before the end, 2026-01)" in said.stderr


def test_shards_and_kills_leave_the_same_bytes(tmp_path):
    file = write(tmp_path, TINY.replace("seeds: 2", "seeds: 8"), "2025-01")
    assert sweeps.sweep(file, tmp_path / "whole", "--jobs", 2).returncode == 0
    whole = sweeps.left(tmp_path / "whole")
    for part in range(3):
        assert sweeps.sweep(file, tmp_path / "parts", "--jobs", 1, "--shard", f"{part}/3").returncode == 0
    assert sweeps.left(tmp_path / "parts") == whole
    chance = random.Random(2)
    for _ in range(20):
        program = subprocess.Popen([runs.PROGRAM, "sweep", file, "-o", tmp_path / "killed"], stderr=subprocess.DEVNULL)
        time.sleep(chance.uniform(0, 0.4))
        program.kill()
        program.wait()
    assert sweeps.sweep(file, tmp_path / "killed").returncode == 0
    assert sweeps.left(tmp_path / "killed") == whole
