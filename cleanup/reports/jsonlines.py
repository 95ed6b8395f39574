"""Findings as JSON Lines: one ASCII object for each finding, as in the JSON report, with the path of its file."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

import msgspec

from cleanup.model import Plan, Rule
from cleanup.reports.jsonreport import entries
from cleanup.reports.text import inert_json


def lines(plan: Plan, rules: Mapping[str, Rule]) -> Iterator[str]:
    """Yield the findings of one file."""
    for entry in entries(plan, rules):
        yield inert_json(json.dumps({"path": plan.document.path, **msgspec.to_builtins(entry)}))
