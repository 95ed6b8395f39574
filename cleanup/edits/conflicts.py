"""Which findings are carried out if their edits cannot all be made, and which repeat others."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from itertools import accumulate

from cleanup.edits.edits import minimal
from cleanup.model import Edit, Finding, Level, Rule, Span

#: The kind of the rules that ask another program.
FOREIGN = "languagetool"
#: How far on to search for an edit with the same result, in code points.
SLIDE = 80


def standing(finding: Finding, rules: Mapping[str, Rule]) -> tuple[int, bool, float, int, int]:
    """Return the order of precedence, smallest first: level, our own rules before others, confidence, declared order,
    position.

    The length of the span does not count: a long vague finding must not displace a short exact one.
    """
    rule = rules[finding.rule]
    return finding.level.rank, rule.kind == FOREIGN, -finding.confidence, rule.order, finding.span.start


def choose(findings: Iterable[Finding], rules: Mapping[str, Rule]) -> list[Finding]:
    """Return the findings to carry out, those with precedence first."""
    taken = _ClaimedSpans()
    ordered = sorted(findings, key=lambda finding: standing(finding, rules))
    return [finding for finding in ordered if taken.claim(finding.edits)]


def reasons(
    findings: Sequence[Finding], unstable: Set[str], through: Level, rules: Mapping[str, Rule]
) -> dict[str, str]:
    """Return why findings are not carried out, by id, as in a plan; `unstable` are ids of those that may only flag."""
    first = {one.id for one in choose([one for one in findings if one.level is not Level.FLAG], rules)}

    def reason(finding: Finding) -> str:
        if finding.id in unstable:
            return "unstable"
        if finding.fixes and finding.level.rank <= through.rank:
            return "overlap"
        return "rival" if finding.fixes and finding.level is not Level.FLAG and finding.id not in first else "level"

    return {one.id: reason(one) for one in findings}


def echoes(findings: Mapping[int, Finding], left: Set[int], rules: Mapping[str, Rule], text: str) -> set[int]:
    """Return findings of another program that repeat findings of ours that are `left` alone: these are left alone
    too.
    """
    foreign = {i for i, one in findings.items() if rules[one.rule].kind == FOREIGN}
    ours = set(left) - foreign
    if not foreign or not ours:
        return set()
    groups = alike(findings, rules, text)
    return {i for group in groups if ours.intersection(group) for i in foreign.intersection(group)}


def repeated(
    findings: Mapping[int, Finding], left: Set[int], done: int, rules: Mapping[str, Rule], text: str
) -> set[int]:
    """Return all but the best of findings that repeat each other, and the echoes of those that are `left` alone.

    The first `done` findings were carried out, and stay.
    """
    dropped = echoes(findings, left, rules, text)
    for group in alike(findings, rules, text):
        rest = [i for i in group if i not in left and i not in dropped]
        best = min(rest, key=lambda i: (i >= done, *standing(findings[i], rules)), default=-1)
        dropped.update(i for i in rest if i != best and i >= done)
    return dropped


def alike(findings: Mapping[int, Finding], rules: Mapping[str, Rule], text: str) -> list[list[int]]:
    """Return groups of findings, by index, that say the same about a text.

    They do if their first repairs have the same result. A finding of another program without a repair also repeats one
    of ours about the very same words, or with a repair of them.
    """
    groups: dict[object, list[int]] = {}
    places: dict[Span, list[int]] = {}
    repairs: list[tuple[Span, list[int]]] = []
    mute: list[int] = []
    for i, one in findings.items():
        foreign = rules[one.rule].kind == FOREIGN
        if foreign and not one.edits:
            mute.append(i)
            continue
        made = tuple([_settled(edit, text) for edit in one.edits])
        group = groups.setdefault(made or i, [])
        group.append(i)
        if not foreign:
            places.setdefault(one.span, group)
            repairs += [(edit.span, group) for edit in one.edits]
    if mute:
        rewriting = _rewriting(repairs)
        for i in mute:
            span = findings[i].span
            places.get(span, rewriting(span)).append(i)
    return [group for group in groups.values() if len(group) > 1]


def _rewriting(repairs: list[tuple[Span, list[int]]]) -> Callable[[Span], list[int]]:
    """Return a function that finds the group of a repair that changes words at a place, or an empty group."""
    repairs.sort(key=lambda one: one[0])
    furthest = list(accumulate((span.end for span, _ in repairs), max))

    def find(place: Span) -> list[int]:
        k = bisect_left(repairs, place.end, key=lambda one: one[0].start)
        while k and furthest[k - 1] > place.start:
            k -= 1
            span, group = repairs[k]
            if place.start < span.end and span:
                return group
        return []

    return find


def _settled(edit: Edit, text: str) -> tuple[int, int, str]:
    """Return one key for all edits with the same result: the smallest edit, as far on as possible."""
    start, end = edit.span.start, edit.span.end
    inner, new = minimal(text[start:end], edit.replacement)
    start, end = start + inner.start, start + inner.end
    last = min(len(text), end + SLIDE)
    if not new:
        while end < last and start < end and text[start] == text[end]:
            start, end = start + 1, end + 1
    elif start == end:
        while end < last and new[0] == text[end]:
            new, start, end = new[1:] + new[0], start + 1, end + 1
    return start, end, new


class _ClaimedSpans:
    """The spans already claimed by chosen edits, in order. As none conflict, no two start at the same position."""

    def __init__(self) -> None:
        self._starts: list[int] = []
        self._spans: list[Span] = []

    def claim(self, edits: Sequence[Edit]) -> bool:
        """Claim the spans of all edits, or none if one of them conflicts."""
        if any(self._conflicts(edit.span) for edit in edits):
            return False
        for edit in edits:
            k = bisect_left(self._starts, edit.span.start)
            self._starts.insert(k, edit.span.start)
            self._spans.insert(k, edit.span)
        return True

    def _conflicts(self, span: Span) -> bool:
        k = bisect_left(self._starts, span.start)
        return any(span.conflicts(other) for other in self._spans[max(0, k - 1) : k + 1])
