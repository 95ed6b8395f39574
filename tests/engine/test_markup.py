"""Which repairs the mark-up of a document survives."""

from __future__ import annotations

from cleanup.documents.readers import document
from cleanup.documents.source_map import Projection
from cleanup.edits.edits import Composition
from cleanup.engine.markup import around_holes, harmful, survives
from cleanup.engine.repaired import ComposedEdit
from cleanup.model import Document, Edit, Fix, Span

STARRED = document("a *b* c\n\nd *e* f", "a.md")
PLAIN = document("one two", "a.txt")


def pieces(*edits: Edit) -> list[ComposedEdit]:
    return [ComposedEdit(edit, frozenset({i})) for i, edit in enumerate(edits)]


def around(fix: Fix, source: Document, refused: frozenset[Edit] = frozenset()) -> Fix | None:
    projection = Projection.of(source)
    return around_holes(fix, projection.shown, Composition((), projection.shown), projection, refused)


def test_a_word_for_a_word_harms_nothing() -> None:
    projection = Projection.of(STARRED)
    assert projection.shown == "a b c\n\nd e f\n\n"
    assert survives([Edit(Span(2, 3), "B")], STARRED, projection)
    assert harmful(pieces(Edit(Span(2, 3), "B"), Edit(Span(9, 10), "E")), STARRED, projection) == []


def test_the_piece_that_becomes_mark_up_is_found_among_others() -> None:
    projection = Projection.of(STARRED)
    made = pieces(Edit(Span(2, 3), "B"), Edit(Span(4, 5), "<b>c</b>"), Edit(Span(9, 10), "E"))
    assert harmful(made, STARRED, projection) == [made[1]]


def test_of_pieces_that_harm_only_together_the_last_is_named() -> None:
    source = document("a b c d", "a.md")
    made = pieces(Edit(Span(2, 3), "*b"), Edit(Span(6, 7), "d*"))
    projection = Projection.of(source)
    assert [survives([piece.edit], source, projection) for piece in made] == [True, True]
    assert harmful(made, source, projection) == [made[1]]


def test_a_fix_of_plain_text_stays_as_it_is() -> None:
    fix = Fix((Edit(Span(0, 7), "One two"),), "")
    assert around(fix, PLAIN) is fix


def test_what_is_refused_is_made_in_smaller_edits_or_not_at_all() -> None:
    fix = Fix((Edit(Span(0, 7), "One two"),), "")
    assert around(fix, PLAIN, frozenset(fix.edits)) == Fix((Edit(Span(0, 3), "One"),), "")
    small = Fix((Edit(Span(0, 3), "One"),), "")
    assert around(small, PLAIN, frozenset(small.edits)) is None


def test_a_fix_goes_around_mark_up_unless_words_would_move() -> None:
    assert around(Fix((Edit(Span(0, 5), "a B c"),), ""), STARRED) == Fix((Edit(Span(2, 3), "B"),), "")
    assert around(Fix((Edit(Span(0, 5), "c b"),), ""), STARRED) is None
