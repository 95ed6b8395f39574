"""What is said of a run."""

from __future__ import annotations

import pytest

from cleanup.cli.corpus import words


@pytest.mark.parametrize(
    ("done", "whole", "seconds", "line"),
    [
        (0, 1e6, 2, "0%  0 bytes/s"),
        (5e5, 1e6, 2, "50%  250.0 kB/s  2 s left"),
        (1e6, 1e9, 1, "0%  1.0 MB/s  17 min left"),
        (1e6, 1e12, 4, "0%  250.0 kB/s  1111 h 7 min left"),
        (0, 0, 0, "100%  0 bytes/s"),
    ],
)
def test_the_pace(done: float, whole: float, seconds: float, line: str) -> None:
    assert words.pace(done, whole, seconds) == line


@pytest.mark.parametrize(
    ("number", "shown"), [(0, "0 bytes"), (999, "999 bytes"), (1500, "1.5 kB"), (2e15, "2000.0 TB")]
)
def test_sizes(number: float, shown: str) -> None:
    assert words.size(number) == shown
