"""Combining two plans, of a document and of its result, into one plan of the document."""

from __future__ import annotations

from msgspec.structs import replace

from cleanup.edits.edits import Composition, clusters
from cleanup.model import Change, Plan


def chained(first: Plan, second: Plan) -> Plan:
    """Return the plan that does what `first` and then, on its result, `second` would do, in positions of the first
    text.

    Of the findings of `second`, only those that it repairs are added; `first` has seen the others too.
    """
    text = first.document.text
    back = Composition(first.edits, text)
    names = _new_names(first, second)
    changes = tuple(
        Change(
            cluster.edit.span,
            text[cluster.edit.span.start : cluster.edit.span.end],
            cluster.edit.replacement,
            max((change.level for change in sources), key=lambda level: level.rank),
            tuple(dict.fromkeys(name for change in sources for name in change.findings)),
        )
        for cluster in clusters(first.edits, second.edits, text)
        for sources in [
            [first.changes[i] for i in cluster.first] + [_renamed(second.changes[j], names) for j in cluster.second]
        ]
    )
    added = [
        replace(back.original(finding), id=names[finding.id])
        for finding in second.findings
        if finding.id in second.chosen
    ]
    findings = sorted([*first.findings, *added], key=lambda finding: finding.span)
    chosen = first.chosen | {finding.id for finding in added}
    return Plan(first.document, tuple(findings), changes, chosen, first.held, first.known | second.known, first.unused)


def _new_names(first: Plan, second: Plan) -> dict[str, str]:
    """Return ids for the findings of the second plan that the first does not have."""
    taken = {finding.id for finding in first.findings}
    names = {}
    for finding in second.findings:
        name, number = finding.id, 2
        while name in taken:
            name, number = f"{finding.id}-{number}", number + 1
        taken.add(name)
        names[finding.id] = name
    return names


def _renamed(change: Change, names: dict[str, str]) -> Change:
    return replace(change, findings=tuple(names[name] for name in change.findings))
