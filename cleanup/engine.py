"""Document to plan: run the passes, settle overlaps, compose everything into original coordinates.

Passes advance by safe edits only, round after round until none is left, so that `fix(fix(x)) == fix(x)`:
the last round has looked at the repaired text and found nothing to do. Suggestions and flags are those
of that last round.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left, bisect_right, insort
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

import msgspec

from cleanup.detectors import KINDS
from cleanup.detectors.base import LocalDetector, LocalKind, View, WholeDetector, WholeKind
from cleanup.edits import Composition, apply, clusters, permitted
from cleanup.languagetool.matches import Matcher
from cleanup.model import PASSES, Change, Document, Edit, Finding, Fix, Level, Plan, Rule, Span
from cleanup.profile import detect_language
from cleanup.style import OWN, Style
from cleanup.text import MASK

#: Rounds after which rules that still want to edit are taken to chase each other, and only flag.
MAX_ROUNDS = 10
#: Rounds of suggestions that follow from suggestions.
MAX_SUGGESTED_ROUNDS = 6

_BARE_LINE_FEED = re.compile(r"(?<!\r)\n")
_NOT_LINE_END = re.compile(r"[^\r\n]")
_WORD = re.compile(r"\w+")


class Engine:
    """A set of rules made ready; safe to use for any number of documents, one at a time."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self.rules = {rule.id: rule for rule in rules}
        self._by_language: dict[str | None, list[list[_Stage]]] = {}

    def plan(
        self,
        document: Document,
        *,
        through: Level = Level.SAFE,
        style: Style = OWN,
        matcher: Matcher | None = None,
    ) -> Plan:
        """What is found and what is to be done. `through` is the least trusted level that is carried out.

        What `style` sets is not measured on the document. Without a `matcher` the rules of LanguageTool find nothing.
        """
        language = style.language or document.language or detect_language(document.text)
        demoted: frozenset[str] = frozenset()
        while True:
            own = msgspec.structs.replace(style, language=language)
            run = _Run(self, document, own, demoted, through, matcher=matcher)
            restless = run.advance()
            if not restless - demoted:
                return run.plan()
            demoted |= restless

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
        style: Style,
        demoted: frozenset[str],
        through: Level,
        *,
        matcher: Matcher | None,
    ) -> None:
        self._engine = engine
        self._document = document
        self._demoted = demoted
        self._through = through
        self._stages = engine.stages(style.language)
        self._style = style
        self._holes = document.prose != (Span(0, len(document.text)),) and bool(document.text)
        self._text = _masked(document) if self._holes else document.text
        self._matcher = matcher
        self._view = View(self._text, style.language, style, matcher)
        self._pieces: list[_Piece] = []
        self._composition = Composition((), document.text)
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
        allowed = tuple(fix for fix in map(self._own_line_ends, finding.fixes) if self._allowed(fix, rule))
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

    def _allowed(self, fix: Fix, rule: Rule) -> bool:
        start, end = fix.edits[0].span.start, fix.edits[-1].span.end
        before = self._text[start:end]
        after = apply([edit.shift(-start) for edit in fix.edits], before)
        return permitted(before, after, rule.allow) and not (self._holes and self._protected(fix))

    def _outside(self, span: Span) -> bool:
        """Whether a finding lies wholly in what is not prose."""
        return self._holes and bool(span) and not self._text[span.start : span.end].strip(MASK)

    def _protected(self, fix: Fix) -> bool:
        if any(MASK in edit.replacement for edit in fix.edits):
            return True
        prose = self._document.prose
        return not all(_inside(edit.span, prose) for edit in self._composition.onto(fix.edits))

    def _apply(self, chosen: Sequence[Finding]) -> bool:
        if not chosen:
            return False
        first = len(self._applied)
        self._applied += [self._original(finding) for finding in chosen]
        tagged = sorted((edit, first + i) for i, finding in enumerate(chosen) for edit in finding.edits)
        edits = [edit for edit, _ in tagged]
        made = clusters(self._composition.edits, edits, self._document.text)
        self._pieces = [
            _Piece(
                cluster.edit,
                frozenset().union(*(self._pieces[i].sources for i in cluster.first))
                | {tagged[j][1] for j in cluster.second},
            )
            for cluster in made
        ]
        self._composition = Composition([piece.edit for piece in self._pieces], self._document.text)
        self._text = apply(edits, self._text)
        self._view = View(self._text, self._style.language, self._style, self._matcher)
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
        named = dict(zip(order, _identify([found[i] for i in order], self._document.text), strict=True))
        changes = tuple(self._change(piece, named) for piece in self._pieces)
        chosen = frozenset(named[i].id for i in range(len(self._applied)))
        held = {named[i].id: self._reason(named[i]) for i in order if i >= len(self._applied)}
        return Plan(self._document, tuple(named[i] for i in order), changes, chosen, held)

    def _reason(self, finding: Finding) -> str:
        if finding.rule in self._demoted:
            return "unstable"
        return "overlap" if finding.fixes and finding.level.rank <= self._through.rank else "level"

    def _change(self, piece: _Piece, named: dict[int, Finding]) -> Change:
        sources = [named[i] for i in sorted(piece.sources)]
        level = max((finding.level for finding in sources), key=lambda lv: lv.rank)
        span = piece.edit.span
        before = self._document.text[span.start : span.end]
        return Change(span, before, piece.edit.replacement, level, tuple(finding.id for finding in sources))


def _inside(span: Span, areas: Sequence[Span]) -> bool:
    """Whether one of the sorted areas holds all of the span."""
    k = bisect_right(areas, span.start, key=lambda area: area.start) - 1
    near = areas[max(0, k - 1) : k + 1]
    return any(area.start <= span.start and span.end <= area.end for area in near)


def _masked(document: Document) -> str:
    """The text as detectors may see it: code, mark-up, addresses blanked, all offsets the same."""
    pieces: list[str] = []
    at = 0
    for span in (*document.prose, Span(len(document.text), len(document.text))):
        pieces += (_NOT_LINE_END.sub(MASK, document.text[at : span.start]), document.text[span.start : span.end])
        at = span.end
    return "".join(pieces)


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
