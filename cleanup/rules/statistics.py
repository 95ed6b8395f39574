"""What each rule was measured to find in clean text: the proof of its level.

The figures are written by `python -m benchmarks.evaluate --write-figures`, which reads the project's test corpora of
edited prose (fiction, poetry, a play, news, speeches and Markdown in six languages); those of the rules of LanguageTool
by `python -m benchmarks.languagetool clean --write-figures`.
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
    """Those of the run that the rule took part in: the rules of LanguageTool have one of their own, on English."""
    own: dict[str, Any] = _figures()[_LANGUAGETOOL] if rule_id.startswith(f"{_LANGUAGETOOL}/") else _figures()
    return own


def clean_words(rule_id: str = "") -> int:
    """How many words of clean text were read, for a rule or for those that need nothing else."""
    return int(_figures_of(rule_id)["clean_words"])


def rules() -> tuple[str, ...]:
    """The ids of the rules that have a finding in them."""
    return (*_figures()["clean_findings"], *_figures()[_LANGUAGETOOL]["clean_findings"])


def clean_findings(rule_id: str) -> dict[str, int]:
    """How many findings a rule had in them, by level; empty for none."""
    return dict(_figures_of(rule_id)["clean_findings"].get(rule_id, {}))
