"""A proposal of a model that a rule makes as well."""

from __future__ import annotations

from cleanup.edits.edits import Composition
from cleanup.engine.agreement import agreed
from cleanup.engine.repaired import Placed
from cleanup.model import Edit, Finding, Fix, Level, Span

TEXT = "a big house"
MADE = Composition((), TEXT)


def found(rule: str, new: str, confidence: float = 0.5, source: str = "") -> Placed:
    fix = Fix((Edit(Span(2, 5), new),), "title")
    return Placed(Finding(rule, Span(2, 5), "m", Level.FLAG, (fix,), confidence, source=source), MADE)


def read(placed: list[Placed]) -> list[tuple[str, float]]:
    return [(one.finding.rule, one.finding.confidence) for one in placed]


def test_a_proposal_equal_to_the_repair_of_a_rule_confirms_it() -> None:
    assert read(agreed([found("a/rule", "red"), found("model/word-choice", "red", source="m")], TEXT)) == [
        ("a/rule", 0.75)
    ]


def test_it_may_replace_more_characters() -> None:
    shorter = Fix((Edit(Span(4, 5), "n"),), "title")
    rule = Placed(Finding("a/rule", Span(2, 5), "m", Level.FLAG, (shorter,), 0.5), MADE)
    both = [found("model/word-choice", "bin", source="m"), rule]
    assert read(agreed(both, TEXT)) == [("a/rule", 0.75)]


def test_another_proposal_stays_beside_it() -> None:
    both = [found("a/rule", "red"), found("model/word-choice", "blue", source="m")]
    assert agreed(both, TEXT) == both


def test_only_the_first_of_two_rules_is_confirmed() -> None:
    three = [found("a/rule", "red"), found("b/rule", "red"), found("model/word-choice", "red", source="m")]
    assert read(agreed(three, TEXT)) == [("a/rule", 0.75), ("b/rule", 0.5)]


def test_findings_without_repairs_are_left_alone() -> None:
    bare = Placed(Finding("model/fact", Span(2, 5), "m", Level.FLAG, source="m"), MADE)
    other = Placed(Finding("a/rule", Span(2, 5), "m", Level.FLAG), MADE)
    assert agreed([bare, other], TEXT) == [bare, other]
