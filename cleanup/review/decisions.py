"""Decisions about findings: the file that a review saves, and what follows from it for a text.

The JSON, schema 1, by the paths that were given to the review:

    {"schema": 1, "tool": {...}, "files": {"a.txt": {
        "sha256": "…",                    of the bytes that were reviewed
        "fixed": "…",                     of the bytes that `fix` put in their place, or into the copy, if it did
        "copy": "out/a.txt",              the path of that copy, to which the decisions are then applied
        "text": "…",                      SHA-256 of the text that was reviewed, for a container such as a Word file
        "decisions": {"ID": "accept" | "reject" | {"text": "own words"}},
        "changes": [{"findings": ["ID"], "made": true, "edits": [{"start", "end", "before", "after"}],
                     "own": [["earlier own words"]]}]}}}

`changes` contains what the reviewer saw, in code points of the reviewed text, so that exactly what was accepted is
written, whatever the rules are later. It may be omitted: then the rules are run again. `own` are texts that were saved
for a change before, one for each place; a file that was written with them is recognised by them.
"""

from __future__ import annotations

import hashlib
import json
import os
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

import msgspec

from cleanup.documents import readers
from cleanup.documents.escapes import Writing
from cleanup.documents.source_map import shown_after
from cleanup.edits.diff import word_pieces
from cleanup.edits.edits import minimal
from cleanup.edits.finding_ids import JudgedFindings, Lookup
from cleanup.errors import CleanupError, near_miss
from cleanup.model import Document, Edit, Level, Plan, Span
from cleanup.parsing import json_text
from cleanup.review.proposals import Proposal
from cleanup.text.segments import Lines

SCHEMA: Final = 1


class Own(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The reviewer's own text for a change; a list with one for each place if it has several."""

    text: str | list[str]


Decision = Literal["accept", "reject"] | Own


def kind(decision: Decision) -> str:
    """Return `accept`, `reject` or `own`."""
    return "own" if isinstance(decision, Own) else decision


class ShownEdit(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One edit of a change that was shown, in half-open code points."""

    start: int
    end: int
    before: str
    after: str

    @classmethod
    def of(cls, edit: Edit, text: str) -> ShownEdit:
        """An edit of a text as it is shown."""
        start, end = edit.span.start, edit.span.end
        return cls(start, end, text[start:end], edit.replacement)

    def edit(self, text: str) -> Edit:
        """Return it as an edit of the reviewed text. Raises CleanupError if the text at its span differs."""
        if not 0 <= self.start <= self.end or text[self.start : self.end] != self.before:
            raise CleanupError(f"{self.before!r} is not at {self.start} to {self.end}", hint=_SAVED)
        return Edit(Span(self.start, self.end), self.after)


class Shown(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A change as it was shown. `made` says that the repaired text contains it."""

    findings: list[str]
    edits: list[ShownEdit]
    made: bool = False
    own: list[list[str]] = []


class Reviewed(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """The decisions about one file."""

    sha256: str
    decisions: dict[str, Decision]
    changes: list[Shown] = []
    fixed: str = ""
    copy: str = ""
    text: str = ""


class Decisions(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The decisions by path."""

    schema: Literal[1]
    files: dict[str, Reviewed]
    tool: dict[str, Any] = {}


def read(data: bytes, path: str) -> Decisions:
    """Return the decisions in a file's bytes. Raises CleanupError with the invalid line or key."""
    try:
        found = msgspec.convert(json_text.load(data, path, _SAVED), Decisions)
        for name, reviewed in found.files.items():
            _check(name, reviewed)
    except (msgspec.ValidationError, ValueError) as error:
        raise CleanupError(f"not a file of decisions: {error}", path=path, hint=_SAVED) from error
    return found


def _check(name: str, reviewed: Reviewed) -> None:
    """Raise ValueError for values that have the right type and are invalid all the same."""
    if name in ("", "-") or "\0" in name:
        raise ValueError(f"{name!r} is not a path")
    try:
        os.fsencode(name)
    except UnicodeEncodeError as error:
        raise ValueError(f"{name!r} is not a path: it contains half a character") from error
    for change in reviewed.changes:
        last = 0
        for place in change.edits:
            if not last <= place.start <= place.end:
                raise ValueError(f"{place.start} to {place.end} in {name!r} is not a span, or out of order")
            last = place.end


_SAVED = "save one on a review page or with `cleanup review --decisions`"


def all_found(plan: Callable[[Level, JudgedFindings], Plan]) -> frozenset[str]:
    """Return the ids of all findings in a text, including those in the unchanged text, so that knowing them leaves
    none.

    `plan` returns the plan of the text through a level, with some findings known.
    """
    names: frozenset[str] = frozenset()
    while True:
        before = names
        for level in (Level.SAFE, Level.SUGGESTED):
            names |= {finding.id for finding in plan(level, JudgedFindings(exact=names)).findings}
        if names == before:
            return names


def write(files: Mapping[str, Reviewed], version: str) -> bytes:
    """Return the file of decisions as bytes, in ASCII, so that unusual file names survive."""
    whole = Decisions(SCHEMA, dict(files), {"name": "cleanup", "version": version})
    return json.dumps(msgspec.to_builtins(whole), indent=1).encode() + b"\n"


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def text_digest(document: Document, text: str | None = None) -> str:
    """Return the digest of the text of a container, whose bytes change with every repair; empty for other files."""
    whole = document.text if text is None else text
    return sha256(whole.encode("utf-8", "surrogatepass")) if document.container else ""


def shown(proposals: Iterable[Proposal], text: str) -> list[Shown]:
    """The proposals as they are kept beside the decisions on them: in whole words, as a person saw them."""
    return [Shown(list(one.ids), [ShownEdit.of(edit, text) for edit in one.places], one.made) for one in proposals]


# What the decisions mean for the text


@dataclass(frozen=True, slots=True)
class Question:
    """A unit of decision: the ids of its findings, and its edits of the original, sorted."""

    ids: tuple[str, ...]
    edits: tuple[Edit, ...]
    made: bool

    @classmethod
    def of_shown(cls, one: Shown, text: str) -> Question:
        """Return the question of a saved change, `text` being the reviewed text. Raises CleanupError if it is not."""
        return cls(tuple(one.findings), tuple(place.edit(text) for place in one.edits), one.made)

    @classmethod
    def of_proposal(cls, one: Proposal) -> Question:
        """Return the question of a proposal; a custom text replaces only the change, not its whole words."""
        return cls(one.ids, one.edits or one.places, one.made)


#: The shown changes that a file contains: edits of the reviewed text, by the ids of their question.
Standing = Sequence[tuple[tuple[str, ...], Edit]]


def outcome(questions: Sequence[Question], decisions: Mapping[str, Decision], standing: Standing = ()) -> list[Edit]:
    """Return the edits of the original text, sorted, that carry out the decisions.

    What is undecided stays as it is in the file: the original, except for what is `standing`. Raises CleanupError for
    decisions on unknown findings, and for decisions that contradict each other or cannot both be carried out.
    """
    known = {name for question in questions for name in question.ids}
    for name in decisions.keys() - known:
        raise CleanupError(f"it has no finding {name!r}", hint=near_miss(name, known))
    wanted: list[tuple[Edit, bool]] = []
    for question in questions:
        decision = _on(question, decisions)
        if decision is not None and decision != "reject":
            wanted += [(edit, True) for edit in _edits(question, decision)]
    wanted += [(edit, False) for ids, edit in standing if decisions.keys().isdisjoint(ids)]
    return _agreed(wanted)


def made(questions: Iterable[Question]) -> Standing:
    """Return the changes that a file contains as `fix` left it."""
    return [(question.ids, edit) for question in questions if question.made for edit in question.edits]


def _on(question: Question, decisions: Mapping[str, Decision]) -> Decision | None:
    """Return the decision on a question, or None. Raises CleanupError if its findings were decided differently."""
    given = [(name, decisions[name]) for name in question.ids if name in decisions]
    for name, decision in given[1:]:
        if decision != given[0][1]:
            raise CleanupError(f"{given[0][0]} and {name} are one change, but were decided differently")
    return given[0][1] if given else None


def _edits(question: Question, decision: Decision) -> Sequence[Edit]:
    if not isinstance(decision, Own):
        return question.edits
    texts = [decision.text] if isinstance(decision.text, str) else decision.text
    if len(texts) != len(question.edits):
        raise CleanupError(
            f"{len(texts)} own texts for {question.ids[0]}, which has {len(question.edits)} places",
            hint='one: {"text": "…"}; several: {"text": ["…", "…"]}',
        )
    return [Edit(edit.span, text) for edit, text in zip(question.edits, texts, strict=True)]


def _agreed(wanted: Iterable[tuple[Edit, bool]]) -> list[Edit]:
    """Return the edits in order. A decided edit replaces one that merely exists; two decided ones must agree."""
    agreed: list[tuple[Edit, bool]] = []
    for edit, decided in sorted(wanted, key=lambda one: (one[0], not one[1])):
        if agreed and clash(agreed[-1][0], edit):
            last, sure = agreed[-1]
            if edit == last or not decided:
                continue
            if sure:
                raise CleanupError(
                    f"two accepted changes replace the same words: {last.replacement!r} and {edit.replacement!r}",
                    hint="reject one of them",
                )
            agreed.pop()
        agreed.append((edit, decided))
    return [edit for edit, _ in agreed]


def clash(one: Edit, other: Edit) -> bool:
    """Return whether two edits, in order of position, cannot both be made."""
    return other.span.start < one.span.end or one.span == other.span


def intact(document: Document, edits: Sequence[Edit]) -> list[Edit]:
    """Return the edits in their smallest pieces, as they can be written: read again, the document shows just these.

    Raises CleanupError if the mark-up would change.
    """
    writing = Writing.of(document)
    held = [Edit(edit.span, writing.encodable(edit.replacement) or edit.replacement) for edit in edits]
    pieces = [piece for edit in held for piece in _pieces(edit, document.text)]
    if pieces and document.format != "text" and not _shows(document, pieces):
        first = bisect_left(range(1, len(pieces)), True, key=lambda k: not _shows(document, pieces[:k]))
        span, replacement = pieces[first].span, pieces[first].replacement
        raise CleanupError(
            f"the mark-up would not survive {document.text[span.start : span.end]!r} → {replacement!r}",
            path=document.path,
            line=Lines(document.text).locate(span.start)[0],
            hint="decide differently, or change the file by hand; it was left unchanged",
        )
    return pieces


def _pieces(edit: Edit, text: str) -> Iterator[Edit]:
    at = edit.span.start
    for before, after in word_pieces(text[at : edit.span.end], edit.replacement):
        if before != after:
            span, replacement = minimal(before, after)
            yield Edit(span.shift(at), replacement)
        at += len(before)


def _shows(document: Document, edits: Sequence[Edit]) -> bool:
    wanted = shown_after(document, edits)
    return wanted is not None and readers.shows(document, edits, wanted)


# A text that has changed since the review


@dataclass(frozen=True, slots=True)
class Refit:
    """Decisions carried over to a changed text, with the questions that they answer, and what no longer fits, by id."""

    questions: list[Question]
    decisions: dict[str, Decision]
    lost: list[str]


def refit(reviewed: Reviewed, proposals: Sequence[Proposal], text: str) -> Refit:
    """Carry the decisions over to what the rules find in the text as it is now.

    A decision fits if the same thing is found between the same words, at least on one side, and, if the file says what
    was shown, if the words to replace and their replacement are the same.
    """
    now = {name: one for one in proposals for name in one.ids}
    then = {name: one for one in reviewed.changes for name in one.findings}
    lookup = Lookup(now)
    decisions: dict[str, Decision] = {}
    lost = []
    for name, decision in reviewed.decisions.items():
        found = lookup.find(name)
        if found and (decision == "reject" or _same(then.get(name), now[found], text)):
            decisions[found] = decision
        else:
            lost.append(name)
    wide = [Question(one.ids, one.places, one.made) for one in proposals]
    return Refit(wide if then else [Question.of_proposal(one) for one in proposals], decisions, lost)


def carried_out(decisions: Mapping[str, Decision], proposals: Sequence[Proposal], text: str) -> bool:
    """Return whether a text already is as decided, as far as decisions without the shown changes can tell.

    Accepted findings must be gone, rejected ones still there, and all custom texts present.
    """
    now = {name for one in proposals for name in one.ids}
    for name in (name for name, decision in decisions.items() if decision == "reject"):
        found = Lookup(now).find(name)
        if found is None:
            return False
        now.discard(found)
    rest = Lookup(now)
    texts = [decision.text for decision in decisions.values() if isinstance(decision, Own)]
    own = [part for one in texts for part in ([one] if isinstance(one, str) else one)]
    gone = not any(rest.find(name) for name, decision in decisions.items() if decision != "reject")
    return bool(decisions) and gone and all(part in text for part in own)


def _same(then: Shown | None, now: Proposal, text: str) -> bool:
    if then is None:
        return True
    places = [ShownEdit.of(edit, text) for edit in now.places]
    return [(p.before, p.after) for p in then.edits] == [(p.before, p.after) for p in places]


def described(names: Iterable[str], reviewed: Reviewed) -> list[str]:
    """Return decisions in words, as far as the file says what was shown: `accepted 'many.' → 'many'`."""
    then = {name: one for one in reviewed.changes for name in one.findings}
    verbs = {"accept": "accepted", "reject": "rejected", "own": "own text for"}
    lines = []
    for name in names:
        places = then[name].edits if name in then else ()
        what = ", ".join(f"{place.before!r} → {place.after!r}" for place in places) or name
        lines.append(f"{verbs[kind(reviewed.decisions[name])]} {what}")
    return lines


def known(reviewed: Reviewed, data: bytes) -> JudgedFindings:
    """Return the rejected findings for a run over the file with these bytes; exact ones if it has not changed."""
    names = frozenset(name for name, decision in reviewed.decisions.items() if decision == "reject")
    return JudgedFindings(exact=names) if sha256(data) == reviewed.sha256 else JudgedFindings(similar=names)
