"""What the readers of shards share: how documents are laid out, and what is counted on the way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from cleanup.corpora.cleaning import Cleaner, Outcome
from cleanup.corpora.records import LEFT, MALFORMED, MOST_PROBLEMS, Counts, Problem


@dataclass(frozen=True, slots=True)
class Form:
    """How shards are laid out: the keys (columns) of text and name; whether columns are added; rows held at a time."""

    text: str = "text"
    id: str = "id"
    columns: bool = True
    rows: int = 1000


@dataclass(slots=True)
class Work:
    """One shard on its way through a cleaner, and what is counted. `told` hears how much is done, from 0 to 1."""

    cleaner: Cleaner
    form: Form
    told: Callable[[float], None]
    counts: Counts = field(default_factory=Counts)
    problems: list[Problem] = field(default_factory=list)

    def take(self, outcome: Outcome, place: int, name: str | None) -> None:
        """Count a document."""
        self.counts.add(outcome)
        if outcome.error is not None:
            self._note(Problem(LEFT, place, outcome.error, name))

    def malformed(self, place: int, reason: str) -> None:
        """Count a line that holds no document."""
        self.counts.malformed += 1
        self._note(Problem(MALFORMED, place, reason))

    def _note(self, problem: Problem) -> None:
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(problem)


@dataclass(frozen=True, slots=True)
class CorpusText:
    """A document of a shard at a line or row, from 1."""

    place: int
    name: str | None
    text: str
