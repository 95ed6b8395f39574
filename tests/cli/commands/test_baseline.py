"""`cleanup baseline`: what was there is known, what is new counts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cleanup.config import config_file
from tests.commandline import HOUSE, invoke

OLD = "The whilom mayor said it. He saw alot of wide  gaps there.\n"


@pytest.fixture
def text(desk: Path) -> Path:
    (desk / "texts").mkdir()
    path = desk / "texts" / "a.txt"
    path.write_text(OLD)
    assert invoke("baseline", *HOUSE, "texts").stderr == "Baseline: 3 findings in 1 file (.cleanup-baseline.json).\n"
    return path


def configure(source: str) -> None:
    Path(".cleanup.toml").write_text(source)
    config_file.find.cache_clear()


def found(*options: str) -> list[str]:
    result = invoke("check", *HOUSE, *options, "texts")
    return [line.split(" ")[1] for line in result.stdout.splitlines()]


def test_what_is_known_is_left_alone_and_what_is_new_counts(text: Path) -> None:
    known = ("--baseline", ".cleanup-baseline.json")
    assert found(*known) == []
    assert invoke("check", *HOUSE, *known, "texts").exit_code == 0
    text.write_text("Quite new, a new  gap. " + OLD.replace("there", "here"))
    assert found(*known) == ["spacing/gap"]
    assert invoke("fix", *HOUSE, *known, "texts").exit_code == 0
    assert text.read_text() == "Quite new, a new gap. " + OLD.replace("there", "here")


def test_the_configuration_names_it_and_paths_are_seen_from_it(text: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    configure("baseline = '.cleanup-baseline.json'\n")
    assert found() == []
    monkeypatch.chdir(text.parent)
    result = invoke("check", "--rules", "../../house", "--select", HOUSE[-1], "a.txt")
    assert (result.stdout, result.stderr) == ("", "Nothing found in 1 file; 3 known before.\n")


def test_a_baseline_that_is_missing_stops_the_run(text: Path) -> None:
    configure("baseline = 'gone.json'\n")
    result = invoke("fix", *HOUSE, "texts")
    assert (result.exit_code, text.read_text()) == (2, OLD)
    assert "gone.json: no such file or directory" in result.stderr


def test_prune_drops_what_is_gone_and_adds_nothing(text: Path) -> None:
    (text.parent / "b.txt").write_text(OLD)
    invoke("baseline", *HOUSE, "texts")
    (text.parent / "b.txt").unlink()
    text.write_text("A new  gap. " + OLD.replace("whilom", "former"))
    result = invoke("baseline", *HOUSE, "--prune", "texts")
    assert result.stderr == "Baseline: 2 findings in 1 file; 4 no longer found (.cleanup-baseline.json).\n"
    assert found("--baseline", ".cleanup-baseline.json") == ["spacing/gap"]


def test_other_texts_stay_in_it(text: Path) -> None:
    other = text.parent.parent / "other.txt"
    other.write_text(OLD)
    invoke("baseline", *HOUSE, "other.txt")
    assert list(json.loads(Path(".cleanup-baseline.json").read_text())["files"]) == ["texts/a.txt", "other.txt"]


@pytest.mark.usefixtures("text")
def test_bad_input_is_one_line_and_loses_nothing() -> None:
    assert invoke("baseline", "-").exit_code == 2
    Path("bad.json").write_text("{")
    assert invoke("baseline", *HOUSE, "--output", "bad.json", "texts").exit_code == 2
    assert Path("bad.json").read_text() == "{"
    result = invoke("baseline", *HOUSE, "texts", "gone.txt")
    assert (result.exit_code, result.stderr.splitlines()[0]) == (2, "gone.txt: no such file or directory")
