"""Capitals come only where a sentence begins, or as the document writes the word."""

from __future__ import annotations

import pytest

from cleanup.guard.capitals import keeps_capitals, raises_inside_sentence
from tests.guard.judging import follows, only

#: The document around, and a change that follows it.
FOLLOWS = [
    ("", "The new {Bridge|bridge} fell."),
    ("", "{the|The} dam held."),
    ("", "It held. {both|Both} sides won."),
    ("They climbed the Stair. Then the Stair fell. ", "They took the {stair|Stair} home."),
    ("", "The {lower|Lower} Town square."),
]
#: The document around, and a change that does not.
AGAINST = [
    ("", "The {mayor|MAYOR} left."),
    ("", "The {NATO|Nato} fleet left."),
    ("", "They met the {council|Council} then."),
    ("", "The Harbour {Opens|opens} After Years"),
    ("Stair is old. Stair is steep. ", "They took the {stair|Stair} home."),
    ("They climbed the Stair. ", "They took the {stair|Stair} home."),
    ("", "They met the {council|Council} of Ellen."),
    ("", "It was the first {U.S. president|US President} to come."),
]


@pytest.mark.parametrize(("document", "marked"), FOLLOWS)
def test_what_follows_the_document_passes(document: str, marked: str) -> None:
    assert follows(keeps_capitals, document, marked)


@pytest.mark.parametrize(("document", "marked"), AGAINST)
def test_what_goes_against_it_does_not(document: str, marked: str) -> None:
    assert not follows(keeps_capitals, document, marked)


@pytest.mark.parametrize("marked", ["The {lower|Lower} Town square.", "They took the {stair|Stair} home."])
def test_a_capital_inside_a_sentence_is_for_a_person_to_judge(marked: str) -> None:
    assert raises_inside_sentence(only(marked))


@pytest.mark.parametrize("marked", ["It held. {both|Both} sides won.", "The new {Bridge|bridge} fell."])
def test_other_capitals_are_not(marked: str) -> None:
    assert not raises_inside_sentence(only(marked))
