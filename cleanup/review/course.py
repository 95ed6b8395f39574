"""The course of a review: what is asked next, what was decided, and the way back. Neither terminal nor files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from cleanup.model import Edit, Level, Span
from cleanup.review.decisions import Decision, Own, Shown, kind
from cleanup.review.proposals import Proposal, rivals, twins


@dataclass(frozen=True, slots=True)
class Item:
    """One question about the file with the number `file`: what is shown, and saved with the decision on it.

    `proposal` is None for what an earlier review decided: it is carried out as it was shown then, and not asked.
    """

    file: int
    shown: Shown
    proposal: Proposal | None = None

    @property
    def repair(self) -> bool:
        """Whether there is something to accept; where nobody knows a repair, only an own text helps."""
        return self.proposal is None or bool(self.proposal.edits)

    @property
    def question(self) -> Proposal:
        """The proposal; for what is not asked any more, as much of it as was saved."""
        if self.proposal:
            return self.proposal
        places = tuple(Edit(Span(place.start, place.end), place.after) for place in self.shown.edits)
        return Proposal((), places, places, self.shown.made, Level.FLAG)


@dataclass(frozen=True, slots=True)
class Step:
    """What one key did: the items it decided, and those that became impossible by it and are rejected."""

    at: int
    decided: tuple[int, ...] = ()
    overruled: tuple[int, ...] = ()


class Review:
    """All items, file by file, and the decision on each so far. `earlier` ones are never asked.

    `at` is the index of the item that is asked now, and the number of items when there is none left.
    """

    def __init__(self, items: Sequence[Item], earlier: Mapping[int, Decision]) -> None:
        self.items = tuple(items)
        self.decisions = dict(earlier)
        self._rivals, self._twins = _neighbours(self.items)
        for i, decision in earlier.items():
            self._overrule(i, decision)
        self._number = {i: n for n, i in enumerate((i for i in range(len(items)) if i not in self.decisions), 1)}
        self._history: list[Step] = []
        self.at = -1
        self._advance()

    @property
    def current(self) -> Item | None:
        """What is asked now."""
        return self.items[self.at] if self.at < len(self.items) else None

    @property
    def asked(self) -> int:
        """How many items are asked in all."""
        return len(self._number)

    @property
    def number(self) -> int:
        """Which of them is asked now, from 1."""
        return self._number[self.at]

    @property
    def begun(self) -> bool:
        """Whether there is a step to undo."""
        return bool(self._history)

    @property
    def decided(self) -> int:
        """How many of what is there now are decided."""
        tally = self.tally()
        return tally.total() - tally["undecided"]

    def tally(self) -> Counter[str]:
        """How many were decided how (`accept`, `own`, `reject`), and how many are `undecided`.

        What an earlier review rejected and is not found any more does not count.
        """
        counted = Counter(kind(decision) for i, decision in self.decisions.items() if self.items[i].shown.edits)
        counted["undecided"] = len(self.items) - len(self.decisions)
        return counted

    def cost(self) -> int:
        """How many undecided ones would become impossible if this one were accepted."""
        return len(self._impossible(self.at, "accept"))

    def blocked(self) -> bool:
        """Whether words of this one are in another one's text already, so that it cannot have a text of its own."""
        near = self._rivals[self.at] | self._twins[self.at]
        return any(self.decisions.get(i, "reject") != "reject" for i in near)

    def decide(self, decision: Decision) -> Step:
        """Decide on the current item and go on."""
        return self._step([self.at], decision)

    def skip(self) -> Step:
        """Leave it undecided and go on."""
        return self._step([], "reject")

    def accept_rest(self) -> Step:
        """Accept this one and all later ones of its file: where two exclude each other, the one that `fix` makes."""
        rest = [i for i in self._rest() if self.items[i].repair]
        return self._step(sorted(rest, key=lambda i: (i != self.at, not self.items[i].shown.made)), "accept")

    def reject_rest(self) -> Step:
        """Reject this one and all later ones of its file."""
        return self._step(self._rest(), "reject")

    def undo(self) -> bool:
        """Take the last step back and return to where it was made. False when there is none."""
        if not self._history:
            return False
        step = self._history.pop()
        for i in (*step.decided, *step.overruled):
            del self.decisions[i]
        self.at = step.at
        return True

    def _rest(self) -> list[int]:
        file = self.items[self.at].file
        later = range(self.at, len(self.items))
        return [i for i in later if self.items[i].file == file and i not in self.decisions]

    def _step(self, chosen: Iterable[int], decision: Decision) -> Step:
        decided: list[int] = []
        overruled: list[int] = []
        for i in chosen:
            if i not in self.decisions:
                self.decisions[i] = decision
                decided.append(i)
                overruled += self._overrule(i, decision)
        step = Step(self.at, tuple(decided), tuple(overruled))
        self._history.append(step)
        self._advance()
        return step

    def _overrule(self, i: int, decision: Decision) -> list[int]:
        impossible = self._impossible(i, decision)
        self.decisions.update(dict.fromkeys(impossible, "reject"))
        return impossible

    def _impossible(self, i: int, decision: Decision) -> list[int]:
        """The undecided ones that this decision excludes.

        One without a repair is none of them: it can still be dismissed, and must not be so by accident.
        """
        near = self._rivals[i] | (self._twins[i] if isinstance(decision, Own) else set())
        if decision == "reject":
            return []
        return [j for j in sorted(near) if j not in self.decisions and self.items[j].repair]

    def _advance(self) -> None:
        rest = range(self.at + 1, len(self.items))
        self.at = next((i for i in rest if i not in self.decisions), len(self.items))


def _neighbours(items: Sequence[Item]) -> tuple[list[set[int]], list[set[int]]]:
    """For each item the others of its file that are of the same words: with another text, and with the very same."""
    others: list[set[int]] = []
    same: list[set[int]] = []
    for _, group in groupby(items, key=lambda item: item.file):
        asked = [item.question for item in group]
        first = len(others)
        others += [{first + j for j in near} for near in rivals(asked)]
        same += [{first + j for j in near} for near in twins(asked)]
    return others, same
