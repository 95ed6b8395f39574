"""Clauses: a subject and its finite verb, by the classes of words."""

from __future__ import annotations

import pytest

from cleanup.detectors.sentences import clause_reading as reading


@pytest.mark.parametrize(
    "words",
    [
        "it closes at six",
        "they also know that",
        "we won’t go",
        "the new one has four lanes",
        "the offers of the firm are good",
        "the jam of the decades offers a chance",
        "nobody in the ministry wants to explain it",
        "it’s late",
    ],
)
def test_a_clause_begins(words: str) -> None:
    assert reading.begins_clause(words.split())


@pytest.mark.parametrize(
    "words",
    [
        "the house that was sold",
        "the cat and the dog were old",
        "him to leave",
        "the durability of the dishes. The pan",
    ],
)
def test_no_clause_begins(words: str) -> None:
    assert not reading.begins_clause(words.split())


def test_a_participle_is_a_verb_only_where_one_must_follow() -> None:
    words = ["the", "younger", "children", "danced"]
    assert not reading.begins_clause(words)
    assert reading.begins_clause(words, loose=True)


def test_a_clause_without_a_pronoun_has_a_verb_of_its_own() -> None:
    assert not reading.has_one_verb(["they", "wanted", "he", "left"]) or not reading.has_one_verb(
        ["it", "had", "was", "old"]
    )
    assert reading.has_one_verb(["many", "people", "have", "left", "the", "town"])


def test_what_hangs() -> None:
    assert reading.hangs(["he", "waited", "until", "it", "rained"])
    assert not reading.hangs(["he", "waited", "until", "May"])


def test_a_whole_clause() -> None:
    assert reading.is_clause(["Prices", "have", "doubled", "since", "May"])
    assert not reading.is_clause(["When", "prices", "rise"])
    assert not reading.is_clause(["She", "said", "the", "boat", "was", "old"])


def test_the_sentence_before_a_place() -> None:
    text = "It was late. Mr. Moreau went home, and"
    span = reading.before(text, len(text))
    assert span is not None
    assert text[span.start : span.end] == "Mr. Moreau went home, and"
    assert reading.before("He said: no", 11) is None


def test_other_tests_of_words() -> None:
    assert reading.takes_clause("thinks")
    assert not reading.takes_clause("runs")
    assert reading.is_adverb("quickly")
    assert not reading.is_adverb("family")
    assert reading.is_subject("Peter")
    assert not reading.is_subject("Behind")
    assert reading.may_be_finite("stays")
    assert reading.surely_finite("rejected", "the")
    assert not reading.surely_finite("rejected", "by")
    assert "noun" in reading.classes("mill")
    assert "verb-base" in reading.forms("take")
    assert reading.tokens("a b, c.") == ["a", "b,", "c."]
