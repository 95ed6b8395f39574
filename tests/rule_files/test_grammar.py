"""Slips of grammar with one repair: what stays comes before what changes."""

from __future__ import annotations

import pytest

from cleanup.engine import loading
from cleanup.engine.engine import Engine
from tests.tables import Case, cases, check

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
FLAGGED = {
    "two articles": ("They sold the a mill by the river.", ("grammar/two-articles", "the a")),
    "have of one": ("It was old. It have stood there.", ("grammar/have-after-he", "have")),
    "a past after a modal": ("The miller would went home.", ("grammar/past-after-modal", "went")),
    "a past after did not": ("She did not took it.", ("grammar/past-after-modal", "took")),
    "a past after have": ("The miller has began to row.", ("grammar/past-after-have", "began")),
}


@pytest.mark.parametrize("case", cases(keep=KEEP, suggested=SUGGESTED, flagged=FLAGGED))
def test_texts(case: Case) -> None:
    check(ENGINE, case)
