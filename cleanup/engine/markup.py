"""Checking that the mark-up of a document survives its repairs."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from cleanup.documents import readers
from cleanup.documents.source_map import Projection, finer
from cleanup.edits.edits import Composition, apply
from cleanup.engine.repaired import ComposedEdit
from cleanup.model import Document, Edit, Fix


def harmful(pieces: Sequence[ComposedEdit], document: Document, projection: Projection) -> list[ComposedEdit]:
    """Return the edits that the mark-up would not survive: read again, the document would show something else.

    Found by bisection: single edits that do harm, or the last of several that do harm only together.
    """
    if not pieces or survives([piece.edit for piece in pieces], document, projection):
        return []
    if len(pieces) == 1:
        return list(pieces)
    middle = len(pieces) // 2
    halves = harmful(pieces[:middle], document, projection) + harmful(pieces[middle:], document, projection)
    return halves or [pieces[-1]]


def survives(edits: Sequence[Edit], document: Document, projection: Projection) -> bool:
    """Return whether the edited document, read again, shows exactly the text that the edits produce."""
    made = [projection.edit(edit) for edit in edits]
    wanted = apply(edits, projection.shown)
    return None not in made and readers.shows(document, [edit for edit in made if edit], wanted)


def around_holes(
    fix: Fix, text: str, made: Composition, projection: Projection, refused: Collection[Edit]
) -> Fix | None:
    """Return the fix, split into smaller edits where it would cross mark-up, or None if it cannot avoid the holes.

    `refused` are edits of the original that are not allowed either.
    """

    def keeps_clear(fix: Fix) -> bool:
        return all(edit not in refused and projection.edit(edit) for edit in made.onto(fix.edits))

    if (projection.verbatim and not refused) or keeps_clear(fix):
        return fix
    pieces = tuple(
        piece.shift(edit.span.start)
        for edit in fix.edits
        for piece in finer(text[edit.span.start : edit.span.end], edit.replacement)
    )
    smaller = Fix(pieces, fix.title)
    return smaller if pieces and keeps_clear(smaller) else None
