"""Long forms of abbreviations that lack capitals: what stays comes before what changes."""

from __future__ import annotations

import pytest

from cleanup.engine import loading
from cleanup.engine.engine import Engine
from tests.tables import Case, cases, check

ENGINE = Engine(loading.load(prove=False).pick(["sentences/expansion-without-capitals"]).rules)

KEEP = {
    "a common noun": "The gross domestic product (GDP) fell, as did the CPI (consumer price index).",
    "a name before common nouns": "They left a North Sea oil platform (NSOP) and paid the European coal tax (ECT).",
    "letters of other words": "The River Workers Association (MILL) met. The old Harbour Trust (HTX) did not.",
    "small words": "The Department of Harbours (DOH) and the Trust for the Harbour (TFTH) met.",
}
SUGGESTED = {
    "behind the name": (
        "It belongs to the River Workers association (RWA) of the town.",
        "It belongs to the River Workers Association (RWA) of the town.",
    ),
    "inside the parentheses": (
        "It belongs to the RWA (River workers Association) of the town.",
        "It belongs to the RWA (River Workers Association) of the town.",
    ),
    "a last word that has no letter": (
        "It belongs to the ICMH (International Campaign to mend Harbour Walls) of the town.",
        "It belongs to the ICMH (International Campaign to Mend Harbour Walls) of the town.",
    ),
}


@pytest.mark.parametrize("case", cases(keep=KEEP, suggested=SUGGESTED))
def test_texts(case: Case) -> None:
    check(ENGINE, case)
