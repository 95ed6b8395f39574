"""Nouns without the determiner, or in a number, that their place requires."""

from __future__ import annotations

import pytest

from tests.tables import Case, cases, check, engine

ENGINE = engine("grammar", "number-of-noun uncountable-noun missing-article missing-be two-for-one")

KEEP = {
    "a noun for many": "One of the family came, and one of the rest.",
    "a compound": "A research institute, a progress report and two man teams.",
    "a measure": "They bought three dozen, ten thousand, two pound of tea and four cannon.",
    "much of a verb": "How much depends on it? So much turns on it, and as much works.",
    "a knowledge of": "She has a knowledge of boats.",
    "a unique role": "He was president of the guild and became mayor of the town.",
    "a superlative without article": "As best they could, they were first in line and last in May.",
    "a will": "The will closed with a gift. They will need it, and it must go on.",
    "a relative clause": "What it is was clear. All that there is was sold.",
}
SUGGESTED = {
    "determiners": (
        "This countries are poor. There were much boats.",
        "These countries are poor. There were many boats.",
    ),
    "numerals": ("Two car were sold three year ago.", "Two cars were sold three years ago."),
    "one of": ("It is one of the reason for it.", "It is one of the reasons for it."),
    "an article": ("They found a traces of oil.", "They found a trace of oil."),
    "every": ("He comes every days.", "He comes every day."),
    "uncountable nouns": (
        "They got an information and some advices from many research.",
        "They got information and some advice from much research.",
    ),
    "professions": ("She is lawyer, and he worked as teacher.", "She is a lawyer, and he worked as a teacher."),
    "superlatives": ("It is largest mill in the valley.", "It is the largest mill in the valley."),
    "be": (
        "It will completed in May. It possible that it rains.",
        "It will be completed in May. It is possible that it rains.",
    ),
}
FLAGGED = {"two verbs": ("The boat is was sold.", ("grammar/two-for-one", " is was"))}


@pytest.mark.parametrize("case", cases(keep=KEEP, suggested=SUGGESTED, flagged=FLAGGED))
def test_texts(case: Case) -> None:
    check(ENGINE, case)
