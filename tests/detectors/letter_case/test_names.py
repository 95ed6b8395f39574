"""Names in lowercase: what stays comes before what changes."""

from __future__ import annotations

import pytest

from cleanup.engine import loading
from cleanup.engine.engine import Engine
from tests.tables import Case, cases, check

ENGINE = Engine(loading.load(prove=False).pick(["consistency/lowercase-name"]).rules)

KEEP = {
    "addresses and tags": "They asked Paul. Write to paul@mill.example, see paul.example, #paul and /home/paul/mill.",
    "words that are also names": "They asked Bill and Mark. The bill made a mark, and the rose was for Rose.",
    "a name that is mostly small": "paul went with paul, and they said that Paul was late.",
    "a name that only begins a sentence": "Paul went. He was called paul.",
}
SUGGESTED = {
    "a given name": ("They asked Paul, but paul was late.", "They asked Paul, but Paul was late."),
    "a full name": (
        "They asked Peter Jackson, but peter jackson was late.",
        "They asked Peter Jackson, but Peter Jackson was late.",
    ),
    "a possessive": ("They left Tokyo, and tokyo’s trains ran late.", "They left Tokyo, and Tokyo’s trains ran late."),
}


@pytest.mark.parametrize("case", cases(keep=KEEP, suggested=SUGGESTED))
def test_texts(case: Case) -> None:
    check(ENGINE, case)
