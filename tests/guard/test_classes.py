"""The class of a change: what a proofreader would call it."""

from __future__ import annotations

import pytest

from cleanup.guard.classes import CLASSES, are_forms, class_of, distance
from tests.guard.judging import made

OF_CLASS = {
    "space": [
        "The tram stops {every where|everywhere}.",
        "The keys are {  |}here.",
        "Work {onthe|on the} bridge began.",
        "It held{ ,|,} they say.",
        "The river{\n| }fell.",
        "A {never-ending|never- ending} story.",
    ],
    "boilerplate": [
        "The river fell.{ Sign up for our newsletter.|}",
        "{Read more about the dam here. |}The river fell.",
        "The river fell.{ Share this with your friends.|} Boats sailed.",
        "The river fell.\n{Photo by the press office\n|}Boats sailed.",
    ],
    "case": [
        "The new {Bridge|bridge} fell.",
        "{the|The} dam held.",
        "The {old Bridge|Old bridge} fell.",
    ],
    "quotation": [
        "He called it “a {gift.|gift.”}",
        "{„|“}It held,” he said.",
        '{"|“}It held,{"|”} he said.',
        "It{'|’}s late.",
    ],
    "dash": ["The mill {-|–} the last {-|–} burned.", "The mill {--|–} the last.", "The {pro-fessor|professor} left."],
    "punctuation": [
        "He says{,|} that it held.",
        "The farm, which she bought{|,} is closed.",
        "The dam held{|.}",
        "The road is closed{..|.} Take the bridge.",
        "Is it late{.|?}",
        "“It {held.” he|held,” he} said.",
        "It held{, it|. It} was old.",
    ],
    "order": [
        "The firm will {next year open a plant|open a plant next year}.",
        "Nobody knows when {will the bridge|the bridge will} open.",
    ],
    "article": ["He works as {|a }nurse.", "{The|A} dam held.", "Life in {the|} spring.", "She met {a|an} heir."],
    "preposition": ["It depends {from|on} rain.", "He listened {|to }the choir.", "She married {with|} a baker."],
    "pronoun": ["The engineers, {which|who} built it, left.", "The bridge lost {his|its} railing."],
    "auxiliary": ["The road {were|was} closed.", "She {is|has} lived here.", "They {|have }lived here."],
    "inflection": [
        "The workers {repairs|repair} it.",
        "Two {woman|women} left.",
        "It was {wrote|written} by a child.",
        "The {mayor|mayor’s} office is open.",
        "The wind was {strong|stronger} than before.",
    ],
    "spelling": [
        "The {goverment|government} fell.",
        "They {recieved|received} it.",
        "The {pro fessor|Professor} left.",
    ],
    "missing-word": [
        "The choir {|sang }until dawn.",
        "She {|lost }control.",
        "They flew home after {|losing }the final.",
    ],
    "extra-word": ["The price of bread {cost |}rose.", "The ferry {ship |}sails."],
    "word-choice": ["The road was {locked|closed}.", "They hired {persons of service|members of staff}."],
}


def test_every_class_has_its_changes() -> None:
    assert OF_CLASS.keys() == CLASSES.keys()


@pytest.mark.parametrize(("marked", "name"), [(marked, name) for name, listed in OF_CLASS.items() for marked in listed])
def test_a_change_has_its_class(marked: str, name: str) -> None:
    assert {class_of(change) for change in made(marked)} == {name}


@pytest.mark.parametrize(
    ("one", "other", "limit", "apart"),
    [
        ("dam", "dam", 2, 0),
        ("dam", "dams", 2, 1),
        ("form", "from", 2, 1),
        ("goverment", "government", 2, 1),
        ("recieved", "received", 2, 1),
        ("mill", "closed", 2, 3),
        ("locked", "closed", 5, 3),
        ("a", "abcdef", 2, 3),
        ("", "ab", 2, 2),
    ],
)
def test_distance(one: str, other: str, limit: int, apart: int) -> None:
    assert distance(one, other, limit) == distance(other, one, limit) == apart


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("repair", "repairs"),
        ("carry", "carried"),
        ("stop", "stopped"),
        ("write", "written"),
        ("wrote", "writing"),
        ("is", "were"),
        ("woman", "women"),
        ("good", "best"),
        ("mayor", "mayor’s"),
        ("Run", "runs"),
    ],
)
def test_forms_of_one_word(one: str, other: str) -> None:
    assert are_forms(one, other)
    assert are_forms(other, one)


@pytest.mark.parametrize(
    ("one", "other"), [("form", "from"), ("dam", "dim"), ("closed", "locked"), ("lie", "die"), ("as", "a")]
)
def test_words_that_only_look_alike(one: str, other: str) -> None:
    assert not are_forms(one, other)
    assert not are_forms(other, one)
