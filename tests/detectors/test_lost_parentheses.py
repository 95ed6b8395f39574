"""Short forms that have lost their parentheses: only those made of the words before them, with a blank too many."""

from __future__ import annotations

import pytest

from cleanup.engine import loading
from cleanup.engine.engine import Engine
from tests.tables import Case, cases, check

ENGINE = Engine(loading.load(prove=False).pick(["punctuation/lost-parentheses"]).rules)

KEEP = {
    "no blank too many": "The Ministry of Boats and Harbours MBH paid for it.",
    "letters of other words": "The Ministry of Boats  NFO . It paid for the town hall  TH  of the place.",
    "names in capitals": "She met Anna Holm  AND  nobody else , as it was late.",
    "parentheses": "The Ministry of Boats and Harbours (MBH) paid for it.",
}
SAFE = {
    "before a full stop": ("It is the Fund for Old Sailors  FOS .", "It is the Fund for Old Sailors (FOS)."),
    "one blank before, one behind": ("The Old Sailors Fund OSF , as we say.", "The Old Sailors Fund (OSF), as we say."),
    "two blanks": ("The Old Sailors Fund  OSF  paid.", "The Old Sailors Fund (OSF) paid."),
    "two blanks before": ("The Old Sailors Fund  OSF paid.", "The Old Sailors Fund (OSF) paid."),
    "a plural": ("The Old Sailors Funds  OSFs  paid.", "The Old Sailors Funds (OSFs) paid."),
}


@pytest.mark.parametrize("case", cases(keep=KEEP, safe=SAFE))
def test_texts(case: Case) -> None:
    check(ENGINE, case)
