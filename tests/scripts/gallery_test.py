"""The gallery runs scenarios beside their baselines and says what compare says."""
import json
import pathlib
import re
import sys

import yaml

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import runs
import script_runs


def gallery(*words):
    return script_runs.call("gallery.py", *words)


def test_a_scenario_of_a_world_without_baseline_is_compared_with_itself_without_laws(tmp_path):
    said = gallery("--only", "tiny", "--runs", tmp_path / "runs", "-o", tmp_path / "page.md")
    assert said.returncode == 0, said.stderr
    page = (tmp_path / "page.md").read_text(encoding="utf-8")
    assert (tmp_path / "pictures/gallery/tiny.png").read_bytes().startswith(b"\x89PNG")
    assert (tmp_path / "pictures/gallery/tiny.png").stat().st_size < 80_000
    compared = json.loads(runs.say("compare", tmp_path / "runs/tiny.baseline.h5", tmp_path / "runs/tiny.h5",
                                   "--json").stdout)
    peak = next(row for row in compared["tables"]["price"] if row["material"] == "redmetal.refined")["peak"]["mean"]
    assert f"| redmetal | {peak:+.0f} |" in page and peak > 50


def test_the_page_in_the_documents_shows_scenarios_and_pictures_that_exist():
    page = (runs.SOURCE / "docs" / "gallery.md").read_text(encoding="utf-8")
    shown = re.findall(r"`config/scenarios/([\w-]+)\.yaml`", page)
    known = sorted(path.stem for path in runs.SCENARIOS.glob("*.yaml") if path.stem != "baseline")
    missing = [name for name in known if name not in shown]
    assert shown == sorted(shown) and not missing, f"scripts/gallery.py --only {' --only '.join(missing)}"
    for name in shown:
        assert (runs.SCENARIOS / f"{name}.yaml").is_file()
        assert (runs.SOURCE / "docs" / "pictures" / "gallery" / f"{name}.png").is_file()


def test_named_scenarios_are_renewed_and_the_rest_of_the_page_is_left_alone(tmp_path):
    page = tmp_path / "page.md"
    kept = "## Antimony export ban\n\n`config/scenarios/antimony-ban.yaml`: kept as it is\n"
    page.write_text(f"# Gallery\n\nold\n\n{kept}\n## Old\n\n`config/scenarios/tiny.yaml`: old\n", encoding="utf-8")
    said = gallery("--only", "tiny", "--runs", tmp_path / "runs", "-o", page)
    assert said.returncode == 0, said.stderr
    text = page.read_text(encoding="utf-8")
    assert kept in text and "## Old" not in text and text.count("config/scenarios/tiny.yaml") == 1
    assert text.index("antimony-ban.yaml") < text.index("tiny.yaml")


def test_every_right_half_names_a_scenario_that_exists():
    shows = yaml.safe_load((runs.SOURCE / "docs" / "gallery.yaml").read_text(encoding="utf-8"))
    assert all((runs.SCENARIOS / f"{name}.yaml").is_file() for name in shows) and len(shows) > 20


def test_an_unknown_scenario_is_answered_with_the_known_ones(tmp_path):
    said = gallery("--only", "tinny", "--runs", tmp_path, "-o", tmp_path / "page.md")
    assert said.returncode == 2 and "tiny" in said.stderr
