"""What must not matter: the names of places and minerals, the order of rows, the unit of tonnes and of dollars."""
import pathlib
import random
import re
import sys

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import table_worlds

TINY = dict(bans="MNA", banned="redmetal", limits="SMA", limited="redmetal", taxes="USR", taxed="redmetal")
REAL = dict(bans="CHN", banned="antimony", limits="CHN", limited="rare_earths", taxes="USA", taxed="copper")
WORLDS = [("tiny", TINY), ("2023", REAL)]
STILL = "behaviour: {shocks: false, investment: false}\n"  # draws are keyed by the row's number, not by its name

SCENARIO = """months: 24
laws:
  ban: {{law: export_ban, actor: {bans}, minerals: [{banned}], from: 2024-07}}
  quota: {{law: export_quota, actor: {limits}, minerals: [{limited}], cut: 0.3, from: 2024-10}}
  duty: {{law: import_tariff, actor: {taxes}, minerals: [{taxed}], rate: 0.25, from: 2024-05}}
"""


def run(name, laws, folder, change=lambda name, rows: rows, rules=lambda text: text, more=""):
    world = table_worlds.copy(name, folder)
    table_worlds.rewrite(world, change)
    (world / "world.yaml").write_text(rules((world / "world.yaml").read_text()))
    return table_worlds.run(world, SCENARIO.format(**laws) + more)


@pytest.fixture(params=WORLDS, ids=[name for name, _ in WORLDS])
def case(request, tmp_path):
    """A world, the laws in it, and a function that runs it changed."""
    name, laws = request.param
    folders = (tmp_path / str(number) for number in range(10))

    def changed(*words, with_laws=laws, **more):
        folder = next(folders)
        folder.mkdir()
        return run(name, with_laws, folder, *words, **more)
    return laws, changed


def test_names_are_labels(case):
    laws, changed = case
    names = {laws["bans"]: "ZZZ", laws["taxes"]: "AAA", laws["banned"]: "aaa_metal", laws["taxed"]: "aaa_metal"}
    if laws["banned"] != laws["taxed"]:
        names[laws["taxed"]] = "zzz_metal"
    renamed = changed(lambda _, rows: [[table_worlds.rename(cell, names) for cell in row] for row in rows],
                      with_laws={key: names.get(word, word) for key, word in laws.items()})
    plain = changed()
    plain = plain.assign_coords({d: [table_worlds.rename(label, names) for label in plain[d].values]
                                 for d in plain.dims if d != "time"})
    table_worlds.assert_same(plain, renamed)


@pytest.mark.parametrize("seed", [1, 2])
def test_the_order_of_rows_does_not_matter(case, seed):
    _, changed = case
    shuffled = random.Random(seed)
    other = changed(lambda _, rows: rows[:1] + shuffled.sample(rows[1:], len(rows) - 1), more=STILL)
    table_worlds.assert_same(changed(more=STILL), other)


def scaled(columns, factor):
    """Every number in columns of these names, times the factor."""
    def change(_, rows):
        at = [k for k, column in enumerate(rows[0]) if columns(column)]
        return rows[:1] + [[repr(float(cell) * factor) if k in at and cell else cell for k, cell in enumerate(row)]
                           for row in rows[1:]]
    return change


def test_ten_times_the_tonnes_are_ten_times_the_market(case):
    _, changed = case
    amounts = {"production_t", "reserves_t", "demand_t", "stock_t", "quantity_t", "value_usd", "gdp_usd_bn",
               "market_cap_usd_bn", "world_mine_production_t", "world_refined_production_t", "world_reserves_t"}
    table_worlds.assert_same(changed(), changed(scaled(amounts.__contains__, 10)),
                             {"t": 10, "USD": 10})


def test_another_currency_changes_no_tonne(case):
    _, changed = case
    # Rules in dollars that a world leaves out have defaults in dollars, so all are stated.
    rules = {"default_electricity_usd_per_mwh": 100, "bulk_below_usd_per_gross_t": 1500,
             "bulk_freight_base_usd_per_t": 3, "bulk_freight_usd_per_t_per_nm": 0.00157,
             "container_freight_base_usd_per_t": 30, "container_freight_usd_per_t_per_nm": 0.004}

    def tenth(text):
        for key, standard in rules.items():
            stated = re.search(rf"^{key}: *([0-9.]+)", text, re.MULTILINE)
            value = float(stated.group(1)) if stated else standard
            text = re.sub(rf"^{key}:.*\n", "", text, flags=re.MULTILINE) + f"{key}: {value / 10!r}\n"
        return text

    other = changed(scaled(lambda column: "usd" in column.split("_"), 0.1), tenth)
    table_worlds.assert_same(changed(), other, {"USD t-1": 0.1, "USD": 0.1})
