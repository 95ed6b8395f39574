"""Verbs in a form that the word before them does not take, and adjectives for adverbs."""

from __future__ import annotations

import pytest

from tests.tables import Case, cases, check, engine

ENGINE = engine(
    "grammar",
    "base-for-participle missing-to to-after-let past-after-to-of-verb base-after-preposition adjective-for-adverb",
)

KEEP = {
    "what somebody does": "What they do is provide bread. All he did was build it by hand.",
    "a participle like the base": "They have become old, and the race was run in May.",
    "a noun": "He left without pay, came by boat the next day and was able to work for hire.",
    "a preposition “to”": "What he wanted to came to nothing. They belong to no one.",
    "a gift": "They made him a present to remember. She let them to a friend.",
    "adjectives behind verbs": "He felt cold, stayed silent and died young. They think different.",
    "two adjectives": "It was a large old mill, and it is political.",
}
SUGGESTED = {
    "participles": ("It was build in May and is know for bread.", "It was built in May and is known for bread."),
    "perfect": ("The study has show that it works.", "The study has shown that it works."),
    "a missing “to”": ("He was not able provide bread.", "He was not able to provide bread."),
    "a surplus “to”": ("They let him to go.", "They let him go."),
    "past for base": ("They decided to went home.", "They decided to go home."),
    "gerunds": (
        "Without pay the bill, he left. We look forward to meet them.",
        "Without paying the bill, he left. We look forward to meeting them.",
    ),
    "infinitives": (
        "After to leave the mill, he slept. He enjoys to go.",
        "After leaving the mill, he slept. He enjoys going.",
    ),
    "a list of examples": ("Use words like start recording.", "Use words like starting recording."),
    "adverbs": (
        "It is extreme important to act. They played very good in May.",
        "It is extremely important to act. They played very well in May.",
    ),
}


@pytest.mark.parametrize("case", cases(keep=KEEP, suggested=SUGGESTED))
def test_texts(case: Case) -> None:
    check(ENGINE, case)
