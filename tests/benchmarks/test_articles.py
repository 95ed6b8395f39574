"""The measure of the annotated articles, on made-up ones and on a scorer of this test's own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks import articles
from benchmarks.evaluation import LEVELS

TEXT = "It has shut many. roads of the valley. They paid $ 5 million and left ,as they said.\n"
DEFECTS = ("many.", "$ 5")

#: A scorer with the functions of the real one: a finding meets a row where it overlaps it, and is wrong on numbers.
SCORER = """
import json, sys

def hits(row, findings):
    return [f for f in findings if f["start"] < row["end"] and row["start"] < f["end"]]

def verdict(text, finding, rows, traps):
    return "wrong" if finding["rule"].startswith("numbers/") else None

if __name__ == "__main__":
    with open(sys.argv[1]) as file:
        files = json.load(file)["files"]
    print(json.dumps({"words": 10, "tiers": {}, "findings": {"false safe": len(files)}, "classes": {}, "rules": {}}))
"""


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    """A folder as it stands beside the checkout: one article, its rows, and the scorer."""
    for folder in ("gold/articles", "tools"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "gold/articles/a.txt").write_text(TEXT, "utf-8")
    rows = [{"doc": "a", "start": TEXT.index(part), "end": TEXT.index(part) + len(part)} for part in DEFECTS]
    (tmp_path / "gold/articles.jsonl").write_text("\n".join(map(json.dumps, rows)), "utf-8")
    (tmp_path / "gold/article-traps.jsonl").write_text("", "utf-8")
    (tmp_path / "tools/score.py").write_text(SCORER, "utf-8")
    return tmp_path


def test_a_finding_is_right_if_it_meets_a_row_and_its_repair_is_not_wrong(shared: Path) -> None:
    measured = articles.measure_articles(shared)
    assert measured["rules"] == {
        "numbers/currency-space": {"findings": 1, "right": 0},
        "sentences/full-stop-before-lowercase": {"findings": 1, "right": 1},
        "spacing/misplaced-at-comma": {"findings": 1, "right": 0},
    }
    assert measured["findings"] == {"false safe": 1}


def test_without_the_articles_the_reason_is_kept(tmp_path: Path) -> None:
    measured = articles.measure_articles(tmp_path)
    assert measured == {"skipped": f"{tmp_path / 'gold' / 'articles'} does not exist"}
    assert articles.figures(measured) == {}
    assert articles.lines(measured) == [f"\nannotated articles: skipped, {measured['skipped']}"]


def test_the_figures_and_the_table_state_shares_and_rates() -> None:
    shares = {f"{part} {level}": 0.25 for part in ("found", "exact") for level in LEVELS}
    measured = {
        "words": 20_000,
        "tiers": {tier: {"rows": 4, **shares} for tier in articles.TIERS},
        "findings": {"findings flag": 7, "false flag": 3, "trapped safe": 1, "trapped suggested": 1, "trapped flag": 5},
    }
    assert articles.figures(measured) == {
        "articles: safe rows found": 0.25,
        "articles: safe rows exact": 0.25,
        "articles: safe+likely rows found": 0.25,
        "articles: safe+likely rows exact": 0.25,
        "most articles: false safe per 10,000 words": 0,
        "most articles: false suggested per 10,000 words": 0,
        "most articles: false flag per 10,000 words": 1.5,
        "most articles: harmful safe edits": 0,
        "most articles: fixes in a trap": 2,
    }
    table = [line.split() for line in articles.lines(measured)]
    assert table[2] == ["safe", "4", "0.25", "0.25", "0.25", "0.25", "0.25", "0.25"]
    assert table[-1] == ["flag", "7", "3", "0", "0", "5", "1.50"]
