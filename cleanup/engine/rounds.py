"""Repeating the passes over a text until no repair is left to make.

Passes make only safe edits, round after round: the last round has checked the repaired text and found nothing to do.
Suggestions and flags are those of that last round.
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

#: After MAX_ROUNDS, rules that still edit are assumed to undo each other, and only flag. MAX_SUGGESTED_ROUNDS limits
#: the rounds of suggestions that follow from suggestions.
MAX_ROUNDS, MAX_SUGGESTED_ROUNDS = 10, 6


class Settled(msgspec.Struct, frozen=True):
    """The result of the rounds: findings `carried_out` and `pending`, in positions of the original, and the edits
    (`pieces`).

    `restless` are the rules that kept editing; usually none.
    """

    text: str
    pieces: Sequence[ComposedEdit]
    carried_out: Sequence[Finding]
    pending: Sequence[Finding]
    restless: frozenset[str]


def settle(subject: Subject, refusals: Refusals, stages: Sequence[Sequence[Stage]], view: View) -> Settled:
    """Repair the text of a subject, from safe edits to the least trusted level requested, until nothing is left to
    repair.
    """
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
    """A text in progress: its current form (`now`), what must stay as it is, and what each pass found last."""

    def __init__(self, subject: Subject, refusals: Refusals, stages: Sequence[Sequence[Stage]], view: View) -> None:
        self._subject, self._refusals, self._stages = subject, refusals, stages
        self._alone = LeftAlone(subject.shown, refusals.rejected, subject.rules.guarding)
        self._last: dict[int, tuple[View, Sequence[Placed]]] = {}
        self.now: Repaired = untouched(view)

    def until_rest(self, floor: Level) -> tuple[Sequence[Placed], set[str]]:
        """Repeat all passes until no safe edit is left; return the other findings of the last round, and the restless
        rules.

        A finding that follows from repairs of level `floor` is trusted no more than these.
        """
        recent: set[str] = set()
        for turn in range(MAX_ROUNDS):
            moved, pending = self._round(floor)
            if not moved:
                return self._alone.keep_off(self._agreed(pending), self._due), set()
            if turn >= MAX_ROUNDS // 2:
                recent |= moved
        return (), recent

    def _agreed(self, pending: Sequence[Placed]) -> Sequence[Placed]:
        """The findings, those of a model and a rule that agree as one."""
        if self.now.view.proposer is None:
            return pending
        from cleanup.engine.agreement import agreed

        return agreed(pending, self.now.text)

    def suggest(self, pending: Sequence[Placed]) -> bool:
        """Carry out the requested repairs that are not safe, and return whether there were any."""
        chosen = self._choose(one for one in pending if self._due(one, self._subject.through))
        self._alone.release(self.now.placed(finding) for finding in chosen)
        self.now = self.now.carry_out(chosen)
        return bool(chosen)

    def _round(self, floor: Level) -> tuple[set[str], list[Placed]]:
        """Run all passes once; return the rules that changed the text, and the findings not carried out."""
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
        """Return whether the repair of a finding is made at a level."""
        finding = one.finding
        return bool(finding.fixes) and finding.level.rank <= through.rank and not self._alone.rejects(one)

    def _found(self, number: int) -> Sequence[Placed]:
        """Return the vetted findings of a pass; those of the last time if the text has not changed."""
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
        """Yield the finding as it may be used, unless it must be left alone or left out."""
        now, subject = self.now, self._subject
        if not vetting.concerns(finding, subject, now):
            return ()
        placed = now.placed(finding)
        if vetting.is_to_stay(placed, subject, now):
            self._alone.leave(placed)
            return ()
        return (vetting.vetted(placed, subject, self._refusals, now.text),)
