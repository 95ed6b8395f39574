"""The table of usages: it agrees with the conventions, and a language is a row of it and its rule files."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path

import pytest

from cleanup.detectors import KINDS
from cleanup.detectors.quotation_marks.reading import read
from cleanup.detectors.quotation_marks.roles import Role
from cleanup.detectors.quotation_marks.usages import (
    ENGLISH,
    FRENCH,
    FRENCH_CURLY,
    GERMAN,
    GERMAN_GUILLEMETS,
    SWISS,
    USAGES,
    Marks,
    Usage,
    usage_of,
)
from cleanup.engine import examples
from cleanup.errors import RuleError
from cleanup.languages.quotation import CONVENTIONS, is_right
from cleanup.model import Rule
from cleanup.rules import rule_file
from cleanup.text.segments import paragraphs

ROOT = Path(__file__).parents[3]
POLISH = Usage(Marks("„", "”", '"', borrowed="“"), Marks("«", "»"))
POLISH_RULE = """
kind      = "quotes"
report    = "direction"
summary   = "A Polish quotation mark that faces the wrong way"
why       = "The mark was mistaken for the other one of its pair."
level     = "suggested"
languages = ["pl"]
allow     = ["punctuation"]

[[examples]]
before = 'Nazwał to „małym krokiem„ i wyszedł.'
after  = 'Nazwał to „małym krokiem” i wyszedł.'

[[examples]]
before = 'Nazwał to „małym krokiem“ i wyszedł.'
after  = 'Nazwał to „małym krokiem” i wyszedł.'

[[examples]]
keep   = 'Odparła: „Słowo «spóźnia» niczego mi nie wyjaśnia!”'
"""
SECTION = re.search(
    r"^### A language for quotation marks\n(.*?)^### ", (ROOT / "CONTRIBUTING.md").read_text("utf-8"), re.M | re.S
)


def parsed(source: str) -> Rule:
    kinds = {name: kind.params for name, kind in KINDS.items()}
    rule = rule_file.parse(source.encode(), "direction.toml", "quotes/direction", kinds)
    KINDS[rule.kind].validate(rule)
    return rule


def shown(language: str) -> str:
    """The block of a language that the section of CONTRIBUTING shows."""
    assert SECTION is not None
    (block,) = re.findall(rf"^ +```{language}\n(.*?)^ +```$", SECTION[1], re.M | re.S)
    return textwrap.dedent(block)


def test_a_language_is_a_row_and_a_rule_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(USAGES, "pl", (POLISH,))
    examples.verify(parsed(POLISH_RULE))


def test_the_row_and_the_rule_that_contributing_shows_work(monkeypatch: pytest.MonkeyPatch) -> None:
    row = eval(f"{{{shown('python')}}}", {"Usage": Usage, "Marks": Marks})
    assert [is_right("it", usage.outer.opening, usage.outer.closing) for usage in row["it"]] == [True, True]
    monkeypatch.setitem(USAGES, "it", row["it"])
    examples.verify(parsed(shown("toml")))


def test_a_rule_for_a_language_that_is_not_read_is_refused() -> None:
    with pytest.raises(RuleError, match="is for one language") as error:
        parsed(POLISH_RULE)
    assert error.value.hint == 'languages = ["…"] with one of: de, en, fr'


def test_a_usage_given_to_the_reader_is_all_that_it_needs() -> None:
    text = "Odparła: „Słowo «spóźnia» nic mi nie mówi„ i wyszła."
    result = read(text, list(paragraphs(text)), POLISH)
    assert [(one.mark.glyph, one.role) for one in result.readings] == [
        ("„", Role.OPEN),
        ("«", Role.OPEN),
        ("»", Role.CLOSE),
        ("„", Role.CLOSE),
    ]


@pytest.mark.parametrize("language", USAGES)
def test_the_marks_are_those_of_the_conventions(language: str) -> None:
    assert language in CONVENTIONS
    for usage in USAGES[language]:
        assert is_right(language, usage.outer.opening, usage.outer.closing)
        assert not usage.inner.every or is_right(language, usage.inner.opening, usage.inner.closing)


@pytest.mark.parametrize(
    "usage", [usage for usages in USAGES.values() for usage in usages], ids=lambda usage: usage.every
)
def test_a_mark_has_one_level_and_apostrophes_are_of_the_inner_one(usage: Usage) -> None:
    assert len(set(usage.every)) == len(usage.every)
    assert set(usage.apostrophes) <= set(usage.inner.every)
    assert not set(usage.every) & set(usage.foreign)


@pytest.mark.parametrize(
    ("language", "text", "usage"),
    [
        ("de", "Er las „Die Räuber“.", GERMAN),
        ("de", "»Ja«, sagte er, „nein“ sie. »Nun gut.«", GERMAN_GUILLEMETS),
        ("de", "«Ja», sagte er. «Nun gut.»", SWISS),
        ("de", "Er las nichts.", GERMAN),
        ("en", "«Yes», he said.", ENGLISH),
        ("fr", "« Oui », dit-il.", FRENCH),
        ("fr", "“Oui”, dit-il.", FRENCH_CURLY),
    ],
)
def test_a_text_follows_the_usage_of_most_of_its_marks(language: str, text: str, usage: Usage) -> None:
    assert usage_of(language, text) == usage
