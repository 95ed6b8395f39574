"""The same corpus by `cleanup corpus`, Spark, datatrove and Hugging Face datasets, as programs: the same rows."""

from __future__ import annotations

from pathlib import Path

import pytest

import cleanup
from benchmarks import corpus, corpus_ways
from tests.commandline import ROOT
from tests.corpora.requirements import need_spark

TEXTS = ROOT / "tests" / "clean"


@pytest.fixture(scope="module")
def shards(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("ways") / "src"
    corpus.write(folder, 60_000, 3, texts=TEXTS)
    return folder


@pytest.mark.parametrize("way", corpus_ways.WAYS)
def test_the_rows_are_those_of_the_library(shards: Path, tmp_path: Path, way: str) -> None:
    if way == "Spark":
        need_spark()
    corpus_ways.run(way, shards, tmp_path / "out", 2)
    rows = {row["id"]: row for row in corpus_ways.rows(tmp_path / "out")}
    sources = {row["id"]: row for row in corpus_ways.rows(shards)}
    assert rows.keys() == sources.keys()
    assert corpus_ways.digests(tmp_path / "out").total() == len(sources)
    changed = 0
    for name, source in sources.items():
        row = rows[name]
        changes = row.pop("cleanup_changes")
        assert row.pop("cleanup_findings") == len(cleanup.check(source["text"]))
        assert row.pop("cleanup_error") is None
        assert row == {**source, "text": cleanup.fix(source["text"])}
        assert [(one["start"], one["end"], one["after"]) for one in changes] == [
            (one.span.start, one.span.end, one.after) for one in cleanup.plan(source["text"]).changes
        ]
        changed += bool(changes)
    assert changed
