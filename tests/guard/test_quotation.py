"""Quotation marks keep the shape that the document gives them, and quotations their ends."""

from __future__ import annotations

import msgspec
import pytest

from cleanup.guard.quotation import keeps_quotation_marks
from cleanup.style.house_style import Style
from tests.guard.judging import follows, house, only

CURLY = "“It held,” he said. “It’s old,” she said. "
STRAIGHT = '"It held," he said. "It\'s old and it\'s steep," she said. "We\'re late." '

#: The document around, and a change that follows it.
FOLLOWS = [
    ("", "He called it “a {gift.|gift.”}"),
    ("", "{„|“}It held,” he said."),
    ("", "{““|“}It held,” he said."),
    (CURLY, "“{No, he|No,” he} said."),
    (CURLY, "It{'|’}s late."),
    (STRAIGHT, "It{’|'}s late."),
    (STRAIGHT, '"The dam {held, he|held," he} said.'),
    ("", "{The dam held all night.|“The dam held all night.”}"),
    ("", "The road {were|was} closed."),
]
#: The document around, and a change that does not.
AGAINST = [
    (STRAIGHT, "It{'|’}s late."),
    (CURLY, "It{’|'}s late."),
    (CURLY, '{“It held,”|"It held,"} he said.'),
    (STRAIGHT, '{"It held,"|“It held,”} he said.'),
    ("", "The shop sells {fresh|“fresh”} bread."),
    ("", "“It held,” {he|“he} said."),
]


@pytest.mark.parametrize(("document", "marked"), FOLLOWS)
def test_what_follows_the_document_passes(document: str, marked: str) -> None:
    assert follows(keeps_quotation_marks, document, marked)


@pytest.mark.parametrize(("document", "marked"), AGAINST)
def test_what_goes_against_it_does_not(document: str, marked: str) -> None:
    assert not follows(keeps_quotation_marks, document, marked)


def test_the_house_style_decides_before_the_document() -> None:
    marked = '{“No,”|"No,"} he said.'
    assert follows(keeps_quotation_marks, CURLY, marked, Style(quotes="straight"))
    assert not follows(keeps_quotation_marks, CURLY, marked)


def test_a_quotation_may_stay_open_beside_another_paragraph_of_speech() -> None:
    change, document = only("“It was {late.|late.”}"), house("“It was late.")
    assert keeps_quotation_marks(change, document)
    assert not keeps_quotation_marks(change, msgspec.structs.replace(document, in_speech=True))
