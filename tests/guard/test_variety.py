"""American spelling of one word."""

from __future__ import annotations

import pytest

from cleanup.guard.variety import american

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
    "anaemia": "anemia",
}


@pytest.mark.parametrize(("british", "expected"), PAIRS.items())
def test_british_spelling_becomes_american(british: str, expected: str) -> None:
    assert american(british) == expected


@pytest.mark.parametrize("word", ["road", "bridge", "size", "tour", "four", "hour", "rise", "wise"])
def test_other_words_stay(word: str) -> None:
    assert american(word) == word
