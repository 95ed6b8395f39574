"""Document to plan: repair what it shows until it comes to rest, again without what came to no good, until all is well.

The repaired text is looked at once more, so that `fix(fix(x)) == fix(x)`.
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
from cleanup.matching.view import View
from cleanup.model import Document, Level, Plan, Rule
from cleanup.rules.allowlist import Accepted
from cleanup.style.house_style import OWN, Style

if TYPE_CHECKING:
    from cleanup.languagetool.matches import Matcher


class Engine:
    """A set of rules made ready; safe to use for any number of documents, one at a time.

    What `accepted` covers is not found; `keep` says where the listings of scans over rules are kept. `guards` only keep
    the rules off what they find; `policy` says when what makes them fast pays.
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
        meter: Counter[str] | None = None,
        prefetch: Prefetch | None = None,
    ) -> Plan:
        """What is found and what is to be done. `through` is the least trusted level that is carried out.

        What `style` and `language` set is not measured on the document. Findings that are `known` are left alone and
        left out; repairs that rested on them are not made either. Without a `matcher` the rules of LanguageTool find
        nothing. `meter` adds up the nanoseconds of each rule; `prefetch` finds out about blocks of a text in advance.
        """
        task = Task(document, style, language, through, known, matcher, meter, prefetch)
        plan, settled = self._settle(task, Refusals())
        total = plan
        for _ in range(MAX_ROUNDS):
            # What was held back in one text may be welcome in the next, so that is looked at too.
            repaired = readers.again(plan.document, plan.edits) if plan.changes and not settled else None
            if repaired is None:
                return total
            task = replace(task, document=repaired, known=task.known.moved)
            plan, settled = self._settle(task, Refusals())
            if not plan.changes:
                return total
            from cleanup.edits.chained_plans import chained

            total = chained(total, plan)
        all_rules = Refusals(demoted=frozenset(self.rules))
        return self._settle(replace(task, document=total.document), all_rules)[0]

    def _settle(self, task: Task, refusals: Refusals) -> tuple[Plan, bool]:
        """A plan that leaves the mark-up intact, and whether nothing else would be found in what it makes.

        Repairs may have been left out for the sake of the mark-up or of other repairs, and the repaired text may show
        another language.
        """
        subject = subject_of(task, self._rules)
        speech, ready = subject.speech, self.prepared(subject.speech.languages)
        view = View(subject.shown, speech.language, style=task.style, matcher=task.matcher, scan=ready.scan)
        if task.prefetch:
            task.prefetch(view, ready.stages)
        while True:
            settled = rounds.settle(subject, refusals, ready.stages, view)
            more = _unsettled(subject, settled, refusals)
            if more == refusals:
                plan, more = assembly.assemble(subject, settled, refusals)
                if more == refusals:
                    held_back = bool(refusals.refused or refusals.demoted)
                    return plan, not held_back and subject.speech_after(settled.text) == speech
            refusals = more

    def prepared(self, languages: Languages) -> Prepared:
        """The rules made ready for a text in some languages; those of others take no part."""
        if languages not in self._prepared:
            every = (*self.rules.values(), *self.guards.values())
            speaking = [rule for rule in every if not rule.languages or set(languages) & set(rule.languages)]
            self._prepared[languages] = prepared(speaking, self._keep, self._policy)
        return self._prepared[languages]


def _unsettled(subject: Subject, settled: Settled, refusals: Refusals) -> Refusals:
    """What must not be done since rules would not come to rest or mark-up would not survive; else as before."""
    if restless := settled.restless - refusals.demoted:
        return replace(refusals, demoted=refusals.demoted | restless)
    harmful = markup.harmful(settled.pieces, subject.document, subject.projection)
    if not harmful:
        return refusals
    # What was refused and came up again was put together from several repairs: their rules only flag.
    again = [piece for piece in harmful if piece.edit in refusals.refused]
    demoted = {settled.carried_out[i].rule for piece in again for i in piece.sources}
    refused = {piece.edit for piece in harmful}
    return replace(refusals, demoted=refusals.demoted | demoted, refused=refusals.refused | refused)
