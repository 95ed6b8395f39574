"""The two articles: what the tool repairs, measured against hand-made annotations."""

from __future__ import annotations

from pathlib import Path

import pytest

import cleanup
from benchmarks.scoring import read_rows
from benchmarks.seeds import ROOT, count, scores

SEEDS = sorted((ROOT / "seeds").glob("*.txt"))


def test_fix_makes_every_safe_repair_and_nothing_else() -> None:
    results = scores(suggested=False)
    assert count(results, "safe", "exact") == 20
    assert [one.wrong for one in results.values()] == [(), ()]
    assert [one.trapped for one in results.values()] == [(), ()]


def test_fix_with_suggestions_makes_the_likely_repairs_and_none_wrong() -> None:
    results = scores(suggested=True)
    assert count(results, "safe", "exact") == 20
    assert count(results, "likely", "exact") >= 22
    assert [one.wrong for one in results.values()] == [(), ()]
    assert [one.trapped for one in results.values()] == [(), ()]


def test_what_needs_judgement_is_shown_to_a_person() -> None:
    results = scores(suggested=False)
    assert count(results, "judgement", "found") >= 19


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
@pytest.mark.parametrize("suggested", [False, True])
def test_a_second_run_changes_nothing(path: Path, suggested: bool) -> None:
    once = cleanup.fix(path.read_text("utf-8"), suggested=suggested)
    assert cleanup.fix(once, suggested=suggested) == once


def test_the_annotations_are_of_these_very_articles() -> None:
    rows = read_rows(ROOT / "tests" / "gold" / "traps.jsonl")
    texts = {path.name: path.read_text("utf-8") for path in SEEDS}
    found = [texts[row.file][row.span.start : row.span.end] for row in rows]
    assert found[:3] == ["Putin says", "MOSCOW –", "Vladimir V. Putin"]
    assert len(found) == 36
