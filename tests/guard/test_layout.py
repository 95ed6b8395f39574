"""Headlines, items of lists, their marks and paragraphs stay as they are."""

from __future__ import annotations

import pytest

from cleanup.guard.layout import keeps_layout
from tests.guard.judging import follows

#: The document around, and a change that follows it.
FOLLOWS = [
    ("", "The dam held{|.} The road did not."),
    ("", "The mill – the last of nine{|  –} burned."),
    ("", "The river{\n| }fell."),
    ("", "It cost [much] {then|now}."),
    ("It rose by 4%, then by 5%. ", "They paid 40{ |}% of it."),
    ("It rose by 4 %, then by 5 %. ", "They paid 40{| }% of it."),
]
#: The document around, and a change that does not.
AGAINST = [
    ("", "Dam to close for repairs{|.}"),
    ("", "{-|–} two bridges"),
    ("", "The dam {|– }held."),
    ("", "It fell. {|\n\n}Boats sailed."),
    ("", "It cost {[much]|lots} then."),
    ("", "The bill was 2,{| }500."),
    ("", "They paid 40{ |}% of it."),
    ("It rose by 4%, then by 5 %. ", "They paid 40{ |}% of it."),
    ("It cost 5€. ", "They paid 40{| }€ for it."),
    ("", "It lasted from 2013 to 2014{ |}— or longer."),
]


@pytest.mark.parametrize(("document", "marked"), FOLLOWS)
def test_what_follows_the_document_passes(document: str, marked: str) -> None:
    assert follows(keeps_layout, document, marked)


@pytest.mark.parametrize(("document", "marked"), AGAINST)
def test_what_goes_against_it_does_not(document: str, marked: str) -> None:
    assert not follows(keeps_layout, document, marked)
