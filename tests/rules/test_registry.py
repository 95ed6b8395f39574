"""Every built-in rule: its examples hold, and hold with other line ends and on a second run."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from cleanup.detectors import PARAMS
from cleanup.engine import loading
from cleanup.engine.engine import Engine
from cleanup.language_model.recorded import Recorded
from cleanup.model import Example, Level, Rule
from cleanup.rules import registry
from tests.repairing import repaired

RULES = registry.load(PARAMS).rules
GROUPS = {
    *("encoding", "spacing", "punctuation", "quotes", "sentences", "consistency", "grammar", "numbers", "translation"),
    *("spelling", "spinner", "boilerplate", "languagetool", "model"),
}


def name(rule: Rule) -> str:
    return rule.id


def cases() -> Iterator[object]:
    for rule in RULES:
        for index, example in enumerate(rule.examples):
            yield pytest.param(rule, example, id=f"{rule.id}:{index}")


@pytest.mark.parametrize("rule", RULES, ids=name)
def test_the_examples_of_the_rule_hold(rule: Rule) -> None:
    loading.check_rule(rule)


@pytest.mark.parametrize("rule", RULES, ids=name)
def test_the_rule_says_what_it_does_and_why(rule: Rule) -> None:
    assert rule.id.partition("/")[0] in GROUPS
    assert rule.summary[0].isupper() or not rule.summary[0].isalpha()
    assert not rule.summary.endswith(".")
    assert rule.why.endswith(".")
    assert any(example.keep is not None for example in rule.examples), "what looks like it and must stay"


@pytest.mark.parametrize(("rule", "example"), list(cases()))
def test_an_example_is_stable_and_indifferent_to_line_ends(rule: Rule, example: Example) -> None:
    text = example.before if example.before is not None else example.keep or ""
    engine = Engine([rule])
    proposer = Recorded({text: example.proposal}) if example.proposal else None
    once = repaired(engine, text, Level.FLAG, proposer=proposer)
    assert repaired(engine, once, Level.FLAG, proposer=proposer) == once
    if "\n" in text:
        assert repaired(engine, text.replace("\n", "\r\n"), Level.FLAG) == once.replace("\n", "\r\n")


def test_rule_ids_are_unique_and_sorted_as_declared() -> None:
    assert [rule.order for rule in RULES] == list(range(len(RULES)))
    assert len({rule.id for rule in RULES}) == len(RULES)
