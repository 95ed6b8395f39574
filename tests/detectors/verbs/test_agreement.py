"""Verbs whose number is not that of a subject that is plain to see."""

from __future__ import annotations

import pytest

from tests.tables import Case, cases, check, engine

ENGINE = engine(
    "grammar",
    "verb-after-pronoun verb-after-plural verb-after-singular"
    " verb-after-one-of verb-in-relative-clause number-after-there",
)

KEEP = {
    "speech in dialect": "“He don’t know, and they was late,” she said.",
    "a text in dialect": "They was late. I ain’t sure.\n\nHe ain’t here.\n\nIt ain’t so.",
    "a subjunctive": "They asked that he have a lawyer. If it were so, she would go; lest he have none.",
    "a question": "Did she want it? Does everyone know? Can it be?",
    "a singular that looks like a plural": "The news is bad, the series has ended, and economics is hard.",
    "a collective": "The team have won. The majority of the boats are old, and the police are here.",
    "an adjective for people": "The rich have it. The wounded are here.",
    "an amount": "Ten dollars is enough. The years is a poem.",
    "a relative clause of another noun": "The owner of the boats who has left. One of the people who lives by it.",
    "a title": "Dr. Willows says so.",
}
SUGGESTED = {
    "pronouns": (
        "It do not matter. She want to leave. They was told.",
        "It does not matter. She wants to leave. They were told.",
    ),
    "what somebody says": ("He said that he have no choice.", "He said that he has no choice."),
    "plurals": (
        "These boats is old. The results shows that it works. Experts believes it.",
        "These boats are old. The results show that it works. Experts believe it.",
    ),
    "singulars": (
        "This boat are old. The introduction of new rules make the problem worse.",
        "This boat is old. The introduction of new rules makes the problem worse.",
    ),
    "one of them": (
        "One of the boats were lost. Each of the walls have a door. Everyone in the village know it.",
        "One of the boats was lost. Each of the walls has a door. Everyone in the village knows it.",
    ),
    "relative clauses": (
        "The people who lives here and many factors that influences the price.",
        "The people who live here and many factors that influence the price.",
    ),
    "an insertion": (
        "The placement, combined with wind, make it loud. This mill, as well as the boats, are old.",
        "The placement, combined with wind, makes it loud. This mill, as well as the boats, is old.",
    ),
    "there": (
        "There is lots of boats, and there are a problem with the roof.",
        "There are lots of boats, and there is a problem with the roof.",
    ),
}


@pytest.mark.parametrize("case", cases(keep=KEEP, suggested=SUGGESTED))
def test_texts(case: Case) -> None:
    check(ENGINE, case)
