"""Document to plan: run the passes, settle overlaps, compose everything into original coordinates.

Passes advance by safe edits only, round after round until none is left, so that `fix(fix(x)) == fix(x)`:
the last round has looked at the repaired text and found nothing to do. Suggestions and flags are those
of that last round.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

import msgspec

from cleanup import readers
from cleanup.chaining import chained
from cleanup.detectors import KINDS
from cleanup.detectors.base import LocalDetector, LocalKind, View, WholeDetector, WholeKind
from cleanup.edits import Composition, apply, clusters, permitted
from cleanup.model import MASK, PASSES, Change, Document, Edit, Finding, Fix, Level, Plan, Rule, Span
from cleanup.profile import language_of
from cleanup.projection import Projection, finer, markup
from cleanup.style import OWN, Style

#: Rounds after which rules that still want to edit are taken to chase each other, and only flag.
MAX_ROUNDS = 10
#: Rounds of suggestions that follow from suggestions.
MAX_SUGGESTED_ROUNDS = 6

_BARE_LINE_FEED = re.compile(r"(?<!\r)\n")
_WORD = re.compile(r"\w+")


class Engine:
    """A set of rules made ready; safe to use for any number of documents, one at a time."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self.rules = {rule.id: rule for rule in rules}
        self._by_language: dict[str | None, list[list[_Stage]]] = {}

    def plan(self, document: Document, *, through: Level = Level.SAFE, style: Style = OWN) -> Plan:
        """What is found and what is to be done. `through` is the least trusted level that is carried out.

        What `style` sets is not measured on the document.
        """
        plan, refused = self._settle(document, style, through)
        total = plan
        for _ in range(MAX_ROUNDS):
            # What was refused in one text may be welcome in the next, so that is looked at too.
            repaired = readers.again(document, plan.edits) if refused and plan.changes else None
            if repaired is None:
                return total
            document = repaired
            plan, refused = self._settle(document, style, through)
            if not plan.changes:
                return total
            total = chained(total, plan)
        return self._settle(total.document, style, through, demoted=frozenset(self.rules))[0]

    def _settle(
        self, document: Document, style: Style, through: Level, demoted: frozenset[str] = frozenset()
    ) -> tuple[Plan, bool]:
        """A plan that leaves the mark-up intact, and whether it is for want of that that some repairs are left out."""
        projection = Projection.of(document)
        language = style.language or language_of(projection.shown, document.language)
        refused: frozenset[Edit] = frozenset()
        while True:
            run = _Run(
                self,
                document,
                projection,
                style=msgspec.structs.replace(style, language=language),
                demoted=demoted,
                refused=refused,
                through=through,
            )
            restless = run.advance()
            if restless - demoted:
                demoted |= restless
                continue
            harmful = run.harmful()
            if not harmful:
                return run.plan(), bool(refused)
            # What was refused and came up again was put together from several repairs: their rules only flag.
            demoted |= {rule for piece in harmful if piece.edit in refused for rule in run.rules_of(piece)}
            refused |= {piece.edit for piece in harmful}

    def stages(self, language: str | None) -> list[list[_Stage]]:
        """The detectors by pass for a language; rules of other languages take no part."""
        if language not in self._by_language:
            self._by_language[language] = [
                list(_stages([rule for rule in self._speaking(language) if rule.pass_ == name])) for name in PASSES
            ]
        return self._by_language[language]

    def _speaking(self, language: str | None) -> list[Rule]:
        return [
            rule for rule in self.rules.values() if not rule.languages or language is None or language in rule.languages
        ]


@dataclass(frozen=True, slots=True)
class _Stage:
    """All rules of one kind in one pass."""

    local: LocalDetector | None
    whole: WholeDetector | None
    memo: dict[str, tuple[Finding, ...]] = field(default_factory=dict)

    def findings(self, view: View) -> Iterator[Finding]:
        if self.whole:
            yield from self.whole(view)
        if self.local:
            for span in view.paragraphs:
                text = view.text[span.start : span.end]
                known = self.memo.get(text)
                if known is None:
                    known = self.memo[text] = tuple(self.local(text))
                for finding in known:
                    yield _shift(finding, span.start)


def _stages(rules: Sequence[Rule]) -> Iterator[_Stage]:
    for name, kind in KINDS.items():
        own = [rule for rule in rules if rule.kind == name]
        if own and isinstance(kind, LocalKind):
            yield _Stage(kind.build(own), None)
        elif own and isinstance(kind, WholeKind):
            yield _Stage(None, kind.build(own))


def _shift(finding: Finding, by: int) -> Finding:
    if not by:
        return finding
    fixes = tuple(Fix(tuple(edit.shift(by) for edit in fix.edits), fix.title) for fix in finding.fixes)
    return replace(finding, span=finding.span.shift(by), fixes=fixes)


@dataclass(frozen=True, slots=True)
class _Piece:
    """One composed edit of the original, and the findings (by index) that it carries out."""

    edit: Edit
    sources: frozenset[int]


class _Run:
    """One document on its way through the passes."""

    def __init__(
        self,
        engine: Engine,
        document: Document,
        projection: Projection,
        *,
        style: Style,
        demoted: frozenset[str],
        refused: frozenset[Edit],
        through: Level,
    ) -> None:
        self._engine = engine
        self._document = document
        self._projection = projection
        self._demoted = demoted
        self._refused = refused
        self._through = through
        self._stages = engine.stages(style.language)
        self._style = style
        self._shown = self._text = projection.shown
        self._plain = document.format == "text" and not document.holes
        self._view = View(self._text, style.language, style)
        self._pieces: list[_Piece] = []
        self._composition = Composition((), self._shown)
        self._applied: list[Finding] = []
        self._pending: list[Finding] = []

    def advance(self) -> set[str]:
        """Run to the end. Gives the rules that would not come to rest; empty when all is well."""
        for stage in (one for stages in self._stages for one in stages):
            stage.memo.clear()
        pending, restless = self._settle_safe(Level.SAFE)
        self._pending = [self._original(finding) for finding in pending]
        for _ in range(MAX_SUGGESTED_ROUNDS):
            if restless or self._through is Level.SAFE:
                break
            wanted = [f for f in pending if f.fixes and f.level.rank <= self._through.rank]
            if not self._apply(_choose(wanted, self._engine.rules)):
                break
            pending, restless = self._settle_safe(Level.SUGGESTED)
        return restless

    def _settle_safe(self, floor: Level) -> tuple[list[Finding], set[str]]:
        """Rounds of all passes until no safe edit is left; what else the last round found."""
        recent: set[str] = set()
        for turn in range(MAX_ROUNDS):
            moved: set[str] = set()
            pending: list[Finding] = []
            for stages in self._stages:
                found = [f for stage in stages for f in stage.findings(self._view)]
                vetted = [self._vet(finding) for finding in found if not self._outside(finding.span)]
                safe = [f for f in vetted if f.level is Level.SAFE and f.fixes]
                chosen = _choose(safe, self._engine.rules)
                moved |= {finding.rule for finding in chosen}
                pending += [f for f in vetted if not (f.level is Level.SAFE and f.fixes)]
                self._apply([replace(f, level=max(f.level, floor, key=lambda lv: lv.rank)) for f in chosen])
            if not moved:
                return pending, set()
            if turn >= MAX_ROUNDS // 2:
                recent |= moved
        return pending, recent

    def _vet(self, finding: Finding) -> Finding:
        """The finding at the level its rule, its alphabet and the protected spans allow."""
        rule = self._engine.rules[finding.rule]
        level = Level.FLAG if rule.id in self._demoted else max(finding.level, rule.level, key=lambda lv: lv.rank)
        permitted_ = [fix for fix in map(self._own_line_ends, finding.fixes) if self._permitted(fix, rule)]
        allowed = tuple(fix for fix in map(self._around_holes, permitted_) if fix)
        if finding.fixes and not allowed:
            level = Level.FLAG
        return replace(finding, level=level, fixes=allowed)

    def _own_line_ends(self, fix: Fix) -> Fix:
        """The fix with the line ends of the document in what it puts in."""
        newline = self._document.newline
        if newline == "\n" or not any("\n" in edit.replacement for edit in fix.edits):
            return fix
        edits = (Edit(edit.span, _BARE_LINE_FEED.sub(newline, edit.replacement)) for edit in fix.edits)
        return Fix(tuple(edits), fix.title)

    def _permitted(self, fix: Fix, rule: Rule) -> bool:
        start, end = fix.edits[0].span.start, fix.edits[-1].span.end
        before = self._text[start:end]
        after = apply([edit.shift(-start) for edit in fix.edits], before)
        return permitted(before, after, rule.allow)

    def _outside(self, span: Span) -> bool:
        """Whether a finding lies wholly in what is not prose."""
        return bool(self._document.holes and span) and not self._text[span.start : span.end].strip(MASK)

    def _around_holes(self, fix: Fix) -> Fix | None:
        """The fix, in smaller edits where it would else cross mark-up; None when it cannot keep clear of holes."""
        if (self._plain and not self._refused) or self._keeps_clear(fix):
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
        return all(edit not in self._refused and self._projection.edit(edit) for edit in edits)

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
        if None in made:
            return False
        again = readers.again(self._document, [edit for edit in made if edit])
        return (
            again is not None
            and Projection.of(again).shown == apply(edits, self._shown)
            and markup(again) == markup(self._document)
        )

    def rules_of(self, piece: _Piece) -> set[str]:
        """The rules whose repairs a piece is made of."""
        return {self._applied[i].rule for i in piece.sources}

    def _apply(self, chosen: Sequence[Finding]) -> bool:
        if not chosen:
            return False
        first = len(self._applied)
        self._applied += [self._original(finding) for finding in chosen]
        tagged = sorted((edit, first + i) for i, finding in enumerate(chosen) for edit in finding.edits)
        edits = [edit for edit, _ in tagged]
        made = clusters(self._composition.edits, edits, self._shown)
        self._pieces = [
            _Piece(
                cluster.edit,
                frozenset().union(*(self._pieces[i].sources for i in cluster.first))
                | {tagged[j][1] for j in cluster.second},
            )
            for cluster in made
        ]
        self._composition = Composition([piece.edit for piece in self._pieces], self._shown)
        self._text = apply(edits, self._text)
        self._view = View(self._text, self._style.language, self._style)
        return True

    def _original(self, finding: Finding) -> Finding:
        """The finding in original coordinates, its edits with those they rest on."""
        fixes = tuple(Fix(self._composition.onto(fix.edits), fix.title) for fix in finding.fixes)
        return replace(finding, span=self._composition.back(finding.span), fixes=fixes)

    def plan(self) -> Plan:
        """The plan of a finished run."""
        done = {(finding.rule, finding.span) for finding in self._applied}
        found = self._applied + [f for f in self._pending if (f.rule, f.span) not in done]
        order = sorted(range(len(found)), key=lambda i: _place(found[i], self._engine.rules))
        named = dict(zip(order, _identify([found[i] for i in order], self._shown), strict=True))
        changes = tuple(self._change(piece, named) for piece in self._pieces)
        chosen = frozenset(named[i].id for i in range(len(self._applied)))
        held = {named[i].id: self._reason(named[i]) for i in order if i >= len(self._applied)}
        return Plan(self._document, tuple(self._in_source(named[i]) for i in order), changes, chosen, held)

    def _in_source(self, finding: Finding) -> Finding:
        """A finding of the shown text with the places of the source."""
        if self._plain:
            return finding
        fixes = []
        for fix in finding.fixes:
            edits = [self._projection.edit(edit) for edit in fix.edits]
            if None not in edits:
                fixes.append(Fix(tuple(edit for edit in edits if edit), fix.title))
        return replace(finding, span=self._projection.source(finding.span), fixes=tuple(fixes))

    def _reason(self, finding: Finding) -> str:
        if finding.rule in self._demoted:
            return "unstable"
        return "overlap" if finding.fixes and finding.level.rank <= self._through.rank else "level"

    def _change(self, piece: _Piece, named: dict[int, Finding]) -> Change:
        sources = [named[i] for i in sorted(piece.sources)]
        level = max((finding.level for finding in sources), key=lambda lv: lv.rank)
        edit = self._projection.edit(piece.edit) or piece.edit
        before = self._document.text[edit.span.start : edit.span.end]
        return Change(edit.span, before, edit.replacement, level, tuple(finding.id for finding in sources))


def _place(finding: Finding, rules: dict[str, Rule]) -> tuple[int, int, int]:
    return finding.span.start, finding.span.end, rules[finding.rule].order


def _choose(findings: Iterable[Finding], rules: dict[str, Rule]) -> list[Finding]:
    """The findings to carry out: by level, then confidence, then the rule's declared order, then place.

    Never by the length of the span: a long vague finding must not push out a short exact one.
    """

    def standing(finding: Finding) -> tuple[int, float, int, int]:
        return finding.level.rank, -finding.confidence, rules[finding.rule].order, finding.span.start

    taken = _Taken()
    return [finding for finding in sorted(findings, key=standing) if taken.claim(finding.edits)]


class _Taken:
    """The spans already claimed by chosen edits."""

    def __init__(self) -> None:
        self._spans: list[Span] = []

    def claim(self, edits: Sequence[Edit]) -> bool:
        """Claim the spans of all edits, or none when one of them conflicts."""
        if any(self._conflicts(edit.span) for edit in edits):
            return False
        for edit in edits:
            insort(self._spans, edit.span)
        return True

    def _conflicts(self, span: Span) -> bool:
        k = bisect_left(self._spans, span)
        near = self._spans[max(0, k - 2) : k + 2]
        return any(span.conflicts(other) for other in near)


def _identify(findings: Sequence[Finding], text: str) -> list[Finding]:
    """The findings with their ids: rule, matched text, the three words on either side, and an ordinal."""
    seen: Counter[str] = Counter()
    named = []
    for finding in findings:
        span = finding.span
        before = _WORD.findall(text[max(0, span.start - 60) : span.start])[-3:]
        after = _WORD.findall(text[span.end : span.end + 60])[:3]
        material = "\x1f".join((finding.rule, text[span.start : span.end], *before, "|", *after))
        key = hashlib.sha256(material.encode("utf-8", "surrogatepass")).hexdigest()[:12]
        seen[key] += 1
        named.append(replace(finding, id=key if seen[key] == 1 else f"{key}-{seen[key]}"))
    return named
