"""The kind `languagetool` by itself: a table of matches instead of a server."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from cleanup.detectors import PARAMS
from cleanup.documents.readers import document
from cleanup.engine import loading
from cleanup.engine.engine import Engine
from cleanup.errors import RuleError
from cleanup.languagetool.matches import Query, RuleMatch
from cleanup.model import Level, Plan
from cleanup.rules import rule_file
from cleanup.style.house_style import Style

HEAD = """
kind    = "languagetool"
summary = "A slip"
why     = "It slipped."
level   = "{level}"
rules   = ["SLIP"]
{keys}

[[examples]]
before = "x"

[[examples]]
keep   = "y"
"""


class Table:
    """Answers each text with the same matches, and remembers what it was asked."""

    def __init__(self, *matches: RuleMatch) -> None:
        self.matches = matches
        self.asked: list[tuple[str, Query]] = []

    def __call__(self, texts: Iterable[str], query: Query) -> Mapping[str, Sequence[RuleMatch]]:
        listed = list(texts)
        self.asked += [(text, query) for text in listed]
        return {text: [m for m in self.matches if m.end <= len(text)] for text in listed}


def rule(keys: str = "", level: str = "suggested", path: str = "languagetool/slip.toml") -> Any:
    source = HEAD.format(keys=keys, level=level).encode()
    return rule_file.parse(source, path, "languagetool/slip", PARAMS)


def planned(keys: str, text: str, *matches: RuleMatch, level: str = "suggested") -> Plan:
    engine = Engine([rule(keys, level)])
    return engine.plan(document(text), matcher=Table(*matches))


def found(keys: str, text: str, match: RuleMatch) -> bool:
    return bool(planned(keys, text, match).findings)


@pytest.mark.parametrize(
    ("keys", "text", "span", "agrees"),
    [
        ("", "the the sea", (0, 7), True),
        ('spans = [" ,"]', "sea , land", (3, 5), True),
        ('spans = [" ,"]', "sea ,,land", (3, 6), False),
        ('not = ["had had"]', "Had had it", (0, 7), False),
        ("one_line = true", "the\nthe sea", (0, 7), False),
        ("one_line = true", "the the sea", (0, 7), True),
        ("lower = true", "The the sea", (0, 7), False),
        ("pattern = '\\p{Lu}\\p{Ll}+'", "Sea", (0, 3), True),
        ("pattern = '\\p{Lu}\\p{Ll}+'", "SeA", (0, 3), False),
        ("left = 'a '", "a sea", (2, 5), True),
        ("left = 'a '", "ab sea", (3, 6), False),
        ("not_left = 'a '", "a sea", (2, 5), False),
        ("right = ' it'", "sea it", (0, 3), True),
        ("not_right = ' it'", "sea it", (0, 3), False),
        ('suggestions = "none"', "sea", (0, 3), False),
        ('suggestions = "some"', "sea", (0, 3), True),
        ('style = { spelling = "uk" }', "sea", (0, 3), False),
    ],
)
def test_a_match_counts_when_all_conditions_hold(keys: str, text: str, span: tuple[int, int], agrees: bool) -> None:
    assert found(keys, text, RuleMatch("SLIP", *span, ("y",))) == agrees


def test_the_style_of_the_document_counts() -> None:
    engine = Engine([rule('style = { spelling = "uk" }')])
    match = Table(RuleMatch("SLIP", 0, 3, ("y",)))
    assert engine.plan(document("sea"), style=Style(spelling="uk"), matcher=match).findings


@pytest.mark.parametrize(
    ("policy", "offered", "level", "after"),
    [
        ("single", ("an",), Level.SUGGESTED, ["an"]),
        ("single", ("an", "one"), Level.FLAG, []),
        ("first", ("an", "one"), Level.SUGGESTED, ["an", "one"]),
        ("never", ("an",), Level.FLAG, []),
        ("first", (), Level.FLAG, []),
    ],
)
def test_the_policy_says_which_suggestion_is_taken(
    policy: str, offered: tuple[str, ...], level: Level, after: list[str]
) -> None:
    (finding,) = planned(f'replace = "{policy}"', "so", RuleMatch("SLIP", 0, 2, offered)).findings
    assert (finding.level, [fix.edits[0].replacement for fix in finding.fixes]) == (level, after)


def test_a_suggestion_is_written_with_the_apostrophe_of_the_text() -> None:
    text = "It’s late and he dont care."
    (finding,) = planned("", text, RuleMatch("SLIP", 17, 21, ("don't",))).findings
    assert [edit.replacement for edit in finding.edits] == ["’"]


def test_without_a_matcher_the_rules_find_nothing() -> None:
    assert Engine([rule()]).plan(document("the the sea")).findings == ()


def test_exactly_the_rules_in_use_are_asked_for_in_the_language_of_the_text() -> None:
    table = Table()
    Engine([rule()]).plan(document("Some words."), matcher=table)
    Engine([rule()]).plan(document("Worte."), language="de", matcher=table)
    assert table.asked == [("Some words.", Query("en", ("SLIP",))), ("Worte.", Query("de", ("SLIP",)))]


def test_rules_of_another_language_are_not_asked_for() -> None:
    table = Table()
    Engine([rule('languages = ["fr"]')]).plan(document("Worte."), language="de", matcher=table)
    assert table.asked == []


def test_nothing_of_code_and_addresses_is_sent() -> None:
    table = Table()
    text = "See `a b`. It rains.\n\n    an code\n\nGo to https://example.org/a now. Stay.\n"
    Engine([rule()]).plan(document(text, "a.md"), matcher=table)
    assert [asked for asked, _ in table.asked] == ["It rains.", "Stay."]


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ("left = '('", "left: RE2 refuses it: missing ): ("),
        ('style = { spelin = "uk" }', "style: unknown key: 'spelin'; did you mean 'spelling'?"),
        ('not = ["Had had"]', "not: 'Had had'; write 'had had': case is ignored"),
        ('replace = "all"', "key 'replace': Invalid enum value 'all'; expected one of: first, single, never"),
    ],
)
def test_what_is_wrong_in_a_rule_file_is_said_with_its_line(keys: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "slip.toml"
    path.write_text(HEAD.format(keys=keys, level="flag"))
    with pytest.raises(RuleError) as error:
        loading.check_rule(rule(keys, "flag", str(path)))
    assert str(error.value).partition(said)[1] == said
    assert str(error.value).startswith(f"{path}:7: ")
