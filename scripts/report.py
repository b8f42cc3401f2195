#!/usr/bin/python3
"""Writes one self-contained page about a run against its baseline: the scenario, who gains and who loses, figures,
events, method and provenance. The page needs no network and no program but a browser."""
import argparse
import base64
import hashlib
import html
import sys
from pathlib import Path

import yaml

import plot_common as common
import report_words as words
from comparison import compared
from report_figures import explorer, figures
from run_reader import MOST_MINERALS

SCRIPTS = Path(__file__).resolve().parent
METHOD = """Mines, smelters, recyclers, manufacturers, traders, companies and states act month by month: each reads last
month's prices, stocks and laws and places orders; every material's orders meet in one market, where buyers split
purchases among suppliers by delivered price and standing relations; tonnes and dollars move through a double-entry
ledger. Run and baseline use the same random draws, so that they differ by the scenario alone. Gains are changes of
surplus: the price change of each month times the mean of the tonnes of both runs; dollars are of the base year,
undiscounted. Output that users lose for want of a mineral is told apart and is no part of the sum."""
ONE_RUN = """One run is one draw of chance. Compare folders of several seeds (<code>orepolitik compare FOLDER
FOLDER</code>) for bands, above all where differences are small or late."""
ATTRIBUTES = {"seed": "seed of random draws", "program_version": "program version", "git_hash": "revision",
              "compiler": "compiler", "flags": "compiler flags", "platform": "platform",
              "self_test_hash": "hash of the program's self-test", "world": "world"}


def scenario_of(run):
    """The scenario's text, as the run file keeps it, and its keys."""
    text = str(run.data.attrs.get("scenario", ""))
    return text, yaml.safe_load(text) or {}


def sentence(value):
    return html.escape(" ".join(str(value or "").split()))


def head(run, base, keys):
    months = run.months()
    lines = "".join(f"<li>{html.escape(line)}</li>" for line in words.laws_in_words(run, keys))
    against = f" Compared with “{html.escape(base.title)}”, the same world and draws without it." if base else ""
    source = f"<p class='note'>Source of the scenario: {sentence(keys.get('source'))}</p>" if keys.get("source") else ""
    return (f"<h1>{html.escape(run.title)}</h1><p class='question'>{sentence(keys.get('question'))}</p>"
            f"<p>Simulated from {str(months[0])[:7]} to {str(months[-1])[:7]}, {len(months)} months.{against}</p>"
            f"<ul>{lines}</ul>{source}")


def provenance(run, text):
    rows = [(name, run.data.attrs.get(key, "")) for key, name in ATTRIBUTES.items()]
    rows.append(("SHA-256 of the run file", hashlib.sha256(run.path.read_bytes()).hexdigest()))
    data = base64.b64encode(text.encode()).decode()
    return (f"{words.table_of(['what', 'value'], rows, 'words')}<p>To reproduce: "
            f'<a download="scenario.yaml" href="data:text/yaml;base64,{data}">save the scenario</a> into the '
            "program's folder <code>config/scenarios</code>, then "
            "<code>orepolitik run config/scenarios/scenario.yaml -o run.h5</code>.</p>"
            f"<pre>{html.escape(text)}</pre>")


def findings(run, base, minerals):
    """What is new against the baseline, in sentences and in tables; nothing without a baseline."""
    if not base:
        return "<p class='note'>No baseline was given: this page shows the run alone.</p>", ""
    said = {mineral: compared(base.path, run.path, mineral) for mineral in minerals}
    short = "".join(words.in_short(run, base, mineral, said[mineral]) for mineral in minerals)
    short += words.other_minerals(run, minerals, compared(base.path, run.path))
    tables = "".join(words.numbers(run, mineral, said[mineral]) for mineral in minerals)
    company = words.company_table(next(iter(said.values())))
    return (f"<div class='short'><h2 style='border:0;margin:0'>In short</h2>{short}<p class='note'>{ONE_RUN}</p></div>",
            "<h2 id='numbers'>Numbers</h2><p class='note'>Plus is a gain, minus a loss, a dash nothing.</p>"
            f"{tables}{company}")


def page(run, base, minerals):
    text, keys = scenario_of(run)
    short, tables = findings(run, base, minerals)
    style, script = ((SCRIPTS / f"report.{kind}").read_text(encoding="utf-8") for kind in ("css", "js"))
    return f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1"><link rel="icon" href="data:,">
<title>{html.escape(run.title)}</title><style>{style}</style></head><body>
{head(run, base, keys)}
{short}
<nav>{'<a href="#numbers">Numbers</a>' if tables else ''}<a href="#figures">Figures</a><a href="#events">Events</a>
<a href="#method">Method</a><a href="#provenance">Where this comes from</a></nav>
{tables}
<h2 id="figures">Figures</h2><p class="note">{html.escape(words.codes_in_words(run, minerals))}.</p>
{explorer(run, base, minerals)}{figures(run, base, minerals)}
<h2 id="events">What happened</h2><input type="search" id="find" placeholder="Show events that contain …"
 aria-label="Filter events">
{words.events_of(run, minerals)}
<h2 id="method">Method</h2><p>{METHOD}</p>
<h2 id="provenance">Where this comes from</h2>{provenance(run, text)}
<script>{script}</script></body></html>"""


def write(options):
    run, base = common.open_runs(argparse.Namespace(country=None, **vars(options)))
    minerals = options.mineral or run.minerals_of_interest(base, MOST_MINERALS)
    text = page(run, base, minerals)
    part = options.output.with_name(options.output.name + ".part")
    part.write_text(text, encoding="utf-8")
    part.replace(options.output)
    print(options.output)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("run", metavar="RUN.h5")
    parser.add_argument("base", metavar="BASE.h5", nargs="?")
    parser.add_argument("--mineral", action="append", default=[], metavar="NAME", help="may be given several times")
    parser.add_argument("-o", "--output", type=Path, default=Path("report.html"), metavar="PAGE.html")
    return common.guarded(write, parser.parse_args())


if __name__ == "__main__":
    sys.exit(main())
