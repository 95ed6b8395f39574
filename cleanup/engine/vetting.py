"""Which findings count, what level they may have, and which of their fixes are allowed."""

from __future__ import annotations

from cleanup.documents.source_map import is_beside_tracked
from cleanup.edits.edits import own_line_ends, permitted_in
from cleanup.engine.markup import around_holes
from cleanup.engine.repaired import Placed, Repaired
from cleanup.engine.subject import Refusals, Subject
from cleanup.model import MASK, Finding, Level, weakest


def concerns(finding: Finding, subject: Subject, now: Repaired) -> bool:
    """Return whether a finding is in prose, and in a language and a format that its rule is for."""
    span = finding.span
    if subject.document.holes and span and not now.text[span.start : span.end].strip(MASK):
        return False
    rule = subject.rules.finding.get(finding.rule) or subject.rules.guards[finding.rule]
    if rule.formats and subject.document.format not in rule.formats:
        return False
    return not rule.languages or subject.text_language.is_of(rule.languages, now.text, span, now.view.paragraphs)


def is_to_stay(placed: Placed, subject: Subject, now: Repaired) -> bool:
    """Return whether a finding is to be left alone because it is accepted or its rule only guards."""
    if placed.finding.rule in subject.rules.guards:
        return True
    accepted = subject.rules.accepted
    return bool(accepted) and (
        accepted.covers(placed.finding, now.text) or accepted.covers(placed.original, subject.shown)
    )


def vetted(placed: Placed, subject: Subject, refusals: Refusals, text: str) -> Placed:
    """Return the finding with the level and the fixes that its rule, the allowed characters and the mark-up permit."""
    finding = placed.finding
    rule = subject.rules.finding[finding.rule]
    level = Level.FLAG if _is_unstable(placed, subject, refusals) else weakest(finding.level, rule.level)
    fixes = [own_line_ends(fix, subject.document.newline) for fix in finding.fixes]
    inside = [fix for fix in fixes if permitted_in(text, fix, rule.allow)]
    clear = [around_holes(fix, text, placed.made, subject.projection, refusals.refused) for fix in inside]
    allowed = tuple(fix for fix in clear if fix)
    return placed.at(level if allowed or not finding.fixes else Level.FLAG, allowed)


def _is_unstable(placed: Placed, subject: Subject, refusals: Refusals) -> bool:
    """Return whether a finding may only flag, whatever the level of its rule."""
    return (
        placed.finding.rule in refusals.demoted
        or (bool(refusals.contested) and placed.holder in refusals.contested)
        or (bool(subject.document.tracked) and is_beside_tracked(subject.document, subject.projection, placed.original))
    )
