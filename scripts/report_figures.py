"""The figures of a report: which there are, how each is read, and how it goes into the page."""
import argparse
import base64
import contextlib
import html
import importlib
import io
import json
import sys
import tempfile
from pathlib import Path

import plot_common as common

# (script, what it answers, how it is read)
FIGURES = (
    ("plot_prices", "What it costs", "Solid: this run; dashed: the baseline, the same world without what the scenario "
     "does. Right: inside the country that acts, and elsewhere."),
    ("plot_balance", "What is made, used and stored", "Where less is used than needed, the gap is shaded."),
    ("plot_stocks", "How long stocks last", "In months of use: above, who holds them; below, what users hold."),
    ("plot_sankey", "From the ground to its users", "Widths are tonnes. Choose a country, or point at a band."),
    ("plot_map", "Who ships to whom", "Choose a country, or point at a line to read it."),
    ("plot_flows", "The same as a table", "Rows sell, columns buy."),
    ("plot_cost_curve", "What a tonne costs to make", "Each block is a plant, as wide as its capacity; the framed one "
     "makes the last tonne that is needed."),
    ("plot_pipeline", "Plants that run, stand still and are being built", "The line is what is made."),
    ("plot_charges", "What is left for smelters", "The dearer the metal against its ore, the better for smelters."),
    ("plot_shares", "Who makes it, and how concentrated that is", "A Herfindahl index of 1 is a single maker."),
    ("plot_mergers", "Mergers", "Left: offers and their outcome; right: what both companies make."),
    ("plot_laws", "Laws in force", "From beginning to end."),
)
SPEAKING = ("plot_sankey", "plot_map")  # scripts whose figures are put into the page as drawings
CHART_LIBRARY = Path("/usr/share/javascript/chart.js/chart.min.js")  # Debian: libjs-chart.js
SERIES = (("world price", "world_price", "USD/t"), ("production", "production", "t/month"), ("use", "use", "t/month"),
          ("unmet demand", "unmet_demand", "t/month"), ("stock at users", "user_stock", "t"),
          ("trade between countries", "imports", "t/month"))


def drawing(path, name):
    """A picture, or where flows are drawn, a drawing whose flows answer the pointer."""
    if path.suffix == ".svg":
        text = path.read_text(encoding="utf-8")
        text = text[text.index("<svg"):].replace("<svg", f'<svg role="img" aria-label="{name}"', 1)
        return ('<label>Only flows of <select><option value="">all countries</option></select></label> '
                f'<output></output><div class="wide">{text}</div>')
    data = base64.b64encode(path.read_bytes()).decode()
    return f'<div class="wide"><img alt="{name}" src="data:image/png;base64,{data}"></div>'


def figure_of(path, title, reading):
    name = html.escape(path.stem.replace("_", " "))
    kind = ' class="speaks"' if path.suffix == ".svg" else ""
    return f"<h3>{title}</h3><figure{kind}><figcaption>{reading}</figcaption>{drawing(path, name)}</figure>"


def drawn_by(script, options, run, base):
    """Paths of what a script draws of the run; none where it has nothing to draw."""
    with contextlib.redirect_stdout(io.StringIO()) as said:
        try:
            importlib.import_module(script).draw(options, run, base)
        except common.UserError:  # such as a merger chart of a run without bids: nothing to show
            pass
    return [Path(line) for line in said.getvalue().split("\n") if line.endswith(options.kinds)]


def figures(run, base, minerals):
    """All figures that can be drawn of this run, mineral after mineral within each, as HTML."""
    common.use_style()
    found = []
    with tempfile.TemporaryDirectory() as folder:
        for script, title, reading in FIGURES:
            if sys.stderr.isatty():  # a minute of silence looks like a program that hangs
                print(f"drawing {script.removeprefix('plot_')}", file=sys.stderr)
            paths = []
            for mineral in minerals if script not in ("plot_mergers", "plot_laws") else [None]:
                chosen = [mineral] if mineral else []
                options = argparse.Namespace(run=run.path, base=base and base.path, mineral=chosen, country=None,
                                             form=None, output=Path(folder),
                                             kinds=("svg",) if script in SPEAKING else ("png",))
                paths += drawn_by(script, options, run, base)
            found += [figure_of(path, title if number == 0 else "", reading if number == 0 else "")
                      for number, path in enumerate(paths)]
    return "\n".join(found).replace("<h3></h3>", "").replace("<figcaption></figcaption>", "")


def series_of(run, base, minerals):
    """What the interactive chart shows: {material: {quantity: [run, baseline]}}, world sums by month."""
    def column(source, name, material):
        values = source[name].sel(material=material)
        values = values if name == "world_price" else common.total(values)
        return [None if value != value else float(f"{value:.5g}") for value in values.values]

    sources = [source for source in (run, base) if source]
    main = [run.main_material(mineral) for mineral in minerals]
    materials = main + [name for name in run.materials if name.split(".")[0] in minerals and name not in main]
    return {"months": [str(month)[:7] for month in run.months()], "based": base is not None,
            "units": {name: unit for name, _, unit in SERIES},
            "values": {run.words(material): {name: [column(source, variable, material) for source in sources]
                                             for name, variable, _ in SERIES} for material in materials}}


def explorer(run, base, minerals):
    """A chart of any series with the value at the pointer; nothing where the chart library is not installed."""
    if not CHART_LIBRARY.is_file():
        return ""
    library = CHART_LIBRARY.read_text(encoding="utf-8").replace("</script", "<\\/script")
    data = json.dumps(series_of(run, base, minerals)).replace("</", "<\\/")
    return ('<div class="explore"><h3>Look up any month</h3><p><label>Material <select id="material"></select></label> '
            '<label>Quantity <select id="quantity"></select></label></p><div class="chart"><canvas id="chart"></canvas>'
            '</div><p class="note">World means of prices, world sums of tonnes; point at the chart for values.</p></div>'
            f'<script type="application/json" id="series">{data}</script><script>{library}</script>')
