"""What people do about laws that are announced and not yet in force: direction and order of size."""
import math
import pathlib
import sys

import numpy as np
import pytest
import xarray

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import runs

ANNOUNCED, LAW_MONTH = 12, 18
FORESEEN = LAW_MONTH - 4  # behaviour.anticipation_months before
VOYAGE = 3  # months, the longest to the USA: a certain duty falls on what lands under it
TARIFF = "law: import_tariff, actor: USA, minerals: [copper], forms: [refined]"
LICENCE = "law: export_licence, actor: CHN, minerals: [gallium], delay_months: 2, approved_share: 0.6"
BAN = "law: export_ban, actor: CHN, minerals: [antimony]"
BLIND = "behaviour.anticipation_months=0"
SOON = "from: 2025-07, announced: 2025-01"
USA = {"material": "copper.refined", "country": "USA"}
GALLIUM = {"material": "gallium.refined", "country": "CHN"}


@pytest.fixture(scope="module")
def under(tmp_path_factory):
    """Two and a half years under a law, and under none."""
    folder, made = tmp_path_factory.mktemp("anticipation"), {}

    def run(law="", *words):
        key = (law, *words)
        if key not in made:
            sets = ["--set", f"laws.l={{{law}}}"] if law else []
            made[key] = runs.root(runs.run("baseline", folder / f"{len(made)}.h5", "--months", "30", *sets,
                                           *(word for pair in words for word in ("--set", pair))))
        return made[key]
    return run


def log_spread(data, base):
    """Price in the USA over that in Europe, against the base run, by month."""
    ratio = np.log(data.price / base.price).sel(material="copper.refined")
    return (ratio.sel(country="USA") - ratio.sel(country="EUU")).values


def over(data, base, variable, where):
    return (data[variable] / base[variable]).sel(**where).values


@pytest.mark.parametrize("law", [f"{TARIFF}, rate: 0.5, {SOON}, probability: 0", f"{LICENCE}, {SOON}, probability: 0"])
def test_a_law_that_nobody_believes_moves_nobody(under, law):
    for variable in ("price", "imports", "exports"):
        np.testing.assert_array_equal(under(law)[variable], under()[variable])
    # An announcement has trade costs worked out anew, which moves prices within what that leaves open.
    np.testing.assert_allclose(under(law).price, under().price, rtol=3e-3)


@pytest.mark.parametrize("law", [f"{TARIFF}, rate: 0.5, from: 2025-07", f"{LICENCE}, from: 2025-07"])
def test_a_law_that_nobody_knows_of_moves_nobody_before_it_starts(under, law):
    np.testing.assert_array_equal(under(law).price[:LAW_MONTH], under().price[:LAW_MONTH])


def test_without_foresight_an_announced_tariff_moves_nobody_before_it_falls_on_what_is_shipped(under):
    likely, never = (under(f"{TARIFF}, rate: 0.5, {SOON}, probability: {odds}", BLIND) for odds in (1, 0))
    np.testing.assert_array_equal(likely.price[:LAW_MONTH - VOYAGE], never.price[:LAW_MONTH - VOYAGE])


@pytest.mark.parametrize("probability", [0.4, 0.7, 1])
def test_imports_rise_before_a_tariff_and_fall_after(under, probability):
    imports = over(under(f"{TARIFF}, rate: 0.25, {SOON}, probability: {probability}"), under(), "imports", USA)
    assert (imports[:ANNOUNCED] == 1).all()
    before = imports[FORESEEN:LAW_MONTH - (probability == 1)]  # what is shipped last lands under a certain duty
    assert (before > 1.05).all() and before[-1] > before[0]
    if probability == 1:
        assert imports[LAW_MONTH - 1] < 0.6 and (imports[LAW_MONTH:] < 0.9).all()  # a voyage before its day
        assert imports[-1] > imports[LAW_MONTH]  # once the stocks are used


def test_the_spread_before_a_tariff_is_of_the_order_of_probability_times_duty(under):
    for rate, probability in ((0.25, 0.7), (0.5, 0.7), (0.25, 0.35)):
        spread = log_spread(under(f"{TARIFF}, rate: {rate}, {SOON}, probability: {probability}"), under())
        expected = probability * math.log1p(rate)
        assert 0.25 * expected < spread[LAW_MONTH - 1] < expected, (rate, probability)
        assert (np.diff(spread[ANNOUNCED - 1:LAW_MONTH]) > -1e-3).all()  # more and more lands after the start
        assert spread[LAW_MONTH - 1] > 1.5 * spread[FORESEEN] > 0


# All the while buyers at home bid what storage is worth: what the spread reaches just before the start is about what the
# price does after it, weighed with the odds, so that nobody gains by shipping more or less in time.
@pytest.mark.parametrize("rate", [0.1, 0.25, 0.5])
def test_a_start_that_all_foresee_moves_the_price_little(under, rate):
    delivered = np.log(over(under(f"{TARIFF}, rate: {rate}, {SOON}"), under(), "delivered_price", USA))
    surprise = np.log(over(under(f"{TARIFF}, rate: {rate}, from: 2025-07"), under(), "delivered_price", USA))
    assert abs(delivered[LAW_MONTH] - delivered[LAW_MONTH - 1]) < 0.6 * surprise[LAW_MONTH]


def test_prices_behind_a_foreseen_duty_never_fall_below_those_without_it(under):
    for rate in (0.25, 0.5):
        data = under(f"{TARIFF}, rate: {rate}, {SOON}")
        for variable in ("price", "delivered_price"):
            after = over(data, under(), variable, USA)[LAW_MONTH:]
            assert (after > 0.99).all(), (rate, variable)
            assert after[-1] == pytest.approx(1 + 0.8 * rate, abs=0.2 * rate)  # and the duty comes through in the end
        assert (over(data, under(), "supply", USA)[LAW_MONTH:] > 0.8).all()  # smelters behind it live on


@pytest.mark.parametrize("law, twice", [(f"rate: 0.25, {SOON}, probability: 0.7", f"rate: 0.5, {SOON}, probability: 0.7"),
                                        (f"rate: 0.25, {SOON}, probability: 0.35", f"rate: 0.25, {SOON}, probability: 0.7")])
def test_twice_the_duty_or_twice_the_odds_make_about_twice_the_spread(under, law, twice):
    one, two = (log_spread(under(f"{TARIFF}, {words}"), under())[LAW_MONTH - 1] for words in (law, twice))
    assert 1.6 < two / one < 2.8  # storage eats more of a small rise


def test_exports_rush_out_before_a_licence_and_before_a_ban(under):
    for law, where in ((LICENCE, GALLIUM), (BAN, {"material": "antimony.refined", "country": "CHN"})):
        exports = over(under(f"{law}, {SOON}"), under(), "exports", where)
        assert (exports[:ANNOUNCED] == 1).all()
        assert exports[ANNOUNCED:LAW_MONTH].mean() > 1.15, law
        assert exports[LAW_MONTH] == 0


def test_sellers_let_more_go_than_buyers_abroad_alone_would_draw(under):
    law = f"{LICENCE}, from: 2025-07, announced: 2025-05"
    rush, drawn = (data.sel(**GALLIUM) for data in (under(law), under(law, BLIND)))
    before = slice(LAW_MONTH - 2, LAW_MONTH)
    assert float(rush.exports[before].sum()) > 1.01 * float(drawn.exports[before].sum())
    assert (rush.price[before] < drawn.price[before]).all()


# A ban of 2025-07, announced a month before and leaked three months before that.
LEAK, TOLD = 14, 17
LEAKED = f"{BAN}, from: 2025-07, announced: 2025-06, leaked: 2025-03"
OUTSIDE = {"material": "antimony.refined", "country": ["USA", "EUU", "JPN", "KOR", "IND"]}
AT_HOME = {"material": "antimony.refined", "country": "CHN"}


def test_before_a_leaked_ban_traders_abroad_store_and_exports_rush_out(under):
    leaked, secret = under(LEAKED), under(f"{LEAKED}, leak_probability: 0")
    exports = over(leaked, secret, "exports", AT_HOME)
    stored = (leaked.trader_stock / secret.trader_stock).sel(**OUTSIDE)
    assert (exports[:LEAK] == 1).all() and (stored[:LEAK] == 1).all()
    assert exports[LEAK:TOLD].mean() > 1.03
    assert float(stored[TOLD - 1].min()) > 1.1
    dearer = (leaked.price / secret.price).sel(**OUTSIDE)
    assert float(dearer[TOLD - 1].min()) > 1.01
    told = over(under(f"{BAN}, from: 2025-07, announced: 2025-03"), secret, "exports", AT_HOME)
    assert exports[LEAK:TOLD].mean() < told[LEAK:TOLD].mean()  # some know, not all


def test_secrecy_leaves_nothing_to_act_on(under):
    secret = under(f"{LEAKED}, leak_probability: 0")
    never = under(f"{BAN}, from: 2025-07, announced: 2025-06")
    for variable in ("price", "exports", "trader_stock"):
        np.testing.assert_array_equal(secret[variable], never[variable])


def test_who_hears_more_widely_acts_more(under):
    narrow, wide = (under(f"{LEAKED}, leak_reach: {reach}").exports.sel(**AT_HOME)[LEAK:TOLD].sum() for reach in (0, 0.8))
    assert float(wide) > 1.02 * float(narrow)


def test_a_leak_is_drawn_as_often_as_it_is_likely(tmp_path):
    def leaks(seed):
        path = runs.run("leaked-ban", tmp_path / f"{seed}.h5", "--months", "10", "--seed", seed, "--set",
                        "laws.antimony_ban.leak_probability=0.5")
        table = xarray.open_dataset(path, group="events", engine="h5netcdf")
        return any(str(reason).endswith("leaked") for reason in table.reason.values)
    assert 2 <= sum(leaks(seed) for seed in range(1, 13)) <= 10


def test_the_scenario_shows_it_and_its_countermeasure(tmp_path):
    leaked = runs.root(runs.run("leaked-ban", tmp_path / "leaked.h5", "--months", "18"))
    secret = runs.root(runs.run("leaked-ban", tmp_path / "secret.h5", "--months", "18", "--set",
                                "laws.antimony_ban.leak_probability=0"))
    at = {"material": "antimony.refined"}
    rushed = float((leaked.exports - secret.exports).sel(country="CHN", **at)[8:11].sum())
    hoarded = float((leaked.trader_stock - secret.trader_stock).sel(**at)[10].drop_sel(country="CHN").sum())
    assert rushed > 0 and hoarded > 0
    # The leak takes from the ban what it was for: abroad it hurts less, at home users pay for what has left.
    ban = slice(12, 18)
    paid = (leaked.delivered_price / secret.delivered_price).sel(**at)
    assert float(paid.sel(country="USA")[ban].mean()) < 0.97 and float(paid.sel(country="CHN")[ban].mean()) > 1.02
