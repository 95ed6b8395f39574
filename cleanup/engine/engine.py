"""From a document to a plan: repair until nothing is left to repair, and repeat without the repairs that failed.

The repaired text is checked once more, so that `fix(fix(x)) == fix(x)`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from cleanup.documents import readers
from cleanup.edits.finding_ids import NONE, JudgedFindings
from cleanup.engine import assembly, markup, rounds
from cleanup.engine.passes import Keep, Prefetch, Prepared, prepared
from cleanup.engine.rounds import MAX_ROUNDS, Settled
from cleanup.engine.subject import Refusals, RuleSet, Subject, Task, subject_of
from cleanup.languages.speech import Languages
from cleanup.matching.policy import POLICY, Policy
from cleanup.matching.view import Memory, View
from cleanup.model import Document, Level, Plan, Rule
from cleanup.rules.allowlist import Accepted
from cleanup.style.house_style import OWN, Style

if TYPE_CHECKING:
    from cleanup.language_model.passages import Proposer
    from cleanup.languagetool.matches import Matcher


class Engine:
    """A set of prepared rules; it can process any number of documents, one at a time.

    `accepted` covers what is never reported; `keep` returns where the index of a set of rules is cached. `guards` are
    rules that only protect what they find from the others; `policy` holds the thresholds of the optimisations.
    """

    def __init__(
        self,
        rules: Sequence[Rule],
        accepted: Accepted | None = None,
        keep: Keep | None = None,
        guards: Sequence[Rule] = (),
        policy: Policy = POLICY,
    ) -> None:
        self.rules = {rule.id: rule for rule in rules}
        self.guards = {rule.id: rule for rule in guards}
        guarding = frozenset(rule.id for rule in (*rules, *guards) if rule.guards)
        self._rules = RuleSet(self.rules, self.guards, guarding, accepted or Accepted())
        self._prepared: dict[Languages, Prepared] = {}
        self._keep = keep
        self._policy = policy

    def plan(
        self,
        document: Document,
        *,
        through: Level = Level.SAFE,
        style: Style = OWN,
        language: str | None = None,
        known: JudgedFindings = NONE,
        matcher: Matcher | None = None,
        proposer: Proposer | None = None,
        meter: Counter[str] | None = None,
        prefetch: Prefetch | None = None,
        memory: Memory | None = None,
    ) -> Plan:
        """Return the plan of a document. `through` is the least trusted level that is applied.

        `style` and `language` override what is measured in the document. `known` findings are left alone and left out,
        and repairs that depend on them are not made. Without a `matcher`, the LanguageTool rules find nothing, and
        without a `proposer` those of a language model. `meter` adds up the nanoseconds that each rule takes; `prefetch`
        computes findings of blocks in advance. A `memory` is given again with the next version of the document: only
        the paragraphs that have changed are then looked at again.
        """
        memory = memory or Memory()
        task = Task(document, style, language, through, known, matcher, proposer, meter, prefetch, memory)
        plan = self._planned(task)
        memory.trim()
        return plan

    def _planned(self, task: Task) -> Plan:
        plan, settled = self._settle(task, Refusals())
        total = plan
        for _ in range(MAX_ROUNDS):
            # A repair that was held back in one text may be possible in the next, so that text is checked too.
            repaired = readers.again(plan.document, plan.edits) if plan.changes and not settled else None
            if repaired is None:
                return total
            # A model has said what it would change; what it would make of that is not asked.
            task = replace(task, document=repaired, known=task.known.moved, proposer=None)
            plan, settled = self._settle(task, Refusals())
            if not plan.changes:
                return total
            from cleanup.edits.chained_plans import chained

            total = chained(total, plan)
        all_rules = Refusals(demoted=frozenset(self.rules))
        return self._settle(replace(task, document=total.document), all_rules)[0]

    def _settle(self, task: Task, refusals: Refusals) -> tuple[Plan, bool]:
        """Return a plan that preserves the mark-up, and whether checking its result again would find nothing else.

        Repairs may have been left out to preserve the mark-up or other repairs, and the repaired text may be in another
        language.
        """
        subject = subject_of(task, self._rules)
        speech, ready = subject.text_language, self.prepared(subject.text_language.languages)
        view = View(
            subject.shown,
            speech.language,
            style=task.style,
            matcher=task.matcher,
            proposer=task.proposer,
            scan=ready.scan,
            memory=task.memory,
        )
        if task.prefetch:
            task.prefetch(view, ready.stages)
        while True:
            settled = rounds.settle(subject, refusals, ready.stages, view)
            more = _unsettled(subject, settled, refusals)
            if more == refusals:
                plan, more = assembly.assemble(subject, settled, refusals)
                if more == refusals:
                    held_back = bool(refusals.refused or refusals.demoted)
                    return plan, not held_back and subject.text_language_after(settled.text) == speech
            refusals = more

    def prepared(self, languages: Languages) -> Prepared:
        """Return the rules prepared for a text in these languages; rules for other languages are left out."""
        if languages not in self._prepared:
            every = (*self.rules.values(), *self.guards.values())
            speaking = [rule for rule in every if not rule.languages or set(languages) & set(rule.languages)]
            self._prepared[languages] = prepared(speaking, self._keep, self._policy)
        return self._prepared[languages]


def _unsettled(subject: Subject, settled: Settled, refusals: Refusals) -> Refusals:
    """Return the refusals extended by restless rules and by repairs that would damage the mark-up, or else
    unchanged.
    """
    if restless := settled.restless - refusals.demoted:
        return replace(refusals, demoted=refusals.demoted | restless)
    harmful = markup.harmful(settled.pieces, subject.document, subject.projection)
    if not harmful:
        return refusals
    # An edit that was refused and came up again was composed of several repairs: their rules may only flag.
    again = [piece for piece in harmful if piece.edit in refusals.refused]
    demoted = {settled.carried_out[i].rule for piece in again for i in piece.sources}
    refused = {piece.edit for piece in harmful}
    return replace(refusals, demoted=refusals.demoted | demoted, refused=refusals.refused | refused)
