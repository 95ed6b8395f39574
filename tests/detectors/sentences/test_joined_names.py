"""Names joined to the words beside them: brands, code and addresses are written so on purpose."""

from __future__ import annotations

import pytest

from cleanup.engine import loading
from cleanup.engine.engine import Engine
from tests.tables import Case, cases, check

ENGINE = Engine(loading.load(prove=False).pick(["sentences/missing-space-before-name"]).rules)

KEEP = {
    "a brand": "They rode from eBay to the iPhone shop and read theGrio on a TikTok screen.",
    "a name with a prefix": "Ann McDonald met Ian MacArthur and Tom deLacy.",
    "code": "Call toString or ofType, then write inOrder and forEach.",
    "an address": "Write to us at inFrance.org or @fromRussia.",
    "what the text writes often": "We read byRussia. They own byRussia. Who likes byRussia?",
    "a word that is no name": "They met in theHarbour, and the harbour was cold.",
}
SUGGESTED = {
    "after a preposition": ("The boats came fromFrance at dawn.", "The boats came from France at dawn."),
    "between two words": ("They asked forFranceto help them.", "They asked for France to help them."),
    "after a common word": ("The easternUkraine front is quiet.", "The eastern Ukraine front is quiet."),
    "a name that the text has": (
        "The Osterwal sank. They swam to the Osterwal and its crew, and were paid byOsterwal for it.",
        "The Osterwal sank. They swam to the Osterwal and its crew, and were paid by Osterwal for it.",
    ),
    "an abbreviation": ("They left theEU in spring.", "They left the EU in spring."),
    "at the beginning of a sentence": ("TheKremlin said no.", "The Kremlin said no."),
}


@pytest.mark.parametrize("case", cases(keep=KEEP, suggested=SUGGESTED))
def test_texts(case: Case) -> None:
    check(ENGINE, case)
