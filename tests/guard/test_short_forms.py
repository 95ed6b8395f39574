"""Abbreviations, titles and contractions stay as the document writes them."""

from __future__ import annotations

import pytest

from cleanup.guard.short_forms import keeps_short_forms
from tests.guard.judging import follows

DOTTED = "The U.S. and the U.K. met the U.S. envoy. "
TITLES = "Mr. Hale met Mrs. Ives and Dr. Berg. Mr. Hale left. "
NO_STOPS = "Mr Hale met Mrs Ives and Dr Berg. Mr Hale left. "

#: The document around, and a change that follows it.
FOLLOWS = [
    (DOTTED, "The {US|U.S.} delegation left."),
    (TITLES, "{Mr|Mr.} King left."),
    (NO_STOPS, "{Mr.|Mr} King left."),
    ("It doesn’t and doesn’t matter. ", "It {does not|doesn’t} hold."),
    ("", "The road {were|was} closed."),
]
#: The document around, and a change that does not.
AGAINST = [
    (DOTTED, "The {U.K.|UK} delegation left."),
    ("", "The {U.S.|US} delegation left."),
    ("", "{Mr|Mr.} King left."),
    (NO_STOPS, "{Mr|Mr.} King left."),
    ("", "It {doesn’t|does not} hold."),
    ("", "It {does not|doesn’t} hold."),
    ("", "It was in {Oct|October} then."),
]


@pytest.mark.parametrize(("document", "marked"), FOLLOWS)
def test_what_follows_the_document_passes(document: str, marked: str) -> None:
    assert follows(keeps_short_forms, document, marked)


@pytest.mark.parametrize(("document", "marked"), AGAINST)
def test_what_goes_against_it_does_not(document: str, marked: str) -> None:
    assert not follows(keeps_short_forms, document, marked)
