"""From the shown text back to its source: places, edits, and what is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanup.documents.escapes import Writing
from cleanup.documents.source_map import Projection, finer, shown_after
from cleanup.edits.edits import apply
from cleanup.model import MASK, Document, Edit, Hole, Span

#: `many.` in bold, a line end that may go, code, and the end of a paragraph.
SOURCE = "<b>many.</b> a\n  b `c` d</p><p>e"
HOLES = (
    Hole(Span(0, 3), ""),
    Hole(Span(8, 12), ""),
    Hole(Span(14, 17), " ", soft=True),
    Hole(Span(19, 22), MASK),
    Hole(Span(24, 31), "\n\n"),
)
SHOWN = f"many. a b {MASK} d\n\ne"

CASES: dict[str, tuple[Edit, Edit | None]] = {
    "a stop inside a tag is taken out there": (Edit(Span(4, 5), ""), Edit(Span(7, 8), "")),
    "text on both sides of a tag is not one piece": (Edit(Span(4, 6), ""), None),
    "an insertion stays inside the mark-up before it": (Edit(Span(5, 5), "x"), Edit(Span(8, 8), "x")),
    "an insertion at the start goes behind the mark-up": (Edit(Span(0, 0), "x"), Edit(Span(3, 3), "x")),
    "a soft line end may go with its neighbours": (Edit(Span(6, 9), "x"), Edit(Span(13, 18), "x")),
    "code is not touched": (Edit(Span(10, 11), "x"), None),
    "what is put beside code stands in the text": (Edit(Span(10, 10), "x"), Edit(Span(19, 19), "x")),
    "the end of a paragraph is not touched": (Edit(Span(13, 14), ""), None),
    "nothing is put into the end of a paragraph": (Edit(Span(14, 14), "x"), None),
    "an insertion behind a paragraph begins the next": (Edit(Span(15, 15), "x"), Edit(Span(31, 31), "x")),
    "no line end is put in": (Edit(Span(0, 1), "\n"), None),
    "a sign of mark-up is escaped": (Edit(Span(0, 1), "<"), Edit(Span(3, 4), "&lt;")),
}


@pytest.mark.parametrize(("edit", "expected"), CASES.values(), ids=CASES)
def test_an_edit_of_what_is_shown(edit: Edit, expected: Edit | None) -> None:
    projection = Projection(SOURCE, HOLES, Writing((("<", "&lt;"),)))
    assert projection.shown == SHOWN
    assert projection.edit(edit) == expected


@st.composite
def sources(draw: st.DrawFn) -> tuple[str, tuple[Hole, ...]]:
    """A source of letters with holes of `#`."""
    text, holes = "", []
    for size, shown, soft, between in draw(
        st.lists(
            st.tuples(st.integers(1, 3), st.sampled_from(["", " ", "\n\n", "“"]), st.booleans(), st.integers(0, 3)),
            max_size=6,
        )
    ):
        holes.append(Hole(Span(len(text), len(text) + size), shown, soft and len(shown) == 1))
        text += "#" * size + "abc"[:between]
    return text, tuple(holes)


@given(sources(), st.data())
def test_what_is_not_refused_is_shown_as_it_was_meant(
    source: tuple[str, tuple[Hole, ...]], data: st.DataObject
) -> None:
    text, holes = source
    projection = Projection(text, holes)
    start = data.draw(st.integers(0, len(projection.shown)))
    end = data.draw(st.integers(start, len(projection.shown)))
    edit = projection.edit(Edit(Span(start, end), "x"))
    if edit is None:
        return
    inside = [hole for hole in holes if hole.span.start < edit.span.end and edit.span.start < hole.span.end]
    assert all(hole.soft for hole in inside)
    wanted = apply([Edit(Span(start, end), "x")], projection.shown)
    assert shown_after(Document("a.html", text, holes, format="html"), [edit]) == wanted


AFTER: dict[str, tuple[list[Edit], str | None]] = {
    "nothing": ([], SHOWN),
    "words, also beside mark-up": ([Edit(Span(3, 8), "few"), Edit(Span(12, 13), "")], f"fewa b {MASK} d\n\ne"),
    "a soft line end with its neighbours": ([Edit(Span(13, 18), "c")], f"many. c {MASK} d\n\ne"),
    "an escape shows its sign": ([Edit(Span(31, 32), "a &lt; b")], f"many. a b {MASK} d\n\na < b"),
    "a tag may not go": ([Edit(Span(7, 13), " ")], None),
    "nor a part of one": ([Edit(Span(10, 13), " ")], None),
    "nor the end of one": ([Edit(Span(1, 8), "")], None),
}


@pytest.mark.parametrize(("edits", "expected"), AFTER.values(), ids=AFTER)
def test_what_is_shown_after_edits_of_the_source(edits: list[Edit], expected: str | None) -> None:
    document = Document("a.html", SOURCE, HOLES, format="html", escapes=(("<", "&lt;"),))
    assert shown_after(document, edits) == expected


def test_what_is_put_in_at_the_end_of_a_text_stands_before_its_last_break() -> None:
    document = Document("a.md", "x y", (Hole(Span(3, 3), "\n\n"),), format="markdown")
    assert shown_after(document, [Edit(Span(0, 2), ""), Edit(Span(3, 3), " x")]) == "y x\n\n"


@given(st.text("ab. ,‘“\n", max_size=12), st.text("ab. ,‘“\n", max_size=12))
def test_finer_edits_do_the_same_or_there_are_none(before: str, after: str) -> None:
    edits = finer(before, after)
    if edits:
        assert apply(edits, before) == after


FINER = {
    "the space stays": ("leave. ‘once", "leave “once", [Edit(Span(5, 6), ""), Edit(Span(7, 8), "“")]),
    "case may change": ("elite. Kazakh", "elite kazakh", [Edit(Span(5, 6), ""), Edit(Span(7, 13), "kazakh")]),
    "words do not move": ("elite. Kazakh", "Kazakh elite", []),
}


@pytest.mark.parametrize(("before", "after", "edits"), FINER.values(), ids=FINER)
def test_finer(before: str, after: str, edits: list[Edit]) -> None:
    assert finer(before, after) == edits
