"""Headings and sentences that run into the next one: what only looks like it comes before what changes."""

from __future__ import annotations

import pytest

from cleanup.engine import loading
from cleanup.engine.engine import Engine
from tests.tables import Case, cases, check

ENGINE = Engine(loading.load().pick(["sentences/run-on-sentence"]).rules)

KEEP = {
    "a city with an article": "The judges met in The Hague and wrote a long letter to the council of the town.",
    "a film": "She starred in the film The Long Road, directed by her brother, and sang in it as well.",
    "a film without a noun before it": "In 1999 he took her to see The River Girl and she felt happy for a whole week.",
    "a letter": "The winners of Group A meet the losers, and vitamin A is all that they were given.",
    "a club": "They bought a Serie A club for far too little money, and nobody said a word about it.",
    "of God": "We ask His help and hope that He will lead us on the way that we have chosen.",
    "a title in capitals": "She wrote on How the Mill Was Lost And Why the River Came Back to the Town.",
    "a headline in capitals": "Two Lost Boys Found After Long Night in Mill",
    "a quotation that is open": "He called it “a way of saying The end is near, and then we all go home”.",
    "behind a quotation": "“What a day!” And he walked on until he came to the old bridge over the river.",
    "behind a footnote": "The bridge was closed in March.1 It was opened again in the spring of the next year.",
    "a preposition that needs a noun": "The crowd was waiting for The early morning boat to take all of them home.",
}
SUGGESTED = {
    "a headline": (
        "New bridge opened in the north The bridge was closed for nine years. It has four lanes.",
        "New bridge opened in the north\n\nThe bridge was closed for nine years. It has four lanes.",
    ),
    "a headline before a name": (
        "Two towns warn of a flood in spring The River Board has told both councils to build a new wall.",
        "Two towns warn of a flood in spring\n\nThe River Board has told both councils to build a new wall.",
    ),
    "a headline with a stop inside": (
        "Drought: fields burned in the south According to the mayor, the harvest will be very small.",
        "Drought: fields burned in the south\n\nAccording to the mayor, the harvest will be very small.",
    ),
    "a subheading": (
        "The dam holds. Fear of another flood When the snow melts, the river will rise again.",
        "The dam holds. Fear of another flood\n\nWhen the snow melts, the river will rise again.",
    ),
    "items of a list": (
        "The dam holds. Crews have moved nine hundred tons of mud A total of nine houses were destroyed.",
        "The dam holds. Crews have moved nine hundred tons of mud. A total of nine houses were destroyed.",
    ),
    "a name behind an item": (
        "The dam holds. The level rose in 1921 and 1969 The City of Moreau Water Board is alert to a new flood.",
        "The dam holds. The level rose in 1921 and 1969. The City of Moreau Water Board is alert to a new flood.",
    ),
}


@pytest.mark.parametrize("case", cases(keep=KEEP, suggested=SUGGESTED))
def test_texts(case: Case) -> None:
    check(ENGINE, case)
