"""What a check of a model has shown is kept, and what is damaged counts as no check."""

from __future__ import annotations

from pathlib import Path

import pytest

from cleanup.language_model import proven_levels
from cleanup.language_model.proven_levels import ClassTally
from cleanup.model import Level

SOURCE = "small-model, prompt 1"
TALLIES = {
    "article": ClassTally(12, 1, 3, "suggested"),
    "order": ClassTally(1, 1, 0, "flag"),
    "pronoun": ClassTally(0, 4, 2, "off"),
}


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLEANUP_STATE", str(tmp_path))


def test_a_model_without_a_check_has_proven_nothing() -> None:
    assert proven_levels.proven(SOURCE) is None


def test_the_levels_of_a_check_come_back() -> None:
    proven_levels.save(SOURCE, TALLIES)
    assert proven_levels.proven(SOURCE) == {"article": Level.SUGGESTED, "order": Level.FLAG, "pronoun": None}
    assert proven_levels.tallies(SOURCE) == TALLIES


def test_another_prompt_is_another_model() -> None:
    proven_levels.save(SOURCE, TALLIES)
    assert proven_levels.proven("small-model, prompt 2") is None


def test_the_last_check_counts() -> None:
    proven_levels.save(SOURCE, TALLIES)
    proven_levels.save(SOURCE, {"article": ClassTally(0, 9, 0, "off")})
    assert proven_levels.proven(SOURCE) == {"article": None}


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"{",
        b"[]",
        b'{"source": "small-model, prompt 1"}',
        b'{"source": "another", "classes": {}}',
        b'{"source": "small-model, prompt 1", "classes": {"order": {"right": 1, "wrong": 0, "refused": 0}}}',
        b"\xff\xfe",
    ],
)
def test_a_damaged_record_is_no_check(damage: bytes) -> None:
    proven_levels.save(SOURCE, TALLIES).write_bytes(damage)
    assert proven_levels.proven(SOURCE) is None


def test_a_record_can_be_read_by_people() -> None:
    text = proven_levels.save(SOURCE, {"article": ClassTally(12, 1, 3, "suggested")}).read_text("utf-8")
    assert text == (
        '{\n  "source": "small-model, prompt 1",\n  "classes": {\n    "article": {\n      "right": 12,\n'
        '      "wrong": 1,\n      "refused": 3,\n      "level": "suggested"\n    }\n  }\n}\n'
    )
