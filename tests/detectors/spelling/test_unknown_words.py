"""Which words are unknown, which are new, and what an unknown word may have been."""

from __future__ import annotations

import pytest

from cleanup.detectors.spelling.unknown_words import (
    Slip,
    common_cuts,
    is_evident_slip,
    is_made_of_words,
    is_word,
    right_inflections,
    slips,
)
from cleanup.lexicon import Lexicon, lexicon

_OPENED = lexicon("en")
assert _OPENED is not None
ENGLISH: Lexicon = _OPENED


@pytest.mark.parametrize(("form", "right"), [("harbour", True), ("may", True), ("london", False), ("harbuor", False)])
def test_a_name_in_small_letters_is_no_word(form: str, right: bool) -> None:
    assert is_word(ENGLISH, form) == right


@pytest.mark.parametrize(
    "form", ["retweeted", "upcyclers", "microgrid", "smartphone", "rewildings", "grumpiness", "doomscrolling"]
)
def test_new_words_are_made_of_known_ones(form: str) -> None:
    assert is_made_of_words(ENGLISH, form)


@pytest.mark.parametrize("form", ["maintenence", "goverment", "recieved", "harbuor"])
def test_misspelt_words_are_not(form: str) -> None:
    assert not is_made_of_words(ENGLISH, form)


@pytest.mark.parametrize(
    ("form", "word", "shape"),
    [
        ("goverment", "government", "omitted"),
        ("accomodation", "accommodation", "undoubled"),
        ("harbbour", "harbour", "doubled"),
        ("recieved", "received", "swapped"),
        ("maintenence", "maintenance", "vowel"),
        ("parliaxment", "parliament", "added"),
        ("covernment", "government", ""),
        ("parlixment", "parliament", "replaced"),
    ],
)
def test_what_a_word_may_have_been(form: str, word: str, shape: str) -> None:
    found = [(slip.word, slip.shape) for slip in slips(ENGLISH, form, 3.0)]
    assert found[:1] == ([(word, shape)] if shape else [])


def test_the_likeliest_word_is_first() -> None:
    found = slips(ENGLISH, "sacn", 2.5)
    assert found[0] == Slip("scan", "swapped", ENGLISH.frequency("scan"))
    assert [slip.likelihood for slip in found] == sorted((slip.likelihood for slip in found), reverse=True)


@pytest.mark.parametrize(("form", "evident"), [("counttries", True), ("milllions", True), ("filesystem", False)])
def test_a_frequent_word_miswritten_is_no_new_word(form: str, evident: bool) -> None:
    assert is_evident_slip(ENGLISH, form) == evident


@pytest.mark.parametrize(
    ("form", "pairs"),
    [
        ("beenreleased", ["been released"]),
        ("aroundtwenty", ["around twenty"]),
        ("thisnumber", ["this number"]),
        ("filesystem", []),
        ("deallocated", []),
        ("adventureless", []),
        ("hardcoded", []),
    ],
)
def test_two_common_words(form: str, pairs: list[str]) -> None:
    assert common_cuts(ENGLISH, form) == pairs


@pytest.mark.parametrize(
    ("form", "made"),
    [
        ("teached", ("taught",)),
        ("speaked", ("spoke", "spoken")),
        ("citys", ("cities",)),
        ("thiefs", ("thieves",)),
        ("criterias", ("criteria",)),
        ("equiped", ("equipped",)),
        ("womens", ()),
        ("retweeted", ()),
        ("microgrids", ()),
    ],
)
def test_what_a_wrong_inflection_should_be(form: str, made: tuple[str, ...]) -> None:
    assert right_inflections(ENGLISH, form) == made
