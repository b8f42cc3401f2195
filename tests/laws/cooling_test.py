"""Capacity control in lithium: boom and bust smaller than without, over several seeds, and what each measure does."""
import pathlib
import sys

import numpy as np
import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import runs

SEEDS = (1, 2, 3)
METAL = {"material": "lithium.refined"}


@pytest.fixture(scope="module")
def prices(tmp_path_factory):
    """Log price of lithium over its first year's mean, by scenario, settings and seed."""
    folder, made = tmp_path_factory.mktemp("cooling"), {}

    def price(scenario, seed, *sets):
        key = (scenario, seed, sets)
        if key not in made:
            words = [word for text in sets for word in ("--set", text)]
            data = runs.root(runs.run(scenario, folder / f"{len(made)}.h5", "--seed", seed, *words))
            series = np.log(data.world_price.sel(**METAL).values)
            made[key] = series - series[:12].mean()
        return made[key]
    return price


def boom(price):
    return price.max()


def bust(price):
    """Fall from the top to the lowest month of the three years after it."""
    top = int(price.argmax())
    return price[top] - price[top:top + 36].min()


def test_boom_and_bust_are_smaller_than_without(prices):
    plain, cooled = ([prices(name, seed) for seed in SEEDS] for name in ("lithium-boom", "lithium-cooling"))
    for before, after in zip(plain, cooled):
        assert boom(before) > np.log(1.5), "there is a boom to cool"
        assert boom(after) < boom(before)
        assert bust(after) < bust(before)
    assert np.mean([boom(p) for p in cooled]) < 0.9 * np.mean([boom(p) for p in plain])
    assert np.mean([bust(p) for p in cooled]) < 0.85 * np.mean([bust(p) for p in plain])


def test_each_measure_alone_does_not_make_it_worse(prices):
    laws = ("guidance", "late_makers", "recycling")
    plain = np.mean([boom(prices("lithium-boom", seed)) for seed in SEEDS])
    for kept in laws:
        sets = tuple(f"laws.{law}=" for law in laws if law != kept)
        alone = np.mean([boom(prices("lithium-cooling", seed, *sets)) for seed in SEEDS])
        assert alone < plain + 0.12, kept  # guidance alone calms builders, too: its top is a tenth higher


def test_nothing_is_begun_beyond_foreseen_need(tmp_path):
    """Held to no spare capacity at all, plants of the actor start no projects while capacity exceeds need."""
    import xarray
    law = ("laws.g={law: guidance, actor: CHN, minerals: [lithium], forms: [refined], from: 2024-02, "
           "calming: 0, spare_capacity: 0}")

    def begun(*words):
        path = runs.run("baseline", tmp_path / f"{len(words)}.h5", "--months", 60, *words)
        plants = xarray.open_dataset(path, group="agents/smelter", engine="h5netcdf")
        there = ((plants.smelter_country == "CHN") & (plants.smelter_product == "lithium.refined")).values
        return float(plants.project[2:, there].sum())
    assert begun("--set", law) < 0.5 * begun()
