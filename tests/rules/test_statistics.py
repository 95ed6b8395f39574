"""The figures that stand behind the levels."""

from __future__ import annotations

from cleanup.detectors import PARAMS
from cleanup.model import Level
from cleanup.rules import registry, statistics

RULES = {rule.id: rule for rule in registry.load(PARAMS).rules}


def test_levels_rest_on_enough_clean_text() -> None:
    assert statistics.clean_words() >= 400_000


def test_figures_are_of_rules_that_exist_and_of_levels_they_may_have() -> None:
    found = {rule_id: statistics.clean_findings(rule_id) for rule_id in statistics.rules()}
    assert [rule_id for rule_id in found if rule_id not in RULES] == []
    assert [
        (rule_id, level)
        for rule_id, levels in found.items()
        for level in levels
        if Level(level).rank < RULES[rule_id].level.rank
    ] == []


def test_the_rules_of_languagetool_rest_on_a_run_with_it() -> None:
    assert statistics.clean_words("languagetool/a-or-an") >= 100_000


def test_a_rule_that_finds_nothing_in_clean_text_has_no_figures() -> None:
    assert statistics.clean_findings("punctuation/spaced-repeated-full-stop") == {}
