"""The course of a review: what to ask next, what was decided, and how to undo it, without terminal or files."""

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
    """One question about the file with index `file`: `shown` is saved with the decision on it.

    `proposal` is None for what an earlier review decided: it is carried out as it was shown then, and not asked again.
    """

    file: int
    shown: Shown
    proposal: Proposal | None = None

    @property
    def repair(self) -> bool:
        """Whether there is something to accept; without a known repair, the reviewer can only write one."""
        return self.proposal is None or bool(self.proposal.edits)

    @property
    def question(self) -> Proposal:
        """The proposal; for what is not asked again, as much of it as was saved."""
        if self.proposal:
            return self.proposal
        places = tuple(Edit(Span(place.start, place.end), place.after) for place in self.shown.edits)
        return Proposal((), places, places, self.shown.made, Level.FLAG)


@dataclass(frozen=True, slots=True)
class Step:
    """The result of one key: the items that it decided, and those that it made impossible, which are rejected."""

    at: int
    decided: tuple[int, ...] = ()
    overruled: tuple[int, ...] = ()


class Review:
    """All items, file by file, and the decisions so far. `earlier` decisions are never asked again.

    `at` is the index of the current item, or the number of items at the end.
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
        """The item that is asked now, or None at the end."""
        return self.items[self.at] if self.at < len(self.items) else None

    @property
    def asked(self) -> int:
        """The number of items to ask."""
        return len(self._number)

    @property
    def number(self) -> int:
        """The number of the current item, from 1."""
        return self._number[self.at]

    @property
    def begun(self) -> bool:
        """Whether there is a step to undo."""
        return bool(self._history)

    @property
    def decided(self) -> int:
        """The number of items in the current texts that are decided."""
        tally = self.tally()
        return tally.total() - tally["undecided"]

    def tally(self) -> Counter[str]:
        """Return the number of decisions of each kind (`accept`, `own`, `reject`), and of `undecided` items.

        What an earlier review rejected and is not found any more does not count.
        """
        counted = Counter(kind(decision) for i, decision in self.decisions.items() if self.items[i].shown.edits)
        counted["undecided"] = len(self.items) - len(self.decisions)
        return counted

    def cost(self) -> int:
        """Return how many undecided items would become impossible if this one were accepted."""
        return len(self._impossible(self.at, "accept"))

    def blocked(self) -> bool:
        """Return whether words of this item are already in the text of another, so that it cannot have a custom
        text.
        """
        near = self._rivals[self.at] | self._twins[self.at]
        return any(self.decisions.get(i, "reject") != "reject" for i in near)

    def decide(self, decision: Decision) -> Step:
        """Decide on the current item and continue."""
        return self._step([self.at], decision)

    def skip(self) -> Step:
        """Leave the current item undecided and continue."""
        return self._step([], "reject")

    def accept_rest(self) -> Step:
        """Accept this item and all later ones of its file; where two exclude each other, the one that `fix` makes."""
        rest = [i for i in self._rest() if self.items[i].repair]
        return self._step(sorted(rest, key=lambda i: (i != self.at, not self.items[i].shown.made)), "accept")

    def reject_rest(self) -> Step:
        """Reject this item and all later ones of its file."""
        return self._step(self._rest(), "reject")

    def undo(self) -> bool:
        """Undo the last step and return to its item. Return False if there is none."""
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
        """Return the undecided items that a decision excludes.

        Items without a repair are never excluded: they can still be dismissed, which must not happen by accident.
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
