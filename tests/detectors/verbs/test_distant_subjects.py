"""Verbs whose number is not that of a noun phrase that is read back to the beginning of its clause."""

from __future__ import annotations

import pytest

from tests.tables import Case, cases, check, engine

ENGINE = engine("grammar", "is-after-plural-phrase are-after-singular-phrase")

KEEP = {
    "a collective": "The team of the valley are ready. The majority of the boats are old. The police are here.",
    "a part": "The rest of the boats are old, a row of houses have doors, and the kind of boats are known.",
    "a subjunctive": "If the mill were old, he would go. They asked that the mayor have it. Supposing that it were so.",
    "two subjects": "The mill and the boat are old. The lake, the hill, and the road are steep.",
    "a relative clause": "All that the town needs is bread. The crimes that affect individuals is a matter for later.",
    "a gerund": "Eating apples is fun, and building houses is hard.",
    "a singular that looks like a plural": "The news from the towns is bad. The economics of boats is hard.",
    "an amount": "Ten dollars in the hand is enough.",
    "a name": "Wells is waiting. He left. pandas is a library. Marie Roses has come.",
    "an inversion": "An exception are the boats. Among the boats is a ferry. Gone are the days.",
    "two spaces": "The boat  are old. The  boats is old.",
    "a text in dialect": "The boats in the harbour is old. I ain’t sure.\n\nHe ain’t here.\n\nIt ain’t so.",
}
SUGGESTED = {
    "a phrase between": (
        "The upper layers of the bed is soft. The crossing at the border of the towns were open.",
        "The upper layers of the bed are soft. The crossing at the border of the towns was open.",
    ),
    "a coordination between": (
        "The results of the test and the trial is known. The border between Norland and Sudland are closed.",
        "The results of the test and the trial are known. The border between Norland and Sudland is closed.",
    ),
    "behind an adjunct": ("In the valley, stock prices is low.", "In the valley, stock prices are low."),
    "behind a conjunction": (
        "It rains when the lamp are on, but the walls is dry. He came because the parcels was lost.",
        "It rains when the lamp is on, but the walls are dry. He came because the parcels were lost.",
    ),
    "what somebody says": (
        "“The walls is old.” The mayor said specific measures has been taken.",
        "“The walls are old.” The mayor said specific measures have been taken.",
    ),
    "a possessive": ("Norland’s western allies is here.", "Norland’s western allies are here."),
    "an adverb": ("The boats in the harbour also was sold.", "The boats in the harbour also were sold."),
}


@pytest.mark.parametrize("case", cases(keep=KEEP, suggested=SUGGESTED))
def test_finds(case: Case) -> None:
    check(ENGINE, case)
