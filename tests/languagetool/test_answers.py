"""The answers on the disk: kept by text, rules and server; never in the way."""

from __future__ import annotations

from pathlib import Path

import pytest

from cleanup.languagetool.answers import Answers
from cleanup.languagetool.matches import Query, RuleMatch

QUESTION = Query("en", ("A", "B"))
KNOWN = {"It rains.": (RuleMatch("A", 0, 2, ("He",)),), "It stops.": ()}


def kept(folder: Path, identity: str = "6.8") -> Answers:
    answers = Answers(identity, folder)
    answers.put(KNOWN, QUESTION)
    answers.close()
    return Answers(identity, folder)


def test_what_was_answered_is_there_next_time(tmp_path: Path) -> None:
    answers = kept(tmp_path)
    assert answers.get([*KNOWN, "It snows."], QUESTION) == KNOWN
    answers.close()


@pytest.mark.parametrize(
    ("identity", "query"),
    [
        pytest.param("6.9", QUESTION, id="the server is another version"),
        pytest.param("6.8", Query("en", ("A",)), id="other rules are asked for"),
        pytest.param("6.8", Query("de", ("A", "B")), id="the language is another"),
    ],
)
def test_an_answer_is_not_taken_when(tmp_path: Path, identity: str, query: Query) -> None:
    kept(tmp_path).close()
    answers = Answers(identity, tmp_path)
    assert answers.get(KNOWN, query) == {}
    answers.close()


def test_a_damaged_file_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "languagetool" / "answers.sqlite"
    path.parent.mkdir()
    path.write_bytes(b"this is no database at all" * 100)
    answers = kept(tmp_path)
    assert answers.get(KNOWN, QUESTION) == KNOWN
    answers.close()


def test_a_folder_that_cannot_be_written_costs_nothing(tmp_path: Path) -> None:
    (tmp_path / "languagetool").write_text("in the way")
    answers = kept(tmp_path)
    assert answers.get(KNOWN, QUESTION) == {}
    answers.close()
