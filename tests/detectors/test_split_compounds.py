"""Compounds that a space splits at their hyphen: those that the text or the lexicon knows."""

from __future__ import annotations

import pytest

from cleanup.engine import loading
from cleanup.engine.engine import Engine
from tests.tables import Case, cases, check

ENGINE = Engine(loading.load(prove=False).pick(["spacing/at-hyphen-in-compound"]).rules)

KEEP = {
    "hyphens that hang": "They sold short- and long-term bonds to pre- or post-war mills.",
    "dashes": "The mill - well - known to all - burned, and the roof -a ruin- fell.",
    "words that make no compound": "The mill- baker came -before noon.",
}
SUGGESTED = {
    "a space behind": ("The well- known baker left.", "The well-known baker left."),
    "a space before": ("The so -called baker left.", "The so-called baker left."),
    "a compound of the text": (
        "The mill-owning baker met another mill -owning one.",
        "The mill-owning baker met another mill-owning one.",
    ),
}


@pytest.mark.parametrize("case", cases(keep=KEEP, suggested=SUGGESTED))
def test_texts(case: Case) -> None:
    check(ENGINE, case)
