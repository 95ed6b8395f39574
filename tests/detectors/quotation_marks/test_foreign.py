"""Marks of other languages around English words: what stays comes before what changes."""

from __future__ import annotations

import pytest

from cleanup.documents.readers import document
from cleanup.engine import loading
from cleanup.engine.engine import Engine
from cleanup.model import Level
from tests.repairing import repaired

NAMES = [
    "guillemets", "german-marks", "backticks", "repeated-mark", "accent-for-apostrophe", "dialogue-dash",
    "straight-pair",
]  # fmt: skip
ENGINE = Engine(loading.load(prove=False).pick([f"quotes/{name}" for name in NAMES]).rules)

KEEP = {
    "a path of links": "Home » World » Asia",
    "arrows of a page": "« Previous page »",
    "a French quotation": "The plate reads «Il est interdit de pêcher dans la rivière» to this day.",
    "a German quotation": "The plate reads: „Das Fischen ist hier nicht erlaubt und wird bestraft“",
    "a Russian title": "The paper is called «Правда».",
    "code": "Type `ls` and `cd`, then the `struct`s of it.",
    "feet and inches": "A board of 5′ 10″ lay there.",
    "a list with dashes": "— Bread\n— Milk\nThe mill — he said it twice — is shut.",
    "a dash for emphasis": "– Boats, mills, nets – all of it was lost.",
    "a document of straight marks": 'They called it "a mill" and "a boat" and “a day”.',
}
SAFE = {
    "guillemets": ("«It is lost,» he said.", "“It is lost,” he said."),
    "padded guillemets": ("It was « a good day » for us.", "It was “a good day” for us."),
    "low marks": ("He said „it is lost“ on Monday.", "He said “it is lost” on Monday."),
    "an acute accent": ("We don´t know.", "We don’t know."),
    "the marks of the document": (
        'He said "yes" and "no", then «it is lost».',
        'He said "yes" and "no", then "it is lost".',
    ),
}
SUGGESTED = {
    "inverted guillemets": ("It was »a good day« for us.", "It was “a good day” for us."),
    "half a pair": ("It was «a good day” for us.", "It was “a good day” for us."),
    "nested marks": ("He wrote «we saw “the mill” burn» then.", "He wrote “we saw ‘the mill’ burn” then."),
    "commas for a low mark": ("He said ,,it is lost'' then.", "He said “it is lost” then."),
    "marks of TeX": ("It was ``a good day'' for us.", "It was “a good day” for us."),
    "marks twice": ("It was ““a good day”” for us.", "It was “a good day” for us."),
    "speech between dashes": ("— It is lost, — said Ann. — We go.", "“It is lost,” said Ann. “We go.”"),
}


def fixed(text: str, through: Level) -> str:
    return repaired(ENGINE, text, through)


@pytest.mark.parametrize("text", KEEP.values(), ids=KEEP)
def test_marks_that_belong_there_give_no_finding(text: str) -> None:
    assert ENGINE.plan(document(text)).findings == ()


@pytest.mark.parametrize(("before", "after"), SAFE.values(), ids=SAFE)
def test_what_has_one_repair_is_repaired(before: str, after: str) -> None:
    assert fixed(before, Level.SAFE) == after


@pytest.mark.parametrize(("before", "after"), SUGGESTED.values(), ids=SUGGESTED)
def test_what_most_editors_would_do_is_suggested(before: str, after: str) -> None:
    assert fixed(before, Level.SAFE) == before
    assert fixed(before, Level.SUGGESTED) == after
