"""What a person is asked to decide, one question at a time: the changes of a plan and the findings that it holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from cleanup import lazy_regex
from cleanup.edits.edits import apply
from cleanup.model import Change, Edit, Finding, Level, Plan, Span

#: The maximum extension of a change on either side to show whole words, in code points.
WORD = 24


@dataclass(frozen=True, slots=True)
class Proposal:
    """One indivisible question. `edits` of the original text are sorted; there are none if no repair is known.

    `places` are the same edits extended to whole words: what a person sees, and can write a custom text for. Without a
    known repair there is one place, whose edit changes nothing. `made` says whether the plan makes the edits; `held`
    says why not.
    """

    findings: tuple[Finding, ...]
    edits: tuple[Edit, ...]
    places: tuple[Edit, ...]
    made: bool
    level: Level
    held: str = ""

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of its findings: a decision on one of them is a decision on all."""
        return tuple(finding.id for finding in self.findings)

    @property
    def span(self) -> Span:
        """From the first place to the last; the span of the finding if no repair is known."""
        if self.edits:
            return Span(self.places[0].span.start, self.places[-1].span.end)
        return self.findings[0].span

    @property
    def state(self) -> str:
        """The state in a word: changed, proposed, or flagged (nothing to propose)."""
        return "changed" if self.made else "proposed" if self.edits else "flagged"


def proposals(plan: Plan) -> list[Proposal]:
    """Return all proposals of a plan, by position. Changes that share a finding are one: a fix is all of its edits or
    none.
    """
    text, known = plan.document.text, {finding.id: finding for finding in plan.findings}
    wide = dict(zip(plan.changes, widened(plan.edits, text), strict=True))
    found = [_made(group, wide, known) for group in _groups(plan.changes)]
    held = (finding for finding in plan.findings if finding.id not in plan.chosen)
    found += [alone(finding, text, plan.held.get(finding.id, "")) for finding in held]
    return sorted(found, key=lambda one: (one.span, not one.made))


def alone(finding: Finding, text: str, held: str = "") -> Proposal:
    """Return the proposal of one finding, whatever others there are; `held` says why its repair is not made."""
    span = finding.span
    places = widened(finding.edits, text) or [Edit(span, text[span.start : span.end])]
    if len(places) == 1:
        places = [_holding(places[0], [edit for fix in finding.fixes[1:] for edit in fix.edits], text)]
    return Proposal((finding,), finding.edits, tuple(places), False, finding.level, held)


def _holding(edit: Edit, others: Sequence[Edit], text: str) -> Edit:
    """Extend an edit to contain the places of others, so that one can replace the other."""
    start = min([edit.span.start, *(other.span.start for other in others)])
    end = max([edit.span.end, *(other.span.end for other in others)])
    return Edit(Span(start, end), text[start : edit.span.start] + edit.replacement + text[edit.span.end : end])


def alternatives(one: Proposal, text: str) -> list[tuple[str, str]]:
    """Return (title, text) of the other fixes of a proposal that can replace the first."""
    if len(one.findings) != 1 or len(one.places) != 1:
        return []
    area = one.places[0].span
    inside = text[area.start : area.end]
    return [
        (fix.title, apply([edit.shift(-area.start) for edit in fix.edits], inside))
        for fix in one.findings[0].fixes[1:]
        if fix.edits and area.start <= fix.edits[0].span.start and fix.edits[-1].span.end <= area.end
    ]


def _made(group: Sequence[Change], wide: dict[Change, Edit], known: dict[str, Finding]) -> Proposal:
    names = dict.fromkeys(name for change in group for name in change.findings)
    return Proposal(
        tuple(known[name] for name in names if name in known),
        tuple(Edit(change.span, change.after) for change in group),
        tuple(wide[change] for change in group),
        made=True,
        level=max((change.level for change in group), key=lambda level: level.rank),
    )


def _groups(changes: Sequence[Change]) -> list[list[Change]]:
    """Group the changes by the findings that they share, each group in order of position."""
    first: dict[str, int] = {}
    leader = list(range(len(changes)))

    def lead(i: int) -> int:
        while leader[i] != i:
            leader[i] = leader[leader[i]]
            i = leader[i]
        return i

    for i, change in enumerate(changes):
        for name in change.findings:
            leader[lead(i)] = lead(first.setdefault(name, i))
    groups: dict[int, list[Change]] = {}
    for i, change in enumerate(changes):
        groups.setdefault(lead(i), []).append(change)
    return list(groups.values())


def widened(edits: Sequence[Edit], text: str) -> list[Edit]:
    """Extend each edit to the whole words that it is in, without touching its neighbours."""
    low = 0
    wide: list[Edit] = []
    for edit, after in pairwise((*edits, None)):
        if edit:
            wide.append(whole_words(edit, text, low, after.span.start if after else len(text)))
            low = wide[-1].span.end
    return wide


def whole_words(edit: Edit, text: str, low: int, high: int) -> Edit:
    """Extend an edit within `low` to `high` where it would begin or end in the middle of a word."""
    start, end = edit.span.start, edit.span.end
    before = text[start:end]
    split = not before and _wordy(text[max(0, start - 1) : start]) and _wordy(text[end : end + 1])
    if split or _wordy(before[:1]) or _wordy(edit.replacement[:1]):
        match = _WORD_BEFORE.search(text, max(low, start - WORD), start)
        start = match.start() if match else start
    if split or _wordy(before[-1:]) or _wordy(edit.replacement[-1:]):
        match = _WORD_AFTER.match(text, end, min(high, end + WORD))
        end = match.end() if match else end
    lead, tail = text[start : edit.span.start], text[edit.span.end : end]
    return Edit(Span(start, end), lead + edit.replacement + tail)


_WORD_BEFORE = lazy_regex.pattern(r"\w+\Z")
_WORD_AFTER = lazy_regex.pattern(r"\w+")


def rivals(asked: Sequence[Proposal]) -> list[tuple[int, ...]]:
    """Return for each proposal the indexes of those that cannot be accepted with it, because they change the same
    words.

    One sweep over all places, in order.
    """
    places = sorted((edit.span, i) for i, one in enumerate(asked) for edit in one.places)
    found: list[set[int]] = [set() for _ in asked]
    near: list[tuple[Span, int]] = []
    for span, i in places:
        near = [(other, j) for other, j in near if other.end > span.start or other == span]
        for _, j in near:
            if i != j and asked[i].places != asked[j].places:
                found[i].add(j)
                found[j].add(i)
        near.append((span, i))
    return [tuple(sorted(one)) for one in found]


def twins(asked: Sequence[Proposal]) -> list[tuple[int, ...]]:
    """For each proposal the indices of the others that want the very same; those without a place have none."""
    alike: dict[tuple[Edit, ...], list[int]] = {}
    for i, one in enumerate(asked):
        alike.setdefault(one.places, []).append(i)
    return [tuple(j for j in alike[one.places] if j != i and one.places) for i, one in enumerate(asked)]


def _wordy(char: str) -> bool:
    return char.isalnum()
