"""What each rule was measured to find in clean text: the proof of its level.

The figures are written by `python -m benchmarks.evaluate --write-figures`, which reads the project's test corpora of
edited prose (fiction, poetry, a play, news, speeches and Markdown in six languages).
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

_FILE = Path(__file__).parent / "data" / "measured.json"


@cache
def _figures() -> dict[str, Any]:
    figures: dict[str, Any] = json.loads(_FILE.read_text("utf-8"))
    return figures


def clean_words() -> int:
    """How many words of clean text were read."""
    return int(_figures()["clean_words"])


def rules() -> tuple[str, ...]:
    """The ids of the rules that have a finding in them."""
    return tuple(_figures()["clean_findings"])


def clean_findings(rule_id: str) -> dict[str, int]:
    """How many findings a rule had in them, by level; empty for none."""
    return dict(_figures()["clean_findings"].get(rule_id, {}))
