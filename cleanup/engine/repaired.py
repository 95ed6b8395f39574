"""A text with the repairs made so far, and the way from its positions back to the original."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import msgspec

from cleanup.edits.edits import Composition, apply
from cleanup.matching.view import View
from cleanup.model import Edit, Finding, Fix, Level, Span

#: A rule and the place of its finding in the original, which identify a finding in all versions of the text.
Holder = tuple[str, Span]


class Placed(msgspec.Struct, frozen=True, dict=True):
    """A finding in a repaired text, with the edits (`made`) that led from the original to that text."""

    finding: Finding
    made: Composition

    @cached_property
    def original(self) -> Finding:
        """The finding in positions of the original; its edits include those that they depend on."""
        return self.made.original(self.finding)

    @cached_property
    def holder(self) -> Holder:
        """What identifies the finding."""
        return self.finding.rule, self.made.back(self.finding.span)

    def at(self, level: Level, fixes: tuple[Fix, ...]) -> Placed:
        """Return the finding with another level and other fixes; the same object if nothing differs."""
        finding = self.finding.at(self.finding.span, level, fixes)
        return self if finding is self.finding else Placed(finding, self.made)


class ComposedEdit(msgspec.Struct, frozen=True, gc=False):
    """One composed edit of the original, and the findings (by index) that it carries out."""

    edit: Edit
    sources: frozenset[int]


class Repaired(msgspec.Struct, frozen=True):
    """A text in its current form (`view`), the findings that were `carried_out`, and their edits (`pieces`) of the
    original.
    """

    view: View
    made: Composition
    pieces: Sequence[ComposedEdit] = ()
    carried_out: Sequence[Finding] = ()

    @property
    def text(self) -> str:
        return self.view.text

    def placed(self, finding: Finding) -> Placed:
        """Return a finding in the current text with its way back to the original."""
        return Placed(finding, self.made)

    def carry_out(self, chosen: Sequence[Finding]) -> Repaired:
        """Return the text after these findings, which do not conflict, are carried out too."""
        if not chosen:
            return self
        first = len(self.carried_out)
        tagged = sorted(
            ((edit, first + i) for i, finding in enumerate(chosen) for edit in finding.edits),
            key=lambda one: (one[0].span.start, one[0].span.end),
        )
        edits = [edit for edit, _ in tagged]
        clusters = self.made.clusters(edits)
        taken = {i for cluster in clusters for i in cluster.first}
        pieces = [piece for i, piece in enumerate(self.pieces) if i not in taken]
        for cluster in clusters:
            sources = [self.pieces[i].sources for i in cluster.first]
            pieces.append(ComposedEdit(cluster.edit, frozenset([tagged[j][1] for j in cluster.second]).union(*sources)))
        pieces.sort(key=lambda piece: (piece.edit.span.start, piece.edit.span.end))
        made = Composition([piece.edit for piece in pieces], self.made.text)
        return Repaired(
            self.view.on(apply(edits, self.text), made),
            made,
            pieces,
            [*self.carried_out, *map(self.made.original, chosen)],
        )


def untouched(view: View) -> Repaired:
    """Return a text without any repairs."""
    return Repaired(view, Composition((), view.text))
