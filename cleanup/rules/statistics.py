"""What each rule finds in clean text: the evidence for its level.

`python -m benchmarks.evaluate --write-figures` writes the figures; it reads the project's test corpora of edited prose
(fiction, poetry, a play, news, speeches and Markdown in six languages). The figures of the LanguageTool rules are
written by `python -m benchmarks.languagetool clean --write-figures`.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

_LANGUAGETOOL = "languagetool"
_FILE = Path(__file__).with_name("measured.json")


@cache
def _figures() -> dict[str, Any]:
    figures: dict[str, Any] = json.loads(_FILE.read_text("utf-8"))
    return figures


def _figures_of(rule_id: str) -> dict[str, Any]:
    """Return the figures of the run that includes the rule: the LanguageTool rules have a run of their own, on
    English.
    """
    own: dict[str, Any] = _figures()[_LANGUAGETOOL] if rule_id.startswith(f"{_LANGUAGETOOL}/") else _figures()
    return own


def clean_words(rule_id: str = "") -> int:
    """Return how many words of clean text were read, for a rule, or for all rules except those of LanguageTool."""
    return int(_figures_of(rule_id)["clean_words"])


def rules() -> tuple[str, ...]:
    """Return the ids of the rules with findings in clean text."""
    return (*_figures()["clean_findings"], *_figures()[_LANGUAGETOOL]["clean_findings"])


def clean_findings(rule_id: str) -> dict[str, int]:
    """Return how many findings a rule has in clean text, by level; empty if none."""
    return dict(_figures_of(rule_id)["clean_findings"].get(rule_id, {}))
