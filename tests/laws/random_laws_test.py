"""What a run file may never hold, whatever the laws: stock below zero, trade that is forbidden, exports above a quota,
a price that is none. Shipped scenarios, and twenty draws of laws over the real world, read as a user reads them."""
import pathlib
import random
import sys

import numpy as np
import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import runs
import table_worlds

MONTHS = 36
ROUNDING = 1e-9
STOCKS = ("user_stock", "feed_stock", "producer_stock", "trader_stock", "in_transit")
AMOUNTS = ("supply", "demand", "use", "unmet_demand", "production", "imports", "exports", "world_supply", "flow",
           "export_rent", "import_duty", "export_tax", "freight")
PRICES = ("price", "delivered_price", "realised_price", "export_price", "world_price")
ACTORS = ("CHN", "USA", "EUU", "JPN", "CHL", "COD", "AUS", "IDN", "RUS", "ZAF", "IND", "BRA")
MINERALS = ("copper", "antimony", "rare_earths", "lithium", "cobalt", "nickel", "gallium", "iron_ore", "tungsten")
STRAITS = ("Malacca", "Suez", "Panama", "Hormuz")


def assert_sane(data):
    for name in STOCKS + AMOUNTS:
        values = data[name].values
        assert not (values < 0).any(), f"{name} falls to {np.nanmin(values)}"
        assert not np.isinf(values).any(), name
    for name in PRICES:
        values = data[name].values
        assert (values[~np.isnan(values)] > 0).all() and not np.isinf(values).any(), name
    for name in ("supply", "demand", "production", "world_price"):
        known = ~np.isnan(data[name].values)
        assert known.any() and (known == known[0]).all(), f"{name} comes and goes"


@pytest.mark.parametrize("path", sorted(runs.SCENARIOS.glob("*.yaml")), ids=lambda path: path.stem)
def test_shipped_scenarios_are_sane(path, tmp_path):
    output = tmp_path / "run.h5"
    said = runs.say("run", path, "-o", output, "--months", "60")
    assert said.returncode == 0, said.stderr
    assert_sane(runs.root(output))


class Laws:
    """Laws drawn at random, as the text of a scenario; each from its month to its end or for good."""

    def __init__(self, seed):
        self.draw = random.Random(seed)
        self.laws = [self.any_law() for _ in range(self.draw.randint(3, 25))]

    def any_law(self):
        kind = self.draw.choice(("export_ban", "export_quota", "import_tariff", "export_tax", "embargo",
                                 "strait_closure", "trade_enforcement"))
        start = self.draw.randint(0, MONTHS - 1)
        law = {"law": kind, "start": start, "end": self.draw.choice((MONTHS, start + self.draw.randint(1, 12)))}
        if kind == "strait_closure":
            return law | {"strait": self.draw.choice(STRAITS)}
        law["actor"], *others = self.draw.sample(ACTORS, 4)
        law["minerals"] = self.draw.sample(MINERALS, self.draw.randint(1, 4))
        if kind == "export_quota":
            law["quota_t_per_year"] = self.draw.choice((0, 10 ** self.draw.uniform(0, 7)))
        elif self.draw.random() < 0.5:
            law["targets"] = others
        if kind in ("import_tariff", "export_tax"):
            law["rate"] = self.draw.uniform(0, 3)
        if kind == "trade_enforcement":
            law["detection"] = self.draw.uniform(0, 1)
        return law

    def text(self):
        def month(index):
            return f"{2024 + index // 12}-{index % 12 + 1:02d}"

        lines = [f"months: {MONTHS}", f"seed: {self.draw.randint(0, 999)}", "laws:"]
        for number, law in enumerate(self.laws):
            words = {key: value for key, value in law.items() if key not in ("start", "end")}
            words |= {"from": month(law["start"])} | ({"until": month(law["end"])} if law["end"] < MONTHS else {})
            shown = ", ".join(f"{key}: {str(value).replace(chr(39), '')}" for key, value in words.items())
            lines.append(f"  law{number}: {{{shown}}}")
        return "\n".join(lines) + "\n"


def routes(data, law, exporters, importers):
    mineral = np.array([str(name).split(".")[0] for name in data.route_material.values])
    leaves = np.isin(data.route_exporter.values.astype(str), exporters)
    lands = np.isin(data.route_importer.values.astype(str), importers)
    abroad = data.route_exporter.values != data.route_importer.values
    return np.isin(mineral, law["minerals"]) & leaves & lands & abroad


def forbidden(data, law):
    """Routes that the law closes."""
    others = law.get("targets", list(data.country.values.astype(str)))
    closed = routes(data, law, [law["actor"]], others)
    return closed | routes(data, law, others, [law["actor"]]) if law["law"] == "embargo" else closed


@pytest.mark.parametrize("seed", range(20))
def test_laws_hold_every_month(seed, tmp_path):
    laws = Laws(seed)
    data = table_worlds.run(table_worlds.copy("2023", tmp_path), laws.text())
    assert_sane(data)
    for law in laws.laws:
        months = slice(law["start"], law["end"])
        if law["law"] in ("export_ban", "embargo"):
            assert not (data.flow.values[months][:, forbidden(data, law)] != 0).any(), law
        if law["law"] == "export_quota":
            for material in data.material.values:
                if str(material).split(".")[0] in law["minerals"]:
                    exports = data.exports.sel(material=material, country=law["actor"]).values[months]
                    assert not (exports > law["quota_t_per_year"] / 12 * (1 + ROUNDING)).any(), (law, str(material))
