"""Clauses that are set as sentences."""

from __future__ import annotations

import pytest

from cleanup.engine import loading
from cleanup.engine.engine import Engine
from tests.tables import Case, cases, check

ENGINE = Engine(loading.load().pick(["sentences/clause-as-sentence"]).rules)
_RULE = "sentences/clause-as-sentence"

KEEP = {
    "a main clause without its comma": "If he comes they will see him. Although he was old he ran.",
    "a preposition": "Because of the rain. Since May it has been dry.",
    "a comma": "Although the price has fallen, sales are low.",
    "an abbreviation": "If it had been Mr. Moreau, he would have come.",
    "nothing before it or behind it": "Because it was late.",
}
FLAGGED = {
    "before its sentence": (
        "Although the price has fallen. Sales are still low.",
        (_RULE, "Although the price has fallen."),
    ),
    "behind its sentence": ("She stayed at home. Because she was ill.", (_RULE, "Because she was ill.")),
    "inside a sentence": (
        "I like it, but even if it is good where it rains. It is small.",
        (_RULE, "even if it is good where it rains."),
    ),
}


@pytest.mark.parametrize("case", cases(keep=KEEP, flagged=FLAGGED))
def test_texts(case: Case) -> None:
    check(ENGINE, case)
