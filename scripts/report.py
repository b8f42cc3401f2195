#!/usr/bin/python3
"""Writes one self-contained page about a run against its baseline: the scenario, who gains and who loses, figures,
events, method and provenance. The page needs no network and no program but a browser."""
import argparse
import base64
import hashlib
import html
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import plot_common as common

SCRIPTS = Path(__file__).resolve().parent
PROGRAM = os.environ.get("OREPOLITIK_PROGRAM", str(SCRIPTS.parent / "build" / "release" / "orepolitik"))
FIGURES = ("plot_prices", "plot_balance", "plot_stocks", "plot_sankey", "plot_map", "plot_flows", "plot_cost_curve",
           "plot_pipeline", "plot_charges", "plot_mergers", "plot_laws")
SPEAKING = ("sankey_", "map_")  # figures that are put into the page as drawings
MOST_EVENTS = 400
METHOD = """Mines, smelters, recyclers, manufacturers, traders, companies and states act month by month: each reads last
month's prices, stocks and laws and places orders; every material's orders meet in one market, where buyers split
purchases among suppliers by delivered price and standing relations; tonnes and dollars move through a double-entry
ledger. Run and baseline use the same random draws. Gains are changes of surplus: the price change of each month times
the mean of the tonnes of both runs; dollars are of the base year, undiscounted."""
STYLE = """body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:0 auto;padding:1rem;color:#222}
h1,h2{line-height:1.2}img,svg{width:100%;height:auto}.speaks svg{min-width:38rem}g[id^="flow:"]{cursor:pointer}
select{font:inherit}output{font-weight:bold}.wide{overflow-x:auto}table{border-collapse:collapse;font-size:.85rem}
td,th{padding:.25rem .6rem;text-align:right;border-bottom:1px solid #ddd;white-space:nowrap}
td:first-child,th:first-child{text-align:left}.events td{text-align:left}pre{overflow-x:auto;background:#f4f4f4;
padding:.8rem;font-size:.8rem}input{font:inherit;padding:.3rem;width:100%;box-sizing:border-box;max-width:24rem}
figure{margin:1.5rem 0}@page{size:A4;margin:15mm}
@media print{input,label{display:none}.speaks svg{min-width:0}figure,tr{break-inside:avoid}
body{max-width:none;padding:0;font-size:11pt}
.wide{overflow:visible}table{font-size:7.5pt}td,th{white-space:normal;padding:.1rem .3rem}pre{white-space:pre-wrap}}"""
SCRIPT = """document.getElementById('find').addEventListener('input',e=>{const w=e.target.value.toLowerCase();
document.querySelectorAll('.events tbody tr').forEach(r=>{r.hidden=!r.textContent.toLowerCase().includes(w)})});
document.querySelectorAll('.speaks').forEach(figure=>{
const flows=[...figure.querySelectorAll('g[id^="flow:"]')].map(g=>{const [,from,to,amount]=g.id.split(':');
return {g,from,to,text:`${from} → ${to}: ${amount}`}}),choice=figure.querySelector('select'),
said=figure.querySelector('output'),show=test=>flows.forEach(f=>{f.g.style.opacity=test(f)?1:.08}),
chosen=f=>!choice.value||f.from===choice.value||f.to===choice.value;
[...new Set(flows.flatMap(f=>[f.from,f.to]))].sort().forEach(name=>choice.add(new Option(name,name)));
choice.addEventListener('change',()=>show(chosen));
flows.forEach(f=>{const tip=document.createElementNS('http://www.w3.org/2000/svg','title');tip.textContent=f.text;
f.g.append(tip);for(const kind of ['mouseenter','click'])f.g.addEventListener(kind,()=>{said.textContent=f.text;
show(o=>o.from===f.from&&o.to===f.to)});
f.g.addEventListener('mouseleave',()=>{said.textContent='';show(chosen)})})});"""


def figure_of(path):
    """A picture, or where flows are drawn, a drawing whose flows answer the pointer."""
    name = html.escape(path.stem.replace("_", " "))
    if path.stem.startswith(SPEAKING):
        drawing = path.with_suffix(".svg").read_text(encoding="utf-8")
        drawing = drawing[drawing.index("<svg"):].replace("<svg", f'<svg role="img" aria-label="{name}"', 1)
        return (f'<figure class="speaks"><label>Only flows of <select><option value="">all countries</option></select>'
                f'</label> <output></output><div class="wide">{drawing}</div></figure>')
    data = base64.b64encode(path.read_bytes()).decode()
    return f'<figure><img alt="{name}" src="data:image/png;base64,{data}"></figure>'


def pictures(options, folder):
    """Every figure that can be drawn of this run, as an HTML image with its file's name in words."""
    files = [options.run] + ([options.base] if options.base else [])
    minerals = [word for mineral in options.mineral for word in ("--mineral", mineral)]
    found = []
    for figure in FIGURES:
        if sys.stderr.isatty():  # a minute of silence looks like a program that hangs
            print(f"drawing {figure.removeprefix('plot_')}", file=sys.stderr)
        done = subprocess.run([sys.executable, "-B", SCRIPTS / f"{figure}.py", *files, *minerals, "-o", folder],
                              capture_output=True, text=True, check=False)
        if done.returncode == 3 or (done.returncode and "Traceback" in done.stderr):
            raise OSError(done.stderr.strip())
        for path in map(Path, done.stdout.split("\n")):
            if path.suffix == ".png":
                found.append(figure_of(path))
    return "\n".join(found)


def table_of(head, rows, kind=""):
    cells = "".join("<tr>" + "".join(f"<td>{html.escape(str(cell))}</td>" for cell in row) + "</tr>" for row in rows)
    names = "".join(f"<th>{html.escape(name)}</th>" for name in head)
    return (f'<div class="wide"><table class="{kind}"><thead><tr>{names}</tr></thead>'
            f"<tbody>{cells}</tbody></table></div>")


def price_cell(name, value):
    return "–" if value is None else f"{value:,.{0 if name.startswith('months') else 1}f}"


def gains_and_losses(options, mineral):
    said = subprocess.run([PROGRAM, "compare", options.base, options.run, "--json", "--mineral", mineral],
                          capture_output=True, text=True, check=False)
    if said.returncode:
        raise OSError(said.stderr.strip())
    effects = json.loads(said.stdout)
    names = ("consumer", "producer", "treasury", "licence", "welfare", "unmet")
    rows = sorted(effects["tables"]["country"], key=lambda row: -abs(row["welfare"]["mean"]))[:12]
    rows = [[row["country"]] + [f"{row[name]['mean'] / 1e6:+,.1f}" for name in names] for row in rows]
    prices = [[row["material"]] + [price_cell(name, row[name]["mean"]) for name in effects["columns"]["price"]]
              for row in effects["tables"]["price"]]
    head = [f"{name}, {info['unit']}".replace("_", " ") for name, info in effects["columns"]["price"].items()]
    return (f"<h3>{common.plain(mineral).capitalize()}: prices against the baseline</h3>" +
            table_of(["material", *head], prices) +
            f"<h3>{common.plain(mineral).capitalize()}: gains and losses in {effects['months']} months, million USD"
            "</h3>" +
            table_of(["country", *names], rows) +
            "<p>Unmet: output that users lost for want of the mineral; no part of welfare. One run is one draw of "
            "chance: compare folders of several seeds for bands.</p>")


def events_of(run):
    columns = [run.events[key].values for key in ("month", "kind", "actor", "object", "reason")]
    rows = [(str(month)[:7], *map(str, words)) for month, *words in zip(*columns)]
    rows.sort(key=lambda row: row[1] != "law")  # laws first, so that they are never cut off
    note = f"<p>The first {MOST_EVENTS} of {len(rows)}.</p>" if len(rows) > MOST_EVENTS else ""
    return note + table_of(["month", "kind", "who", "what", "why"], sorted(rows[:MOST_EVENTS]), "events")


def page(options, run, base):
    scenario = str(run.data.attrs.get("scenario", ""))
    question = re.search(r"^question:\s*(.+)$", scenario, re.M)
    minerals = options.mineral or run.minerals_of_interest()
    attributes = {key: run.data.attrs.get(key) for key in (
        "seed", "program_version", "git_hash", "compiler", "flags", "platform", "self_test_hash", "world")}
    attributes["SHA-256 of the run file"] = hashlib.sha256(run.path.read_bytes()).hexdigest()
    with tempfile.TemporaryDirectory() as folder:
        figures = pictures(options, folder)
    numbers = "".join(gains_and_losses(options, mineral) for mineral in minerals) if base else ""
    provenance = table_of(["what", "value"], attributes.items(), "events-none")
    return f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1"><link rel="icon" href="data:,">
<title>{html.escape(run.title)}</title><style>{STYLE}</style></head><body>
<h1>{html.escape(run.title)}</h1><p><strong>{html.escape(question[1]) if question else ""}</strong></p>
{numbers}<h2>Figures</h2>{figures}
<h2>What happened</h2><input id="find" placeholder="Show events that contain …" aria-label="Filter events">
{events_of(run)}
<h2>Method</h2><p>{METHOD}</p>
<h2>Where this comes from</h2>{provenance}<p>To reproduce: save the scenario below as scenario.yaml beside the
program's config/scenarios, then <code>orepolitik run scenario.yaml</code>.</p><pre>{html.escape(scenario)}</pre>
<script>{SCRIPT}</script></body></html>"""


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("run", metavar="RUN.h5")
    parser.add_argument("base", metavar="BASE.h5", nargs="?")
    parser.add_argument("--mineral", action="append", default=[], metavar="NAME", help="may be given several times")
    parser.add_argument("-o", "--output", type=Path, default=Path("report.html"), metavar="PAGE.html")
    options = parser.parse_args()
    try:
        text = page(options, *common.open_runs(argparse.Namespace(country=None, **vars(options))))
        part = options.output.with_name(options.output.name + ".part")
        part.write_text(text, encoding="utf-8")
        part.replace(options.output)
    except common.UserError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    except OSError as error:
        print(f"error: {error}", file=sys.stderr)
        return 3
    print(options.output)
    return 0


if __name__ == "__main__":
    sys.exit(main())
