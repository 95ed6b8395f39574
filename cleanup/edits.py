"""Pure functions on lists of edits.

A list of edits is *sorted* when its spans ascend and no two of them conflict (`Span.conflicts`).
Every function here takes and returns sorted lists, and is linear in their length.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence

import msgspec

from cleanup import lazy
from cleanup.model import Edit, Span


def apply(edits: Sequence[Edit], text: str) -> str:
    """The text with all edits made, in one join. Raises ValueError when they are not sorted."""
    if not edits:
        return text
    pieces: list[str] = []
    at = 0
    for edit in edits:
        if edit.span.start < at or edit.span.end > len(text):
            raise ValueError(f"edit out of order or range at {edit.span.start}")
        pieces += (text[at : edit.span.start], edit.replacement)
        at = edit.span.end
    pieces.append(text[at:])
    return "".join(pieces)


def invert(edits: Sequence[Edit], text: str) -> tuple[Edit, ...]:
    """The edits that lead from `apply(edits, text)` back to `text`."""
    back: list[Edit] = []
    drift = 0
    for edit in edits:
        start = edit.span.start + drift
        back.append(Edit(Span(start, start + len(edit.replacement)), text[edit.span.start : edit.span.end]))
        drift += len(edit.replacement) - len(edit.span)
    return tuple(back)


class Cluster(msgspec.Struct, frozen=True):
    """One edit of a composition, and the indices of the first and second edits it is made of."""

    edit: Edit
    first: tuple[int, ...]
    second: tuple[int, ...]


def compose(first: Sequence[Edit], second: Sequence[Edit], text: str) -> tuple[Edit, ...]:
    """One list that does what `first` on `text`, then `second` on its result, would do.

    The composition known from operational transforms (Quill's Delta), on spans instead of
    retained lengths.
    """
    return tuple(cluster.edit for cluster in clusters(first, second, text))


def clusters(first: Sequence[Edit], second: Sequence[Edit], text: str) -> list[Cluster]:
    """The composition of two lists with its provenance, sorted by place in `text`.

    Edits of `second` that conflict with the output of an edit of `first` form one cluster with it.
    """
    outputs = [back.span for back in invert(first, text)]
    result: list[Cluster] = []
    drift = 0
    for ours, theirs in _groups(first, outputs, second):
        made = [first[i] for i in ours]
        later = [second[j] for j in theirs]
        spans = [outputs[i] for i in ours] + [edit.span for edit in later]
        low, high = min(s.start for s in spans), max(s.end for s in spans)
        start = low - drift
        drift += sum(len(edit.replacement) - len(edit.span) for edit in made)
        end = high - drift
        between = apply([edit.shift(-start) for edit in made], text[start:end])
        after = apply([edit.shift(-low) for edit in later], between)
        result.append(Cluster(Edit(Span(start, end), after), tuple(ours), tuple(theirs)))
    return result


def _groups(
    first: Sequence[Edit], outputs: Sequence[Span], second: Sequence[Edit]
) -> Iterable[tuple[list[int], list[int]]]:
    """Indices of `first` and `second` that depend on each other, in the order of the text between them."""
    queue = sorted(
        [(span.start, span.end, 0, i) for i, span in enumerate(outputs)]
        + [(edit.span.start, edit.span.end, 1, j) for j, edit in enumerate(second)]
    )
    ours: list[int] = []
    theirs: list[int] = []
    for _, _, side, index in queue:
        if side == 0:
            joins = bool(theirs) and _depends(first[index], outputs[index], second[theirs[-1]])
        else:
            joins = bool(ours) and _depends(first[ours[-1]], outputs[ours[-1]], second[index])
        if not joins and (ours or theirs):
            yield ours, theirs
            ours, theirs = [], []
        (theirs if side else ours).append(index)
    if ours or theirs:
        yield ours, theirs


def _depends(earlier: Edit, output: Span, later: Edit) -> bool:
    """Whether `later` touches what `earlier` left behind.

    A deletion leaves nothing: a replacement beside it is independent, an insertion at its place is not.
    """
    if not output and earlier.span and later.span:
        return later.span.start < output.start < later.span.end
    return output.conflicts(later.span)


class Composition:
    """Edits already made to a text, ready to carry places and edits of the result back to the original."""

    def __init__(self, edits: Sequence[Edit], text: str) -> None:
        self.edits = tuple(edits)
        self._text = text
        self._outputs = [back.span for back in invert(edits, text)]
        self._ends = [span.end for span in self._outputs]

    def back(self, span: Span) -> Span:
        """The smallest range of the original that holds all of `span`; replaced text is taken whole.

        Text deleted just outside `span` stays outside.
        """
        k = bisect_left(self._ends, span.start)
        drift = self._drift(k)
        start = span.start - drift
        while k < len(self.edits) and self._outputs[k].start <= span.start:
            output, edit = self._outputs[k], self.edits[k]
            if output.start < span.start < output.end or (output and output.start == span.start):
                start = edit.span.start
                break
            if output.end == span.start and span:
                start = edit.span.end
            k += 1
        end = start
        j = bisect_left(self._ends, span.end)
        end = span.end - self._drift(j)
        if j < len(self.edits) and self._outputs[j].start < span.end:
            end = self.edits[j].span.end
        return Span(min(start, end), max(start, end))

    def onto(self, edits: Sequence[Edit]) -> tuple[Edit, ...]:
        """Edits of the result as edits of the original, with those of ours that they rest on."""
        if not edits or not self.edits:
            return tuple(edits)
        low = bisect_left(self._ends, edits[0].span.start)
        high = low
        while high < len(self.edits) and self._outputs[high].start <= edits[-1].span.end:
            high += 1
        drift = self._drift(low)
        near = self.edits[low:high]
        moved = [edit.shift(-drift) for edit in edits]
        return tuple(c.edit for c in clusters(near, moved, self._text) if c.second)

    def _drift(self, k: int) -> int:
        """How far the result is ahead of the original just before the k-th edit."""
        if k < len(self.edits):
            return self._outputs[k].start - self.edits[k].span.start
        return self._ends[-1] - self.edits[-1].span.end if self.edits else 0


def minimal(before: str, after: str) -> tuple[Span, str]:
    """The smallest replacement that turns `before` into `after`: its span in `before`, and the new text."""
    limit = min(len(before), len(after))
    head = 0
    while head < limit and before[head] == after[head]:
        head += 1
    tail = 0
    while tail < limit - head and before[-1 - tail] == after[-1 - tail]:
        tail += 1
    return Span(head, len(before) - tail), after[head : len(after) - tail]


#: What an edit may touch, by the name a rule file gives it in `allow`: a test on one character.
ALPHABETS: dict[str, Callable[[str], bool]] = {
    "space": lambda c: c.isspace() or unicodedata.category(c) in ("Cf", "Zs"),
    "punctuation": lambda c: unicodedata.category(c)[0] in "PS",
    "letters": lambda c: unicodedata.category(c)[0] in "LM",
    "digits": lambda c: unicodedata.category(c)[0] == "N",
    "control": lambda c: unicodedata.category(c) in ("Cc", "Cf"),
}


_NEGATION = lazy.pattern(r"\b(?:not|no|never|none|nor|neither|nobody|nothing|without|cannot)\b|n[’']t\b")


def permitted(before: str, after: str, allow: Iterable[str]) -> bool:
    """Whether an edit stays inside the alphabet a rule declares.

    Every character outside the alphabet must survive, in order; `case` ignores upper and lower.
    Without `allow` all but digits and negations may change: what a sentence states is never altered by accident.
    """
    names = tuple(allow)
    if not names:
        if _NEGATION.findall(before.lower()) != _NEGATION.findall(after.lower()):
            return False
        names = ("space", "punctuation", "letters", "control", "case")
    tests = [ALPHABETS[name] for name in names if name in ALPHABETS]

    def rest(text: str) -> str:
        kept = "".join(c for c in text if not any(test(c) for test in tests))
        return kept.casefold() if "case" in names else kept

    return rest(before) == rest(after)
