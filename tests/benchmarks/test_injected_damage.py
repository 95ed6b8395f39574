"""The benchmark of injected damage: its cases and how they are judged."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.damage_operations import OPERATIONS, Operation
from benchmarks.injected_damage import Case, Tally, cases, judge, measure, pieces, row
from cleanup.model import Span

TEXT = "The ferry left the harbour at noon, and nobody saw it again.\n\nThe captain was asleep in his cabin.\n"
DOUBLED = Operation("comma-doubled", ",(?= )", ",,")


def test_a_case_is_one_damage_of_one_article() -> None:
    found = list(cases(DOUBLED, [("a", TEXT), ("b", "No comma.")]))
    at = TEXT.index(",")
    assert found == [Case("a", TEXT, Span(at, at + 1), ",,")]
    assert found[0].damaged == TEXT.replace(",", ",,")


def test_the_same_cases_in_every_run() -> None:
    spaces = Operation("space-doubled", "(?<=[a-z]) (?=[a-z])", "  ")
    assert list(cases(spaces, [("a", TEXT)])) == list(cases(spaces, [("a", TEXT)]))
    assert len(list(cases(spaces, [("a", TEXT)]))) == 4


def test_a_repair_of_the_damage_is_exact() -> None:
    (case,) = cases(DOUBLED, [("a", TEXT)])
    assert judge(case, frozenset()) == ("safe", "safe")


def test_what_the_sound_article_has_does_not_count() -> None:
    (case,) = cases(DOUBLED, [("a", TEXT)])
    assert judge(case, frozenset({("punctuation/repeated-comma", case.span.start)})) == ("", "")


def test_a_table_adds_the_levels_up() -> None:
    nothing = Operation("nothing", "noon", "night")
    tally = measure(nothing, [("a", TEXT)], {})
    assert (tally.cases, [case.damage for case in tally.missed]) == (1, ["night"])
    tally = Tally(cases=4, found={"safe": 1, "suggested": 1, "flag": 2}, exact={"safe": 1, "suggested": 0, "flag": 0})
    assert row("name", tally).split() == ["name", "4", "0.25", "0.50", "1.00", "0.25", "0.25", "0.25"]


def test_a_longer_text_is_divided_at_paragraphs(tmp_path: Path) -> None:
    paragraph = " ".join(["word"] * 250)
    (tmp_path / "long.txt").write_text("\n\n".join([paragraph] * 5), "utf-8")
    assert [text.count("word") for _, text in pieces(tmp_path / "long.txt")] == [500, 500]


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.name)
def test_no_operation_leaves_a_place_as_it_is(operation: Operation) -> None:
    for match in operation.places(TEXT):
        assert match[0] not in list(operation.damages(match))


def test_names_are_used_once() -> None:
    names = [operation.name for operation in OPERATIONS]
    assert sorted(set(names)) == sorted(names)
