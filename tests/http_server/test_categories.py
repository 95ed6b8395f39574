"""The names and categories of rules: as clients of LanguageTool know them, and back."""

from __future__ import annotations

import re

from cleanup.engine import loading
from cleanup.http_server import categories
from cleanup.http_server.categories import RuleCategory
from cleanup.model import Level

#: The issue types of ITS 2.0, and the categories of LanguageTool that clients colour by.
ISSUE_TYPES = {
    "characters", "duplication", "formatting", "grammar", "inconsistency", "misspelling", "mistranslation", "numbers",
    "style", "typographical", "uncategorized", "untranslated", "whitespace",
}  # fmt: skip
CATEGORIES = {
    "CASING", "CONFUSED_WORDS", "GRAMMAR", "MISC", "PUNCTUATION", "REDUNDANCY", "SEMANTICS", "STYLE", "TYPOGRAPHY",
    "TYPOS",
}  # fmt: skip


def test_every_rule_has_an_id_and_a_category_of_languagetool() -> None:
    rules = loading.load().rules
    ids = [categories.public_id(rule.id) for rule in rules]
    assert len(set(ids)) == len(ids)
    assert [name for name in ids if not re.fullmatch("CLEANUP(_[A-Z0-9]+)+", name)] == []
    found = [categories.category(rule) for rule in rules]
    assert {one.issue_type for one in found} <= ISSUE_TYPES
    assert {one.id for one in found} <= CATEGORIES


def test_every_group_that_finds_anything_here_is_in_the_table() -> None:
    groups = {rule.id.partition("/")[0] for rule in loading.load().rules if rule.kind not in ("languagetool", "model")}
    assert {group for group in groups if group not in categories._GROUPS} == set()


def test_an_id_is_accepted_in_either_form() -> None:
    both = categories.canonical(["quotes/unclosed", "CLEANUP_QUOTES_UNCLOSED"])
    assert both == {"CLEANUP_QUOTES_UNCLOSED"}
    assert categories.canonical(["MORFOLOGIK_RULE_EN_US", "ünï/ç"]).isdisjoint(both)


def test_only_spelling_is_an_unknown_word_and_only_a_flag_a_hint() -> None:
    spelling, other = (
        RuleCategory("misspelling", "TYPOS", "Possible Typo"),
        RuleCategory("grammar", "GRAMMAR", "Grammar"),
    )
    assert categories.type_name(spelling, Level.FLAG) == "UnknownWord"
    assert categories.type_name(other, Level.FLAG) == "Hint"
    assert categories.type_name(other, Level.SAFE) == "Other"
