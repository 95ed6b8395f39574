"""Would the mark-up of a document survive its repairs?"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from cleanup.documents import readers
from cleanup.documents.source_map import Projection, finer
from cleanup.edits.edits import Composition, apply
from cleanup.engine.repaired import ComposedEdit
from cleanup.model import Document, Edit, Fix


def harmful(pieces: Sequence[ComposedEdit], document: Document, projection: Projection) -> list[ComposedEdit]:
    """The pieces that it would not survive: read again, the document shows something else.

    By halves: a single piece that harms, or the last of some that harm only together.
    """
    if not pieces or survives([piece.edit for piece in pieces], document, projection):
        return []
    if len(pieces) == 1:
        return list(pieces)
    middle = len(pieces) // 2
    halves = harmful(pieces[:middle], document, projection) + harmful(pieces[middle:], document, projection)
    return halves or [pieces[-1]]


def survives(edits: Sequence[Edit], document: Document, projection: Projection) -> bool:
    """Whether a document shows, read again after edits of what it shows, just what they make of that."""
    made = [projection.edit(edit) for edit in edits]
    wanted = apply(edits, projection.shown)
    return None not in made and readers.shows(document, [edit for edit in made if edit], wanted)


def around_holes(
    fix: Fix, text: str, made: Composition, projection: Projection, refused: Collection[Edit]
) -> Fix | None:
    """A fix of a text, in smaller edits where it would else cross mark-up; None when it cannot keep clear of holes.

    `refused` are edits of the original that are not made either.
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
