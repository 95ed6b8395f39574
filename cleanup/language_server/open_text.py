"""A text that an editor has open, as the editor has it, and the findings of its last check, moved along with it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from itertools import count

from lsprotocol.types import TextDocumentContentChangeEvent, TextDocumentContentChangePartial, TextDocumentItem

from cleanup.language_server.checking import CheckResult
from cleanup.language_server.positions import PositionIndex, without_lone_surrogates
from cleanup.model import Edit, Finding, Span

#: Numbers of states of open texts: no two have the same, not even after a text has been closed and opened again.
_REVISIONS = count(1)


class MovingFindings:
    """Findings of a text that is edited since: moved by edits before them, and left out where an edit touches them."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self._found = list(findings)
        self._starts = [_extent(finding).start for finding in self._found]
        self._moved = [0] * len(self._found)
        self._lengths = [len(_extent(finding)) for finding in self._found]

    def edit(self, edit: Edit) -> bool:
        """Move the findings along with an edit of the text; return whether some of them are left out for it."""
        start, end = edit.span.start, edit.span.end
        grown = len(edit.replacement) - (end - start)
        places = [original + moved for original, moved in zip(self._starts, self._moved, strict=True)]
        kept = [i for i, at in enumerate(places) if not _touches(start, end, at, at + self._lengths[i])]
        fewer = len(kept) < len(places)
        self._moved = [self._moved[i] + (grown if places[i] >= end else 0) for i in kept]
        if fewer:
            self._found = [self._found[i] for i in kept]
            self._starts = [self._starts[i] for i in kept]
            self._lengths = [self._lengths[i] for i in kept]
        return fewer

    def findings(self) -> list[Finding]:
        """Return the findings in offsets of the text as it is now."""
        pairs = zip(self._found, self._moved, strict=True)
        return [finding.shift(by) if by else finding for finding, by in pairs]


def _extent(finding: Finding) -> Span:
    """Return the smallest span that contains a finding and all that its fixes change."""
    spans = [finding.span, *(edit.span for fix in finding.fixes for edit in fix.edits)]
    return Span(min(span.start for span in spans), max(span.end for span in spans))


def _touches(start: int, end: int, low: int, high: int) -> bool:
    """Return whether an edit changes something inside an extent; beside it does not count, unless both are empty."""
    return (start < high and low < end) or start == end == low == high


class OpenText:
    """An open text. `revision` changes with the text and with whatever else makes the last check out of date."""

    def __init__(self, item: TextDocumentItem, encoding: str) -> None:
        self.uri = item.uri
        self.language_id = item.language_id
        self.version = item.version
        self.text = without_lone_surrogates(item.text)
        self.revision = next(_REVISIONS)
        self.checked: CheckResult | None = None
        self.timer: asyncio.TimerHandle | None = None
        self.waiting: list[asyncio.Future[None]] = []
        self._encoding = encoding
        self._moving = MovingFindings(())
        self.index = PositionIndex(self.text, encoding)

    @property
    def is_current(self) -> bool:
        """Whether the last check was one of the text as it is now."""
        return self.checked is not None and self.checked.revision == self.revision

    def change(self, version: int, changes: Sequence[TextDocumentContentChangeEvent]) -> bool:
        """Make the changes of the editor; return whether a finding is left out for them."""
        fewer = False
        for change in changes:
            new = without_lone_surrogates(change.text)
            if isinstance(change, TextDocumentContentChangePartial):
                span = self.index.span(change.range)
            else:
                span = Span(0, len(self.text))
            fewer |= self._moving.edit(Edit(span, new))
            self.text = self.text[: span.start] + new + self.text[span.end :]
            self.index = PositionIndex(self.text, self._encoding)
        self.version = version
        self.outdate()
        return fewer

    def outdate(self) -> None:
        """Let the last check count as one of another text."""
        self.revision = next(_REVISIONS)

    def receive(self, result: CheckResult) -> bool:
        """Take the result of a check, unless it is one of an older state; return whether it was taken."""
        if result.revision != self.revision:
            return False
        self.checked = result
        self._moving = MovingFindings(result.plan.findings if result.plan else ())
        return True

    def findings(self) -> list[Finding]:
        """Return the findings of the last check that still stand, in offsets of the text as it is now."""
        return self._moving.findings()
