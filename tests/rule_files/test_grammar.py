"""Slips of grammar with one repair: what stays comes before what changes."""

from __future__ import annotations

import pytest

from cleanup.documents.readers import document
from cleanup.engine import loading
from cleanup.engine.engine import Engine
from cleanup.model import Level
from tests.repairing import repaired

NAMES = [
    "a-before-vowel", "an-before-consonant", "a-before-initialism", "an-before-initialism", "an-other",
    "this-with-plural", "double-comparative", "was-with-plural", "present-for-past", "past-for-base",
    "past-after-modal", "past-after-have", "past-after-to", "two-articles", "have-after-he",
]  # fmt: skip
ENGINE = Engine(loading.load(prove=False).pick([f"grammar/{name}" for name in NAMES]).rules)

KEEP = {
    "a sound of y": "A European union, a useful unit, a unanimous vote, a eulogy, a one-way street.",
    "a silent h": "An hour, an honest heir, an honour, an historic hotel.",
    "letters": "An FBI agent, a UN agency, a US ship, a NATO base, an MBA.",
    "numbers": "A 1,800-page book, a 10-year plan, an 80-year-old, an 18th birthday.",
    "the letter itself": "Vitamin A is good; plan a is bad.",
    "more of what is better": "They want more better schools.",
    "subjects of one": "Many a boat was lost. The news was good. Those who came were glad.",
    "a question": "Does it have a wheel? He has one.",
    "nouns behind a past tense": "It was red and then blues began.",
    "a main verb behind the purpose": "He went to Turin to buy and sold nothing.",
    "a clause that ends in an auxiliary": "All that she had began to sink.",
    "a verb in its place": "He would go; they did not take it; she has begun.",
}
SUGGESTED = {
    "a vowel": ("It was a old mill on a island.", "It was an old mill on an island."),
    "a consonant": ("It lay at an small quay.", "It lay at a small quay."),
    "a useful thing": ("It had an useful wheel.", "It had a useful wheel."),
    "letters with a vowel": ("She met a MP and a 80-year-old.", "She met an MP and an 80-year-old."),
    "letters with a consonant": ("She met an UN envoy.", "She met a UN envoy."),
    "another": ("They built an other mill.", "They built another mill."),
    "a week’s": ("It was in this weeks debate.", "It was in this week’s debate."),
    "a comparative": ("It is more better than before.", "It is better than before."),
    "a plural": ("Several boats was damaged.", "Several boats were damaged."),
    "a present": ("They arrested and then releases two men.", "They arrested and then released two men."),
    "a base": ("They bought and then sell the mill.", "They bought and then sold the mill."),
    "a past behind “to”": ("They want to buy and sold mills.", "They want to buy and sell mills."),
    "a past behind “decided to”": ("They decided to closed the mill.", "They decided to close the mill."),
}
FLAGGED = [
    "They sold the a mill by the river.",
    "It was old. It have stood there.",
    "The miller would went home.",
    "She did not took it.",
    "The miller has began to row.",
]


def fixed(text: str, through: Level) -> str:
    return repaired(ENGINE, text, through)


@pytest.mark.parametrize("text", KEEP.values(), ids=KEEP)
def test_what_is_right_gives_no_finding(text: str) -> None:
    assert ENGINE.plan(document(text)).findings == ()


@pytest.mark.parametrize(("before", "after"), SUGGESTED.values(), ids=SUGGESTED)
def test_what_most_editors_would_do_is_suggested(before: str, after: str) -> None:
    assert fixed(before, Level.SAFE) == before
    assert fixed(before, Level.SUGGESTED) == after


@pytest.mark.parametrize("text", FLAGGED)
def test_what_has_two_repairs_or_may_be_dialect_is_flagged(text: str) -> None:
    assert [finding.level for finding in ENGINE.plan(document(text)).findings] == [Level.FLAG]
