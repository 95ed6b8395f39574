"""The phrases kind: whole words, case that follows, any blanks, the paragraph's own apostrophe."""

from __future__ import annotations

import pytest

from cleanup.detectors import PARAMS, phrases
from cleanup.engine.passes import made_ready
from cleanup.errors import RuleError
from cleanup.matching.view import View
from cleanup.model import Rule
from cleanup.rules.rule_file import parse


def rule(table: str, extra: str = "") -> Rule:
    source = (
        f"kind = 'phrases'\nsummary = 'A test'\nwhy = 'It is a test.'\nlevel = 'flag'\n{extra}\n[phrases]\n{table}\n"
        "[[examples]]\nbefore = 'x'\n"
    )
    return parse(source.encode(), "x.toml", "translation/x", PARAMS)


def made(text: str, *rules: Rule) -> list[tuple[str, list[str]]]:
    return [
        (text[f.span.start : f.span.end], [fix.edits[0].replacement for fix in f.fixes])
        for stage in made_ready(rules)
        for f in stage.findings(View(text))
    ]


TABLE = '"press wheel" = "press conference"\n"wheel" = []\n"lamb’s skin" = ["sheep’s skin", "hide"]'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a press wheel today", [("press wheel", ["press conference"])]),
        ("Press wheel today", [("Press wheel", ["Press conference"])]),
        ("A PRESS WHEEL", [("PRESS WHEEL", ["PRESS CONFERENCE"])]),
        ("a press\n  wheel", [("press\n  wheel", ["press conference"])]),
        ("a wheel", [("wheel", [])]),
        ("the wheels of express wheelmen", []),
        ("in lamb's skin", [("lamb's skin", ["sheep's skin", "hide"])]),
        ("in lamb’s skin, don't", [("lamb’s skin", ["sheep’s skin", "hide"])]),
        ("wheel press wheel", [("wheel", []), ("press wheel", ["press conference"])]),
        ("", []),
    ],
)
def test_what_is_found_and_written(text: str, expected: list[tuple[str, list[str]]]) -> None:
    assert made(text, rule(TABLE)) == expected


def test_exact_case_is_as_written() -> None:
    exact = rule('"Donau" = "Danube"', "case = 'exact'")
    assert made("Donau donau DONAU", exact) == [("Donau", ["Danube"])]


def test_the_longest_phrase_wins_across_rules() -> None:
    assert made("press wheel now", rule('"press" = "a"'), rule('"press wheel now" = "b"')) == [
        ("press wheel now", ["b"])
    ]


def test_a_phrase_begins_with_a_word() -> None:
    with pytest.raises(RuleError, match="does not begin with a word"):
        phrases.validate(rule('"% of" = "percent of"'))
