"""What opening the lexicon and looking up words costs, in seconds of the processor."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from cleanup.lexicon import Lexicon, lexicon

_OPENING = """
import time
import cleanup.lexicon
before = time.process_time()
cleanup.lexicon.lexicon("en").knows("word")
print(time.process_time() - before)
"""
_TRIES = 5


def measured(folder: Path) -> Iterator[str]:
    """Yield a line for each measurement, the best of some tries, with the words of all texts below a folder."""
    opening = [
        subprocess.run([sys.executable, "-c", _OPENING], capture_output=True, text=True, check=True)
        for _ in range(_TRIES)
    ]
    yield f"open, and look up a word: {min(float(done.stdout) for done in opening) * 1000:.2f} ms"
    found = lexicon("en")
    assert found is not None
    words = [
        word for path in sorted(folder.rglob("*.txt")) for word in re.findall(r"[^\W\d_]+", path.read_text("utf-8"))
    ]
    pairs = list(pairwise(words))
    for name in ("knows", "usual_case", "frequency", "word_classes", "lemmas"):
        yield f"{name}: {_rate(getattr(found, name), words):.2f} million words of running text a second"
    yield f"pair_count: {_rate(lambda pair: found.pair_count(*pair), pairs):.2f} million pairs a second"
    yield f"knows, not remembered: {_cold_rate(found, words):.2f} million a second"


def _rate(look_up: Callable[[Any], object], asked: list[Any]) -> float:
    best = float("inf")
    for _ in range(_TRIES):
        before = time.process_time()
        for one in asked:
            look_up(one)
        best = min(best, time.process_time() - before)
    return len(asked) / best / 1e6


def _cold_rate(found: Lexicon, words: list[str]) -> float:
    return _rate(found._find, words)
