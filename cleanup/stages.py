"""The rules of one pass made ready to look at texts, kind by kind."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec
from msgspec.structs import replace

from cleanup.detectors import KINDS
from cleanup.detectors.base import Gated, LocalKind, View, WholeDetector, WholeKind
from cleanup.model import Finding, Fix, Rule


class Stage(msgspec.Struct, frozen=True, eq=False):
    """All rules, by id, of one kind in one pass."""

    rules: tuple[str, ...]
    local: Gated | None
    whole: WholeDetector | None

    def findings(self, view: View) -> Iterator[Finding]:
        """What they find in a text."""
        if self.whole:
            yield from self.whole(view)
        if self.local:
            for span, paragraph, hits in view.open(self.local.gate):
                found = paragraph.known.get(self)
                if found is None:
                    found = paragraph.known[self] = tuple(self.local.look(paragraph, hits))
                for finding in found:
                    yield _shift(finding, span.start)


def made_ready(rules: Sequence[Rule]) -> Iterator[Stage]:
    """The rules by kind, each kind made ready."""
    for name, kind in KINDS.items():
        own = [rule for rule in rules if rule.kind == name]
        ids = tuple(rule.id for rule in own)
        if own and isinstance(kind, LocalKind):
            yield Stage(ids, kind.build(own), None)
        elif own and isinstance(kind, WholeKind):
            yield Stage(ids, None, kind.build(own))


def _shift(finding: Finding, by: int) -> Finding:
    if not by:
        return finding
    fixes = tuple(Fix(tuple(edit.shift(by) for edit in fix.edits), fix.title) for fix in finding.fixes)
    return replace(finding, span=finding.span.shift(by), fixes=fixes)
