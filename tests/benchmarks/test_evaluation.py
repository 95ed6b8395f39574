"""The measurements: their arithmetic on made-up results, and the floors that the real ones must keep."""

from __future__ import annotations

import json
import os
from typing import Any

import pytest

from benchmarks import evaluate
from benchmarks.evaluation import is_mechanical, measure_clean
from benchmarks.scoring import Row, score
from cleanup.documents.readers import document
from cleanup.model import Change, Level, Plan, Span

FOUND = {"rule": "a/b", "level": "safe", "file": "x", "left": "l ", "before": "p", "after": "q", "right": " r"}
RESULT: dict[str, Any] = {
    "seeds": {"safe 000 1 safe x": "exact", "suggested 000 1 safe x": "exact", "safe 000 9 judgement y": "found"},
    "cases": {"safe spacing/a": "exact safe", "likely numbers/b": "missed", "trap spacing/a": "kept"},
    "clean": {"fiction": {"words": 50_000, "findings": [FOUND]}},
    "pairs": {},
    "articles": {"skipped": "no articles"},
    "rules": {},
}


def test_figures_count_what_their_names_say() -> None:
    numbers = evaluate.figures(RESULT)
    assert numbers["seeds: safe rows exact by fix"] == 1
    assert numbers["seeds: judgement rows at least flagged"] == 1
    assert numbers["cases: mechanical rows exact, percent"] == 50
    assert numbers["most cases: harmed"] == 0
    assert numbers["most clean: safe edits per 100,000 words"] == 2


def test_without_the_articles_the_report_says_so_and_no_floor_is_set_on_them() -> None:
    assert not any("articles" in name or "rules" in name for name in evaluate.figures(RESULT))
    assert "annotated articles: skipped, no articles" in "\n".join(evaluate.report(RESULT))


def test_a_floor_is_undercut_from_either_side() -> None:
    numbers = {"rows": 3.0, "most harm": 2.0}
    assert evaluate.undercut(numbers, {"rows": 3, "most harm": 2, "not measured": 9}) == []
    assert evaluate.undercut(numbers, {"rows": 4, "most harm": 1}) == [
        "rows: 3, the floor is 4",
        "most harm: 2, the floor is 1",
    ]


def test_comparing_lists_what_was_gained_lost_and_newly_harmed() -> None:
    new = json.loads(json.dumps(RESULT))
    new["cases"] = {"safe spacing/a": "missed", "likely numbers/b": "exact", "trap spacing/a": "harmed"}
    new["clean"]["fiction"]["findings"] = []
    assert list(evaluate.compare(RESULT, new)) == [
        "gained cases: likely numbers/b: missed → exact",
        "lost cases: safe spacing/a: exact safe → missed",
        "harms cases: trap spacing/a: kept → harmed",
        "no longer found: safe a/b fiction/x: 'l [-p-]{+q+} r'",
    ]


@pytest.mark.parametrize(
    ("name", "mechanical"),
    [
        ("safe spacing/a", True),
        ("judgement words/a", False),
        ("case d_wrong_cap/1", True),
        ("case h_tortured/1", False),
    ],
)
def test_which_cases_a_rule_can_know_the_repair_of(name: str, mechanical: bool) -> None:
    assert is_mechanical(name) is mechanical


def plan(*changes: tuple[int, int, str]) -> Plan:
    source = document("one two three")
    made = tuple(Change(Span(a, b), source.text[a:b], new, Level.SAFE, ("id",)) for a, b, new in changes)
    return Plan(source, (), made, frozenset({"id"}))


def test_a_region_is_right_when_some_of_its_rows_explain_it() -> None:
    rows = [Row("f", Span(0, 3), "ONE", "safe", "x"), Row("f", Span(4, 7), None, "judgement", "y")]
    trap = Row("f", Span(8, 13), None, "trap", "z")
    judged = score(plan((0, 3, "ONE"), (4, 7, "2"), (8, 13, "3")), rows, [trap])
    assert judged.exact == (rows[0],)
    assert [change.before for change in judged.wrong] == ["two", "three"]
    assert [change.before for change in judged.trapped] == ["three"]


def test_the_floors_are_kept() -> None:
    if not evaluate.CORPORA.is_dir() and os.environ.get("CI") == "true":
        pytest.fail(f"no corpora at {evaluate.CORPORA}")
    numbers = evaluate.figures(evaluate.measure(evaluate.CORPORA, rules=False))
    assert evaluate.undercut(numbers, json.loads(evaluate.FLOORS.read_text("utf-8"))) == []


def test_the_project_s_own_clean_texts_give_no_finding() -> None:
    measured = measure_clean(evaluate.OWN_CLEAN)
    assert {name: corpus["findings"] for name, corpus in measured.items()} == {"clean": []}
