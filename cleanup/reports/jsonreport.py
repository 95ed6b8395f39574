"""The JSON report, version 1: offsets are code points in the original text, without its byte-order mark.

Written in ASCII, so that it survives any terminal, and file names of odd bytes come back from it unharmed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

from cleanup import readers
from cleanup.errors import CleanupError
from cleanup.model import Change, Finding, Plan, Rule
from cleanup.profile import detect_language
from cleanup.text import Lines

VERSION = 1


def render(
    plans: Iterable[Plan], rules: Mapping[str, Rule], errors: Iterable[CleanupError] = (), *, version: str
) -> str:
    """The report of some plans. `errors` are those of files that could not be read or written."""
    return dump(
        {
            "files": [_file(plan, rules) for plan in plans],
            "errors": [{"path": error.path, "message": _told(error)} for error in errors],
        },
        version,
    )


def dump(body: Mapping[str, Any], version: str) -> str:
    """A JSON text with the head that all of our JSON has: its version, and the tool's."""
    head = {"version": VERSION, "tool": {"name": "cleanup", "version": version}}
    return json.dumps({**head, **body}, indent=1)


def _file(plan: Plan, rules: Mapping[str, Rule]) -> dict[str, Any]:
    source = plan.document
    lines = Lines(source.text)
    return {
        "path": source.path,
        "sha256": hashlib.sha256(readers.write(source)).hexdigest(),
        "encoding": source.encoding,
        "language": source.language or detect_language(source.text),
        "findings": [_finding(finding, source.text, lines, rules) for finding in plan.findings],
        "changes": [_change(change) for change in plan.changes],
    }


def _finding(finding: Finding, text: str, lines: Lines, rules: Mapping[str, Rule]) -> dict[str, Any]:
    line, column = lines.locate(finding.span.start)
    return {
        "id": finding.id,
        "rule": finding.rule,
        "level": finding.level,
        "message": finding.message,
        "why": rules[finding.rule].why,
        "start": finding.span.start,
        "end": finding.span.end,
        "line": line,
        "column": column,
        "before": text[finding.span.start : finding.span.end],
        "fixes": [
            {
                "title": fix.title,
                "edits": [
                    {"start": edit.span.start, "end": edit.span.end, "replacement": edit.replacement}
                    for edit in fix.edits
                ],
            }
            for fix in finding.fixes
        ],
    }


def _change(change: Change) -> dict[str, Any]:
    return {
        "start": change.span.start,
        "end": change.span.end,
        "before": change.before,
        "after": change.after,
        "level": change.level,
        "findings": list(change.findings),
    }


def _told(error: CleanupError) -> str:
    """The message without the path, which stands beside it."""
    where = f"line {error.line}: " if error.line else ""
    return f"{where}{error.message}" + (f"; {error.hint}" if error.hint else "")
