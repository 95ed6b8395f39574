"""Findings as diagnostics of the protocol."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from lsprotocol.types import CodeDescription, Diagnostic, DiagnosticSeverity, DiagnosticTag, Position, Range

from cleanup.errors import CleanupError
from cleanup.language_server.client_settings import ClientSettings
from cleanup.language_server.positions import PositionIndex
from cleanup.model import Finding, Rule
from cleanup.reports import rule_pages

#: The name under which an editor shows our diagnostics.
SOURCE = "cleanup"

#: A column behind the end of any line, the largest that the protocol knows.
_LINE_END = 2**31 - 1

#: The group of rules that find what does not belong to the text.
_UNNECESSARY = "boilerplate"


def shown(findings: Iterable[Finding], settings: ClientSettings) -> list[Finding]:
    """Return the findings that an editor is to show."""
    return [finding for finding in findings if settings.severity.of(finding.level) is not None]


def diagnostic(
    finding: Finding, index: PositionIndex, rules: Mapping[str, Rule], settings: ClientSettings, *, tags: bool
) -> Diagnostic:
    """Return the diagnostic of a finding; `tags` says whether the editor knows tags."""
    unnecessary = tags and finding.rule.partition("/")[0] == _UNNECESSARY
    return Diagnostic(
        range=index.range(finding.span),
        message=finding.message,
        severity=settings.severity.of(finding.level),
        code=finding.rule,
        code_description=CodeDescription(rule_address(rules[finding.rule], settings.documentation)),
        source=SOURCE,
        tags=[DiagnosticTag.Unnecessary] if unnecessary else None,
        data=finding.id,
    )


def problem_diagnostic(problem: CleanupError, index: PositionIndex) -> Diagnostic:
    """Return the diagnostic of what keeps a text from being checked, at its line or the first one."""
    start = Position(max(0, problem.line - 1), 0)
    end = index.position(index.offset(Position(start.line, _LINE_END)))
    return Diagnostic(Range(start, end), problem.message, severity=DiagnosticSeverity.Error, source=SOURCE)


def rule_address(rule: Rule, documentation: str = "") -> str:
    """Return the address of the page of a rule: its own, that on the documentation site, or that of its file."""
    if rule.url:
        return rule.url
    if documentation and rule_pages.is_builtin(rule):
        return f"{documentation.rstrip('/')}/{rule_pages.address(rule.id)}"
    return _file_address(rule.path)


@cache
def _file_address(path: str) -> str:
    return Path(path).absolute().as_uri()
