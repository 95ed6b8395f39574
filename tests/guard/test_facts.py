"""What a change must leave as it is: numbers, names, negation, certainty, direction, addresses."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from cleanup.guard.facts import FACTS, is_repetition
from cleanup.guard.known import Known
from cleanup.model import MASK
from tests.guard.judging import only, versions

KEPT: Mapping[str, list[str]] = {
    "numbers": [
        "The bill came to 2,500 {crown|crowns}.",
        "It fell {on 3 May at|at on 3 May} noon.",
        "The forty {man|men} left.",
        "It costs {5 %|5%} more.",
        "A {twenty one|twenty-one} gun salute.",
    ],
    "negation": [
        "The plant is not {open|opened}.",
        "It {isn’t|is not} open.",
        "{No|Not one} plant is open.",
        "The road was {locked|closed}.",
    ],
    "modality": ["The dam {may|might} hold.", "The dam may {held|hold}.", "The road was {locked|closed}."],
    "direction": ["Prices {rised|rose}.", "Prices {rose|climbed}.", "The road was {locked|closed}."],
    "addresses": [
        "Write to {us|me} at a@example.org.",
        "See www.example.org {on|for} it.",
        "Dear %s, it {was|is} late.",
    ],
    "names": [
        "Mr Novak {open|opened} the fair.",
        "The {Bridge|bridge} fell.",
        "Reporters met {Novka|Novak} in May. Novak left.",
        "{It|He} left.",
        "It was a {Europe|European} plan.",
    ],
}
LOST: Mapping[str, list[str]] = {
    "numbers": [
        "The bill came to {2,500|2,600} crowns.",
        "The {forty|fifty} men left.",
        "It costs {5 %|5} more.",
        "It costs {£5|$5}.",
        "{Forty men|Men} left.",
        "It costs {5|five} crowns.",
    ],
    "negation": [
        "The plant is {not |}open.",
        "The plant is {|not }open.",
        "It {isn’t|is} open.",
        "She {denied|confirmed} it.",
        "He left {without|with} it.",
    ],
    "modality": [
        "The dam {may|will} hold.",
        "The dam {is|could be} safe.",
        "The {alleged |}thief left.",
        "They {must|can} go.",
    ],
    "direction": [
        "Prices {rose|fell}.",
        "The team {won|lost}.",
        "It opens {before|after} noon.",
        "{He|She} left.",
    ],
    "addresses": [
        "Write to {a@example.org|us}.",
        "See {www.example.org|the page} now.",
        "Thanks, {@desk|all}.",
        f"Run {{{MASK}|it}} now.",
        "Dear {%s|reader},",
    ],
    "names": [
        "Reporters met {Novak|Johnson} in May.",
        "Reporters met {Novak|the mayor} in May.",
        "The mayor, {|Anna Berg, }left.",
        "The ship sailed to {Oslo |}harbour.",
    ],
}


def test_every_fact_has_both() -> None:
    assert KEPT.keys() == LOST.keys() == FACTS.keys()


@pytest.mark.parametrize(("marked", "fact"), [(text, fact) for fact, texts in KEPT.items() for text in texts])
def test_a_fact_is_kept(marked: str, fact: str) -> None:
    assert FACTS[fact](only(marked), Known(versions(marked)[0]))


@pytest.mark.parametrize(("marked", "fact"), [(text, fact) for fact, texts in LOST.items() for text in texts])
def test_a_fact_is_lost(marked: str, fact: str) -> None:
    assert not FACTS[fact](only(marked), Known(versions(marked)[0]))


@pytest.mark.parametrize(
    ("marked", "repeated"),
    [
        ("It held and {held and |}held.", True),
        ("It held {held |}for years.", True),
        ("It was not {not |}open.", True),
        ("It was {not |}open.", False),
        ("The {old |}dam held.", False),
    ],
)
def test_a_repetition(marked: str, repeated: bool) -> None:
    assert is_repetition(only(marked)) is repeated
