"""Bodies and posts in two cases: what stays comes before what changes."""

from __future__ import annotations

import pytest

from cleanup.engine import loading
from cleanup.engine.engine import Engine
from tests.tables import Case, Marked, cases, check

RULE = "consistency/noun-case"
ENGINE = Engine(loading.load(prove=False).pick([RULE]).rules)

#: A sentence that writes the body and the post small.
SMALL = "In the end the Turkish government and its foreign minister agreed to what the others had asked for. "

KEEP = {
    "one case": SMALL.replace("government", "Government"),
    "another nation": SMALL + "Only the Danish Government was silent on Monday.",
    "a longer name": SMALL + "Only the Turkish Government of National Unity was silent on Monday.",
    "a quotation": SMALL + "“Only the Turkish Government was silent on Monday,” she said.",
    "a post before a name": SMALL + "Only the Foreign Minister Ali Demir was silent on Monday.",
    "a headline": "Turkish Foreign Minister in Ankara\n\n" + SMALL,
}
SUGGESTED = {
    "a body": (
        SMALL + "Only the Turkish Government was silent on Monday.",
        SMALL + "Only the Turkish government was silent on Monday.",
    ),
}
FLAGGED: dict[str, Marked] = {
    "a post": (SMALL + "Only the Foreign Ministers of the two were silent on Monday.", (RULE, "Foreign Ministers")),
    "a body that is mostly capitalised": (
        SMALL + "The Turkish Government met, and so the Turkish Government agreed.",
        (RULE, "Turkish Government"),
        (RULE, "Turkish Government"),
    ),
}


@pytest.mark.parametrize("case", cases(keep=KEEP, suggested=SUGGESTED, flagged=FLAGGED))
def test_texts(case: Case) -> None:
    check(ENGINE, case)
