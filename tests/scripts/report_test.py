"""The report is one page without network: a real browser renders it, its filter works, it prints on A4."""
import pathlib
import re
import shutil
import subprocess
import sys
import types

import numpy as np
import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import runs
import script_runs
import synthetic_runs

sys.path.insert(0, str(runs.SOURCE / "scripts"))
import report_words  # noqa: E402
from run_reader import Run  # noqa: E402

CHROMIUM = shutil.which("chromium")


def write(*words):
    return script_runs.call("report.py", *words)


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    folder = tmp_path_factory.mktemp("report")
    files = [runs.run(name, folder / f"{name}.h5", "--months", "40") for name in ("antimony-ban", "baseline")]
    said = write(*files, "--mineral", "antimony", "-o", folder / "report.html")
    assert said.returncode == 0, said.stderr
    return folder / "report.html"


def browse(page, *words):
    return subprocess.run([CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
                           "--virtual-time-budget=4000", "--enable-logging=stderr", *words, f"file://{page}"],
                          capture_output=True, text=True, check=False, timeout=120)


def test_the_page_holds_numbers_figures_events_and_provenance_and_no_link_outside(page):
    text = page.read_text(encoding="utf-8")
    assert text.count("data:image/png") >= 5 and "all together" in text and "antimony_ban: export_ban in force" in text
    assert "hash of the program" in text and "In short" in text and "South Korea" in text
    assert not re.search(r"(src|href)=\"https?:", text)


@pytest.mark.skipif(not CHROMIUM, reason="chromium is not installed")
def test_a_browser_shows_it_without_an_error_and_its_filter_hides_rows(page):
    probe = page.with_name("probe.html")
    typed = ("<script>const f=document.getElementById('find');f.value='export_ban';f.dispatchEvent(new Event('input'));"
             "document.title=[...document.querySelectorAll('.events tbody tr')].filter(r=>!r.hidden).length+' rows '+"
             "[...document.images].every(i=>i.complete&&i.naturalWidth>0)</script></body>")
    probe.write_text(page.read_text(encoding="utf-8").replace("</body>", typed), encoding="utf-8")
    said = browse(probe, "--dump-dom")
    assert "<title>1 rows true</title>" in said.stdout
    assert "CONSOLE" not in said.stderr


@pytest.mark.skipif(not CHROMIUM, reason="chromium is not installed")
@pytest.mark.skipif(not pathlib.Path("/usr/share/javascript/chart.js").is_dir(), reason="libjs-chart.js is not installed")
def test_the_chart_shows_the_series_of_the_file_that_are_chosen(page):
    probe = page.with_name("chart.html")
    chosen = ("<script>const q=document.getElementById('quantity');q.value='use';q.dispatchEvent(new Event('change'));"
              "const c=Chart.getChart('chart');document.title='chart '+c.data.datasets.map(s=>s.label+' '+s.data[30])"
              ".join(' ')</script></body>")
    probe.write_text(page.read_text(encoding="utf-8").replace("</body>", chosen), encoding="utf-8")
    said = browse(probe, "--dump-dom")
    used = [float(runs.root(page.with_name(f"{name}.h5")).use.sel(material="antimony.refined").sum("country")[30])
            for name in ("antimony-ban", "baseline")]
    shown = re.search(r"<title>chart run ([\d.]+) baseline ([\d.]+)</title>", said.stdout)
    assert [float(value) for value in shown.groups()] == pytest.approx(used, rel=1e-4)


@pytest.mark.skipif(not CHROMIUM, reason="chromium is not installed")
def test_flows_answer_the_pointer_and_a_country_can_be_chosen(page):
    probe = page.with_name("flows.html")
    moved = ("<script>const told=[...document.querySelectorAll('.speaks')].map(figure=>{"
             "const flows=[...figure.querySelectorAll('g[id^=\"flow:CHN:\"]')],"
             "all=figure.querySelectorAll('g[id^=\"flow:\"]');"
             "flows[0].dispatchEvent(new Event('mouseenter'));const said=figure.querySelector('output').textContent;"
             "const lit=[...all].filter(g=>g.style.opacity==='1').length;"
             "flows[0].dispatchEvent(new Event('mouseleave'));const choice=figure.querySelector('select');"
             "choice.value='USA';choice.dispatchEvent(new Event('change'));"
             "const left=[...all].filter(g=>g.style.opacity==='1')"
             ".every(g=>g.id.split(':').slice(1,3).includes('USA'));"
             "return [said.startsWith('CHN → ')&&/ k?t a year$/.test(said),lit<all.length/3,left].join()});"
             "document.title=told.join(' ')</script></body>")
    probe.write_text(page.read_text(encoding="utf-8").replace("</body>", moved), encoding="utf-8")
    said = browse(probe, "--dump-dom")
    assert "<title>true,true,true true,true,true</title>" in said.stdout
    assert "CONSOLE" not in said.stderr


@pytest.mark.skipif(not CHROMIUM, reason="chromium is not installed")
def test_it_fits_a_phone_and_prints_on_a4(page):
    probe = page.with_name("narrow.html")  # a frame as wide as a phone: the browser's own window is never so narrow
    probe.write_text(f'<iframe id="f" width="360" height="800" src="{page.name}"></iframe><script>onload=()=>{{'
                     "const d=document.getElementById('f').contentDocument;document.title='width '+"
                     "d.documentElement.scrollWidth}</script>", encoding="utf-8")
    width = re.search(r"<title>width (\d+)</title>", browse(probe, "--allow-file-access-from-files", "--dump-dom").stdout)
    assert width and int(width[1]) <= 360
    pdf = page.with_name("report.pdf")
    browse(page, f"--print-to-pdf={pdf}")
    box = re.search(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)", pdf.read_bytes())
    assert abs(float(box[1]) - 595) < 3 and abs(float(box[2]) - 842) < 3


def test_laws_are_told_with_rate_partners_end_and_what_was_known():
    law = {"rate": 0.25, "targets": ["CHN"], "announced": "2025-01", "probability": 0.8, "until": "2027-07"}
    assert report_words.terms_in_words(law) == (" of 25 % (partners: China)", "; announced 2025-01; with a chance of 80 %")
    assert report_words.period("2025-07-01", law) == "From 2025-07 to 2027-06"
    assert report_words.terms_in_words({}) == ("", "") and report_words.period("2025-07-01", {}) == "From 2025-07"


def test_a_price_that_swings_back_is_told_with_its_month():
    months = np.arange("2024-01", "2024-07", dtype="datetime64[M]")
    run = types.SimpleNamespace(months=lambda: months, price_ratio=lambda base, mineral: np.array([1, 1.3, 1.1, 1, .8, .9]))
    assert report_words.swing_back(run, None, "tin", 30) == " Later it lies below, by up to 20 % (2024-05)."
    run.price_ratio = lambda base, mineral: np.array([1, 1.3, 1.1, 1, .98, 1])
    assert report_words.swing_back(run, None, "tin", 30) == ""


def test_minerals_that_no_law_names_are_told_by_what_is_at_stake():
    row = lambda **means: {name: {"mean": value} for name, value in means.items()}  # noqa: E731
    said = {"tables": {"price": [{"material": f"{name}.refined", **row(peak=peak)} for name, peak in
                                 (("tin", 9), ("zinc", 28), ("lead", .4))],
                       "mineral": [{"mineral": name, **row(consumer=-loss, producer=loss)} for name, loss in
                                   (("tin", 2e6), ("zinc", 3e9), ("lead", 5e9), ("iron", 9e9))]}}
    run = types.SimpleNamespace(main_material=lambda mineral: f"{mineral}.refined")
    told = report_words.other_minerals(run, ["iron"], said)
    assert told.index("zinc (price by +28 % at most, users lose 3.0 billion USD") < told.index("tin (") and "lead" not in told


def test_maps_show_the_form_that_laws_touch_and_balances_what_smelters_buy(tmp_path):
    run = Run(synthetic_runs.make_run(tmp_path / "run.h5", True))
    assert run.traded_material("antimony") == "antimony.refined"  # the law names no form
    run.events["object"].values[:] = "antimony.ore"
    assert run.traded_material("antimony") == "antimony.ore" and run.traded_material("copper") == "copper.refined"
    assert run.traded_material("antimony", "scrap") == "antimony.scrap" and run.needed("antimony.refined")[1] == "use"
    run.data["use"] = run.data["use"] * 0.1
    assert run.needed("antimony.refined")[1] == "bought"


def test_wrong_words_leave_no_page(page, tmp_path):
    said = write(page.with_name("baseline.h5"), "--mineral", "unobtainium", "-o", tmp_path / "r.html")
    assert said.returncode == 2 and "unobtainium" in said.stderr and list(tmp_path.iterdir()) == []
    assert write(tmp_path / "none.h5", "-o", tmp_path / "r.html").returncode == 3
