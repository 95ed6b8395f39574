"""First words of a paragraph in capitals: what stays comes before what changes."""

from __future__ import annotations

import pytest

from cleanup.engine import loading
from cleanup.engine.engine import Engine
from tests.tables import Case, cases, check

RULE = "sentences/drop-capitals"
ENGINE = Engine(loading.load(prove=False).pick([RULE]).rules)

REST = " have promised the owners of the mill that the bridge will be repaired."

KEEP = {
    "an abbreviation": "UNESCO and the town" + REST,
    "a short word": "WHO and the town" + REST,
    "a label": "WARNING: the owners of the mill and the miller" + REST,
    "an abbreviation before a name": "NATO Allies from the town" + REST,
    "labels of a play": "\n\n".join(
        f"{who} and the owners{REST}" for who in ("FARMER", "WIDOW", "CLERK", "SAILOR", "SOLDIER")
    ),
    "a book": "POLICE and the town" + REST * 1000,
}
SUGGESTED = {
    "a given name": (
        "BORIS Moreau and the town" + REST,
        "Boris Moreau and the town" + REST,
    ),
}
FLAGGED = {
    "a word": ("POLICE and the town" + REST, (RULE, "POLICE")),
    "two words": ("A MAN and a woman of the town" + REST, (RULE, "A MAN")),
}


@pytest.mark.parametrize("case", cases(keep=KEEP, suggested=SUGGESTED, flagged=FLAGGED))
def test_texts(case: Case) -> None:
    check(ENGINE, case)
