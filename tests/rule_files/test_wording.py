"""Ids and texts of rules use the terms of the field, and one word for one thing."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec
import pytest

from cleanup.detectors import PARAMS
from cleanup.documents.readers import document
from cleanup.engine.engine import Engine
from cleanup.language_model.recorded import Recorded
from cleanup.model import Level, Rule
from cleanup.rules import registry
from cleanup.style.house_style import Style

RULES = registry.load(PARAMS).rules

#: What is said instead: after; is, occurs; space; lowercase; repeated; boilerplate; no space; full stop; parenthesis.
GIVEN_UP = re.compile(
    r"(?i)\b(?:behind|stands?|standing|stood|blanks?|small|doubled|glued|furniture|fused|nobody sees|kin"
    r"|(?<!full )(?<!full-)stops?|round brackets?)\b"
)
#: What a message quotes of the text.
QUOTED = re.compile(r"“[^”]*”|'[^']*'|‘[^’]*’")


def words(rule: Rule) -> Iterator[str]:
    """The id and the texts of a rule."""
    yield from (rule.id, rule.summary, rule.message, rule.why, getattr(rule.params, "noun", ""))
    yield from (str(getattr(rule.params, key, "")) for key in ("report", "aspect"))


def messages(rule: Rule) -> Iterator[str]:
    """What is said of the places that a rule finds in its examples, and of their repairs, without what is quoted."""
    engine = Engine([msgspec.structs.replace(rule, status="stable")])
    for example in rule.examples:
        style = msgspec.convert(example.style, Style)
        language = rule.languages[0] if rule.languages else None
        text = example.before or ""
        proposer = Recorded({text: example.proposal}) if example.proposal else None
        plan = engine.plan(document(text), through=Level.FLAG, style=style, language=language, proposer=proposer)
        for finding in plan.findings:
            yield QUOTED.sub("", finding.message)
            yield from (QUOTED.sub("", fix.title) for fix in finding.fixes)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_no_word_that_was_given_up_is_left(rule: Rule) -> None:
    assert [text for text in (*words(rule), *messages(rule)) if GIVEN_UP.search(text)] == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_message_is_one_short_clause(rule: Rule) -> None:
    assert len(rule.summary) <= 80
    assert len(rule.message) <= 80
    assert not rule.message.endswith(".")
    assert rule.message[:1] == rule.message[:1].lower() or rule.message.startswith("English ")
    assert 1 <= len(re.findall(r"[.!?](?= |$)", rule.why)) <= 3


@pytest.mark.parametrize(
    "text", ["stop-behind-so", "small-hour", "thousand-blanks", "“a” stands here", "a stop", "Two stops"]
)
def test_the_words_given_up_are_seen(text: str) -> None:
    assert GIVEN_UP.search(text)


@pytest.mark.parametrize("text", ["full-stop-after-that", "a full stop", "two full stops", "misunderstands"])
def test_their_successors_are_not(text: str) -> None:
    assert not GIVEN_UP.search(text)
