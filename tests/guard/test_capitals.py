"""Capitals come only where a sentence begins, or as the document writes the word."""

from __future__ import annotations

import pytest

from cleanup.guard.capitals import keeps_capitals
from tests.guard.judging import follows

#: The document around, and a change that follows it.
FOLLOWS = [
    ("", "The new {Bridge|bridge} fell."),
    ("", "{the|The} dam held."),
    ("", "It held. {both|Both} sides won."),
    ("The Stair is old. The Stair is steep. ", "They took the {stair|Stair} home."),
    ("", "The {lower|Lower} Town square."),
]
#: The document around, and a change that does not.
AGAINST = [
    ("", "The {mayor|MAYOR} left."),
    ("", "The {NATO|Nato} fleet left."),
    ("", "They met the {council|Council} then."),
    ("", "The Harbour {Opens|opens} After Years"),
]


@pytest.mark.parametrize(("document", "marked"), FOLLOWS)
def test_what_follows_the_document_passes(document: str, marked: str) -> None:
    assert follows(keeps_capitals, document, marked)


@pytest.mark.parametrize(("document", "marked"), AGAINST)
def test_what_goes_against_it_does_not(document: str, marked: str) -> None:
    assert not follows(keeps_capitals, document, marked)
