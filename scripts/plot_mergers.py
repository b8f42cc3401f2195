#!/usr/bin/python3
"""Draws who bid for whom, when and with what outcome, and what became of both companies' shares and of concentration:
before the last move of a deal against the run's last year, and with a baseline against the same year of that."""
import sys
from dataclasses import dataclass, field

import matplotlib.pyplot as plt
import numpy as np

import plot_common as common

MOST_DEALS = 4
MOST_MATERIALS = 7  # of a deal, those in which the target weighs most
LEAST_SHARE = 0.3  # per cent of the world's output that a target must make
OUTCOMES = {"bid refused": ("X", common.RED, "refused"), "bid accepted": ("o", common.GREEN, "accepted"),
            "bid dropped": ("o", common.BLACK, "given up"), "merger": ("*", common.BLUE, "merged"),
            "merger blocked": ("s", common.BLACK, "blocked by a state")}
SIZES = {"merger": 11, "bid dropped": 13}


@dataclass
class Deal:
    bidder: str
    target: str
    moves: list = field(default_factory=list)  # (month, kind, USD)

    def dearest(self):
        return max(usd for _, _, usd in self.moves)

    def agreed(self):
        return any(kind in ("bid accepted", "merger") for _, kind, _ in self.moves)

    def merged(self):
        return any(kind == "merger" for _, kind, _ in self.moves)

    def turning_month(self):
        """When companies became one, or else the last move."""
        return next((month for month, kind, _ in self.moves if kind == "merger"), self.moves[-1][0])


def deals_of(run):
    """All pairs of companies between which a bid was made: those that were agreed on first, then the dearest."""
    deals = {}
    columns = (run.events[key].values for key in ("month", "kind", "actor", "object", "value"))
    for month, kind, actor, thing, value in zip(*columns):
        if str(kind).startswith(("bid", "merger")):
            deal = deals.setdefault((str(actor), str(thing)), Deal(str(actor), str(thing)))
            deal.moves.append((np.datetime64(month, "M"), str(kind), float(value)))
    return sorted(deals.values(), key=lambda deal: (not deal.agreed(), -deal.dearest()))[:MOST_DEALS]


def company_name(name):
    """Short words are initials: "BHP", "US Steel"."""
    return " ".join(word.upper() if len(word) <= 3 else word.capitalize() for word in name.split("_"))


def draw_moves(axes, run, deal):
    """Offers against what the target is worth by its own accounts."""
    worth = run.agents("company")["value"].sel(company=deal.target).values / 1e9
    time = run.months().astype("datetime64[M]")
    before_merger = time < (deal.turning_month() if deal.merged() else time[-1] + 1)
    axes.plot(run.months()[before_merger], worth[before_merger], color=common.GREY, linewidth=1.3,
              label=f"{company_name(deal.target)}'s value by its accounts")
    drawn, named = set(), -np.inf
    for month, kind, usd in deal.moves:
        if kind not in OUTCOMES:
            continue
        marker, colour, label = OUTCOMES[kind]
        axes.plot([month], [usd / 1e9], marker, color=colour, markersize=SIZES.get(kind, 7), zorder=3,
                  clip_on=False, markerfacecolor="none" if kind == "bid dropped" else colour, linestyle="none",
                  label=None if kind in drawn else label)
        drawn.add(kind)
        if kind == "merger" or abs(usd - named) > 0.05 * deal.dearest():  # names of near offers would overlap
            named = usd
            axes.annotate(f"{usd / 1e9:.3g}", (month, usd / 1e9), xytext=(8, 0), textcoords="offset points",
                          fontsize=8.5, va="center")
    first, last = deal.moves[0][0] - 3, max(deal.turning_month(), deal.moves[0][0] + 12) + 6
    axes.set_xlim(max(first, time[0]) - 1, min(last, time[-1]))
    top = max(deal.dearest() / 1e9, np.nanmax(worth[(time >= first) & (time <= last)]))
    axes.set_ylim(0, 1.15 * top)
    axes.set_ylabel("billion USD")
    axes.set_title(f"{company_name(deal.bidder)} bids for {company_name(deal.target)}", pad=34)
    common.date_axis(axes)
    axes.set_xlim(max(first, time[0]) - 1, min(last, time[-1]))
    axes.legend(loc="lower left", bbox_to_anchor=(-0.02, 1.0), ncols=2, columnspacing=1.0, handletextpad=0.4,
                borderaxespad=0.2, fontsize=8.5)


def shares_in(run, months):
    """{material: per cent of the world's output by company} in the months."""
    time = run.months().astype("datetime64[M]")
    company = run.agents("company").isel(time=(time >= months[0]) & (time < months[1]))
    shares = {}
    for mineral in run.minerals:
        forms = [form for form in run.forms(mineral) if form != "scrap"]
        for form in forms:
            made = company["mined" if form == forms[0] else "refined"].sel(mineral=mineral).fillna(0).sum("time")
            if float(made.sum()) > 0:
                shares[f"{mineral}.{form}"] = (100 * made / made.sum()).to_series()
    return shares


def concentration(shares):
    return float(((shares / 100)**2).sum())


def columns_of(run, base, deal):
    """[(title, shares)] of the periods that are compared."""
    time = run.months().astype("datetime64[M]")
    end = max(deal.turning_month(), time[0] + 1)
    last = (max(time[-1] - 11, end if deal.merged() else time[0]), time[-1] + 1)
    columns = [("before", shares_in(run, (end - 12, end)))]
    if base:
        columns.append(("baseline", shares_in(base, last)))
    return [*columns, ("run" if base else "after", shares_in(run, last))]


def draw_shares(axes, run, columns, deal, minerals):
    both = (deal.bidder, deal.target)
    before = columns[0][1]
    held = {material: shares[deal.target] for material, shares in before.items()
            if shares[deal.target] >= LEAST_SHARE and (not minerals or material.split(".")[0] in minerals)}
    materials = sorted(held, key=lambda material: -held[material])[:MOST_MATERIALS]
    height = 0.8 / len(columns)
    for row, material in enumerate(materials):
        for number, (_, shares) in enumerate(columns):
            y, left = row - 0.4 + (number + 0.5) * height, 0
            for company, colour in zip(both, (common.BLUE, common.ORANGE)):
                share = shares[material][company]
                axes.barh(y, share, left=left, height=0.86 * height, color=colour)
                left += share
            index = concentration(shares[material])
            axes.annotate(f"{columns[number][0]}: {left:.1f} %, HHI {index:.3f}", (left, y), xytext=(4, 0),
                          textcoords="offset points", fontsize=8, va="center")
    axes.set_yticks(range(len(materials)), [run.words(name) for name in materials])
    axes.set_ylim(max(len(materials), 1) - 0.5, -0.5)
    axes.grid(axis="y", visible=False)
    axes.set_xlim(0, 1.6 * max(axes.get_xlim()[1], 1))
    axes.set_xlabel("% of the world's output")
    axes.set_title("what both make", pad=34)
    handles = [plt.Rectangle((0, 0), 1, 1, color=colour) for colour in (common.BLUE, common.ORANGE)]
    axes.legend(handles, [company_name(name) for name in both], loc="lower left", bbox_to_anchor=(-0.02, 1.0), ncols=2,
                borderaxespad=0.2, fontsize=8.5)
    if not materials:
        axes.annotate("the target makes next to none of the minerals shown", (0.02, 0.5), xycoords="axes fraction")


def rows_of(deal, columns):
    """How many materials the deal's panel has."""
    return min(sum(shares[deal.target] >= LEAST_SHARE for shares in columns[0][1].values()), MOST_MATERIALS)


def draw(options, run, base):
    deals = deals_of(run)
    if not deals:
        raise common.UserError(f"{run.path}: no company bids for another during the run")
    columns = [columns_of(run, base, deal) for deal in deals]
    heights = [1.6 + max(2.0, 0.25 * len(columns[0]) * rows_of(*pair)) for pair in zip(deals, columns)]
    figure, panels = plt.subplots(len(deals), 2, figsize=(12.0, 0.6 + sum(heights)), layout="constrained",
                                  squeeze=False, gridspec_kw={"height_ratios": heights})
    for (left, right), deal, shares in zip(panels, deals, columns):
        draw_moves(left, run, deal)
        draw_shares(right, run, shares, deal, options.mineral)
    common.title(figure, "Mergers: who bid, what came of it, and how concentrated markets became")
    compared = "baseline and run: the last year of each" if base else "after: the run's last year"
    common.save(figure, options, "mergers", common.sources(run, base, (
        f"Before: the year up to the merger or the last offer; {compared}. HHI: Herfindahl index of output by owner, "
        "0 to 1; 0.18 is highly concentrated. "
        "Companies' shares are by their parts of plants; after a merger the target's pass to the bidder."), "base"))


if __name__ == "__main__":
    sys.exit(common.main(draw, common.arguments(__doc__)))
