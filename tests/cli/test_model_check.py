"""`cleanup model check`: what it asks, prints and keeps, and what the kept levels do to `--model`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cleanup.config import config_file
from cleanup.guard.classes import CLASSES
from cleanup.language_model import proven_levels
from cleanup.language_model.check_texts import check_texts
from tests.commandline import invoke
from tests.language_model.replaying import Behaviour, replaying

RIGHT = {text.damaged: text.right for text in check_texts()}
SOURCE = "replayed, prompt 1"
FLAGGED = "The road was locked after the landslide.\n"


@pytest.fixture(autouse=True)
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A user who has checked no model."""
    for name in ("cache", "state"):
        monkeypatch.setenv(f"CLEANUP_{name.upper()}", str(tmp_path / name))
    monkeypatch.chdir(tmp_path)
    config_file.find.cache_clear()


def test_a_model_that_is_right_is_suggested_in_every_class() -> None:
    with replaying(Behaviour(answers=RIGHT)) as server:
        done = invoke("model", "check", "--model", server.url)
        assert len(server.asked) == len(RIGHT)
        again = invoke("model", "check", "--model", server.url)
        assert len(server.asked) == len(RIGHT)
    lines = done.stdout.splitlines()
    assert (done.exit_code, again.stdout) == (0, done.stdout)
    assert lines[0] == "class          proposed  right  wrong  refused  level"
    assert lines[1] == "space                21     21      0        0  suggested"
    assert [line.split()[0] for line in lines[1:]] == [*CLASSES, "fact"]
    assert {line.split()[-1] for line in lines[1:-1]} == {"suggested"}
    assert done.stderr.startswith(f"Kept for {SOURCE}.\nModel {SOURCE}: {len(RIGHT)} passages asked, 0 known, ")


def test_what_a_check_has_shown_decides_about_findings() -> None:
    Path("a.txt").write_text(FLAGGED, "utf-8")
    answers = RIGHT | {FLAGGED.strip(): FLAGGED.strip().replace("locked", "closed")}

    def level(url: str) -> list[str]:
        done = invoke("check", "--format", "json", "--model", url, "--select", "model/word-choice", "a.txt")
        return [one["level"] for file in json.loads(done.stdout)["files"] for one in file["findings"]]

    with replaying(Behaviour(answers=answers)) as server:
        assert level(server.url) == ["flag"]
        invoke("model", "check", "--model", server.url)
        assert level(server.url) == ["suggested"]
        proven_levels.save(SOURCE, {"word-choice": proven_levels.ClassTally(0, 9, 0, "off")})
        assert level(server.url) == []


def test_json() -> None:
    with replaying(Behaviour(answers=RIGHT)) as server:
        done = invoke("model", "check", "--format", "json", "--model", server.url)
    found = json.loads(done.stdout)
    assert (found["model"], found["texts"]) == (SOURCE, len(RIGHT))
    assert found["classes"][0] == {
        "class": "space",
        "proposed": 21,
        "right": 21,
        "wrong": 0,
        "refused": 0,
        "level": "suggested",
    }


def test_answers_that_are_of_no_use_are_a_check_too() -> None:
    with replaying(Behaviour(wraps=(lambda _: "I'm sorry, but I can't help with that request.",))) as server:
        done = invoke("model", "check", "--model", server.url)
    assert done.exit_code == 0
    levels = proven_levels.tallies(SOURCE)
    assert levels is not None
    assert "suggested" not in {tally.level for tally in levels.values()}


def test_of_a_check_that_is_not_complete_nothing_is_kept() -> None:
    with replaying(Behaviour(answers=RIGHT, dies_after=100)) as server:
        done = invoke("model", "check", "--model", server.url)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.splitlines()[-1] == (
        "the check is not complete; run it again: it asks about the other texts only"
    )
    assert proven_levels.proven(SOURCE) is None


def test_without_a_model_there_is_nothing_to_check() -> None:
    done = invoke("model", "check")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == "no model is named; name its server, as in --model http://127.0.0.1:8080/v1\n"


def test_an_estimate_is_no_check() -> None:
    done = invoke("model", "check", "--model-dry-run", "--model", "http://127.0.0.1:1/v1")
    assert done.exit_code == 2
    assert "--model-dry-run cannot be used here" in done.stderr
