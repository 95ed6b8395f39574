"""Edited prose stays as it is. Needs the corpora beside the checkout (`../shared/corpora`)."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import cleanup
from cleanup.detectors.encoding import kind, mojibake
from cleanup.text.segments import lines

CORPORA = Path(__file__).parent.parent.parent / "shared" / "corpora"


def texts(pattern: str) -> list[Path]:
    found = sorted(CORPORA.glob(pattern))
    if not found:
        reason = f"no corpora at {CORPORA}"
        pytest.fail(reason) if os.environ.get("CI") == "true" else pytest.skip(reason)
    return found


def test_the_three_longest_novels_pass_byte_identical() -> None:
    longest = sorted(texts("clean/en-fiction/*.txt"), key=lambda path: -path.stat().st_size)[:3]
    for path in longest:
        data = path.read_bytes()
        assert cleanup.fix(data.decode("utf-8")).encode() == data


@pytest.mark.parametrize("folder", ["clean", "dirty"])
def test_ftfy_would_change_nothing_in_the_alphabet_that_it_is_not_asked_about(folder: str) -> None:
    asked: set[str] = set()
    for path in texts(f"{folder}/**/*.txt"):
        text = path.read_text("utf-8", errors="replace")
        asked |= {text[line.start : line.end] for line in lines(text)}
    safe = [line for line in asked if not line.isascii() and not line.strip(kind.SAFE)]
    assert len(safe) > 200
    assert [line for line in safe if mojibake._decoded(line) != line] == []
