"""Commas that join two sentences before an adverb, a noun or a capital."""

from __future__ import annotations

import pytest

from cleanup.engine import loading
from cleanup.engine.engine import Engine
from tests.tables import Case, cases, check

_NAMES = ["comma-splice-before-adverb", "comma-splice-before-noun", "comma-for-full-stop"]
ENGINE = Engine(loading.load().pick([f"punctuation/{name}" for name in _NAMES]).rules)

KEEP = {
    "a condition": "If the lift is broken, then the guests have to walk.",
    "an adverb in its clause": "In the north, however, the roads are dry. The lift, therefore, is new.",
    "a clause that follows": "It is possible, however, that the lift is new.",
    "a comparison": "The sooner he comes, the sooner he is gone.",
    "an apposition": "He met Anna, the woman who was late.",
    "the speaker": "The lift is broken, the porter said. The lift is broken, I tell you.",
    "a title": "They read In the Harbour, The Mill on the hill, and Rivers, In the Harbour and Bread.",
    "speech without marks": "He said, It is late. She asked, In which of the boats is he?",
    "a list": "The lift was old, the stairs were steep, and the hall was cold.",
    "a phrase": "Having waited, the guests have to walk.",
}
SUGGESTED = {
    "an adverb with a comma": (
        "The lift is broken, therefore the guests have to walk.",
        "The lift is broken; therefore, the guests have to walk.",
    ),
    "a comma that is there": (
        "The lift is broken, however, the guests have to leave.",
        "The lift is broken; however, the guests have to leave.",
    ),
    "an adverb without a comma": (
        "The soup is cold, that is why nobody wants it.",
        "The soup is cold; that is why nobody wants it.",
    ),
    "a capital": (
        "The lift is broken, It was old. The stairs were closed in May, In summer the guests came back.",
        "The lift is broken. It was old. The stairs were closed in May. In summer the guests came back.",
    ),
    "a capital before a name": (
        "The stairs were closed in May, In Norland the guests have left.",
        "The stairs were closed in May. In Norland the guests have left.",
    ),
    "a request": (
        "Take an umbrella with you, otherwise you will get wet.",
        "Take an umbrella with you; otherwise, you will get wet.",
    ),
}
FLAGGED = {
    "a noun": (
        "The old bridge was too narrow, the new one has four lanes.",
        ("punctuation/comma-splice-before-noun", ", the"),
    ),
    "a pronoun": (
        "The village is small, everyone knows the doctor.",
        ("punctuation/comma-splice-before-noun", ", everyone"),
    ),
    "the next action": (
        "The first attempt failed, then the crew tried again.",
        ("punctuation/comma-splice-before-adverb", ", then"),
    ),
}


@pytest.mark.parametrize("case", cases(keep=KEEP, suggested=SUGGESTED, flagged=FLAGGED))
def test_texts(case: Case) -> None:
    check(ENGINE, case)
