"""A change passes only towards what the document itself mostly writes."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from cleanup.guard.house_fit import FITS
from cleanup.style.house_style import Style
from tests.guard.judging import follows

SERIAL = "They sold bread, milk, and eggs. They saw dogs, cats, and birds. It rained on hills, woods, and fields. "
PLAIN = "They sold bread, milk and eggs. They saw dogs, cats and birds. It rained on hills, woods and fields. "
AMERICAN = "The color of the center, the labor, the harbor: all gray. "
BRITISH = "The colour of the centre, the labour, the harbour: all grey. "

#: By fit: the document around, and a change that follows it. The other fits have modules of their own.
FOLLOWS: Mapping[str, list[tuple[str, str]]] = {
    "serial-comma": [
        (SERIAL, "He met men, women{|,} and children."),
        (PLAIN, "He met men, women{,|} and children."),
        ("", "He says{,|} that it held."),
        ("", "They met in May{|,} after the storm."),
    ],
    "spelling-variety": [
        (AMERICAN, "The {neighbour|neighbor} left."),
        (BRITISH, "The {neighbor|neighbour} left."),
        ("The organiser met the organiser. ", "The {organizer|organiser} left."),
        ("", "The {goverment|government} fell."),
        (AMERICAN, "The {counsellors|counselors} left."),
        ("The road ran toward the lake and toward the wood. ", "They walked {towards|toward} the river."),
    ],
    "wording": [
        ("", "The price of bread {cost |}rose."),
        ("", "The firm will {next year open a plant|open a plant next year}."),
        ("", "She said {this|that it was so}."),
        ("", "She {says|said} that it held."),
        ("", "She {told|said} that it held."),
        ("", "She {claims it holds|says it held}."),
        ("", "The river fell.{ Sign up for our newsletter.|}"),
    ],
}
#: By fit: the document around, and a change that does not.
AGAINST: Mapping[str, list[tuple[str, str]]] = {
    "serial-comma": [
        ("", "He met men, women{|,} and children."),
        ("", "He met men, women{,|} and children."),
        (SERIAL, "He met men, women{,|} and children."),
        (PLAIN, "He met men, women{|,} or children."),
    ],
    "spelling-variety": [
        (BRITISH, "The {neighbour|neighbor} left."),
        (AMERICAN, "The {neighbor|neighbour} left."),
        ("", "The {organiser|organizer} left."),
        ("", "The {theatre|theater} is closed."),
        ("", "They {travelled|traveled} home."),
        ("", "They brought {burnt-offerings|burned-offerings}."),
        (AMERICAN, "They walked {towards|toward} the river."),
        (AMERICAN, "It stood {amongst|among} the trees."),
    ],
    "wording": [
        ("", "She said {that |}it held."),
        ("", "She {said|stated} that it held."),
        ("", "She {said|stated that} it held."),
        ("", "The report {notes|mentions} a flood."),
        ("", "She said {|that }it held."),
        ("", "It was {just |}late."),
        ("", "The vote is {on 3 May|May 3 on}."),
        ("", "“It held,” {he said|}."),
        ("", "{The |}life is hard."),
    ],
}
ELSEWHERE = {"quotation-marks", "short-forms", "layout", "capitals"}


def test_every_fit_has_both() -> None:
    assert FOLLOWS.keys() == AGAINST.keys() == FITS.keys() - ELSEWHERE


@pytest.mark.parametrize(("fit", "row"), [(fit, row) for fit, rows in FOLLOWS.items() for row in rows])
def test_what_follows_the_document_passes(fit: str, row: tuple[str, str]) -> None:
    assert follows(FITS[fit], *row)


@pytest.mark.parametrize(("fit", "row"), [(fit, row) for fit, rows in AGAINST.items() for row in rows])
def test_what_goes_against_it_does_not(fit: str, row: tuple[str, str]) -> None:
    assert not follows(FITS[fit], *row)


def test_a_set_spelling_decides_before_the_document() -> None:
    marked = "The {neighbour|neighbor} left."
    assert follows(FITS["spelling-variety"], BRITISH, marked, Style(spelling="us"))
    assert not follows(FITS["spelling-variety"], BRITISH, marked)
