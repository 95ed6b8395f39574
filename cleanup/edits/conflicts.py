"""Which of some findings are carried out where their edits cannot all be made, and which say what another says."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from itertools import accumulate

from cleanup.edits.edits import minimal
from cleanup.model import Edit, Finding, Level, Rule, Span

#: The kind of the rules that ask another program.
FOREIGN = "languagetool"
#: How far on an edit is looked for that makes the same, in characters.
SLIDE = 80


def standing(finding: Finding, rules: Mapping[str, Rule]) -> tuple[int, bool, float, int, int]:
    """What goes first, as the smallest: by level, our own rules before others, confidence, declared order, place.

    Never by the length of the span: a long vague finding must not push out a short exact one.
    """
    rule = rules[finding.rule]
    return finding.level.rank, rule.kind == FOREIGN, -finding.confidence, rule.order, finding.span.start


def choose(findings: Iterable[Finding], rules: Mapping[str, Rule]) -> list[Finding]:
    """The findings to carry out, those of better standing first."""
    taken = _ClaimedSpans()
    ordered = sorted(findings, key=lambda finding: standing(finding, rules))
    return [finding for finding in ordered if taken.claim(finding.edits)]


def reasons(
    findings: Sequence[Finding], unstable: Set[str], through: Level, rules: Mapping[str, Rule]
) -> dict[str, str]:
    """Why findings are not carried out, by id, as a plan holds it; `unstable` are ids of those that may only flag."""
    first = {one.id for one in choose([one for one in findings if one.level is not Level.FLAG], rules)}

    def reason(finding: Finding) -> str:
        if finding.id in unstable:
            return "unstable"
        if finding.fixes and finding.level.rank <= through.rank:
            return "overlap"
        return "rival" if finding.fixes and finding.level is not Level.FLAG and finding.id not in first else "level"

    return {one.id: reason(one) for one in findings}


def echoes(findings: Mapping[int, Finding], left: Set[int], rules: Mapping[str, Rule], text: str) -> set[int]:
    """What another program says of findings of ours that are `left` alone: that is left alone with them."""
    foreign = {i for i, one in findings.items() if rules[one.rule].kind == FOREIGN}
    ours = set(left) - foreign
    if not foreign or not ours:
        return set()
    groups = alike(findings, rules, text)
    return {i for group in groups if ours.intersection(group) for i in foreign.intersection(group)}


def repeated(
    findings: Mapping[int, Finding], left: Set[int], done: int, rules: Mapping[str, Rule], text: str
) -> set[int]:
    """Of findings that say the same all but the best, and the echoes of those that are `left` alone.

    The first `done` of them were carried out, and stay.
    """
    dropped = echoes(findings, left, rules, text)
    for group in alike(findings, rules, text):
        rest = [i for i in group if i not in left and i not in dropped]
        best = min(rest, key=lambda i: (i >= done, *standing(findings[i], rules)), default=-1)
        dropped.update(i for i in rest if i != best and i >= done)
    return dropped


def alike(findings: Mapping[int, Finding], rules: Mapping[str, Rule], text: str) -> list[list[int]]:
    """The findings that say the same about a text, by index, where there are several.

    They do when their first repairs make the same of it. And one of another program that has no repair says nothing
    that one of ours does not say: about the very same words, or by a repair of them.
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
    """Finds the group of a repair that changes words of a place; a group of its own where there is none."""
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
    """One name for all edits that make the same of a text: no larger than need be, and as far on as they can be."""
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
    """The spans already claimed by chosen edits, in order. As none conflict, no two start at the same place."""

    def __init__(self) -> None:
        self._starts: list[int] = []
        self._spans: list[Span] = []

    def claim(self, edits: Sequence[Edit]) -> bool:
        """Claim the spans of all edits, or none when one of them conflicts."""
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
