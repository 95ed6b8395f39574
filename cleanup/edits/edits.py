"""Pure functions on lists of edits.

A list of edits is *sorted* if its spans ascend and no two of them conflict (`Span.conflicts`). Every function here
takes and returns sorted lists, and is linear in their length.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from itertools import accumulate

import msgspec

from cleanup import lazy_regex
from cleanup.model import Edit, Finding, Fix, Span


def apply(edits: Sequence[Edit], text: str) -> str:
    """Return the text with all edits made, in one join. Raises ValueError if they are not sorted."""
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


def outputs_of(edits: Sequence[Edit]) -> list[tuple[int, int]]:
    """Return the spans of the replacements in the result of the edits."""
    grown = (len(edit.replacement) - (edit.span.end - edit.span.start) for edit in edits)
    starts = [edit.span.start + drift for edit, drift in zip(edits, accumulate(grown, initial=0), strict=False)]
    return [(start, start + len(edit.replacement)) for edit, start in zip(edits, starts, strict=True)]


class Cluster(msgspec.Struct, frozen=True, gc=False):
    """One edit of a composition, and the indexes of the first and second edits that it consists of."""

    edit: Edit
    first: tuple[int, ...]
    second: tuple[int, ...]

    def shift(self, first: int, second: int) -> Cluster:
        """Return the cluster with its indexes increased by the number of preceding edits."""
        return Cluster(self.edit, tuple(i + first for i in self.first), tuple(j + second for j in self.second))


def clusters(first: Sequence[Edit], second: Sequence[Edit], text: str) -> list[Cluster]:
    """Return what `first` on `text`, then `second` on its result, would do, with its provenance; sorted by position.

    The composition known from operational transforms (Quill's Delta), on spans instead of retained lengths. Edits of
    `second` that conflict with the output of an edit of `first` form one cluster with it.
    """
    outputs = outputs_of(first)
    result: list[Cluster] = []
    drift = 0
    for ours, theirs in _groups(first, outputs, second):
        made = [first[i] for i in ours]
        later = [second[j] for j in theirs]
        places = [outputs[i] for i in ours] + [(edit.span.start, edit.span.end) for edit in later]
        low, high = min(start for start, _ in places), max(end for _, end in places)
        start = low - drift
        drift += sum(len(edit.replacement) - len(edit.span) for edit in made)
        end = high - drift
        between = apply([edit.shift(-start) for edit in made], text[start:end])
        after = apply([edit.shift(-low) for edit in later], between)
        result.append(Cluster(Edit(Span(start, end), after), tuple(ours), tuple(theirs)))
    return result


def _groups(
    first: Sequence[Edit], outputs: Sequence[tuple[int, int]], second: Sequence[Edit]
) -> Iterable[tuple[list[int], list[int]]]:
    """Yield indexes of `first` and `second` that depend on each other, in the order of the text between them."""
    queue = sorted(
        [(start, end, 0, i) for i, (start, end) in enumerate(outputs)]
        + [(edit.span.start, edit.span.end, 1, j) for j, edit in enumerate(second)]
    )
    ours: list[int] = []
    theirs: list[int] = []
    for _, _, side, index in queue:
        if side == 0:
            joins = bool(theirs) and _depends(first[index], Span(*outputs[index]), second[theirs[-1]])
        else:
            joins = bool(ours) and _depends(first[ours[-1]], Span(*outputs[ours[-1]]), second[index])
        if not joins and (ours or theirs):
            yield ours, theirs
            ours, theirs = [], []
        (theirs if side else ours).append(index)
    if ours or theirs:
        yield ours, theirs


def _depends(earlier: Edit, output: Span, later: Edit) -> bool:
    """Return whether `later` touches the output of `earlier`.

    A deletion has no output: a replacement beside it is independent, an insertion at its position is not.
    """
    if not output and earlier.span and later.span:
        return later.span.start < output.start < later.span.end
    return output.conflicts(later.span)


class Composition:
    """Edits already made to `text`, which can convert spans and edits of the result back to that original."""

    def __init__(self, edits: Sequence[Edit], text: str) -> None:
        self.edits = tuple(edits)
        self.text = text
        self._outputs = outputs_of(self.edits)
        self._ends = [end for _, end in self._outputs]

    def back(self, span: Span) -> Span:
        """Return the smallest span of the original that contains all of `span`; replaced text is taken whole.

        Text deleted just outside `span` stays outside.
        """
        k = bisect_left(self._ends, span.start)
        drift = self._drift(k)
        start = span.start - drift
        while k < len(self.edits) and self._outputs[k][0] <= span.start:
            (begin, finish), edit = self._outputs[k], self.edits[k]
            if begin < span.start < finish or begin == span.start < finish:
                start = edit.span.start
                break
            if finish == span.start and span:
                start = edit.span.end
            k += 1
        j = bisect_left(self._ends, span.end)
        end = span.end - self._drift(j)
        if j < len(self.edits) and self._outputs[j][0] < span.end:
            end = self.edits[j].span.end
        return Span(min(start, end), max(start, end))

    def onward(self, span: Span, edits: Sequence[Edit]) -> tuple[Span, tuple[Edit, ...]] | None:
        """A place of the original and edits there, as those of the result; None where one of them meets one of ours."""
        moved = []
        for edit in edits:
            k = self._first_from(edit.span.start)
            if any(
                edit.span.conflicts(ours.span)
                for ours in self.edits[max(0, k - 1) : self._first_from(edit.span.end + 1)]
            ):
                return None
            moved.append(edit.shift(self._drift(k)))
        start = min(edit.span.start for edit in moved)
        end = max(edit.span.end for edit in moved)
        return Span(start, max(end, span.end + self._drift(self._first_from(span.end)))), tuple(moved)

    def _first_from(self, at: int) -> int:
        """The number of the first of our edits that begins at a place of the original or after it."""
        return bisect_left(self.edits, at, key=lambda edit: edit.span.start)

    def onto(self, edits: Sequence[Edit]) -> tuple[Edit, ...]:
        """Convert edits of the result to edits of the original, including those of ours that they depend on."""
        return tuple(cluster.edit for cluster in self.clusters(edits))

    def original(self, finding: Finding) -> Finding:
        """Convert a finding in the result to one in the original."""
        if not self.edits:
            return finding
        fixes = tuple(Fix(self.onto(fix.edits), fix.title) for fix in finding.fixes)
        return finding.at(self.back(finding.span), finding.level, fixes)

    def clusters(self, edits: Sequence[Edit]) -> list[Cluster]:
        """Return the clusters (see `clusters`) of edits of the result and those of ours that they depend on.

        All others of ours stay as they are. Takes time for the given edits only, not for all of ours.
        """
        made: list[Cluster] = []
        first = 0
        while first < len(edits):
            low = bisect_left(self._ends, edits[first].span.start)
            drift = self._drift(low)
            last, high = self._run(edits, first, low)
            if low == high:
                made.append(Cluster(edits[first].shift(-drift), (), (first,)))
            else:
                moved = [edit.shift(-drift) for edit in edits[first:last]]
                near = clusters(self.edits[low:high], moved, self.text)
                made += [cluster.shift(low, first) for cluster in near if cluster.second]
            first = last
        return made

    def _run(self, edits: Sequence[Edit], first: int, low: int) -> tuple[int, int]:
        """Return how far edits of the result, from one on, touch the same of ours, from `low` on, or none."""
        outputs = self._outputs
        last, high = first, low
        while last == first or (last < len(edits) and low < high and edits[last].span.start <= self._ends[high - 1]):
            while high < len(outputs) and outputs[high][0] <= edits[last].span.end:
                high += 1
            last += 1
        return last, high

    def _drift(self, k: int) -> int:
        """Return how far the result is ahead of the original just before the k-th edit."""
        if k < len(self.edits):
            return self._outputs[k][0] - self.edits[k].span.start
        return self._ends[-1] - self.edits[-1].span.end if self.edits else 0


def minimal(before: str, after: str) -> tuple[Span, str]:
    """Return the smallest replacement that turns `before` into `after`: its span in `before`, and the new text."""
    limit = min(len(before), len(after))
    head = 0
    while head < limit and before[head] == after[head]:
        head += 1
    tail = 0
    while tail < limit - head and before[-1 - tail] == after[-1 - tail]:
        tail += 1
    return Span(head, len(before) - tail), after[head : len(after) - tail]


#: What an edit may change, by the name in `allow` of a rule file: a test on one character.
ALPHABETS: dict[str, Callable[[str], bool]] = {
    "space": lambda c: c.isspace() or unicodedata.category(c) in ("Cf", "Zs"),
    "punctuation": lambda c: unicodedata.category(c)[0] in "PS",
    "letters": lambda c: unicodedata.category(c)[0] in "LM",
    "digits": lambda c: unicodedata.category(c)[0] == "N",
    "control": lambda c: unicodedata.category(c) in ("Cc", "Cf"),
}


_NEGATION = lazy_regex.pattern(
    r"\b(?:not|no|never|none|nor|neither|nobody|nothing|without|cannot)\b|n[’']t\b",
)


#: Digits of any script, superscripts and fractions that form a number.
_DIGITS = lazy_regex.pattern(r"[\d\u00b2\u00b3\u00b9\u00bc-\u00be\u2070-\u2079\u2080-\u2089\u2150-\u215f]+")


@lru_cache(maxsize=1024)
def permitted(before: str, after: str, allow: tuple[str, ...]) -> bool:
    """Return whether an edit stays within the alphabet that a rule declares.

    Every character outside the alphabet must survive, in order; `case` ignores upper and lower case. Without `allow`,
    all but digits and negations may change, so that the meaning of a sentence is never altered by accident.
    """
    names = allow
    if not names:
        if _NEGATION.findall(before.lower()) != _NEGATION.findall(after.lower()):
            return False
        names = ("space", "punctuation", "letters", "control", "case")
    tests = [ALPHABETS[name] for name in names if name in ALPHABETS]

    def rest(text: str) -> str:
        kept = "".join(c for c in text if not any(test(c) for test in tests))
        return kept.casefold() if "case" in names else kept

    return rest(before) == rest(after)


def permitted_in(text: str, fix: Fix, allow: tuple[str, ...]) -> bool:
    """Return whether a fix of a text, taken as a whole, stays within the alphabet that a rule declares.

    A rule that does not name `digits` does not join or split numbers either.
    """
    if len(fix.edits) > 1 and allow and all(_permitted_alone(text, edit, allow) for edit in fix.edits):
        return True  # what lies between the edits, which may be a whole book, is the same before and after
    start, end = fix.edits[0].span.start, fix.edits[-1].span.end
    before = text[start:end]
    single = len(fix.edits) == 1
    after = fix.edits[0].replacement if single else apply([edit.shift(-start) for edit in fix.edits], before)
    left, right = text[max(0, start - 1) : start], text[end : end + 1]
    # With a character on either side, so that joined or split numbers are noticed there too.
    numbers = "digits" in allow or _DIGITS.findall(left + before + right) == _DIGITS.findall(left + after + right)
    return numbers and permitted(before, after, allow)


def _permitted_alone(text: str, edit: Edit, allow: tuple[str, ...]) -> bool:
    """Return whether an edit stays within the alphabet by itself, without digits unless the rule names them."""
    start, end = edit.span.start, edit.span.end
    near = f"{text[max(0, start - 1) : end + 1]} {edit.replacement}"
    return ("digits" in allow or not _DIGITS.search(near)) and permitted(text[start:end], edit.replacement, allow)


_BARE_LINE_FEED = lazy_regex.pattern(r"(?<!\r)\n")


def own_line_ends(fix: Fix, newline: str) -> Fix:
    """Return the fix with the line ends of a document in its replacements."""
    if newline == "\n" or not any("\n" in edit.replacement for edit in fix.edits):
        return fix
    edits = (Edit(edit.span, _BARE_LINE_FEED.sub(newline, edit.replacement)) for edit in fix.edits)
    return Fix(tuple(edits), fix.title)
