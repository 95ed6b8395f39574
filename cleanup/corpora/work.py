"""What the readers of shards share: the layout of documents, and the counts of a shard in progress."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from cleanup.corpora.cleaning import Cleaner, Outcome
from cleanup.corpora.records import LEFT, MALFORMED, MAX_PROBLEMS, Counts, Problem


@dataclass(frozen=True, slots=True)
class Form:
    """The layout of shards: the keys (columns) of text and name; whether columns are added; rows in memory at a
    time.
    """

    text: str = "text"
    id: str = "id"
    columns: bool = True
    rows: int = 1000


@dataclass(slots=True)
class Work:
    """One shard in progress and its counts. `on_progress` is called with the finished share, from 0 to 1."""

    cleaner: Cleaner
    form: Form
    on_progress: Callable[[float], None]
    counts: Counts = field(default_factory=Counts)
    problems: list[Problem] = field(default_factory=list)

    def take(self, outcome: Outcome, place: int, name: str | None) -> None:
        """Count a document."""
        self.counts.add(outcome)
        if outcome.error is not None:
            self._note(Problem(LEFT, place, outcome.error, name))

    def malformed(self, place: int, reason: str) -> None:
        """Count a line without a document."""
        self.counts.malformed += 1
        self._note(Problem(MALFORMED, place, reason))

    def _note(self, problem: Problem) -> None:
        if len(self.problems) < MAX_PROBLEMS:
            self.problems.append(problem)


@dataclass(frozen=True, slots=True)
class CorpusText:
    """A document of a shard at a line or row, from 1."""

    place: int
    name: str | None
    text: str
