"""SARIF 2.1.0, the format in which code scanning services read the results of static analysis.

Lines and columns are counted from 1, columns in code points, ends excluded. Paths are URIs; relative ones stay
relative.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from cleanup.errors import CleanupError
from cleanup.model import Finding, Fix, Level, Plan, Rule, Span
from cleanup.reports.text import inert_json, told
from cleanup.text.segments import Lines

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LEVELS = {Level.SAFE: "error", Level.SUGGESTED: "warning", Level.FLAG: "note"}

#: The name of our fingerprint: the id of a finding, and the version of its definition.
FINGERPRINT = "cleanupFinding/v1"


def render(
    plans: Sequence[Plan], rules: Mapping[str, Rule], errors: Sequence[CleanupError] = (), *, version: str
) -> str:
    """Return a log of one run, in ASCII."""
    found = sorted({finding.rule for plan in plans for finding in plan.findings})
    numbers = {rule_id: number for number, rule_id in enumerate(found)}
    run = {
        "tool": {
            "driver": {"name": "cleanup", "version": version, "rules": [_rule(rules[rule_id]) for rule_id in found]}
        },
        "columnKind": "unicodeCodePoints",
        "newlineSequences": ["\r\n", "\n", "\r"],
        "invocations": [{"executionSuccessful": not errors, "toolExecutionNotifications": [*map(_notice, errors)]}],
        "artifacts": [_artifact(plan) for plan in plans],
        "results": [result for plan in plans for result in _results(plan, numbers)],
    }
    return inert_json(json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=1))


def _rule(rule: Rule) -> dict[str, Any]:
    examples = [
        f"- `{example.before}` becomes `{example.after}`"
        for example in rule.examples
        if example.before is not None and example.after is not None
    ]
    help_ = {"text": rule.why, "markdown": "\n".join([rule.why, "", *examples])}
    return {
        "id": rule.id,
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": rule.why},
        "help": help_,
        **({"helpUri": rule.url} if rule.url else {}),
        "defaultConfiguration": {"level": LEVELS[rule.level]},
        "properties": {"tags": [rule.id.partition("/")[0]]},
    }


def _artifact(plan: Plan) -> dict[str, Any]:
    return {"location": {"uri": _uri(plan.document.path)}, "encoding": plan.document.encoding}


def _notice(error: CleanupError) -> dict[str, Any]:
    region = {"region": {"startLine": error.line}} if error.line else {}
    place = {"artifactLocation": {"uri": _uri(error.path)}, **region}
    where = {"locations": [{"physicalLocation": place}]} if error.path else {}
    hint = f"; {error.hint}" if error.hint else ""
    return {"level": "error", "message": {"text": f"{error.message}{hint}"}, **where}


def _results(plan: Plan, numbers: Mapping[str, int]) -> Iterable[dict[str, Any]]:
    place = Lines(plan.document.text)
    location = {"uri": _uri(plan.document.path)}
    for finding in plan.findings:
        region = {**_region(finding.span, place), "snippet": {"text": _text(plan, finding)}}
        result: dict[str, Any] = {
            "ruleId": finding.rule,
            "ruleIndex": numbers[finding.rule],
            "level": LEVELS[finding.level],
            "message": {"text": told(finding)},
            "locations": [{"physicalLocation": {"artifactLocation": location, "region": region}}],
            "partialFingerprints": {FINGERPRINT: finding.id},
            "properties": {"level": finding.level.value},
        }
        if finding.fixes:
            result["fixes"] = [_fix(fix, location, place) for fix in finding.fixes]
        yield result


def _text(plan: Plan, finding: Finding) -> str:
    return plan.document.text[finding.span.start : finding.span.end]


def _fix(fix: Fix, location: Mapping[str, str], place: Lines) -> dict[str, Any]:
    replacements = [
        {"deletedRegion": _region(edit.span, place), "insertedContent": {"text": edit.replacement}}
        for edit in fix.edits
    ]
    return {
        "description": {"text": fix.title},
        "artifactChanges": [{"artifactLocation": location, "replacements": replacements}],
    }


def _region(span: Span, place: Lines) -> dict[str, int]:
    (line, column), (last, end) = place.locate(span.start), place.locate(span.end)
    return {"startLine": line, "startColumn": column, "endLine": last, "endColumn": end}


def _uri(path: str) -> str:
    """Return a path as a URI: relative paths stay relative; bytes that are not UTF-8 are kept."""
    if Path(path).is_absolute():
        return Path(path).as_uri()
    return quote(os.fsencode(Path(path).as_posix()))
