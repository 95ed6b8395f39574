"""The rules of a pass, prepared for use and grouped by kind."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

import msgspec

from cleanup.detectors import KINDS
from cleanup.matching.filters import Askable, Paragraph
from cleanup.matching.index import IndexedFilter, Listings, Scan
from cleanup.matching.kinds import DocumentDetector, LocalDetector
from cleanup.matching.policy import POLICY, Policy
from cleanup.matching.view import View
from cleanup.model import PASSES, Finding, Rule


class Stage(msgspec.Struct, frozen=True, eq=False):
    """All rules of one kind in one pass, by id."""

    rules: tuple[str, ...]
    local: LocalDetector | None
    whole: DocumentDetector | None

    @property
    def gates(self) -> list[Askable]:
        """The filters that the rules use."""
        watches = self.whole.watches if self.whole else [self.local.watch] if self.local else []
        return [watch.gate for watch in watches]

    def look(self, paragraph: Paragraph, hits: Sequence[int]) -> tuple[Finding, ...]:
        """Return the findings of a local kind in a paragraph, in the paragraph's own offsets."""
        found = paragraph.known.get(self)
        if found is None and self.local:
            found = paragraph.known[self] = tuple(self.local.look(paragraph, hits))
        return found or ()

    def findings(self, view: View) -> Iterator[Finding]:
        """Yield the findings of the rules in a text."""
        if self.whole:
            yield from self.whole.look(view)
        if self.local:
            for span, paragraph, hits in view.open(self.local.watch.gate):
                for finding in self.look(paragraph, hits):
                    yield finding.shift(span.start)


#: A function that computes findings of the blocks of a text in advance, for stages by pass.
Prefetch = Callable[[View, Sequence[Sequence[Stage]]], None]

#: A function that returns where the index of a set of rules is cached.
Keep = Callable[[Sequence[Rule]], Listings]


class Prepared(msgspec.Struct, frozen=True):
    """Rules prepared for texts in certain languages: the stages by pass, and the search for candidates of all rules."""

    stages: list[list[Stage]]
    scan: Scan


def prepared(rules: Sequence[Rule], keep: Keep | None = None, policy: Policy = POLICY) -> Prepared:
    """Prepare rules for use; `keep` returns where the index of their scan is cached."""
    stages = by_pass(rules, policy)
    return Prepared(stages, scan_for(stages, rules, keep, policy))


def by_pass(rules: Sequence[Rule], policy: Policy = POLICY) -> list[list[Stage]]:
    """Return the stages of all passes, in order."""
    return [list(made_ready([rule for rule in rules if rule.pass_ == name], policy)) for name in PASSES]


def made_ready(rules: Sequence[Rule], policy: Policy = POLICY) -> Iterator[Stage]:
    """Yield a stage for each kind of the rules."""
    for name, kind in KINDS.items():
        own = [rule for rule in rules if rule.kind == name]
        if own:
            ids, made = tuple(rule.id for rule in own), kind.build(own, policy)
            yield Stage(ids, made, None) if isinstance(made, LocalDetector) else Stage(ids, None, made)


def scan_for(stages: Sequence[Sequence[Stage]], rules: Sequence[Rule], keep: Keep | None, policy: Policy) -> Scan:
    """Return the search for candidates of all stages, tuned to texts like the examples of their rules."""

    def gates() -> list[IndexedFilter]:
        return [gate for part in stages for stage in part for gate in stage.gates if isinstance(gate, IndexedFilter)]

    return Scan(gates, lambda: _paragraphs(rules), keep(rules) if keep else None, policy)


def _paragraphs(rules: Iterable[Rule]) -> list[str]:
    texts = (text for rule in rules for one in rule.examples for text in (one.before, one.keep))
    return [line for text in texts if text for line in text.splitlines() if line]
