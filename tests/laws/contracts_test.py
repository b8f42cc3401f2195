"""Mines owned abroad, co-operation, joint purchasing, research downstream: direction, size, and who pays."""
import pathlib
import sys

import numpy as np
import pytest
import xarray

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import runs

FIRST = 12  # month of most laws


@pytest.fixture(scope="module")
def under(tmp_path_factory):
    """The run file of a scenario with settings, made once."""
    folder, made = tmp_path_factory.mktemp("contracts"), {}

    def run(scenario, *sets, months=120, seed=1):
        key = (scenario, sets, months, seed)
        if key not in made:
            words = [word for text in sets for word in ("--set", text)]
            made[key] = runs.run(scenario, folder / f"{len(made)}.h5", "--seed", seed, "--months", months, *words)
        return made[key]
    return run


def group(path, name):
    return xarray.open_dataset(path, group=name, engine="h5netcdf")


def events(path, *kinds):
    table = group(path, "events")
    rows = zip(*(table[name].values.tolist() for name in ("kind", "actor", "object", "value", "reason")))
    return [dict(zip(("kind", "actor", "object", "value", "reason"), row)) for row in rows if row[0] in kinds]


def shipped(data, material, seller, buyer):
    there = ((data.route_material == material) & (data.route_exporter == seller) & (data.route_importer == buyer)).values
    return data.flow[:, there].sum("route")


def of_state(path, column, state):
    table = group(path, "agents/state")
    return table[column][:, list(table.state.values).index(state)]


ONE = "laws.home={law: offtake, actor: CHN, minerals: [cobalt], targets: [COD], from: 2025-01, share: 1}"


@pytest.mark.parametrize("material, seller", [("cobalt.ore", "COD"), ("copper.ore", "COD"), ("nickel.refined", "IDN")])
def test_what_is_bound_comes_home_at_the_market_price(under, material, seller):
    with_, without = (runs.root(under(*words)) for words in (("equity-mines",), ("baseline",)))
    months = slice(FIRST + 6, 36)
    bound = with_.offtake.sel(material=material, country="CHN")[months]
    came = shipped(with_, material, seller, "CHN")[months]
    before = shipped(without, material, seller, "CHN")[months]
    assert float(bound.min()) > 0
    assert float(came.mean()) >= min(0.9 * float(bound.mean()), float(before.mean()))
    assert float(came.mean()) >= 0.98 * float(before.mean())
    assert float(with_.offtake.sel(material=material, country="USA").fillna(0).sum()) == 0
    # A contract moves tonnes; the price that the world pays for them hardly.
    price = (with_.world_price / without.world_price).sel(material=material)[months]
    assert abs(float(price.mean()) - 1) < 0.1


def test_two_contracts_on_the_same_output_bind_it_once(under):
    twice = ONE.replace("laws.home", "laws.once_more")
    once, both = (runs.root(under("baseline", *sets, months=30)) for sets in ((ONE,), (ONE, twice)))
    assert float(once.offtake.sum()) > 0
    assert bool((once.offtake.fillna(0) == both.offtake.fillna(0)).all())


def test_a_rival_who_owns_nothing_gets_less_and_an_owner_more(under):
    """Japanese houses hold a part of Chile's copper: bound, it comes home beyond what home had bought."""
    law = "laws.home={law: offtake, actor: JPN, minerals: [copper], targets: [CHL], from: 2025-01, share: 1}"
    with_, without = (runs.root(under("baseline", *sets)) for sets in ((law,), ()))
    months = slice(FIRST + 6, 60)
    home, others = [], []
    for data in (with_, without):
        home.append(float(shipped(data, "copper.ore", "CHL", "JPN")[months].sum()))
        others.append(float(data.exports.sel(material="copper.ore", country="CHL")[months].sum()) - home[-1])
    bound = float(with_.offtake.sel(material="copper.ore", country="JPN")[months].sum())
    assert bound > 1.4 * home[1]
    assert home[0] == pytest.approx(bound, rel=0.05) and others[0] < others[1]


def test_a_host_that_stops_exports_cuts_what_comes_home_and_it_returns(under):
    data = runs.root(under("equity-mines"))
    came = shipped(data, "cobalt.ore", "COD", "CHN")
    ban = slice(37, 45)  # 2027-02 until 2027-10
    assert float(came[ban].sum()) == 0 < float(came[36])
    assert float(data.offtake.sel(material="cobalt.ore", country="CHN")[slice(38, 44)].sum()) == 0
    assert float(came[50:62].mean()) > 0.5 * float(came[24:36].mean())


def test_an_outage_in_the_host_cuts_what_is_bound(under):
    stop = "events.rains={event: outage, countries: [COD], minerals: [copper], share_lost: 0.6, from: 2026-01, until: 2026-07}"
    cut, whole = (runs.root(under("equity-mines", *sets)).offtake.sel(material="copper.ore", country="CHN")[25:30].sum()
                  for sets in ((stop,), ()))
    assert 0 < float(cut) < 0.6 * float(whole)


def test_expropriation_ends_it(under):
    sets = ("behaviour.states=reactive", "behaviour.restrictions=false", "behaviour.retaliation=false",
            "behaviour.nationalism_hazard_per_year=6")
    seized_, kept = (runs.root(under("equity-mines", *some)).offtake.sel(material="copper.ore", country="CHN")
                     for some in (sets, ()))
    assert float(kept[FIRST:].min()) > 0 == float(seized_[FIRST:].sum())
    seized = events(under("equity-mines", *sets), "nationalism")
    assert any(event["actor"] == "COD" and "seized" in event["reason"] for event in seized)


def test_control_by_ownership_of_those_who_own_abroad_exceeds_control_by_territory(under):
    data = runs.root(under("equity-mines"))
    for mineral in ("cobalt", "copper"):
        here = data.sel(mineral=mineral)
        assert float(here.control_by_ownership.sel(country="CHN")[0]) > float(here.control_by_territory.sel(country="CHN")[0])
        assert float(here.control_by_ownership.sel(country="COD")[0]) < float(here.control_by_territory.sel(country="COD")[0])


def test_what_is_being_built_when_the_world_begins_opens_on_its_day_and_comes_home(under):
    """Simandou: 60 Mt a year of 65 % iron in each half, from the end of 2025 over 30 months, most of it Chinese."""
    data = runs.root(under("equity-mines"))
    mined = data.production.sel(material="iron_ore.ore", country="GIN")
    first, full = 23, 23 + 30
    assert float(mined[:first].sum()) == 0 < float(mined[first + 1])
    assert (np.diff(mined[first:full:3]) > 0).mean() > 0.7
    assert 12 * float(mined[full + 6:full + 18].mean()) == pytest.approx(0.87 * 78.2e6, rel=0.15)
    home, bound = shipped(data, "iron_ore.ore", "GIN", "CHN"), data.offtake.sel(material="iron_ore.ore", country="CHN")
    assert float(bound[:first].sum()) == 0 < 0.25 * float(mined[full:].sum()) < float(bound[full:].sum())
    assert float(home[full:].sum()) > 0.95 * float(bound[full:].sum())
    openings = events(under("equity-mines"), "opening")
    assert {event["actor"] for event in openings if "Simandou" in event["actor"]} == {"Simandou 1-2 (WCS)",
                                                                                     "Simandou 3-4 (Simfer)"}


def test_of_rivals_the_better_offer_gets_the_deposit_and_pays(under):
    path = under("equity-mines", months=180)
    won = {event["object"]: event["actor"] for event in events(path, "deposit won")}
    outbid = [event for event in events(path, "outbid")]
    assert won and not any(place.startswith("Simandou") for place in won)  # begun before anybody could bid
    contested = {event["object"] for event in outbid}
    assert contested and all(won[place] not in [e["actor"] for e in outbid if e["object"] == place] for place in contested)
    assert "Polokhivske" in won and "Polokhivske" in contested  # Europe and the USA bid for Ukrainian lithium
    alone = under("equity-mines", "laws.american_bid=", months=180)
    assert not events(alone, "outbid")
    assert set(won) == {event["object"] for event in events(alone, "deposit won")}
    assert float(of_state(path, "subsidies", "CHN").sum()) > 0
    assert float(of_state(under("equity-mines", "laws.chinese_bid=", "laws.american_bid=", months=180), "subsidies",
                          "CHN").sum()) == 0


def test_deposits_that_are_paid_for_are_begun_sooner(under):
    bid = "laws.bid={law: deposit_bid, actor: CHN, from: 2025-01, capital_share: 0.9, stake: 0.5}"

    def begun(*sets):
        found = 0
        for seed in (1, 2):
            path = under("baseline", *sets, months=120, seed=seed)
            mines = group(path, "agents/mine")
            deposits = {str(name) for name, status in zip(mines.mine.values, mines.status[0].values) if status == 0}
            found += len({event["actor"] for event in events(path, "project")} & deposits)
        return found
    assert begun(bid) > begun()


HOSTS = {"COD", "ZMB", "ZWE", "GIN", "IDN", "PER", "ECU", "ARG", "CHL", "NAM", "GHA", "PNG", "KAZ", "SRB", "MLI"}
LENDERS = {"cmoc", "zijin", "cnmc", "chinalco", "mmg_minmetals", "tongling", "Chinese companies", "tsingshan", "huayou"}


def owned_abroad(path):
    """Mines in the hosts whose largest owner is a company of the lender."""
    mines = group(path, "agents/mine")
    rows = zip(mines.mine.values, mines.mine_country.values, mines.mine_owner.values)
    return {str(name) for name, country, owner in rows if str(country) in HOSTS and str(owner) in LENDERS}


def test_cooperation_calms_hosts_and_costs_its_treasury(under):
    plain = ("laws.belt_and_road=", "laws.home=")
    strikes, claims = [], []
    for sets in ((), plain):
        counts = [0, 0]
        for seed in (1, 2, 3):
            path = under("cooperation", *sets, "behaviour.nationalism_hazard_per_year=0.02",
                         "behaviour.disruption_strike_per_year=0.4", months=240, seed=seed)
            owned = owned_abroad(path)
            counts[0] += sum(event["actor"] in owned for event in events(path, "strike"))
            counts[1] += sum(event["actor"] in HOSTS for event in events(path, "nationalism"))
        strikes.append(counts[0])
        claims.append(counts[1])
    assert strikes[1] > 20 and strikes[0] < 0.75 * strikes[1], strikes
    assert claims[0] <= claims[1], claims
    path = under("cooperation", months=240)
    paid, aid = of_state(path, "subsidies", "CHN"), group(path, "agents/state").aid
    assert float(paid[:FIRST].sum()) == 0 < float(paid[FIRST:].sum())
    assert 0 < float(aid.sum()) < float(paid.sum()) * (1 + 1e-5)
    assert float(of_state(path, "aid", "COD")[FIRST:].min()) > 0 and float(of_state(path, "aid", "CHN").sum()) == 0


def test_cheaper_loans_bring_more_projects(under):
    """At mines that the lender's companies own, over seeds; nothing else of the law is on."""
    def projects(rate):
        found = 0
        for seed in (1, 2, 3):
            path = under("cooperation", f"laws.belt_and_road.rate_cut={rate}", "behaviour.states=scripted",
                         "laws.belt_and_road.local_benefits_share=0", "laws.belt_and_road.standards_cost_share=0",
                         "laws.home=", months=120, seed=seed)
            owned = owned_abroad(path)
            found += sum(event["actor"] in owned for event in events(path, "project"))
        return found
    assert projects(0.2) > 1.1 * projects(0)


def test_a_buyer_without_influence_pays_more_over_cost_and_a_quota_shows_it(under):
    quota, base = runs.root(under("joint-purchasing", "laws.together=")), runs.root(under("baseline"))
    year = slice(FIRST + 6, FIRST + 24)
    for mineral in ("rare_earths", "ree_light", "ree_heavy"):
        at = {"mineral": mineral}
        for buyer in ("JPN", "USA", "EUU"):
            lerner = [data.lerner_of_sellers.sel(country=buyer, **at)[year].mean() for data in (quota, base)]
            assert float(lerner[0]) > float(lerner[1]) + 0.05, (mineral, buyer)
        for buyer in ("JPN", "EUU"):
            assert float(base.influence.sel(country=buyer, **at)[0]) < 0.1 < float(
                base.influence.sel(country="CHN", **at)[0])


def test_buying_as_one_costs_less_a_tonne_and_sellers_earn_less(under):
    joint, alone = (runs.root(under("joint-purchasing", *sets)) for sets in ((), ("laws.together=",)))
    years = slice(36, 72)
    most = {"rare_earths.refined": 0.98, "ree_heavy.refined": 1.01}  # of the latter they buy less, hardly cheaper
    for material in most:
        for buyer in ("EUU", "JPN", "USA"):
            at = {"material": material, "country": buyer}
            paid, came = ([float(data[name].sel(**at)[years].mean()) for data in (joint, alone)]
                          for name in ("realised_price", "imports"))
            assert paid[0] < most[material] * paid[1] and came[0] < 0.95 * came[1], at
    for material in ("rare_earths.refined", "ree_light.refined", "ree_heavy.refined"):
        rent = [float(data.export_rent.sel(country="CHN", material=material)[years].sum()) for data in (joint, alone)]
        assert rent[0] < 0.85 * rent[1], material
    np.testing.assert_array_equal(joint.price[:24], alone.price[:24])


def test_without_conduct_joint_purchasing_changes_nothing(under):
    one, other = (runs.root(under("joint-purchasing", sets, months=48)) for sets in
                  ("laws.together.conduct=0", "laws.together="))
    np.testing.assert_allclose(one.price, other.price, rtol=1e-9)


def test_research_downstream_adds_value_with_a_lag_and_is_paid(under):
    with_, without = under("advantage-metals"), under("advantage-metals", "laws.magnets_and_tools=")
    spent = of_state(with_, "subsidies", "CHN")
    np.testing.assert_allclose(spent[FIRST:], 1e9 / 12, rtol=1e-5)
    added = of_state(with_, "downstream_value", "CHN")
    assert float(added[FIRST:FIRST + 6].sum()) < 0.1 * float(added[-6:].sum())
    for metal in ("tungsten.refined", "antimony.refined"):
        used = [float(runs.root(path).use.sel(material=metal, country="CHN")[-60:].sum()) for path in (with_, without)]
        assert 1.002 < used[0] / used[1] < 1.05, metal
    assert float(of_state(without, "downstream_value", "CHN").sum()) == 0


def test_value_added_by_two_programmes_is_counted_once(under):
    law = "laws.{}={{law: downstream_rnd, actor: JPN, minerals: [copper], usd_per_year: {}, lag_years: 1, from: 2025-01}}"
    one = under("baseline", law.format("all", "2e8"), months=60)
    two = under("baseline", law.format("half", "1e8"), law.format("other", "1e8"), months=60)
    whole, parts = (float(of_state(path, "downstream_value", "JPN").sum()) for path in (one, two))
    assert whole > 0 and 0.9 * whole < parts < 1.1 * whole


def test_research_for_an_industry_that_is_not_there_costs_nothing(under):
    law = "laws.none={law: downstream_rnd, actor: JPN, minerals: [copper], forms: [ore], usd_per_year: 1e9, from: 2025-01}"
    paid = of_state(under("baseline", law, months=30), "subsidies", "JPN")
    assert (paid == of_state(under("baseline", months=30), "subsidies", "JPN")).all()


def test_value_added_at_home_stands_beside_lost_rent(under):
    """What the plan gains downstream and what it loses in exports, both from the run files."""
    plan, base = under("advantage-metals"), under("baseline")
    metals = [f"{m}.{form}" for m in ("tungsten", "antimony", "rare_earths", "ree_light", "ree_heavy")
              for form in ("ore", "refined")]

    def exports_usd(path):
        data = runs.root(path)
        here = data.sel(country="CHN", material=[m for m in metals if m in data.material.values])
        return (here.exports * here.realised_export_price.fillna(0))[FIRST:].sum()
    tonnes = [runs.root(path).exports.sel(country="CHN", material="tungsten.refined")[24:].sum() for path in (plan, base)]
    assert float(tonnes[0]) < 0.8 * float(tonnes[1])
    lost = float(exports_usd(base)) - float(exports_usd(plan))
    gained = float(of_state(plan, "downstream_value", "CHN").sum())
    assert gained > 0 and np.isfinite(lost)


def test_consolidation_closes_and_concentrates(under):
    plan = under("advantage-metals")
    assert any("creg" in event["object"] for event in events(plan, "merger"))
    with_, without = (runs.root(path).herfindahl_company.sel(mineral="rare_earths")
                      for path in (plan, under("advantage-metals", "laws.consolidation=")))
    assert float(with_[-12:].mean()) > float(without[-12:].mean()) + 0.01
