"""Title case inside prose: what stays comes before what changes."""

from __future__ import annotations

import pytest

from cleanup.engine import loading
from cleanup.engine.engine import Engine
from tests.tables import Case, cases, check

RULE = "sentences/title-case-in-text"
ENGINE = Engine(loading.load(prove=False).pick([RULE]).rules)

REST = " The owners of the mill went home by the river on the long way."

KEEP = {
    "a title": "They saw the film Gone To The River." + REST,
    "a quoted title": "They read “What Was Left Behind” twice." + REST,
    "a heading": "What Nobody Has Told The Owners",
    "names": "They met The Who and Paul Jackson Of The Mill." + REST,
    "a book": "On The Contrary." + REST * 1000,
}
SUGGESTED = {
    "a sentence": ("On The Contrary." + REST, "On the contrary." + REST),
    "the end of a sentence": (
        "It is late when Nobody Pays For It." + REST,
        "It is late when nobody pays for it." + REST,
    ),
    "before a comma": (
        "The plan was Doomed To Fail, and nobody listened to them." + REST,
        "The plan was doomed to fail, and nobody listened to them." + REST,
    ),
}
FLAGGED = {
    "the start of a sentence": ("What Happens Next is a question." + REST, (RULE, "What Happens Next")),
}


@pytest.mark.parametrize("case", cases(keep=KEEP, suggested=SUGGESTED, flagged=FLAGGED))
def test_texts(case: Case) -> None:
    check(ENGINE, case)
