"""Checkstyle XML, which many build servers and review tools read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from xml.etree import ElementTree as ET

from cleanup.errors import CleanupError
from cleanup.model import Level, Plan, Rule
from cleanup.reports.text import inert_xml, told, visible
from cleanup.text.segments import Lines

SEVERITIES = {Level.SAFE: "error", Level.SUGGESTED: "warning", Level.FLAG: "info"}


def render(
    plans: Sequence[Plan], _rules: Mapping[str, Rule], errors: Sequence[CleanupError] = (), *, version: str
) -> str:
    """Return one document: a `file` element for each file with findings or errors, columns in code points.

    `visible` escapes all that XML 1.0 cannot contain.
    """
    root = ET.Element("checkstyle", version=version)
    for plan in plans:
        if plan.findings:
            root.append(_file(plan))
    for error in errors:
        entry = ET.SubElement(root, "file", name=visible(error.path))
        facts = {"severity": "error", "source": "cleanup", "message": visible(error.message)}
        ET.SubElement(entry, "error", {"line": str(error.line or 1), **facts})
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + inert_xml(ET.tostring(root, encoding="unicode"))


def _file(plan: Plan) -> ET.Element:
    entry = ET.Element("file", name=visible(plan.document.path))
    place = Lines(plan.document.text)
    for finding in plan.findings:
        line, column = place.locate(finding.span.start)
        facts = {
            "line": str(line),
            "column": str(column),
            "severity": SEVERITIES[finding.level],
            "message": visible(told(finding)),
            "source": f"cleanup.{finding.rule.replace('/', '.')}",
        }
        ET.SubElement(entry, "error", facts)
    return entry
