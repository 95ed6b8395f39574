"""What is read off the words of a text is what reading the whole text would find."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cleanup.detectors import boundary, line_break, repetition
from cleanup.detectors.base import View
from cleanup.detectors.consistency import honorifics, names
from cleanup.detectors.consistency.params import occurrences
from cleanup.detectors.gate import Paragraph

WORDS = ["Tokaev", "Assad", "Al", "the", "The", "no", "well", "very", "é", "École", "Mr", "İ", "ſ", "_", "1"]
SIGNS = ["“", "”", "’", "'", "-", ".", ",", ";", "!", "—", "…", "(", "@", "/"]
BLANKS = [" ", "  ", "\n", "\r\n", "\n\n", "\u00a0", "\u2009"]
PIECES = [*WORDS, *SIGNS, *BLANKS, *BLANKS]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=24).map("".join)
SETS = [names._NAME, names._LOWER_WORD, boundary._WORD, line_break._WORD]


@pytest.mark.parametrize("pattern", SETS, ids=["names", "small words", "words", "hyphenated words"])
@given(TEXTS)
def test_the_vocabulary_holds_the_same_words_in_the_same_order(pattern: re.Pattern[str], text: str) -> None:
    assert list(dict.fromkeys(pattern.findall(View(text).vocabulary))) == list(dict.fromkeys(pattern.findall(text)))


@pytest.mark.parametrize("pattern", [names._NAME, honorifics._WORD], ids=["names", "surnames"])
@given(TEXTS)
@example("Al-Assad Assad -Assad --Assad 1Assad x-Assad")
def test_a_word_is_found_where_reading_all_words_finds_it(pattern: re.Pattern[str], text: str) -> None:
    found = [match.span() for match in pattern.finditer(text) if match.group() == "Assad"]
    assert [match.span() for match in occurrences(text, "Assad", pattern)] == found


@given(TEXTS)
@example("“the the.” (no no)")
@example("the\u00a0the")
@example("École école, é é")
@example("very well the very well the end")
def test_whatever_stands_twice_passes_the_gate_of_doublings(text: str) -> None:
    paragraphs = [Paragraph(one) for one in ("", text, "the", text, "the")]
    found = repetition._Doublings().among(paragraphs)
    may = found[1]
    assert not repetition._DOUBLED.search(text) or repetition._SINGLE in may
    assert not repetition._PHRASE.search(text) or repetition._SEVERAL in may
    assert list(found) == [(), may, (), may, ()]


def test_words_with_signs_between_are_no_doubling() -> None:
    text = "No, no. “Yes!” “Yes?” He said that, that she… she knew; very well, very well."
    assert repetition._Doublings().among([Paragraph(text)]) == [()]
