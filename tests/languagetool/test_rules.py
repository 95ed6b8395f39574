"""The rules of LanguageTool: their examples hold on the real server, on a second run and with other line ends."""

from __future__ import annotations

import msgspec
import pytest

from cleanup.detectors import PARAMS
from cleanup.detectors.languagetool import Params
from cleanup.documents.readers import document
from cleanup.edits.edits import apply
from cleanup.engine import loading
from cleanup.engine.engine import Engine
from cleanup.languagetool.service import Service
from cleanup.local_servers.launcher import Lease
from cleanup.model import PASSES, Level, Rule
from cleanup.rules import registry

RULES = [rule for rule in registry.load(PARAMS).rules if rule.kind == "languagetool"]
#: Rules of LanguageTool that are measured to be mostly wrong on names, style and dialogue; see docs/precision.md.
NEVER = (
    "EN_MULTITOKEN",
    "STYLE",
    "REDUNDANCY",
    "REPETITIONS_STYLE",
    "EN_QUOTES",
    "DASH_RULE",
    "WHITESPACE_RULE",
    "TOO_LONG",
)


def name(rule: Rule) -> str:
    return rule.id


@pytest.fixture
def spoken(server: Lease) -> set[str]:
    """The languages that the server has all of."""
    from cleanup.languagetool import local_copy

    assert server
    return set(local_copy.find().languages)


@pytest.mark.parametrize("rule", RULES, ids=name)
def test_the_examples_of_the_rule_hold(rule: Rule, service: Service, spoken: set[str]) -> None:
    if rule.languages and not set(rule.languages) & spoken:
        pytest.skip(f"no module for {', '.join(rule.languages)} is installed")
    loading.check_rule(rule, service)
    assert service.problem is None


@pytest.mark.parametrize("rule", RULES, ids=name)
def test_a_repaired_example_stays_as_it_is(rule: Rule, service: Service) -> None:
    engine = Engine([rule])
    language = (rule.languages or ("en",))[0]
    for example in rule.examples:
        if example.after is not None:
            for text in (example.after, example.after + "\r\n"):
                plan = engine.plan(document(text), through=Level.FLAG, language=language, matcher=service)
                assert apply(plan.edits, text) == text


def test_the_rules_see_healthy_sentences_and_leave_house_style_the_last_word() -> None:
    assert {rule.pass_ for rule in RULES} == {"grammar"}
    assert PASSES.index("sentences") < PASSES.index("grammar") < PASSES.index("words")


def test_what_is_mostly_wrong_is_never_asked_for() -> None:
    used = {lt for rule in RULES for lt in msgspec.structs.asdict(rule.params)["rules"]}
    assert [lt for lt in sorted(used) if lt.startswith(NEVER)] == []


def test_spelling_counts_only_where_no_word_is_near() -> None:
    for rule in RULES:
        params = rule.params
        assert isinstance(params, Params)
        if any(lt.startswith("MORFOLOGIK") for lt in params.rules):
            assert (rule.level, params.lower, params.suggestions, params.replace) == (Level.FLAG, True, "none", "never")
