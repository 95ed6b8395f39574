"""The two articles with LanguageTool: all that is repaired without it, and nothing wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.scoring import Score, read_rows, score
from cleanup.documents.readers import document, read
from cleanup.edits.edits import apply
from cleanup.engine import loading
from cleanup.languagetool.service import Service
from cleanup.model import Level

ROOT = Path(__file__).parent.parent.parent
ARTICLES = sorted((ROOT / "seeds").glob("*.txt"))


@pytest.mark.parametrize("through", [Level.SAFE, Level.SUGGESTED])
@pytest.mark.parametrize("article", ARTICLES, ids=lambda path: path.name[:3])
def test_everything_stays_repaired_and_nothing_is_wrong(article: Path, through: Level, service: Service) -> None:
    engine = loading.engine()
    source = read(article.read_bytes(), str(article))
    rows, traps = (
        [row for row in read_rows(ROOT / "tests" / "gold" / name) if row.file == article.name]
        for name in ("seeds.jsonl", "traps.jsonl")
    )

    def judged(matcher: Service | None) -> Score:
        return score(engine.plan(source, through=through, matcher=matcher), rows, traps)

    without, with_it = judged(None), judged(service)
    assert service.problem is None
    assert set(with_it.exact) >= set(without.exact)
    assert set(with_it.found) >= set(without.found)
    assert (with_it.wrong, with_it.trapped) == ((), ())


@pytest.mark.parametrize("through", [Level.SAFE, Level.SUGGESTED])
@pytest.mark.parametrize("article", ARTICLES, ids=lambda path: path.name[:3])
def test_once_is_enough(article: Path, through: Level, service: Service) -> None:
    engine = loading.engine()
    text = article.read_text("utf-8")
    for _ in range(2):
        before = text
        text = apply(engine.plan(document(text), through=through, matcher=service).edits, text)
    assert text == before
