"""A picture of the gallery: world prices against the baseline, and beside them what the scenario is about."""
import matplotlib.pyplot as plt
import numpy as np

import plot_common as common
from country_names import name_of
from plot_laws import spans

MOST_LINES = 4
MOST_MARKS = 12  # laws; more lines would hide the prices
COLOURS = (common.BLUE, common.ORANGE, common.GREEN, common.RED, common.SKY, common.PINK)
BARS = 4  # who gain, and who lose


def minerals_shown(run, base):
    return run.minerals_of_interest(base, MOST_LINES)


def draw_prices(axes, run, base):
    for mineral, colour in zip(minerals_shown(run, base), COLOURS):
        axes.plot(run.months(), 100 * run.price_ratio(base, mineral), color=colour, label=common.plain(mineral))
    axes.axhline(100, color=common.BLACK, linewidth=0.9, linestyle="--")
    low, high = axes.get_ylim()
    axes.set_ylim(min(low, 90), max(high, 110))
    axes.set_title("world price, baseline = 100")


def selected(run, variable, where, union=None):
    """The series of a line, summed over what `where` does not name; in a union's countries alone if one is named."""
    if variable.startswith("agents/"):
        _, kind, name = variable.split("/")
        values = run.agents(kind)[name]
    else:
        values = run[variable]
    if union:
        values = values.where(run["customs_union"] == union)
    for dimension, labels in where.items():
        values = values.sel({dimension: labels})
    return values, values.sum([name for name in values.dims if name != "time"], min_count=1).values


def share_of_all(run, variable, where, dimension):
    """Per cent of the sum along a dimension."""
    _, part = selected(run, variable, where)
    _, whole = selected(run, variable, {name: label for name, label in where.items() if name != dimension})
    return part, whole


def smooth(values, months):
    """Rolling mean of the months so far; what is missing counts as nothing."""
    values = np.nan_to_num(values)
    sums = np.cumsum(values)
    sums[months:] = sums[months:] - sums[:-months]
    return sums / np.minimum(np.arange(1, len(values) + 1), months)


def series_of(run, base, show, where):
    """[(values, line style)]: of the run, and where they are no percentage of it, of the baseline."""
    variable, months, percent = show["variable"], show.get("smooth", 12), show.get("percent")
    sources = [(run, "-"), (base, "--")]
    if percent == "base":
        after, before = (smooth(selected(source, variable, where, show.get("union"))[1], months)
                         for source, _ in sources)
        return [(100 * after / np.where(before > 0, before, np.nan), "-")]
    drawn = []
    for source, style in sources:
        if percent:
            part, whole = (smooth(values, months) for values in share_of_all(source, variable, where, percent))
            drawn.append((100 * part / np.maximum(whole, 1e-12), style))
        else:
            values = selected(source, variable, where, show.get("union"))[1]
            drawn.append(((smooth(values, months) if months > 1 else values) / show.get("scale", 1), style))
    return drawn


def draw_lines(axes, run, base, show):
    for (label, where), colour in zip(show["lines"].items(), COLOURS):
        for values, style in series_of(run, base, show, where):
            axes.plot(run.months(), values, color=colour, linestyle=style, linewidth=1.8 if style == "-" else 1.1,
                      label=label if style == "-" else None)
    if show.get("percent") == "base":
        axes.axhline(100, color=common.BLACK, linewidth=0.9, linestyle="--")
        low, high = axes.get_ylim()
        axes.set_ylim(min(low, 95), max(high, 105))
    elif axes.get_ylim()[0] > 0:
        common.from_zero(axes)


def draw_laws(axes, run, show):
    """How many laws of each instrument are in force; the most frequent instruments."""
    months = run.months().astype("datetime64[M]")
    counts = {}
    for start, end, actor, law, _ in spans(run):
        if show["laws"].get("actor", actor) == actor:
            column = counts.setdefault(common.plain(law.rsplit(": ", 1)[-1]), np.zeros(len(months)))
            column += (months >= start) & (months < end)
    most = sorted(counts, key=lambda name: -counts[name].sum())[:len(COLOURS)]
    if most:
        axes.stackplot(run.months(), [counts[name] for name in most], labels=most, colors=COLOURS[:len(most)],
                       linewidth=0, alpha=0.85, step="post")
    common.from_zero(axes)


def draw_gains(axes, said):
    """Countries that gain and lose most, of all minerals that the scenario moves."""
    rows = sorted(said["tables"]["country"], key=lambda row: row["welfare"]["mean"])
    rows = rows if len(rows) <= 2 * BARS else rows[:BARS] + rows[-BARS:]
    amounts = np.array([row["welfare"]["mean"] for row in rows])
    divisor, unit = (1e9, "billion") if len(rows) and np.abs(amounts).max() > 2e9 else (1e6, "million")
    amounts /= divisor
    axes.barh(range(len(rows)), amounts, color=[common.BLUE if amount > 0 else common.RED for amount in amounts])
    axes.set_yticks(range(len(rows)), [name_of(row["country"]) for row in rows], fontsize=8)
    axes.axvline(0, color=common.BLACK, linewidth=0.8)
    axes.grid(axis="y", visible=False)
    axes.set_title(f"who gains and who loses, {unit} USD", pad=4, fontsize=9.5)
    axes.tick_params(labelsize=8.5)


def finish(axes, run):
    common.date_axis(axes)
    if len(run.laws()) <= MOST_MARKS:
        common.mark_laws(axes, run.laws(), named=False)
    axes.yaxis.set_major_formatter("{x:,g}")
    rows = 2 if len(axes.get_legend_handles_labels()[1]) > 3 else 1
    axes.legend(loc="lower left", bbox_to_anchor=(-0.02, 1.0), ncols=3 if rows > 1 else MOST_LINES, columnspacing=1.0,
                handlelength=1.2, handletextpad=0.5, borderaxespad=0.1, fontsize=8)
    axes.set_title(axes.get_title(loc="left"), pad=8 + 12 * rows, fontsize=9.5)
    axes.tick_params(labelsize=8.5)


def draw(run, base, picture, show, said):
    """Writes the PNG. `show` is what docs/gallery.yaml says of the scenario, or None; `said` what compare says."""
    figure, (left, right) = plt.subplots(1, 2, figsize=(9.4, 2.9), layout="constrained")
    draw_prices(left, run, base)
    finish(left, run)
    if show is None:
        draw_gains(right, said)
    else:
        draw_laws(right, run, show) if "laws" in show else draw_lines(right, run, base, show)
        right.set_title(show["title"])
        finish(right, run)
    picture.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(picture, dpi=100, pil_kwargs={"optimize": True})
    plt.close(figure)
