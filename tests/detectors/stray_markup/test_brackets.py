"""Brackets that are mark-up, and those of editors, lists and code."""

from __future__ import annotations

import pytest

from cleanup.documents.readers import document
from cleanup.engine import loading
from cleanup.engine.engine import Engine
from tests.tables import Case, Marked, cases, check

NAMES = ["link-brackets", "bbcode-tags", "wiki-markup", "note-numbers"]
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
    "a text with its notes": "It was built in 1802.[1]\n\n[1] The register of the parish.",
    "notes under a heading": "It was built in 1802.[1]\n\nReferences\nThe register of the parish.",
    "other references": "“It was built in 1802.”[1] See “mills”.¹",
    "a place in a book": "He asked who was there.[2] [Psalms 3:4] was read.",
    "places of an array": "It reads row[0], then row[1] and row[2].",
    "the year of a work": "The law [1999] is old, and so is this [12] one.",
    "apostrophes": "He said ''no'' to the '''90s.",
}
SUGGESTED = {
    "an encyclopedia": (
        "It was built on 2 km² in 1802.[1][2] The town[3] paid,[citation needed] as he said.[note 4]",
        "It was built on 2 km² in 1802. The town paid, as he said.",
    ),
}
FLAGGED: dict[str, Marked] = {
    "a forum": (
        "The [b]ferry[/b] is [color=red]old[/color].",
        ("encoding/bbcode-tags", "[b]ferry[/b]"),
        ("encoding/bbcode-tags", "[color=red]old[/color]"),
    ),
    "a wiki": (
        "The '''ferry''' of [[Isle (town)|Isle]].",
        ("encoding/wiki-markup", "'''ferry'''"),
        ("encoding/wiki-markup", "[[Isle (town)|Isle]]"),
    ),
}


@pytest.mark.parametrize("case", cases(keep=KEEP, suggested=SUGGESTED, flagged=FLAGGED))
def test_texts(case: Case) -> None:
    check(ENGINE, case)


def test_the_brackets_of_a_link_are_flagged_with_their_removal() -> None:
    (found,) = ENGINE.plan(document("It was told in an [article about ferries], he says.")).findings
    assert (found.rule, found.level.value) == ("encoding/link-brackets", "flag")
    assert [(edit.span.start, edit.span.end, edit.replacement) for edit in found.fixes[0].edits] == [
        (18, 19, ""),
        (40, 41, ""),
    ]


def test_the_mark_up_that_is_flagged_can_be_taken_out() -> None:
    found = ENGINE.plan(document("The [b]ferry[/b] of [[Isle (town)|Isle]].")).findings
    assert [[(edit.span.start, edit.span.end, edit.replacement) for edit in one.fixes[0].edits] for one in found] == [
        [(4, 7, ""), (12, 16, "")],
        [(20, 34, ""), (38, 40, "")],
    ]
