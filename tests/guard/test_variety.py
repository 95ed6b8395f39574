"""American and British spelling of one word, and forms between which nobody needs to decide."""

from __future__ import annotations

import pytest

from cleanup.guard.variety import american, interchangeable

PAIRS = {
    "organise": "organize",
    "organisations": "organizations",
    "analyse": "analyze",
    "colours": "colors",
    "neighbourhood": "neighborhood",
    "centre": "center",
    "travelled": "traveled",
    "jewellery": "jewelery",
    "defence": "defense",
    "catalogue": "catalog",
    "programme": "program",
    "grey": "gray",
    "counsellor": "counselor",
    "anaemia": "anemia",
}


@pytest.mark.parametrize(("british", "expected"), PAIRS.items())
def test_british_spelling_becomes_american(british: str, expected: str) -> None:
    assert american(british) == expected


@pytest.mark.parametrize("word", ["road", "bridge", "size", "tour", "four", "hour", "rise", "wise"])
def test_other_words_stay(word: str) -> None:
    assert american(word) == word


@pytest.mark.parametrize(
    ("one", "other"), [("towards", "toward"), ("among", "amongst"), ("whilst", "while"), ("burnt", "burned")]
)
def test_two_forms_are_interchangeable(one: str, other: str) -> None:
    assert interchangeable(one, other)


@pytest.mark.parametrize(("one", "other"), [("toward", "toward"), ("toward", "to"), ("amid", "among")])
def test_other_pairs_are_not(one: str, other: str) -> None:
    assert not interchangeable(one, other)
