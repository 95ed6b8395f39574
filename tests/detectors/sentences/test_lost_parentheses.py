"""Abbreviations without parentheses: those that need none come before what changes."""

from __future__ import annotations

import pytest

from cleanup.engine import loading
from cleanup.engine.engine import Engine
from tests.tables import Case, cases, check

ENGINE = Engine(loading.load().pick(["punctuation/lost-parentheses"]).rules)

KEEP = {
    "in parentheses": "It belongs to the River Port Authority (RPA) and the RPA council.",
    "other initials": "The River Port Authority  BBC  met. The Minister for Rivers AB Holm left.",
    "an abbreviation by itself": "I bought a US map, a new PC and an old TV set.",
    "small letters without a gap": "They saw a very fast car VFC on the road.",
    "words in capitals": "THE OLD RIVER TOR was closed.",
}
SAFE = {
    "before a full stop": (
        "It belongs to the River Port Authority  RPA .",
        "It belongs to the River Port Authority (RPA).",
    ),
    "in mid-sentence": (
        "The Department for Roads and Rivers  DRR  will pay for it.",
        "The Department for Roads and Rivers (DRR) will pay for it.",
    ),
    "small letters": ("The gross river product  GRP  fell.", "The gross river product (GRP) fell."),
    "before a comma": (
        "The River Port Authority RPA , which met, left.",
        "The River Port Authority (RPA), which met, left.",
    ),
    "with small words": ("The Council of the North  COTN  met.", "The Council of the North (COTN) met."),
}
SUGGESTED = {
    "without a gap": ("The River Port Authority RPA has met.", "The River Port Authority (RPA) has met."),
    "two letters": ("The Port Authority  PA  has met.", "The Port Authority (PA) has met."),
}


@pytest.mark.parametrize("case", cases(keep=KEEP, safe=SAFE, suggested=SUGGESTED))
def test_texts(case: Case) -> None:
    check(ENGINE, case)
