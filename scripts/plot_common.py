"""What every plot shares: the command line, one style, axes and legends, saving. Reads run files and nothing else."""
import argparse
import textwrap
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
import matplotlib.dates as mdates  # noqa: E402
import matplotlib.pyplot as plt  # noqa: E402
import numpy as np  # noqa: E402

from faults import UserError, guarded  # noqa: E402,F401
from run_reader import Run, known, plain, total  # noqa: E402,F401

# Okabe & Ito (2008): told apart with every common kind of colour vision.
BLUE, ORANGE, GREEN, RED, SKY, PINK, YELLOW, BLACK = (
    "#0072B2", "#E69F00", "#009E73", "#D55E00", "#56B4E9", "#CC79A7", "#F0E442", "#000000")
FORM_COLOURS = {"ore": ORANGE, "refined": BLUE, "scrap": GREEN}
GREY = "#666666"


def arguments(description, flags=None, **more):
    """The command line that plots share. `more` maps names of further options to their help, `flags` of switches."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("run", metavar="RUN.h5", help="run file of the scenario")
    parser.add_argument("base", metavar="BASE.h5", nargs="?", help="run file of the baseline, drawn dashed")
    parser.add_argument("--mineral", action="append", default=[], metavar="NAME", help="may be given several times")
    parser.add_argument("--country", metavar="ISO3", help="country or customs union to look at")
    parser.add_argument("-o", "--output", metavar="FOLDER", type=Path, help="where pictures go; default: beside RUN.h5")
    for name, text in more.items():
        parser.add_argument(f"--{name}", help=text)
    for name, text in (flags or {}).items():
        parser.add_argument(f"--{name}", action="store_true", help=text)
    return parser.parse_args()


def open_runs(options):
    """The run and the baseline (or None), with the options checked against what the run holds."""
    runs = []
    for path in filter(None, (options.run, options.base)):
        if not Path(path).is_file():
            raise FileNotFoundError(f"{path}: no such file")
        runs.append(Run(path))
    for mineral in options.mineral:
        known(mineral, runs[0].minerals, "mineral")
    if options.country:
        known(options.country, runs[0].countries, "country")
    if len(runs) > 1:  # a longer baseline would squeeze the run into a corner of its figure
        runs[1].data = runs[1].data.sel(time=slice(None, runs[0].months()[-1]))
    return runs[0], runs[1] if len(runs) > 1 else None


def use_style():
    plt.rcParams.update({
        "font.family": "DejaVu Sans", "font.size": 10, "axes.titlesize": 11, "axes.titleweight": "bold",
        "axes.titlelocation": "left", "axes.spines.top": False, "axes.spines.right": False, "axes.grid": True,
        "grid.color": "#DDDDDD", "grid.linewidth": 0.6, "axes.axisbelow": True, "lines.linewidth": 1.8,
        "legend.frameon": False, "legend.fontsize": 9, "figure.dpi": 100, "savefig.dpi": 150, "svg.hashsalt": "plot",
        "axes.prop_cycle": plt.cycler(color=[BLUE, ORANGE, GREEN, RED, SKY, PINK, BLACK])})


def scaled_tonnes(largest):
    """(divisor, unit) that keep the axis between about 1 and 2000."""
    for divisor, unit in ((1e6, "Mt"), (1e3, "kt")):
        if largest >= 2 * divisor:
            return divisor, unit
    return 1.0, "t"


def date_axis(axes):
    locator = mdates.AutoDateLocator(minticks=3, maxticks=7)
    axes.xaxis.set_major_locator(locator)
    axes.xaxis.set_major_formatter(mdates.ConciseDateFormatter(locator))
    axes.margins(x=0)


def from_zero(axes):
    """From zero to a little above what is drawn, where the names of laws stand."""
    axes.set_ylim(0, max(axes.get_ylim()[1] * 1.07, 1e-9))


def log_if_wide(axes, values):
    """Logarithmic axis, labelled in plain numbers, where values span more than a factor of eight."""
    values = values[np.isfinite(values) & (values > 0)]
    if values.size and values.max() > 8 * values.min():
        axes.set_yscale("log")
        axes.yaxis.set_major_locator(matplotlib.ticker.LogLocator(subs=(1, 2, 5), numticks=12))
        axes.yaxis.set_minor_formatter(matplotlib.ticker.NullFormatter())
    else:
        from_zero(axes)
    axes.yaxis.set_major_formatter(matplotlib.ticker.FuncFormatter(lambda value, _: f"{value:,.10g}"))


def with_base(run, base):
    """(run, line style, line width) of the scenario and, if there is one, of its baseline."""
    return [(run, "-", 1.8)] + ([(base, "--", 1.1)] if base else [])


def label_base(axes, base):
    """The legend says what is dashed."""
    if base:
        axes.plot([], [], color=GREY, linestyle="--", linewidth=1.1, label="baseline")


def legend_beside(axes, **more):
    """Right of the axes, where it hides nothing."""
    axes.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0), **more) if axes.get_legend_handles_labels()[1] else None


def mark_laws(axes, laws, named=True):
    """A thin line where each law begins to count, named at the top unless the last name is too near."""
    width = np.diff(axes.get_xlim())[0]
    last = -np.inf
    for month, actor in laws:
        place = mdates.date2num(month)
        axes.axvline(place, color=GREY, linewidth=0.9, linestyle=(0, (1, 2)), zorder=1)
        if named and place - last > 0.12 * width:
            axes.annotate(f"law: {actor}", (place, 1), xycoords=("data", "axes fraction"), xytext=(3, -3),
                          textcoords="offset points", fontsize=8, color=GREY, va="top")
            last = place


def title(figure, text):
    """Above everything, at the left."""
    figure.suptitle(text, x=0.01, ha="left", weight="bold")


def flow_id(exporter, importer, amount, place):
    """Id of a drawn flow in SVG: what scripts/report.py shows when it is pointed at. `place` makes it the only one."""
    return f"flow:{exporter}:{importer}:{amount}:{place}"


def sources(run, base, note="", drawn="dashed"):
    """The line at the foot; `drawn` says how the baseline is drawn."""
    text = f"Source: {run.path.name}, “{run.title}”"
    if base:
        text += f"; {drawn}: {base.path.name}, “{base.title}”"
    return f"{text}. Simulated by Orepolitik {run.data.attrs.get('program_version', '')}. {note}".strip()


METADATA = {"png": {}, "svg": {"Date": None}, "pdf": {"CreationDate": None}}  # same figure, same bytes


def save(figure, options, name, note):
    """Writes NAME.png, NAME.svg and NAME.pdf (or only `options.kinds`), with the note at the foot, and says so."""
    letters = int(16.5 * figure.get_figwidth())  # that fit a line: matplotlib's own wrapping overlaps what is above
    figure.supxlabel(textwrap.fill(note, letters), x=0.01, ha="left", fontsize=7.5, color=GREY)
    folder = options.output or Path(options.run).parent
    folder.mkdir(parents=True, exist_ok=True)
    for kind in getattr(options, "kinds", METADATA):
        path = folder / f"{name}.{kind}"
        figure.savefig(path, metadata=METADATA[kind])
        print(path)
    plt.close(figure)


def each_mineral(draw_mineral):
    """Draws every mineral that was asked for, or that laws name."""
    def draw(options, run, base):
        for mineral in options.mineral or run.minerals_of_interest(base):
            draw_mineral(options, run, base, mineral)
    return draw


def main(draw, options, opened=True):
    """Draws. Figures of many files open them on their own: opened=False."""
    def work():
        use_style()
        draw(options, *(open_runs(options) if opened else ()))
    return guarded(work)
