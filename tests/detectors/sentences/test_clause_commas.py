"""Commas between clauses: the seam is where a second subject and its verb begin, and the text shows its habit."""

from __future__ import annotations

import pytest

from cleanup.engine import loading
from cleanup.engine.engine import Engine
from tests.tables import Case, cases, check

_NAMES = ["missing-comma-between-clauses", "missing-comma-after-opening"]
ENGINE = Engine(loading.load().pick([f"punctuation/{name}" for name in _NAMES]).rules)

_SET = "It rained, and we stayed. She sang, and he danced. The hall was cold, and nobody came. "
_OPEN = "If it rains, we stay. When it snows, we ski. Although it was late, they sang. "
_SHORT = "In May, it rained. In June, it snowed. In July, we left. In winter, they slept. "
_NONE = "The mill was old and it was sold. " * 5

KEEP = {
    "a text that sets no comma": _NONE,
    "a verb of the same subject": f"{_SET}He sold the mill and moved to the town.",
    "two objects": f"{_SET}He sold the mill and the house that was beside it.",
    "a clause that both hang on": f"{_SET}She said the boat was old and the sails were torn.",
    "a purpose": f"{_SET}He sold the mill so he could move to the town.",
    "two subjects of one verb": f"{_SET}The cat and the dog were asleep.",
    "a relative clause without a pronoun": f"{_OPEN}If the man you saw was old, it was Peter.",
    "an object": f"{_OPEN}When he saw the things they wanted, he left.",
    "a short phrase without proof": "In May it rained.",
    "an inversion": f"{_SHORT}In the garden stood a tree.",
}
SUGGESTED = {
    "two clauses": (
        f"{_SET}The harvest was poor and the farmers have asked for help.",
        f"{_SET}The harvest was poor, and the farmers have asked for help.",
    ),
    "a clause behind a phrase": (
        f"{_SET}However, the storm is over and they will be back.",
        f"{_SET}However, the storm is over, and they will be back.",
    ),
    "a clause that opens the sentence": (
        f"{_OPEN}When the train arrived the passengers were cold.",
        f"{_OPEN}When the train arrived, the passengers were cold.",
    ),
    "before a pronoun": (
        f"{_OPEN}As soon as the permit was granted he started the work.",
        f"{_OPEN}As soon as the permit was granted, he started the work.",
    ),
}
FLAGGED = {
    "a clause in a text without proof": (
        "If the weather stays dry we will finish the roof.",
        ("punctuation/missing-comma-after-opening", "dry"),
    ),
    "a long phrase": (
        "According to the police the driver was not hurt.",
        ("punctuation/missing-comma-after-opening", "police"),
    ),
    "a short phrase where the text sets commas": (
        f"{_SHORT}In autumn we came back.",
        ("punctuation/missing-comma-after-opening", "autumn"),
    ),
    "two clauses where the text sets one comma": (
        "It rained, and we stayed. The mill was old and it was sold.",
        ("punctuation/missing-comma-between-clauses", "old"),
    ),
}


@pytest.mark.parametrize("case", cases(keep=KEEP, suggested=SUGGESTED, flagged=FLAGGED))
def test_texts(case: Case) -> None:
    check(ENGINE, case)
