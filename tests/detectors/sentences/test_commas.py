"""Commas of another language: what English sets or leaves out comes before what changes."""

from __future__ import annotations

import pytest

from cleanup.engine import loading
from cleanup.engine.engine import Engine
from tests.tables import Case, cases, check

_MISSING = ["missing-comma-after-adverb", "missing-comma-before-please"]
_SURPLUS = ["comma-before-that", "comma-before-than", "comma-before-verb", "comma-splice"]
ENGINE = Engine(loading.load().pick([f"punctuation/{name}" for name in [*_SURPLUS, *_MISSING]]).rules)

_THAN = "The river is higher in the north, than it was in May. "
_LONG = "Nobody in the two towns on the other bank had seen anything like it before that day. " * 60

KEEP = {
    "however much": "However, it came. However hard they tried, it was late. However that may be, he left.",
    "a longer phrase": "In addition, it rains. In addition to the boat, a ferry came. As a result of it, we left.",
    "a text that sets no comma": "Meanwhile the river rose. As a result the dam broke. For example the mill was lost.",
    "an insertion": "He said, that is, he whispered, that the bridge was closed.",
    "that as a pronoun": "I know, that was wrong. The mayor said, that man is a thief.",
    "a comma behind an insertion": "The mayor said, as he had done before, that the bridge was closed.",
    "more, and than": "It was more, much more, than they had. It was high, higher than in May.",
    "the habit of an author": (_THAN + _LONG) * 3,
    "a question": "The road is closed, is it not? The boats, have they come?",
    "several verbs": "The road is long, is hard and has no end.",
    "a clause that hangs on the next one": "If it rains, we stay. Had it rained, they had come.",
    "a phrase at the beginning": "On the bank, they have a school. Seen from here, it is small.",
    "the speaker": "The ferry was late, he said. The boat is old, it seems. It was late, they told me.",
    "a parallel": "It was old, it was slow, and it was late.",
    "a quotation": "“The boat is old, it will sink,” she said.",
    "an insertion before the verb": "The road, which is long, is closed. The mayor, to be sure, was late.",
}
SUGGESTED = {
    "an adverb": (
        "The ferry is slow. However the council has no other. However, it will hire one.",
        "The ferry is slow. However, the council has no other. However, it will hire one.",
    ),
    "a phrase": (
        "For example, the mill was lost. It rained. For example the school was closed.",
        "For example, the mill was lost. It rained. For example, the school was closed.",
    ),
    "a request": (
        "For timetables, please see the board. For all other questions please call the office.",
        "For timetables, please see the board. For all other questions, please call the office.",
    ),
    "two sentences": (
        "The ferry is old and slow, it has been in use for years.",
        "The ferry is old and slow; it has been in use for years.",
    ),
    "two sentences, with a clause inside": (
        "The hull, in which water has been found, is old and thin, it will not last.",
        "The hull, in which water has been found, is old and thin; it will not last.",
    ),
}
FLAGGED = {
    "a verb of saying": ("The mayor believes, that it will rain.", ("punctuation/comma-before-that", "believes, that")),
    "a noun": ("They spoke about the fact, that the dam was old.", ("punctuation/comma-before-that", "fact, that")),
    "an adjective": ("It is clear, that nobody can cross it.", ("punctuation/comma-before-that", "clear, that")),
    "an adverb that has one nearly everywhere": (
        "The river rose. Moreover the dam broke.",
        ("punctuation/missing-comma-after-adverb", "Moreover"),
    ),
    "than": (_THAN.strip(), ("punctuation/comma-before-than", "north, than")),
    "a long subject": (
        "The long road to the harbour, has been closed.",
        ("punctuation/comma-before-verb", "harbour, has"),
    ),
    "a relative clause": (
        "The people who had lost their houses, were brought to the school.",
        ("punctuation/comma-before-verb", "houses, were"),
    ),
    "an adverb in a text without proof": (
        "The ferry is slow. However the council has no other boat.",
        ("punctuation/missing-comma-after-adverb", "However"),
    ),
    "a request in a text without proof": (
        "For all questions please call the office.",
        ("punctuation/missing-comma-before-please", "questions"),
    ),
}


@pytest.mark.parametrize("case", cases(keep=KEEP, suggested=SUGGESTED, flagged=FLAGGED))
def test_texts(case: Case) -> None:
    check(ENGINE, case)
