"""Turning the result of the rounds into a plan: what is repaired, what is held, and what is left out."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from cleanup.documents.source_map import Projection
from cleanup.documents.suppressions import Ignore
from cleanup.edits.conflicts import echoes, reasons, repeated
from cleanup.edits.finding_ids import identify
from cleanup.engine.repaired import ComposedEdit, Holder
from cleanup.engine.rounds import Settled
from cleanup.engine.subject import Refusals, Subject
from cleanup.model import Change, Document, Finding, Fix, Level, Plan, Rule, weakest

#: Findings with their ids, by their index in `Settled`: first those that were carried out.
Named = Mapping[int, Finding]


def assemble(subject: Subject, settled: Settled, refusals: Refusals) -> tuple[Plan, Refusals]:
    """Return the plan, in which no known or ignored finding is repaired, and the refusals for the next attempt.

    If there are more refusals than before, the plan still contains what they refuse.
    """
    contested = _contested(settled, subject.shown)
    done, rules, text = len(settled.carried_out), subject.rules.finding, subject.shown
    names = _named(settled, text, rules)
    placed = {i: _in_source(finding, subject.projection) for i, finding in names.items()}
    used = {i: ignore for i, one in placed.items() if (ignore := _ignoring(subject, one))}
    known = {i for i in names.keys() - used.keys() if names[i].id in subject.task.known}
    changes = tuple(_change(piece, names, subject.document, subject.projection) for piece in settled.pieces)
    judged = used.keys() | known
    rejected = {(names[i].rule, names[i].span) for i in judged | echoes(names, judged, rules, text)}
    left = judged | repeated(names, judged, done, rules, text)
    waiting = [names[i] for i in placed if i >= done and i not in left]
    unstable = {f.id for f in waiting if f.rule in refusals.demoted or (f.rule, f.span) in refusals.contested}
    taken = set(used.values())
    plan = Plan(
        replace(subject.document, language=subject.text_language.language),
        tuple(one for i, one in placed.items() if i not in left),
        changes,
        chosen=frozenset(names[i].id for i in range(done)),
        held=reasons(waiting, unstable, subject.through, rules),
        known=frozenset(names[i].id for i in known),
        unused=tuple(one.spans for one in subject.ignores if one not in taken),
    )
    more = replace(refusals, rejected=refusals.rejected | rejected, contested=refusals.contested | contested)
    return plan, more


def _named(settled: Settled, text: str, rules: Mapping[str, Rule]) -> Named:
    """Return all findings with their ids, in order of position."""
    done = {(finding.rule, finding.span) for finding in settled.carried_out}
    found = [*settled.carried_out, *(f for f in settled.pending if (f.rule, f.span) not in done)]

    def place(i: int) -> tuple[int, int, int]:
        return found[i].span.start, found[i].span.end, rules[found[i].rule].order

    order = sorted(range(len(found)), key=place)
    return dict(zip(order, identify([found[i] for i in order], text), strict=True))


def _contested(settled: Settled, text: str) -> set[Holder]:
    """Return the rules and places of suggestions that other repairs reversed."""
    undone = [p for p in settled.pieces if p.edit.replacement == text[p.edit.span.start : p.edit.span.end]]
    made = [[settled.carried_out[i] for i in piece.sources] for piece in undone]
    return {(f.rule, f.span) for some in made if any(f.level is not Level.SAFE for f in some) for f in some}


def _ignoring(subject: Subject, finding: Finding) -> Ignore | None:
    """Return the comment that suppresses a finding in the source."""
    return next((one for one in subject.ignores if one.covers(finding)), None)


def _in_source(finding: Finding, projection: Projection) -> Finding:
    """Convert a finding in the shown text to positions of the source."""
    if projection.verbatim:
        return finding
    fixes = []
    for fix in finding.fixes:
        edits = [projection.edit(edit) for edit in fix.edits]
        if None not in edits:
            fixes.append(Fix(tuple(edit for edit in edits if edit), fix.title))
    return finding.at(projection.source(finding.span), finding.level, tuple(fixes))


def _change(piece: ComposedEdit, names: Named, document: Document, projection: Projection) -> Change:
    sources = [names[i] for i in sorted(piece.sources)]
    level = weakest(*(finding.level for finding in sources))
    edit = projection.edit(piece.edit) or piece.edit
    before = document.text[edit.span.start : edit.span.end]
    return Change(edit.span, before, edit.replacement, level, tuple(finding.id for finding in sources))
