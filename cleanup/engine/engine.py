"""Document to plan: run the passes, settle overlaps, compose everything into original coordinates.

Passes advance by safe edits only, round after round until none is left, so that `fix(fix(x)) == fix(x)`:
the last round has looked at the repaired text and found nothing to do. Suggestions and flags are those
of that last round.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import msgspec
from msgspec.structs import replace

from cleanup.documents import readers
from cleanup.documents.source_map import Projection, finer, is_beside_tracked
from cleanup.documents.suppressions import Ignore, ignores
from cleanup.edits.chained_plans import chained
from cleanup.edits.conflicts import choose, echoes, reasons, repeated
from cleanup.edits.edits import Composition, apply, own_line_ends, permitted_in
from cleanup.edits.finding_ids import NONE, Known, identify
from cleanup.engine.left_alone import Holder, LeftAlone, holder
from cleanup.engine.passes import Ahead, Keep, Stage, by_pass, scan_for
from cleanup.engine.task import Task
from cleanup.languages.speech import Languages, Speech
from cleanup.languagetool.matches import Matcher
from cleanup.matching.index import Scan
from cleanup.matching.timing import charging
from cleanup.matching.view import View
from cleanup.model import MASK, Change, Document, Edit, Finding, Fix, Level, Plan, Rule, weakest
from cleanup.rules.allowlist import Accepted
from cleanup.style.house_style import OWN, Style

#: Rounds after which rules that still want to edit are taken to chase each other, and only flag; rounds of suggestions
#: that follow from suggestions.
MAX_ROUNDS, MAX_SUGGESTED_ROUNDS = 10, 6


class Engine:
    """A set of rules made ready; safe to use for any number of documents, one at a time.

    What `accepted` covers is not found; `keep` says where the listings of scans over rules are kept. `guards` only keep
    the rules off what they find. When they are there, `meter` adds up the nanoseconds of each rule, and `ahead` finds
    out about blocks of a text in advance.
    """

    def __init__(
        self,
        rules: Sequence[Rule],
        accepted: Accepted | None = None,
        keep: Keep | None = None,
        guards: Sequence[Rule] = (),
    ) -> None:
        self.rules = {rule.id: rule for rule in rules}
        self.guards = {rule.id: rule for rule in guards}
        self.guarding = frozenset(rule.id for rule in (*rules, *guards) if rule.guards)
        self.accepted = accepted or Accepted()
        self.meter: Counter[str] | None = None
        self.ahead: Ahead | None = None
        self._by_languages: dict[Languages, list[list[Stage]]] = {}
        self._scans: dict[Languages, Scan] = {}
        self._keep = keep

    def plan(
        self,
        document: Document,
        *,
        through: Level = Level.SAFE,
        style: Style = OWN,
        language: str | None = None,
        known: Known = NONE,
        matcher: Matcher | None = None,
    ) -> Plan:
        """What is found and what is to be done. `through` is the least trusted level that is carried out.

        What `style` and `language` set is not measured on the document. Findings that are `known` are left alone and
        left out; repairs that rested on them are not made either. Without a `matcher` the rules of LanguageTool find
        nothing.
        """
        task = Task(document, style, language, through, known, matcher)
        plan, settled = self._settle(task)
        total = plan
        for _ in range(MAX_ROUNDS):
            # What was held back in one text may be welcome in the next, so that is looked at too.
            repaired = readers.again(task.document, plan.edits) if plan.changes and not settled else None
            if repaired is None:
                return total
            task = replace(task, document=repaired, known=task.known.moved)
            plan, settled = self._settle(task)
            if not plan.changes:
                return total
            total = chained(total, plan)
        return self._settle(replace(task, document=total.document, demoted=frozenset(self.rules)))[0]

    def _settle(self, task: Task) -> tuple[Plan, bool]:
        """A plan that leaves the mark-up intact, and whether nothing else would be found in what it makes.

        Repairs may have been left out for the sake of the mark-up or of other repairs, and the repaired text may show
        another language.
        """
        projection = Projection.of(task.document)
        declared = task.document.language
        speech = task.speech(projection.shown, declared)
        found = ignores(task.document, projection)
        task = replace(task, document=replace(task.document, language=speech.language), ignores=found)
        scan = self.scan(speech.languages)
        view = View(projection.shown, speech.language, style=task.style, matcher=task.matcher, scan=scan)
        if self.ahead:
            self.ahead(view, self.stages(speech.languages))
        while True:
            run = _Run(self, task, projection, view, speech)
            if restless := run.advance() - task.demoted:
                task = replace(task, demoted=task.demoted | restless)
            elif harmful := run.harmful():
                # What was refused and came up again was put together from several repairs: their rules only flag.
                again = {rule for piece in harmful if piece.edit in task.refused for rule in run.rules_of(piece)}
                refused = task.refused | {piece.edit for piece in harmful}
                task = replace(task, demoted=task.demoted | again, refused=refused)
            else:
                rejected, contested = run.rejected(), run.contested()
                if not (rejected - task.rejected or contested):
                    held_back = bool(task.refused or task.demoted)
                    return run.plan(), not held_back and run.speech(declared) == speech
                task = replace(task, rejected=task.rejected | rejected, contested=task.contested | contested)

    def stages(self, languages: Languages) -> list[list[Stage]]:
        """The detectors by pass for a text in some languages; rules of others take no part."""
        if languages not in self._by_languages:
            self._by_languages[languages] = by_pass(self._speaking(languages))
        return self._by_languages[languages]

    def scan(self, languages: Languages) -> Scan:
        """The search for the literals of all rules of some languages."""
        if languages not in self._scans:
            self._scans[languages] = scan_for(self.stages(languages), self._speaking(languages), self._keep)
        return self._scans[languages]

    def _speaking(self, languages: Languages) -> list[Rule]:
        every = (*self.rules.values(), *self.guards.values())
        return [rule for rule in every if not rule.languages or set(languages) & set(rule.languages)]


class _Piece(msgspec.Struct, frozen=True, gc=False):
    """One composed edit of the original, and the findings (by index) that it carries out."""

    edit: Edit
    sources: frozenset[int]


class _Run:
    """One document on its way through the passes."""

    def __init__(self, engine: Engine, task: Task, projection: Projection, view: View, speech: Speech) -> None:
        self._engine = engine
        self._task = task
        self._document = task.document
        self._projection = projection
        self._stages = engine.stages(speech.languages)
        self._speech = speech
        self._shown = self._text = projection.shown
        self._plain = projection.verbatim
        self._view = view
        self._alone = LeftAlone(self._shown, task.rejected, engine.guarding)
        self._seen: dict[int, tuple[View, Sequence[Finding]]] = {}
        self._pieces: list[_Piece] = []
        self._composition = Composition((), self._shown)
        self._applied: list[Finding] = []
        self._pending: list[Finding] = []

    def advance(self) -> set[str]:
        """Run to the end. Gives the rules that would not come to rest; empty when all is well."""
        pending, restless = self._settle_safe(Level.SAFE)
        self._pending = [self._original(finding) for finding in pending]
        for _ in range(MAX_SUGGESTED_ROUNDS):
            if restless or self._task.through is Level.SAFE:
                break
            chosen = choose([f for f in pending if self._due(f, self._task.through)], self._engine.rules)
            self._alone.release(chosen, self._composition)
            if not self._apply(chosen):
                break
            pending, restless = self._settle_safe(Level.SUGGESTED)
        return restless

    def _settle_safe(self, floor: Level) -> tuple[Sequence[Finding], set[str]]:
        """Rounds of all passes until no safe edit is left; what else the last round found."""
        recent: set[str] = set()
        for turn in range(MAX_ROUNDS):
            moved: set[str] = set()
            pending: list[Finding] = []
            for number in range(len(self._stages)):
                due: list[Finding] = []
                for finding in self._kept_off(self._vetted(number)):
                    (due if self._due(finding) else pending).append(finding)
                chosen = choose(due, self._engine.rules)
                moved |= {finding.rule for finding in chosen}
                self._apply([f.at(f.span, weakest(f.level, floor), f.fixes) for f in chosen])
            if not moved:
                return self._kept_off(pending), set()
            if turn >= MAX_ROUNDS // 2:
                recent |= moved
        return self._kept_off(pending), recent

    def _kept_off(self, findings: Sequence[Finding]) -> Sequence[Finding]:
        """The findings, of which none changes what is left alone."""
        return self._alone.keep_off(findings, self._composition, self._due)

    def _vetted(self, number: int) -> Sequence[Finding]:
        """What the rules of a pass find, at the level they may have; known where the text is still what they saw."""
        view, vetted = self._seen.get(number, (None, ()))
        if view is not self._view:
            found = [f for stage in self._stages[number] for f in self._findings(stage)]
            vetted = [self._vet(finding) for finding in found if not self._passed_over(finding)]
            self._seen[number] = self._view, vetted
        return vetted

    def _vet(self, finding: Finding) -> Finding:
        """The finding at the level its rule, its alphabet and the protected spans allow."""
        rule = self._engine.rules[finding.rule]
        contested = bool(self._task.contested) and holder(finding, self._composition) in self._task.contested
        tracked = is_beside_tracked(self._document, self._projection, self._composition, finding)
        unstable = contested or tracked or rule.id in self._task.demoted
        level = Level.FLAG if unstable else weakest(finding.level, rule.level)
        fixes = [own_line_ends(fix, self._document.newline) for fix in finding.fixes]
        inside = [fix for fix in fixes if permitted_in(self._text, fix, rule.allow)]
        allowed = tuple(fix for fix in map(self._around_holes, inside) if fix)
        return finding.at(finding.span, level if allowed or not finding.fixes else Level.FLAG, allowed)

    def _findings(self, stage: Stage) -> Iterable[Finding]:
        if (meter := self._engine.meter) is None:
            return stage.findings(self._view)
        with charging(stage.rules, meter):
            return list(stage.findings(self._view))

    def _passed_over(self, finding: Finding) -> bool:
        """Whether a finding lies in what is not prose or speaks another language, only guards, or is accepted."""
        span = finding.span
        if self._document.holes and span and not self._text[span.start : span.end].strip(MASK):
            return True
        if not self._speaks(finding):
            return True
        accepted = self._engine.accepted
        passed = finding.rule in self._engine.guards or (
            bool(accepted)
            and (accepted.covers(finding, self._text) or accepted.covers(self._original(finding), self._shown))
        )
        if passed:
            self._alone.leave(finding, self._composition)
        return passed

    def _due(self, finding: Finding, through: Level = Level.SAFE) -> bool:
        """Whether its repair is to be made when those of a level are."""
        ready = bool(finding.fixes) and finding.level.rank <= through.rank
        return ready and not self._alone.rejects(finding, self._composition)

    def _speaks(self, finding: Finding) -> bool:
        """Whether a finding's rule is of the language of the passage, or of any."""
        languages = (self._engine.rules.get(finding.rule) or self._engine.guards[finding.rule]).languages
        return not languages or self._speech.is_of(languages, self._text, finding.span, self._view.paragraphs)

    def _around_holes(self, fix: Fix) -> Fix | None:
        """The fix, in smaller edits where it would else cross mark-up; None when it cannot keep clear of holes."""
        if (self._plain and not self._task.refused) or self._keeps_clear(fix):
            return fix
        pieces = tuple(
            piece.shift(edit.span.start)
            for edit in fix.edits
            for piece in finer(self._text[edit.span.start : edit.span.end], edit.replacement)
        )
        smaller = Fix(pieces, fix.title)
        return smaller if pieces and self._keeps_clear(smaller) else None

    def _keeps_clear(self, fix: Fix) -> bool:
        edits = self._composition.onto(fix.edits)
        return all(edit not in self._task.refused and self._projection.edit(edit) for edit in edits)

    def speech(self, declared: str | None) -> Speech:
        """What the repaired text is in, which may declare a language."""
        return self._speech if self._text == self._shown else self._task.speech(self._text, declared)

    def harmful(self) -> list[_Piece]:
        """The edits that the mark-up of a document would not survive: read again, it shows something else."""
        return self._search(self._pieces)

    def _search(self, pieces: Sequence[_Piece]) -> list[_Piece]:
        """By halves: a single piece that harms, or the last of some that harm only together."""
        if not pieces or self._survives([piece.edit for piece in pieces]):
            return []
        if len(pieces) == 1:
            return list(pieces)
        middle = len(pieces) // 2
        return self._search(pieces[:middle]) + self._search(pieces[middle:]) or [pieces[-1]]

    def _survives(self, edits: Sequence[Edit]) -> bool:
        made = [self._projection.edit(edit) for edit in edits]
        wanted = apply(edits, self._shown)
        return None not in made and readers.shows(self._document, [edit for edit in made if edit], wanted)

    def rules_of(self, piece: _Piece) -> set[str]:
        """The rules whose repairs a piece is made of."""
        return {self._applied[i].rule for i in piece.sources}

    def _apply(self, chosen: Sequence[Finding]) -> bool:
        if not chosen:
            return False
        first = len(self._applied)
        self._applied += [self._original(finding) for finding in chosen]
        tagged = sorted(
            ((edit, first + i) for i, finding in enumerate(chosen) for edit in finding.edits),
            key=lambda one: (one[0].span.start, one[0].span.end),
        )
        edits = [edit for edit, _ in tagged]
        made = self._composition.clusters(edits)
        taken = {i for cluster in made for i in cluster.first}
        pieces = [piece for i, piece in enumerate(self._pieces) if i not in taken]
        for cluster in made:
            sources = [self._pieces[i].sources for i in cluster.first]
            pieces.append(_Piece(cluster.edit, frozenset([tagged[j][1] for j in cluster.second]).union(*sources)))
        self._pieces = sorted(pieces, key=lambda piece: piece.edit.span.start)
        self._composition = Composition([piece.edit for piece in self._pieces], self._shown)
        self._text = apply(edits, self._text)
        self._view = self._view.on(self._text)
        return True

    def _original(self, finding: Finding) -> Finding:
        """The finding in original coordinates, its edits with those they rest on."""
        if not self._composition.edits:
            return finding
        fixes = tuple(Fix(self._composition.onto(fix.edits), fix.title) for fix in finding.fixes)
        return finding.at(self._composition.back(finding.span), finding.level, fixes)

    def plan(self) -> Plan:
        """The plan of a finished run, without what is known or ignored, of which nothing is carried out."""
        named = self._named()
        placed = {i: self._in_source(finding) for i, finding in named.items()}
        used = {i: ignore for i, one in placed.items() if (ignore := self._ignoring(one))}
        taken = set(used.values())
        known = {i for i in named.keys() - used.keys() if named[i].id in self._task.known}
        left = used.keys() | known
        left |= repeated(named, left, len(self._applied), self._engine.rules, self._shown)
        kept = {i: one for i, one in placed.items() if i not in left}
        waiting = [named[i] for i in kept if i >= len(self._applied)]
        unstable = {f.id for f in waiting if f.rule in self._task.demoted or (f.rule, f.span) in self._task.contested}
        return Plan(
            self._document,
            tuple(kept.values()),
            tuple(self._change(piece, named) for piece in self._pieces),
            chosen=frozenset(named[i].id for i in range(len(self._applied))),
            held=reasons(waiting, unstable, self._task.through, self._engine.rules),
            known=frozenset(named[i].id for i in known),
            unused=tuple(one.spans for one in self._task.ignores if one not in taken),
        )

    def rejected(self) -> set[Holder]:
        """The rules and places, in the shown text, of the findings that are known or ignored."""
        known = self._task.known
        if not (known or self._task.ignores):
            return set()
        named = self._named()
        left = {i for i, one in named.items() if one.id in known or self._ignoring(self._in_source(one))}
        return {(named[i].rule, named[i].span) for i in left | echoes(named, left, self._engine.rules, self._shown)}

    def contested(self) -> set[Holder]:
        """The rules and places, in the shown text, of suggestions that others took back."""
        undone = [p for p in self._pieces if p.edit.replacement == self._shown[p.edit.span.start : p.edit.span.end]]
        made = [[self._applied[i] for i in piece.sources] for piece in undone]
        return {(f.rule, f.span) for some in made if any(f.level is not Level.SAFE for f in some) for f in some}

    def _ignoring(self, finding: Finding) -> Ignore | None:
        """The comment that says to leave a finding, in the source, alone."""
        return next((one for one in self._task.ignores if one.covers(finding)), None)

    def _named(self) -> dict[int, Finding]:
        """All findings with their ids, in order of place, by their index: first those that were carried out."""
        done = {(finding.rule, finding.span) for finding in self._applied}
        found = self._applied + [f for f in self._pending if (f.rule, f.span) not in done]
        order = sorted(range(len(found)), key=lambda i: _place(found[i], self._engine.rules))
        return dict(zip(order, identify([found[i] for i in order], self._shown), strict=True))

    def _in_source(self, finding: Finding) -> Finding:
        """A finding of the shown text with the places of the source."""
        if self._plain:
            return finding
        fixes = []
        for fix in finding.fixes:
            edits = [self._projection.edit(edit) for edit in fix.edits]
            if None not in edits:
                fixes.append(Fix(tuple(edit for edit in edits if edit), fix.title))
        return finding.at(self._projection.source(finding.span), finding.level, tuple(fixes))

    def _change(self, piece: _Piece, named: dict[int, Finding]) -> Change:
        sources = [named[i] for i in sorted(piece.sources)]
        level = weakest(*(finding.level for finding in sources))
        edit = self._projection.edit(piece.edit) or piece.edit
        before = self._document.text[edit.span.start : edit.span.end]
        return Change(edit.span, before, edit.replacement, level, tuple(finding.id for finding in sources))


def _place(finding: Finding, rules: dict[str, Rule]) -> tuple[int, int, int]:
    return finding.span.start, finding.span.end, rules[finding.rule].order
