"""An episode as a picture: the model's fan beside what was observed, and every target's band with the model's range."""
import textwrap

import matplotlib.pyplot as plt
import numpy as np

import plot_common as common
import episode_scores


def month_number(month):
    return np.datetime64(month, "M")


def draw_course(axes, months, values, observed, title, unit):
    low, median, high = np.nanquantile(values, (0.1, 0.5, 0.9), axis=0)
    axes.fill_between(months, low, high, color=common.SKY, alpha=0.45, linewidth=0, label="model, 10 to 90 % of seeds")
    axes.plot(months, median, color=common.BLUE, label="model, median")
    axes.plot([month_number(month) for month, _ in observed], [value for _, value in observed], "o", markersize=4,
              color=common.RED, label="observed", clip_on=False)
    axes.set_title(title, fontsize=9)
    axes.set_ylabel(unit)
    common.log_if_wide(axes, np.concatenate([low, high, [value for _, value in observed]]))
    common.date_axis(axes)


def draw_targets(axes, scores):
    """One row per target, scaled so that the band is -1 to 1."""
    for row, s in enumerate(scores):
        scale = np.log if s.target.in_logs else lambda value: value
        lo, hi = scale(s.target.lo), scale(s.target.hi)
        middle, half = (lo + hi) / 2, max((hi - lo) / 2, 1e-9)
        with np.errstate(divide="ignore", invalid="ignore"):
            place = [np.clip((scale(v) - middle) / half, -6, 6) for v in (s.p10, s.median, s.p90, s.target.observed)]
        colour = common.GREEN if s.passed else common.RED
        axes.plot([-1, 1], [row, row], color="#CCCCCC", linewidth=9, solid_capstyle="butt", zorder=1)
        axes.plot(place[0:3:2], [row, row], color=colour, linewidth=2, zorder=2)
        axes.plot(place[1], row, "o" if s.passed else "X", color=colour, markersize=7, zorder=3)
        axes.plot(place[3], row, "|", color=common.BLACK, markersize=11, markeredgewidth=1.6, zorder=4)
    axes.set_yticks(range(len(scores)), [f"{s.target.id}  {textwrap.shorten(s.target.what, 60, placeholder='…')}" for s in scores], fontsize=8)
    axes.set_xlim(-6.3, 6.3)
    axes.set_ylim(len(scores) - 0.5, -0.5)
    axes.set_xlabel("place against the band (−1 to 1); beyond 6 cut off")
    axes.set_title("Grey: band; black: observed; green pass, red cross miss: model", fontsize=9)


def draw(ensemble, folder):
    common.use_style()
    scores, courses = ensemble.scores(), ensemble.courses
    months = [month_number(month) for month in ensemble.months]
    rows = (len(courses) + 1) // 2
    parts = (2.5 * rows, 0.33 * len(scores) + 1.0)
    figure = plt.figure(figsize=(10, 0.5 + sum(parts)), layout="constrained")
    if rows:  # apart: long labels below must not squeeze the courses
        above, below = figure.subfigures(2, 1, height_ratios=parts)
    else:
        below = figure
    for number, (series, values) in enumerate(courses.items()):
        axes = above.add_subplot(rows, 2, number + 1)
        draw_course(axes, months, values, ensemble.episode.observed[series], str(series), ensemble.episode.units[series])
        if number == 0:
            axes.legend(fontsize=7.5)
    draw_targets(below.subplots(), scores)
    figure.suptitle(f"{ensemble.episode.name}: {sum(s.passed for s in scores)} of {len(scores)} targets, "
                    f"{len(ensemble.values)} seeds", fontsize=12)
    path = folder / f"{ensemble.episode.name}.png"
    figure.savefig(path)
    plt.close(figure)
    return path
