"""Which of the changes that a review showed a file contains, and the way back to the text that was reviewed.

Since the review, decisions may have been carried out, some or all, once or several times. So each place contains the
original text, or what was shown or written instead; the text itself tells which. The digest of the reviewed text proves
that it is no other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice, pairwise, product

import msgspec

from cleanup.documents import readers
from cleanup.edits.edits import apply
from cleanup.errors import CleanupError
from cleanup.model import Document, Edit, Span
from cleanup.review.decisions import (
    Decision,
    Own,
    Question,
    Reviewed,
    Shown,
    ShownEdit,
    Standing,
    clash,
    made,
    sha256,
    text_digest,
)

#: The maximum number of texts to try for changes that overlap.
_TOGETHER = 256
#: The average number of steps for a place, and the number of ways back to try in all.
_STEPS, _WAYS = 50, 40


class StandingText(msgspec.Struct, frozen=True):
    """The text that was reviewed, and the changes that the file contains."""

    before: str
    standing: Standing = ()


def found(document: Document, reviewed: Reviewed) -> StandingText | None:
    """Return how a file relates to the review, or None if it has changed otherwise since.

    Raises CleanupError if the file is what `fix` left, but the changes do not lead back to the reviewed text.
    """
    digest = sha256(readers.write(document))
    if digest == reviewed.sha256:
        return StandingText(document.text)
    if digest == reviewed.fixed:
        return _as_fixed(document, reviewed)
    return next(_ways_back(document, reviewed), None)


def _is_reviewed(document: Document, text: str, reviewed: Reviewed) -> bool:
    """Return whether a document with another text would be the reviewed one."""
    if document.container:
        return text_digest(document, text) == reviewed.text
    return sha256(readers.write(document, [Edit(Span(0, len(document.text)), text)])) == reviewed.sha256


# As `fix` left it


def _as_fixed(document: Document, reviewed: Reviewed) -> StandingText:
    try:
        before = original(document.text, reviewed.changes)
    except ValueError as error:
        raise CleanupError(f"the changes in the decisions are not those of the file: {error}") from error
    # A container is compressed anew where its text changes, so comparing its text has to be enough.
    if not document.container and not _is_reviewed(document, before, reviewed):
        raise CleanupError("the changes in the decisions do not lead back to the reviewed text")
    return StandingText(before, made(Question.of_shown(one, before) for one in reviewed.changes))


def original(fixed: str, changes: Iterable[Shown]) -> str:
    """Return the reviewed text, from what `fix` made of it. Raises ValueError if that is not this text."""
    places = sorted((place for one in changes if one.made for place in one.edits), key=lambda place: place.start)
    drift = 0
    back: list[Edit] = []
    for place in places:
        start = place.start + drift
        if not fixed.startswith(place.after, start):
            raise ValueError(f"{place.after!r} is not at {start}")
        back.append(Edit(Span(start, start + len(place.after)), place.before))
        drift += len(place.after) - len(place.before)
    return apply(back, fixed)


# As decisions left it


class _Version(msgspec.Struct, frozen=True):
    """One possible text of an area, and the edits that produce it."""

    text: str
    made: Standing


class _Area(msgspec.Struct, frozen=True):
    """A part of the reviewed text with changes, and its possible texts, the longest first."""

    start: int
    text: str
    versions: list[_Version]


def _ways_back(document: Document, reviewed: Reviewed) -> Iterator[StandingText]:
    """Yield every way to read the file as the reviewed one with some of its changes made."""
    if document.container and not reviewed.text:
        return
    try:
        areas = list(_areas(reviewed))
    except ValueError:
        return
    for way in islice(_readings(document.text, areas), _WAYS):
        back: list[Edit] = []
        drift = 0
        for area, version in zip(areas, way, strict=True):
            start = area.start + drift
            back.append(Edit(Span(start, start + len(version.text)), area.text))
            drift += len(version.text) - len(area.text)
        before = apply(back, document.text)
        if _is_reviewed(document, before, reviewed):
            yield StandingText(before, [one for version in way for one in version.made])


def _readings(text: str, areas: Sequence[_Area]) -> Iterator[list[_Version]]:
    """Yield the versions, one for each area, that a text contains; a search that backtracks where one does not fit."""
    way: list[_Version] = []
    drift = [0]
    waiting = [iter(areas[0].versions)] if areas else []
    for _ in range(_STEPS * (len(areas) + _WAYS)):
        if not waiting:
            return
        area = areas[len(way)]
        at = area.start + drift[-1]
        version = next((one for one in waiting[-1] if text.startswith(one.text, at)), None)
        if version is None:
            waiting.pop()
            if way:
                way.pop()
                drift.pop()
            continue
        way.append(version)
        drift.append(drift[-1] + len(version.text) - len(area.text))
        if len(way) < len(areas):
            waiting.append(iter(areas[len(way)].versions))
            continue
        yield list(way)
        way.pop()
        drift.pop()


def _areas(reviewed: Reviewed) -> Iterator[_Area]:
    """Yield the areas of all changes, in order; overlapping changes share one. Raises ValueError for a
    contradiction.
    """
    places = sorted(
        ((place, one, i) for one in reviewed.changes for i, place in enumerate(one.edits)),
        key=lambda each: (each[0].start, each[0].end),
    )
    group: list[tuple[ShownEdit, Shown, int]] = []
    end = 0
    for place, one, i in places:
        if group and place.start >= end and (place.start, place.end) != (group[-1][0].start, group[-1][0].end):
            yield _area(group, reviewed.decisions)
            group, end = [], 0
        group.append((place, one, i))
        end = max(end, place.end)
    if group:
        yield _area(group, reviewed.decisions)


def _area(group: Sequence[tuple[ShownEdit, Shown, int]], decisions: Mapping[str, Decision]) -> _Area:
    start, text = group[0][0].start, ""
    for place, *_ in group:
        known = text[place.start - start :][: len(place.before)]
        if not place.before.startswith(known) or len(place.before) != place.end - place.start:
            raise ValueError("two changes show different words in one place")
        text += place.before[len(known) :]
    # Of two identical changes, take the one that `fix` has made, or else the one that is to be undone.
    likely = sorted(group, key=lambda each: (not each[1].made, _decided(each[1], decisions) != "reject"))
    choices = [[None, *_edits(*each, decisions)] for each in likely]
    versions: dict[str, _Version] = {}
    for chosen in islice(product(*reversed(choices)), _TOGETHER):
        standing = sorted((each for each in chosen if each), key=lambda each: each[1])
        edits = [edit for _, edit in standing]
        if not any(clash(one, other) for one, other in pairwise(edits)):
            result = apply([edit.shift(-start) for edit in edits], text)
            versions.setdefault(result, _Version(result, standing))
    return _Area(start, text, sorted(versions.values(), key=lambda version: -len(version.text)))


def _edits(
    place: ShownEdit, one: Shown, i: int, decisions: Mapping[str, Decision]
) -> Iterator[tuple[tuple[str, ...], Edit]]:
    """Yield the edits that may have been made in a place: what was shown, and the reviewer's custom texts, now and
    before.
    """
    decision = _decided(one, decisions)
    given = [place.after]
    if isinstance(decision, Own):
        given += [decision.text] if isinstance(decision.text, str) else decision.text[i : i + 1]
    given += [text for texts in one.own for text in texts[i : i + 1]]
    for text in dict.fromkeys(given):
        if text != place.before:
            yield tuple(one.findings), Edit(Span(place.start, place.end), text)


def _decided(one: Shown, decisions: Mapping[str, Decision]) -> Decision | None:
    return next((decisions[name] for name in one.findings if name in decisions), None)
