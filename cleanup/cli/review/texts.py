"""The texts of a review: what to ask about each, what was decided earlier, and what to write at the end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from cleanup.documents import readers
from cleanup.edits.edits import apply
from cleanup.edits.finding_ids import JudgedFindings
from cleanup.errors import CleanupError
from cleanup.files import writing
from cleanup.files.discovery import Source
from cleanup.model import Document, Edit, Level
from cleanup.review import decisions, standing
from cleanup.review.course import Item, Review
from cleanup.review.decisions import Decision, Question, Reviewed, Shown
from cleanup.review.proposals import Proposal
from cleanup.text.segments import Lines


@dataclass(frozen=True, slots=True)
class ReviewedText:
    """One text under review. `earlier` are decisions by the index of their question; `changed` says that the text has
    changed since they were made.
    """

    source: Source
    document: Document
    shown: tuple[Shown, ...]
    proposals: tuple[Proposal | None, ...]
    earlier: dict[int, Decision] = field(default_factory=dict)
    changed: bool = False

    @property
    def data(self) -> bytes:
        """The bytes that are reviewed."""
        return readers.write(self.document)

    @property
    def lines(self) -> Lines:
        """The positions of its lines."""
        return Lines(self.document.text)

    def items(self, number: int) -> list[Item]:
        """Return its questions as the file with this number."""
        return [Item(number, one, proposal) for one, proposal in zip(self.shown, self.proposals, strict=True)]

    def entry(self, decided: Mapping[int, Decision]) -> Reviewed:
        """Return what to save about it."""
        by_name = {name: decision for i, decision in decided.items() for name in self.shown[i].findings}
        digest = decisions.text_digest(self.document)
        return Reviewed(decisions.sha256(self.data), by_name, list(self.shown), text=digest)

    def edits(self, decided: Mapping[int, Decision]) -> list[Edit]:
        """Return the edits that carry out the decisions. Raises CleanupError."""
        questions = [Question.of_shown(one, self.document.text) for one in self.shown]
        return decisions.outcome(questions, self.entry(decided).decisions)

    def changes(self, decided: Mapping[int, Decision]) -> bool:
        """Return whether the decisions change the text. Raises CleanupError."""
        return apply(self.edits(decided), self.document.text) != self.document.text

    def write(self, decided: Mapping[int, Decision]) -> bool:
        """Carry out the decisions, and return whether the file has changed. Raises CleanupError; then it has not."""
        if not self.changes(decided):
            return False
        edits = decisions.intact(self.document, self.edits(decided))
        writing.replace(self.source.path, readers.write(self.document, edits), was=self.data)
        return True


def gather(
    source: Source, document: Document, found: Sequence[Proposal], level: Level, entry: Reviewed | None
) -> ReviewedText:
    """Return what to ask about a text, down to a level, with the decisions of an earlier review. Raises CleanupError.

    Decisions on this very text are kept. If it has changed since, only rejections are kept: what was accepted is either
    in the text by now, or asked again.
    """
    asked = [one for one in found if _asked(one, level)]
    if entry is None:
        return _text(source, document, asked)
    digest = decisions.sha256(readers.write(document))
    if digest == entry.sha256:
        return _resumed(_text(source, document, asked), found, entry)
    if digest == entry.fixed:
        _refuse_pending(document, entry)
    return _carried(_text(source, document, asked), entry)


def _asked(one: Proposal, level: Level) -> bool:
    return one.level.rank <= level.rank and (bool(one.edits) or level is Level.FLAG)


def _text(source: Source, document: Document, asked: Sequence[Proposal]) -> ReviewedText:
    return ReviewedText(source, document, tuple(decisions.shown(asked, document.text)), tuple(asked))


def _resumed(text: ReviewedText, found: Sequence[Proposal], entry: Reviewed) -> ReviewedText:
    """Return the text with earlier decisions as shown then, whatever the rules say now, and new questions for the
    rest.
    """
    pairs: list[tuple[Shown, Proposal | None]] = [
        (one, None) for one in entry.changes if not entry.decisions.keys().isdisjoint(one.findings)
    ]
    if not entry.changes:
        named = [one for one in found if not entry.decisions.keys().isdisjoint(one.ids)]
        pairs = [(one, None) for one in decisions.shown(named, text.document.text)]
    taken = {name for one, _ in pairs for name in one.findings}
    pairs += [pair for pair in zip(text.shown, text.proposals, strict=True) if taken.isdisjoint(pair[0].findings)]
    pairs.sort(key=lambda pair: [(place.start, place.end) for place in pair[0].edits])
    decisions.outcome([Question.of_shown(one, text.document.text) for one, _ in pairs], entry.decisions)
    earlier = {
        i: entry.decisions[name] for i, (one, _) in enumerate(pairs) for name in one.findings if name in entry.decisions
    }
    shown, proposals = zip(*pairs, strict=True) if pairs else ((), ())
    return ReviewedText(text.source, text.document, shown, proposals, earlier)


def _carried(text: ReviewedText, entry: Reviewed) -> ReviewedText:
    """Return a changed text with its earlier rejections, which are remembered even if they are not found now."""
    rejected = [name for name, decision in entry.decisions.items() if decision == "reject"]
    known = JudgedFindings(similar=frozenset(rejected))
    ids = {name for one in text.shown for name in one.findings}
    lost = tuple(Shown([name], []) for name in rejected if name not in ids)
    shown = text.shown + lost
    again = [i for i, one in enumerate(shown) if any(name in known for name in one.findings)]
    proposals = (*text.proposals, *(None for _ in lost))
    return ReviewedText(text.source, text.document, shown, proposals, dict.fromkeys(again, "reject"), changed=True)


def _refuse_pending(document: Document, entry: Reviewed) -> None:
    """Raise CleanupError if decisions on what `fix` made of a text have not been carried out and would be lost."""
    try:
        found = standing.found(document, entry)
    except CleanupError:
        return
    assert found, "the file is as `fix` left it"
    questions = [Question.of_shown(one, found.before) for one in entry.changes]
    if apply(decisions.outcome(questions, entry.decisions, found.standing), found.before) != document.text:
        raise CleanupError("its decisions have not been applied yet", hint="run `cleanup apply` first")


def by_text(review: Review, texts: Sequence[ReviewedText]) -> list[dict[int, Decision]]:
    """Return the decisions of a review for each text, by the index of their question in it."""
    result: list[dict[int, Decision]] = []
    first = 0
    for text in texts:
        numbered = range(first, first + len(text.shown))
        result.append({i - first: review.decisions[i] for i in numbered if i in review.decisions})
        first += len(text.shown)
    return result


def pending(review: Review, texts: Sequence[ReviewedText]) -> bool:
    """Return whether the decisions so far would change a text."""
    pairs = zip(texts, by_text(review, texts), strict=True)
    return any(text.changes(decided) for text, decided in pairs)
