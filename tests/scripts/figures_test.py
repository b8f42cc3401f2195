"""Figures of real runs: each is written as PNG, SVG and PDF, and what it shows agrees with the run file."""
import pathlib
import sys

import numpy as np
import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import runs
from script_runs import call as draw

SCRIPTS = runs.SOURCE / "scripts"
sys.path.insert(0, str(SCRIPTS))
import comparison  # noqa: E402
import plot_common  # noqa: E402
import plot_charges  # noqa: E402
import plot_cost_curve  # noqa: E402
import plot_dependence  # noqa: E402
import plot_matrix  # noqa: E402
import plot_mergers  # noqa: E402
import plot_sankey  # noqa: E402

YEAR = (np.datetime64("2026-01", "M"), np.datetime64("2027-01", "M"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("figures")
    for seed in (1, 2):
        for name in ("antimony-ban", "baseline"):
            (folder / name).mkdir(exist_ok=True)
            runs.run(name, folder / name / f"{seed}.h5", "--months", "40", "--seed", seed)
    return folder


def pictures(said):
    assert said.returncode == 0, said.stderr
    paths = [pathlib.Path(line) for line in said.stdout.splitlines()]
    starts = {".png": b"\x89PNG", ".pdf": b"%PDF", ".svg": b"<?xml"}
    assert all(path.read_bytes().startswith(starts[path.suffix]) for path in paths)
    return {path.name for path in paths}


def three(name):
    return {f"{name}.{kind}" for kind in ("png", "svg", "pdf")}


@pytest.mark.parametrize("script, options, name", [
    ("plot_sankey.py", [], "sankey_antimony"),
    ("plot_sankey.py", ["--mineral", "coal"], "sankey_coal"),
    ("plot_cost_curve.py", [], "cost_curve_antimony"),
    ("plot_cost_curve.py", ["--mineral", "copper", "--form", "refined"], "cost_curve_copper"),
    ("plot_cost_curve.py", ["--mineral", "gallium"], "cost_curve_gallium"),
    ("plot_pipeline.py", [], "pipeline_antimony"),
    ("plot_pipeline.py", ["--mineral", "copper", "--country", "EUU"], "pipeline_copper_EUU"),
    ("plot_stocks.py", [], "stocks_antimony"),
    ("plot_stocks.py", ["--mineral", "iron_ore", "--form", "ore"], "stocks_iron_ore"),
    ("plot_shares.py", [], "shares_antimony"),
    ("plot_shares.py", ["--mineral", "copper", "--form", "refined"], "shares_copper"),
    ("plot_gap.py", [], "gap_antimony"),
    ("plot_map.py", [], "map_antimony"),
    ("plot_balance.py", [], "balance_antimony"),
])
def test_a_figure_of_a_run_against_its_baseline(folder, tmp_path, script, options, name):
    said = draw(script, folder / "antimony-ban/1.h5", folder / "baseline/1.h5", *options, "-o", tmp_path)
    assert pictures(said) == three(name)


@pytest.mark.parametrize("script", ["sankey", "cost_curve", "pipeline", "stocks", "shares", "gap"])
def test_a_figure_of_a_run_alone(folder, tmp_path, script):
    said = draw(f"plot_{script}.py", folder / "baseline/1.h5", "--mineral", "tin", "-o", tmp_path)
    assert pictures(said) == three(f"{script}_tin")


def test_dependence_and_concentration_are_those_of_the_run_file(folder, tmp_path):
    run = folder / "baseline/1.h5"
    assert pictures(draw("plot_dependence.py", run, "-o", tmp_path)) == three("dependence") | three("concentration")
    data, opened = runs.root(run).isel(time=slice(-12, None)), plot_common.Run(run)
    shares, countries = plot_dependence.dependence(opened, ["copper"])
    usa = data.sel(material="copper.refined", country="USA")
    place = countries.index("USA")
    assert shares[0, place] == pytest.approx(100 * float(usa.imports.sum() / usa.demand.sum()), rel=1e-6)
    at = (data.route_material == "copper.refined") & (data.route_importer == "USA")
    bought = data.flow.isel(route=at.values).sum("time").values
    index = float(((bought / bought.sum())**2).sum())
    assert plot_dependence.concentration(opened, ["copper"])[0, place] == pytest.approx(index, rel=1e-6) and index < 1
    output = plot_dependence.of_output(opened, ["copper"])[0]
    assert output[0] == pytest.approx(float(data.herfindahl_country.sel(mineral="copper").mean()), rel=1e-6)


def test_smelters_margins_are_price_less_cost_weighted_by_output(folder, tmp_path):
    run = folder / "antimony-ban/1.h5"
    assert pictures(draw("plot_charges.py", run, folder / "baseline/1.h5", "-o", tmp_path)) == three("charges_antimony")
    values, tonnes = plot_charges.margins(plot_common.Run(run), "antimony")
    plants = plot_common.Run(run).agents("smelter")
    here = np.flatnonzero((plants.smelter_product == "antimony.refined") & (plants.smelter_country == "CHN"))
    price = runs.root(run).price.sel(material="antimony.refined", country="CHN").values[20]
    expected = price - plants.unit_cost.values[20, here]
    chosen = plants.smelter_product.values == "antimony.refined"
    assert values[20, np.cumsum(chosen)[here] - 1] == pytest.approx(expected, abs=1e-6 * float(price))
    median = plot_charges.weighted_quantiles(values, tonnes)[2, 20]
    below = tonnes[20][values[20] <= median].sum() / tonnes[20].sum()
    assert 0.5 <= below < 0.5 + tonnes[20].max() / tonnes[20].sum() + 1e-9


def test_what_is_not_refined_from_ore_has_no_charge(folder, tmp_path):
    said = draw("plot_charges.py", folder / "baseline/1.h5", "--mineral", "coal", "-o", tmp_path)
    assert said.returncode == 2 and "no treatment charge" in said.stderr


def test_a_merger_is_drawn_with_its_outcome_and_the_shares_that_the_file_holds(tmp_path):
    run = runs.run("bhp-anglo-higher", tmp_path / "run.h5", "--months", "32")
    base = runs.run("baseline", tmp_path / "base.h5", "--months", "32")
    assert pictures(draw("plot_mergers.py", run, base, "-o", tmp_path)) == three("mergers")
    opened = plot_common.Run(run)
    deal, = plot_mergers.deals_of(opened)
    assert (deal.bidder, deal.target, deal.agreed()) == ("bhp", "anglo_american", True)
    assert [kind for _, kind, _ in deal.moves].count("bid refused") == 2 and deal.dearest() == 53e9
    assert str(deal.turning_month()) == "2025-06"
    (_, before), (_, after) = plot_mergers.columns_of(opened, None, deal)
    assert before["copper.ore"]["anglo_american"] > 1 and after["copper.ore"]["anglo_american"] == 0
    recorded = runs.root(run).herfindahl_company.sel(mineral="copper").values
    assert plot_mergers.concentration(after["copper.ore"]) == pytest.approx(recorded[-12:].mean(), rel=0.02)
    assert plot_mergers.concentration(after["copper.ore"]) > plot_mergers.concentration(before["copper.ore"])


def test_a_run_without_bids_has_no_figure_of_mergers(folder, tmp_path):
    said = draw("plot_mergers.py", folder / "baseline/1.h5", "-o", tmp_path)
    assert said.returncode == 2 and "no company bids" in said.stderr


def test_bands_over_the_seeds_of_a_folder(folder, tmp_path):
    assert pictures(draw("plot_bands.py", folder / "antimony-ban", folder / "baseline", "-o", tmp_path)) == three(
        "bands_antimony")


def test_a_matrix_shows_what_compare_says(folder, tmp_path):
    base, run = folder / "baseline/1.h5", folder / "antimony-ban/1.h5"
    assert pictures(draw("plot_matrix.py", base, run, "-o", tmp_path)) == three("matrix")
    said = runs.say("compare", base, run, "--mineral", "antimony")
    comparison.PROGRAM = runs.PROGRAM
    effects = comparison.compared(base, run, "antimony")["tables"]
    numbers = plot_matrix.measures_of(effects, plot_common.Run(run), "antimony", "CHN")
    row = next(line for line in said.stdout.splitlines() if line.startswith("  antimony  "))
    assert f"{numbers[8]:+.2f} m" in row  # welfare of the world


def test_a_sankey_moves_the_tonnes_that_the_routes_carry(folder):
    run = plot_common.Run(folder / "baseline/1.h5")
    ore, refined = plot_sankey.flows_of(run, "tin", YEAR)
    shipped = run["flow"].values[24:36, run["route_material"].values == "tin.refined"].sum()
    assert refined.sum() == pytest.approx(shipped, rel=1e-5) and ore.trace() > 0  # home sales are part of the way
    folded, names = plot_sankey.lumped([[ore, refined]], run.countries)
    assert folded[0][0].sum() == pytest.approx(ore.sum()) and names[-1] == "others"


def test_ore_that_is_counted_by_its_own_weight_is_drawn_as_the_metal_in_it(folder):
    run = plot_common.Run(folder / "baseline/1.h5")
    assert plot_sankey.metal_in_ore(run, "tin") == 1
    assert plot_sankey.metal_in_ore(run, "bauxite") == pytest.approx(1 / 3, abs=0.05)


def test_the_marginal_plant_is_the_one_whose_capacity_covers_the_last_tonne():
    plants = {"capacity": np.array([10.0, 20.0, 30.0]), "output": np.array([9.0, 15.0, 0.0])}
    assert plot_cost_curve.marginal(plants) == 1
    plants["output"] = np.array([10.0, 20.0, 1.0])
    assert plot_cost_curve.marginal(plants) == 2


def test_a_cost_curve_holds_the_running_capacity_in_the_order_of_cost(folder):
    run = plot_common.Run(folder / "baseline/1.h5")
    curve = plot_cost_curve.year_of(run.agents("mine"), "mine", "tin.ore", YEAR)
    made = run["production"].sel(material="tin.ore").values[24:36]
    assert (np.diff(curve["cost"]) >= 0).all() and curve["output"].sum() == pytest.approx(np.nansum(made), rel=1e-3)
    assert curve["capacity"].sum() > curve["output"].sum()


@pytest.mark.parametrize("script, words, fault", [
    ("plot_shares.py", ["--mineral", "copper", "--form", "scrap"], "form ore or refined"),
    ("plot_sankey.py", ["--mineral", "unobtainium"], "no mineral is called unobtainium"),
])
def test_what_cannot_be_drawn_says_what_can(folder, script, words, fault):
    said = draw(script, folder / "baseline/1.h5", *words)
    assert said.returncode == 2 and fault in said.stderr and "Traceback" not in said.stderr


def test_a_run_without_plants_says_that_they_were_not_recorded(tmp_path):
    path = runs.run("baseline", tmp_path / "run.h5", "--months", "26", "--set", "record.plants=false")
    said = draw("plot_pipeline.py", path, "--mineral", "tin")
    assert said.returncode == 2 and "record: {plants: true}" in said.stderr


def test_bands_of_an_empty_folder_say_so(tmp_path):
    said = draw("plot_bands.py", tmp_path)
    assert said.returncode == 2 and "holds no run file" in said.stderr
