"""Rounds of passes over a text, until no repair is left to make.

Passes advance by safe edits only, round after round: the last round has looked at the repaired text and found nothing
to do. Suggestions and flags are those of that last round.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from cleanup.edits.conflicts import choose
from cleanup.engine import vetting
from cleanup.engine.left_alone import LeftAlone
from cleanup.engine.passes import Stage
from cleanup.engine.repaired import ComposedEdit, Placed, Repaired, untouched
from cleanup.engine.subject import Refusals, Subject
from cleanup.matching.timing import charging
from cleanup.matching.view import View
from cleanup.model import Finding, Level, weakest

#: Rounds after which rules that still want to edit are taken to chase each other, and only flag; rounds of suggestions
#: that follow from suggestions.
MAX_ROUNDS, MAX_SUGGESTED_ROUNDS = 10, 6


class Settled(msgspec.Struct, frozen=True):
    """What became of a text: the findings `carried_out`, then those `pending`, all in the original, and its `pieces`.

    `restless` are the rules that would not come to rest; none when all is well.
    """

    text: str
    pieces: Sequence[ComposedEdit]
    carried_out: Sequence[Finding]
    pending: Sequence[Finding]
    restless: frozenset[str]


def settle(subject: Subject, refusals: Refusals, stages: Sequence[Sequence[Stage]], view: View) -> Settled:
    """Repair the text of a subject, from safe edits to the least trusted that are asked for, until it comes to rest."""
    rounds = _Rounds(subject, refusals, stages, view)
    found, restless = rounds.until_rest(Level.SAFE)
    pending = [one.original for one in found]
    for _ in range(MAX_SUGGESTED_ROUNDS):
        if restless or subject.through is Level.SAFE or not rounds.suggest(found):
            break
        found, restless = rounds.until_rest(Level.SUGGESTED)
    now = rounds.now
    return Settled(now.text, now.pieces, now.carried_out, pending, frozenset(restless))


class _Rounds:
    """A text on its way: as it stands `now`, what is to stay as it is, and what each pass found last."""

    def __init__(self, subject: Subject, refusals: Refusals, stages: Sequence[Sequence[Stage]], view: View) -> None:
        self._subject, self._refusals, self._stages = subject, refusals, stages
        self._alone = LeftAlone(subject.shown, refusals.rejected, subject.rules.guarding)
        self._last: dict[int, tuple[View, Sequence[Placed]]] = {}
        self.now: Repaired = untouched(view)

    def until_rest(self, floor: Level) -> tuple[Sequence[Placed], set[str]]:
        """Rounds of all passes until no safe edit is left: what else the last round found, and the restless rules.

        What follows from repairs of level `floor` is no more certain than these.
        """
        recent: set[str] = set()
        for turn in range(MAX_ROUNDS):
            moved, pending = self._round(floor)
            if not moved:
                return self._alone.keep_off(pending, self._due), set()
            if turn >= MAX_ROUNDS // 2:
                recent |= moved
        return (), recent

    def suggest(self, pending: Sequence[Placed]) -> bool:
        """Carry out what is asked for besides safe edits; whether there was any."""
        chosen = self._choose(one for one in pending if self._due(one, self._subject.through))
        self._alone.release(self.now.placed(finding) for finding in chosen)
        self.now = self.now.carry_out(chosen)
        return bool(chosen)

    def _round(self, floor: Level) -> tuple[set[str], list[Placed]]:
        """One round of all passes: the rules that moved the text, and what is found and not due."""
        moved: set[str] = set()
        pending: list[Placed] = []
        for number in range(len(self._stages)):
            due: list[Placed] = []
            for one in self._alone.keep_off(self._found(number), self._due):
                (due if self._due(one) else pending).append(one)
            chosen = self._choose(due)
            moved |= {finding.rule for finding in chosen}
            self.now = self.now.carry_out([f.at(f.span, weakest(f.level, floor), f.fixes) for f in chosen])
        return moved, pending

    def _choose(self, placed: Iterable[Placed]) -> list[Finding]:
        return choose([one.finding for one in placed], self._subject.rules.finding)

    def _due(self, one: Placed, through: Level = Level.SAFE) -> bool:
        """Whether a repair is to be made when those of a level are."""
        finding = one.finding
        return bool(finding.fixes) and finding.level.rank <= through.rank and not self._alone.rejects(one)

    def _found(self, number: int) -> Sequence[Placed]:
        """What the rules of a pass find, vetted; known where the text is still what they saw."""
        view, found = self._last.get(number, (None, ()))
        if view is not self.now.view:
            found = [one for stage in self._stages[number] for f in self._findings(stage) for one in self._vet(f)]
            self._last[number] = self.now.view, found
        return found

    def _findings(self, stage: Stage) -> Iterable[Finding]:
        if (meter := self._subject.task.meter) is None:
            return stage.findings(self.now.view)
        with charging(stage.rules, meter):
            return list(stage.findings(self.now.view))

    def _vet(self, finding: Finding) -> Iterable[Placed]:
        """The finding as it may be made use of, if it may."""
        now, subject = self.now, self._subject
        if not vetting.concerns(finding, subject, now):
            return ()
        placed = now.placed(finding)
        if vetting.is_to_stay(placed, subject, now):
            self._alone.leave(placed)
            return ()
        return (vetting.vetted(placed, subject, self._refusals, now.text),)
