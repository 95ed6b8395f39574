"""Stops inside a clause, orphan words, displaced adjectives: what stays comes before what changes."""

from __future__ import annotations

import pytest

from cleanup import library
from cleanup.engine import Engine
from cleanup.model import Level
from cleanup.readers import document
from tests.repairing import repaired

ENGINE = Engine(library.load().pick(["sentences"]).rules)

KEEP = {
    "times of day": "The shop opens at 7 a.m. on Monday.",
    "a Latin abbreviation": "Ito et al. found nothing.",
    "a company": "Keller Ltd. has denied it.",
    "a state in mid-sentence": "She lives in Washington, D.C. with her aunt.",
    "a particle after a title": "Dr. de la Rosa came. Gen. al-Amin left.",
    "a brand": "They met in Turin. adidas was there.",
    "a web address": "According to example.com the mayor left. See also hvg. hu for more.",
    "a list": "Steps: 1. open it, 2. close it.",
    "a speaker’s own words": "“And now?” asked the clerk. “nothing,” came the answer.",
    "one-word sentences": "We will win. Period. The answer was simple. Money.",
    "an ellipsis": "He waited... and waited.",
    "a name that is always small": "bell hooks wrote on love. bell hooks died in 2021.",
    "a writer of small letters": "we left. then we came back. it rained. nobody cared. so what. it ended.",
}
SAFE = {
    "between determiner and noun": ("They closed many. schools in May.", "They closed many schools in May."),
    "between adjective and noun": ("It was a large. crowd of men.", "It was a large crowd of men."),
    "before “of”": ("They sent a ship. of the line.", "They sent a ship of the line."),
    "before a clause that hangs": ("They will go. unless it rains.", "They will go unless it rains."),
    "before a quotation": ("They would go. “once the ice melts.”", "They would go “once the ice melts.”"),
    "a capital in a resumed quotation": (
        "“The ships in the bay” were late, he wrote, “Were sold long ago,” he said.",
        "“The ships in the bay” were late, he wrote, “were sold long ago,” he said.",
    ),
}
SUGGESTED = {
    "between two nouns": ("They raised interest. rates in May.", "They raised interest rates in May."),
    "before a preposition": ("They sent grain. into the north.", "They sent grain into the north."),
    "behind a word that announces": ("He did not say when. the ship left.", "He did not say when the ship left."),
    "a left-over word": ("They said in a note. released. Then they left.", "They said in a note. Then they left."),
    "an invented object": ("He used the tools. strikes as a reason.", "He used the strikes as a reason."),
    "a displaced adjective": ("Power lies with the army. Egyptian.", "Power lies with the Egyptian army."),
    "a relational adjective": ("They lost the elections. Municipal.", "They lost the municipal elections."),
    "a dangling link word": ("It failed because. The rain came.", "It failed because the rain came."),
    "a day": ("She came on. Friday with Ann.", "She came on Friday with Ann."),
}


def fixed(text: str, through: Level) -> str:
    return repaired(ENGINE, text, through)


@pytest.mark.parametrize("text", KEEP.values(), ids=KEEP)
def test_a_stop_that_belongs_there_gives_no_finding(text: str) -> None:
    assert ENGINE.plan(document(text)).findings == ()


@pytest.mark.parametrize(("before", "after"), SAFE.values(), ids=SAFE)
def test_what_has_one_repair_is_repaired(before: str, after: str) -> None:
    assert fixed(before, Level.SAFE) == after


@pytest.mark.parametrize(("before", "after"), SUGGESTED.values(), ids=SUGGESTED)
def test_what_most_editors_would_do_is_suggested(before: str, after: str) -> None:
    assert fixed(before, Level.SAFE) == before
    assert fixed(before, Level.SUGGESTED) == after


def test_a_lone_stop_in_a_long_text_is_only_suggested() -> None:
    text = "The sea was calm and the boats lay still in it. " * 400 + "They closed many. schools."
    assert [finding.level for finding in ENGINE.plan(document(text)).findings] == [Level.SUGGESTED]


def test_a_small_letter_that_may_begin_a_sentence_is_flagged_with_both_repairs() -> None:
    (finding,) = ENGINE.plan(document("The boats came back. they were full.")).findings
    assert finding.level is Level.FLAG
    assert [fix.title for fix in finding.fixes] == ["begin a sentence: “They”", "join the clause"]
