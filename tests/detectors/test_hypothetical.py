"""“Will” in a paragraph that imagines: only where “would” is the rule and nothing has a time of its own."""

from __future__ import annotations

import pytest

from tests.tables import Case, cases, check, engine

ENGINE = engine("translation", "will-for-would")
DREAM = "My mill would be white. It would stand by the sea. A path would lead to it. There would be boats."

KEEP = {
    "fewer than four": "My mill would be white. It would stand by the sea. A path would lead to it. It will be old.",
    "a small part": DREAM + " It is old." * 8 + " It will open.",
    "a quotation": f"“{DREAM} It will be old.”",
    "a condition": f"{DREAM} If we can, it will be old.",
    "a time of its own": f"{DREAM} It will open next year.",
    "a noun": f"{DREAM} I have a will.",
}
SUGGESTED = {
    "will": (f"{DREAM} It will have a roof.", f"{DREAM} It would have a roof."),
    "can, beside would": (f"{DREAM} It would be where we can rest.", f"{DREAM} It would be where we could rest."),
    "with an adverb": (f"{DREAM} I will certainly live there.", f"{DREAM} I would certainly live there."),
}


@pytest.mark.parametrize("case", cases(keep=KEEP, suggested=SUGGESTED))
def test_texts(case: Case) -> None:
    check(ENGINE, case)
