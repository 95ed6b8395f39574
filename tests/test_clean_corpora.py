"""Edited prose stays as it is. Needs the corpora beside the checkout (`../shared/corpora`)."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import cleanup
from cleanup.model import Level
from cleanup.readers import read

CLEAN = Path(__file__).parent.parent.parent / "shared" / "corpora" / "clean"


def texts(pattern: str) -> list[Path]:
    found = sorted(CLEAN.glob(pattern))
    if not found:
        reason = f"no clean corpora at {CLEAN.parent}"
        pytest.fail(reason) if os.environ.get("CI") == "true" else pytest.skip(reason)
    return found


def test_the_three_longest_novels_pass_byte_identical() -> None:
    longest = sorted(texts("en-fiction/*.txt"), key=lambda path: -path.stat().st_size)[:3]
    for path in longest:
        data = path.read_bytes()
        assert cleanup.fix(data.decode("utf-8")).encode() == data


def test_safe_repairs_on_clean_text_are_the_known_true_ones() -> None:
    made = []
    for path in texts("**/*.txt"):
        plan = cleanup.plan(read(path.read_bytes(), str(path)).text)
        made += [(path.name, change.before, change.after) for change in plan.changes if change.level is Level.SAFE]
    assert made == []
