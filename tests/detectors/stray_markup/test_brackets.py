"""Brackets that are mark-up, and those of editors, lists and code."""

from __future__ import annotations

import pytest

from cleanup.documents.readers import document
from cleanup.engine import loading
from cleanup.engine.engine import Engine
from tests.tables import Case, cases, check

NAMES = ["link-brackets", "bbcode-tags", "wiki-markup"]
ENGINE = Engine(loading.load().pick([f"encoding/{name}" for name in NAMES]).rules)

KEEP = {
    "an editor in a quotation": "She said: “The [old ferry company] is to blame for the [two bad years].”",
    "straight marks": 'She said: "It is the [old ferry company], and nobody else."',
    "a note of an editor": "It was the [emphasis in the original] ferry, he wrote.",
    "one word": "It was the [old] ferry.",
    "no word before that needs it": "The ferry sank [see page four].",
    "tags without a pair": "Rows [b] and [i], and [/u] too.",
    "a matrix": "It is [[1, 2], [3, 4]] in the book.",
    "a text in Markdown": "```\ncode\n```\n\nIt was in an [article about ferries], and [b]old[/b].",
    "apostrophes": "He said ''no'' to the '''90s.",
}
SUGGESTED = {
    "a forum": ("The [b]ferry[/b] is [color=red]old[/color].", "The ferry is old."),
    "a wiki": ("The '''ferry''' of [[Isle (town)|Isle]] [[sank]].", "The ferry of Isle sank."),
}


@pytest.mark.parametrize("case", cases(keep=KEEP, suggested=SUGGESTED))
def test_texts(case: Case) -> None:
    check(ENGINE, case)


def test_the_brackets_of_a_link_are_flagged_with_their_removal() -> None:
    (found,) = ENGINE.plan(document("It was told in an [article about ferries], he says.")).findings
    assert (found.rule, found.level.value) == ("encoding/link-brackets", "flag")
    assert [(edit.span.start, edit.span.end, edit.replacement) for edit in found.fixes[0].edits] == [
        (18, 19, ""),
        (40, 41, ""),
    ]
