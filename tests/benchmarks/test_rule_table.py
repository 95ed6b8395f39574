"""The table of rules: what is counted, and which rules only remember."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from benchmarks import rule_table


def row(**fields: Any) -> dict[str, Any]:
    """A row of the table in which nothing is found, but for `fields`."""
    nothing: dict[str, Any] = {column: [0, 0] for column in rule_table.JUDGED}
    clean = {"safe": 0, "suggested": 0, "flag": 0}
    return {"level": "safe", **nothing, "damaged": 0, "clean": clean, "per_million": [0.0, 0.0], **fields}


@pytest.mark.parametrize(
    ("fields", "elsewhere", "published"),
    [
        ({"seeds": [2, 2]}, False, False),
        ({"cases": [1, 1]}, True, False),
        ({"cases": [1, 0]}, False, False),
        ({"articles": [3, 1]}, True, True),
        ({"books": [1, 1]}, True, True),
        ({"damaged": 1, "per_million": [1.7, 0.0]}, False, False),
        ({"damaged": 2, "per_million": [3.5, 0.0]}, True, True),
        ({"damaged": 20, "per_million": [35.0, 7.0]}, False, False),
        ({"damaged": 20, "per_million": [35.0, 6.9]}, True, True),
    ],
)
def test_where_a_rule_counts_as_right(fields: dict[str, Any], elsewhere: bool, published: bool) -> None:
    assert rule_table.right_elsewhere(row(**fields)) is elsewhere
    assert rule_table.right_in_real_text(row(**fields)) is published


def test_a_rule_that_is_right_only_on_the_seeds_is_named() -> None:
    rules = {"a/memory": row(seeds=[1, 1]), "a/mechanism": row(seeds=[1, 1], articles=[2, 1]), "a/silent": row()}
    assert rule_table.figures(rules) == {
        "rules: right on texts other than the seeds": 1,
        "rules: right on published texts": 1,
        "most rules: right only on the seeds": 1,
    }
    assert list(rule_table.summary(rules))[1] == "1 are right only on the seeds: a/memory"
    marked = [line for line in rule_table.lines(rules) if line.endswith("only remembers")]
    assert [line.split()[:5] for line in marked] == [["a/memory", "1/1", "0/0", "0/0", "0/0"]]


def test_nothing_is_stated_about_rules_that_were_not_measured() -> None:
    assert rule_table.figures({}) == {}
    assert list(rule_table.summary({})) == ["\nrules: not measured without the annotated articles"]


def test_a_rule_is_right_on_a_text_that_its_repair_makes_what_is_wanted() -> None:
    counts = rule_table.on_texts(
        [
            ("It has shut many. roads of the valley.", "It has shut many roads of the valley."),
            ("It has closed many. roads of the valley.", "It has closed many. Roads of the valley."),
        ]
    )
    rule = "sentences/full-stop-before-lowercase"
    assert counts == {"findings": {rule: 2}, "right": {rule: 1}}


def test_a_text_taken_from_a_seed_is_not_another_text() -> None:
    taken = "pro-democracy movements that have swept away many. countries of the former Soviet Union."
    assert rule_table.on_texts([(taken, taken.replace("many.", "many"))]) == {"findings": {}, "right": {}}
    assert rule_table.shares_passage("short", "a short seed")
    assert not rule_table.shares_passage(f"{'x' * 39}y", "x" * 50)


def test_findings_are_counted_by_rule_over_all_levels() -> None:
    found = [{"rule": "a/b", "level": "safe"}, {"rule": "a/b", "level": "flag"}, {"rule": "a/c", "level": "flag"}]
    measured = {"one": {"words": 4, "findings": found[:2]}, "two": {"words": 6, "findings": found[2:]}}
    assert rule_table.rule_counts(measured) == {"a/b": 2, "a/c": 1}


def test_each_rule_has_a_row_with_its_counts_and_rates(tmp_path: Path) -> None:
    (tmp_path / "dirty").mkdir()
    (tmp_path / "dirty" / "a.txt").write_text("It has shut many. roads of the valley, they say today.\n", "utf-8")
    judged = {"rules": {"numbers/clock": {"findings": 2, "right": 1}}}
    clean = {"en-news": {"words": 100_000, "findings": [{"rule": "numbers/clock", "level": "flag"}]}}
    rules = rule_table.measure_rules(tmp_path, clean, judged)
    assert rules["numbers/clock"]["articles"] == [2, 1]
    assert rules["numbers/clock"]["clean"] == {"safe": 0, "suggested": 0, "flag": 1}
    assert rules["numbers/clock"]["per_million"] == [0, 10]
    stop = rules["sentences/full-stop-before-lowercase"]
    assert (stop["damaged"], stop["per_million"]) == (1, [90909.09, 0])
    assert not any(name.startswith(("model/", "languagetool/")) for name in rules)
