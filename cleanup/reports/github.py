"""Findings as workflow commands, which GitHub Actions shows next to the lines of a pull request."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from cleanup.model import Level, Plan, Rule
from cleanup.reports.text import told, visible
from cleanup.text.segments import Lines

COMMANDS = {Level.SAFE: "error", Level.SUGGESTED: "warning", Level.FLAG: "notice"}

#: What would end the message of a command or one of its properties, and how it is escaped.
_IN_MESSAGE = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_IN_PROPERTY = _IN_MESSAGE | str.maketrans({":": "%3A", ",": "%2C"})


def lines(plan: Plan, _rules: Mapping[str, Rule]) -> Iterator[str]:
    """Yield the findings of one file; lines and columns are counted from 1, in code points, the end column included."""
    place = Lines(plan.document.text)
    for finding in plan.findings:
        line, column = place.locate(finding.span.start)
        last, end = place.locate(max(finding.span.start, finding.span.end - 1))
        facts = {"file": plan.document.path, "line": line, "endLine": last, "title": f"cleanup {finding.rule}"}
        if line == last:
            facts |= {"col": column, "endColumn": end}
        listed = ",".join(f"{name}={visible(str(value).translate(_IN_PROPERTY))}" for name, value in facts.items())
        yield f"::{COMMANDS[finding.level]} {listed}::{visible(told(finding).translate(_IN_MESSAGE))}"
