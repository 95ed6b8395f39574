"""What is right in its own language stays: alone, one sentence of it, within an English article, quoted in one."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from cleanup.engine.loading import engine
from cleanup.languages.identify import identify_language
from cleanup.languages.quotation import CONVENTIONS, all_pairs
from cleanup.model import Level
from tests.repairing import repaired

BEFORE = "The minister told the reporters that the line would be closed for a week, and that the work had to be done."
AFTER = "Nobody in the waiting room was surprised when they heard about it. It was the third time since the summer."
_LINES = (Path(__file__).parent / "right_prose.txt").read_text("utf-8").splitlines()
#: By code.
RIGHT = dict(line.split(": ", 1) for line in _LINES if not line.startswith("#"))
LANGUAGES = sorted(RIGHT)
QUOTES = "".join(all_pairs())


def _suggested(text: str) -> str:
    return repaired(engine(), text, Level.SUGGESTED, language=None)


def _first_sentence(prose: str) -> str:
    return next(prose[: at + 1] for at, letter in enumerate(prose) if letter in ".。։" and at > 12)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_paragraph_stays(language: str) -> None:
    assert _suggested(RIGHT[language]) == RIGHT[language]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sentence_stays(language: str) -> None:
    sentence = _first_sentence(RIGHT[language])
    assert _suggested(sentence) == sentence


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_paragraph_stays_within_an_english_article(language: str) -> None:
    article = f"{BEFORE}\n\n{RIGHT[language]}\n\n{AFTER}\n"
    assert _suggested(article) == article


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_quotation_stays_within_an_english_paragraph(language: str) -> None:
    sentence = _first_sentence(RIGHT[language])
    article = f"{BEFORE} A sign on the door read: {sentence} {AFTER}\n"
    assert _suggested(article) == article


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_quotation_in_english_marks_stays(language: str) -> None:
    inner = "".join(letter for letter in RIGHT[language].rpartition("!")[2] if letter not in QUOTES).strip()
    article = f"{BEFORE} “{inner}” That is what the sign on the door said. {AFTER}\n"
    assert _suggested(article) == article


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_but_english_is_english(language: str) -> None:
    assert identify_language(RIGHT[language]) != "en"
    assert identify_language(_first_sentence(RIGHT[language])) != "en"


def test_each_language_with_a_convention_is_tried() -> None:
    assert set(CONVENTIONS) - {"en", "fa", "ka"} == set(RIGHT)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_prose_is_quoted_as_the_table_says(language: str) -> None:
    pairs = CONVENTIONS[language].pairs
    prose = RIGHT[language]
    assert any(prose.count(pair[0]) and prose.count(pair[1]) for pair in pairs)
    spaced = set(CONVENTIONS[language].spaced) - {"«"}
    assert all(before in " \u00a0\u202f" for before, mark in pairwise(prose) if mark in spaced)
