"""Run files made without a model: smooth numbers of a plausible size, one export ban, for tests of the plots."""
import numpy as np
import pandas
import xarray

COUNTRIES = ["AUS", "BEL", "BOL", "CHN", "DEU", "EUU", "IND", "JPN", "KOR", "MMR", "RUS", "TJK", "USA", "ROW"]
MINERALS = {"antimony": 12000, "copper": 8500, "rare_earths": 60000, "lithium": 14000, "crude_oil": 592, "gallium": 365e3}
MONTHS = 72
BAN = pandas.Timestamp("2025-01-01")
UNITS = {"price": "USD/t", "delivered_price": "USD/t", "realised_price": "USD/t", "export_rent": "USD/month",
         "import_duty": "USD/month", "export_tax": "USD/month", "user_stock": "t", "producer_stock": "t",
         "trader_stock": "t", "in_transit": "t"}


def make_run(path, banned):
    """Writes a run in which China bans exports of antimony, or the run without the ban."""
    time = pandas.date_range("2024-01-01", periods=MONTHS, freq="MS")
    materials = [f"{mineral}.{form}" for mineral in MINERALS for form in ("ore", "refined", "scrap")]
    draws = np.random.default_rng(5)
    shape = (MONTHS, len(materials), len(COUNTRIES))
    base = np.array([MINERALS[name.split(".")[0]] * (0.6 if name.endswith("ore") else 1.0) for name in materials])
    walk = np.exp(np.cumsum(0.02 * draws.standard_normal((MONTHS, len(materials))), axis=0))
    world_price = base * walk
    since = np.asarray((time - BAN).days / 30.4)
    shock = np.where(since >= 0, 1 + 2.2 * np.exp(-((since - 10) / 9) ** 2), 1.0) if banned else np.ones(MONTHS)
    antimony = materials.index("antimony.refined")
    world_price[:, antimony] *= shock
    price = np.repeat(world_price[:, :, None], len(COUNTRIES), axis=2)
    if banned:
        price[:, antimony, COUNTRIES.index("CHN")] /= shock**1.4
    size = np.exp(draws.normal(6, 1.2, len(COUNTRIES)))
    made = size * np.ones(shape) * (1 + 0.05 * np.sin(np.arange(MONTHS) / 6))[:, None, None]
    short = (shock - 1)[:, None, None] * 0.1 * made * (np.arange(len(materials)) == antimony)[None, :, None]
    names = {name: made for name in ("supply", "demand", "production", "imports", "exports")}
    names |= {"price": price, "delivered_price": price * 1.05, "use": made - short, "unmet_demand": short,
              "user_stock": made * 2 - short * 3, "producer_stock": made * 0.5, "trader_stock": made * 0.8 / shock[:, None, None],
              "in_transit": made * 0.3}
    data = {name: (("time", "material", "country"), values, {"units": UNITS.get(name, "t/month"), "long_name": name})
            for name, values in names.items()}
    data["customs_union"] = ("country", np.array(COUNTRIES, dtype=object))
    data["world_price"] = (("time", "material"), world_price, {"units": "USD/t", "long_name": "world price"})
    data |= {name: (("time", "mineral"), np.outer(1 / shock, np.linspace(low, high, len(MINERALS))),
                    {"units": unit, "long_name": name}) for name, low, high, unit in (
                        ("treatment_charge", 900, 4000, "USD t-1"), ("stock_cover", 2, 6, "month"))}
    data |= make_flows(materials, size, time, banned)
    run = xarray.Dataset(data, {"time": time, "material": materials, "country": COUNTRIES,
                                 "mineral": list(MINERALS)},
                         {"title": "Antimony ban" if banned else "Baseline", "program_version": "0.0.0"})
    run.to_netcdf(path, engine="h5netcdf")
    make_events(banned).to_netcdf(path, mode="a", group="events", engine="h5netcdf")
    return path


def make_flows(materials, size, time, banned):
    routes = [(material, i, j) for material in materials for i in range(len(COUNTRIES)) for j in range(len(COUNTRIES))]
    tonnes = np.array([size[i] * size[j] / size.sum() for _, i, j in routes])
    flow = np.repeat(tonnes[None, :], len(time), axis=0)
    china = COUNTRIES.index("CHN")
    stopped = np.array([m.startswith("antimony") and i == china and j != china for m, i, j in routes])
    if banned:
        flow[np.ix_(time >= BAN, stopped)] = 0
    text = {"route_material": [m for m, _, _ in routes], "route_exporter": [COUNTRIES[i] for _, i, _ in routes],
            "route_importer": [COUNTRIES[j] for _, _, j in routes]}
    facts = {name: ("route", np.array(values, dtype=object)) for name, values in text.items()}
    return facts | {"flow": (("time", "route"), flow.astype("f4"), {"units": "t/month", "long_name": "tonnes shipped"})}


def make_events(banned):
    count = 1 if banned else 0
    texts = {"kind": "law", "actor": "CHN", "object": "antimony", "reason": "export ban"}
    data = {name: ("event", np.array([text] * count, dtype=object)) for name, text in texts.items()}
    data["month"] = ("event", np.array([BAN] * count, dtype="datetime64[ns]"))
    data["value"] = ("event", np.zeros(count))
    return xarray.Dataset(data)
