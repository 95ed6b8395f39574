"""What a rule is about, for whoever points at a finding."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lsprotocol.types import MarkupContent, MarkupKind

from cleanup.language_server.diagnostics import rule_address
from cleanup.model import Example, Finding, Rule
from cleanup.reports import rule_examples, rule_pages
from cleanup.reports.text import visible


def explanation(finding: Finding, rule: Rule, documentation: str, *, markdown: bool) -> MarkupContent:
    """Return what a finding is, why its rule exists, and an example of the rule, as Markdown or as plain text."""
    lines = _markdown(finding, rule, documentation) if markdown else _plain(finding, rule, documentation)
    return MarkupContent(MarkupKind.Markdown if markdown else MarkupKind.PlainText, "\n".join(lines).strip())


def _markdown(finding: Finding, rule: Rule, documentation: str) -> Iterator[str]:
    yield f"**{_escaped(finding.message)}**\n"
    yield f"{_escaped(rule.summary)}. {_escaped(rule.why)}\n"
    if example := _example(rule):
        yield from rule_examples.markdown(rule_pages.shown(example))
    yield f"[{rule.id}]({rule_address(rule, documentation)}) ({finding.level})"


def _plain(finding: Finding, rule: Rule, documentation: str) -> Iterator[str]:
    yield f"{visible(finding.message)}\n"
    yield f"{rule.summary}. {rule.why}\n"
    if example := _example(rule):
        yield f"- {visible(example.before or '')}"
        yield "" if example.after is None else f"+ {visible(example.after)}\n"
    yield f"{rule.id} ({finding.level}), {rule_address(rule, documentation)}"


def _example(rule: Rule) -> Example | None:
    """Return the first example of what a rule finds."""
    return next((one for one in rule.examples if one.before is not None), None)


def _escaped(text: str) -> str:
    """Return Markdown that shows a text; the fewest escapes, as some editors show the source."""
    return re.sub(r"([\\`*_\[\]<&])", r"\\\1", visible(text))
