"""What people do about laws that are announced and not yet in force: direction and order of size."""
import math
import pathlib
import sys

import numpy as np
import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import runs

ANNOUNCED, LAW_MONTH = 12, 18
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


def test_without_foresight_an_announced_tariff_moves_nobody_before_it_starts(under):
    likely, never = (under(f"{TARIFF}, rate: 0.5, {SOON}, probability: {odds}", BLIND) for odds in (1, 0))
    np.testing.assert_array_equal(likely.price[:LAW_MONTH], never.price[:LAW_MONTH])


@pytest.mark.parametrize("probability", [0.4, 0.7, 1])
def test_imports_rise_before_a_tariff_and_fall_after(under, probability):
    imports = over(under(f"{TARIFF}, rate: 0.25, {SOON}, probability: {probability}"), under(), "imports", USA)
    assert (imports[:ANNOUNCED] == 1).all()
    before = imports[ANNOUNCED:LAW_MONTH]
    assert (before > 1.05).all() and before[-1] > before[0]
    if probability == 1:
        assert imports[LAW_MONTH] < 0.3 and (imports[LAW_MONTH:] < 0.9).all()
        assert imports[-1] > imports[LAW_MONTH]  # once the stocks are used


def test_the_spread_before_a_tariff_is_of_the_order_of_probability_times_duty(under):
    for rate, probability in ((0.25, 0.7), (0.5, 0.7), (0.25, 0.35)):
        spread = log_spread(under(f"{TARIFF}, rate: {rate}, {SOON}, probability: {probability}"), under())
        expected = probability * math.log1p(rate)
        assert 0.25 * expected < spread[LAW_MONTH - 1] < expected, (rate, probability)
        assert (np.diff(spread[ANNOUNCED - 1:LAW_MONTH]) > -1e-3).all()  # more and more lands after the start
        assert spread[LAW_MONTH - 1] > 1.5 * spread[ANNOUNCED] > 0


# All the while buyers at home bid what storage is worth: what the spread reaches just before the start is about what the
# price does after it, weighed with the odds, so that nobody gains by shipping more or less in time.
@pytest.mark.parametrize("rate", [0.1, 0.25, 0.5])
def test_a_start_that_all_foresee_moves_the_price_little(under, rate):
    delivered = np.log(over(under(f"{TARIFF}, rate: {rate}, {SOON}"), under(), "delivered_price", USA))
    surprise = np.log(over(under(f"{TARIFF}, rate: {rate}, from: 2025-07"), under(), "delivered_price", USA))
    assert abs(delivered[LAW_MONTH] - delivered[LAW_MONTH - 1]) < 0.5 * surprise[LAW_MONTH]


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
