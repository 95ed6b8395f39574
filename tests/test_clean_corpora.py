"""Edited prose stays as it is. Needs the corpora beside the checkout (`../shared/corpora`)."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import cleanup

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
