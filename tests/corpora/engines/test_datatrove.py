"""The step in real pipelines of datatrove."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from datatrove.data import Document
from datatrove.executor import LocalPipelineExecutor
from datatrove.pipeline.readers import JsonlReader
from datatrove.pipeline.writers import JsonlWriter

from cleanup.corpora.cleaning import Recipe
from cleanup.corpora.engines.datatrove import CleanupFormatter
from tests.corpora import samples
from tests.corpora.samples import GAP

# Those of datatrove and its processes are not ours.
pytestmark = pytest.mark.filterwarnings("default")


def test_a_document_is_repaired_and_says_what_was_done(recipe: Recipe) -> None:
    document = Document("a  b", "1", metadata={"source": "x"})
    (made,) = CleanupFormatter(recipe)([document])
    assert (made.text, made.id) == ("a b", "1")
    assert made.metadata == {
        "source": "x",
        "cleanup_changes": [GAP],
        "cleanup_findings": 1,
        "cleanup_error": None,
    }


def test_without_columns_the_metadata_stay(recipe: Recipe) -> None:
    (made,) = CleanupFormatter(recipe, columns=False)([Document("a  b", "1", metadata={"source": "x"})])
    assert (made.text, made.metadata) == ("a b", {"source": "x"})


def test_none_is_dropped_and_the_stats_count_them(recipe: Recipe) -> None:
    step = CleanupFormatter(replace(recipe, max_characters=9))
    texts = ["a  b  c", "alot", "clean", "far too  long"]
    made = list(step([Document(text, str(number)) for number, text in enumerate(texts)]))
    assert [one.text for one in made] == ["a b c", "alot", "clean", "far too  long"]
    assert made[3].metadata["cleanup_error"] == "longer than 9 characters: 13"
    assert {name: stat.total for name, stat in step.stats.stats.items()} == {
        "total": 4,
        "changed": 1,
        "left": 1,
        "findings": 3,
        "changes": 2,
        "rule/spacing/gap": 2,
    }


def test_two_processes_do_the_shards_of_a_folder(recipe: Recipe, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for name in "ab":
        rows = [{"id": f"{name}{n}", "text": f"a  b {n}", "n": n} for n in range(5)]
        (tmp_path / "in" / f"{name}.jsonl").write_bytes(samples.lines(rows))
    reader = JsonlReader(str(tmp_path / "in"), add_file_path=False)
    writer = JsonlWriter(str(tmp_path / "out"), compression=None, expand_metadata=True)
    logs = tmp_path / "logs"
    executor = LocalPipelineExecutor(
        [reader, CleanupFormatter(recipe), writer], tasks=2, workers=2, logging_dir=str(logs)
    )
    executor.run()
    rows = [json.loads(line) for path in sorted((tmp_path / "out").iterdir()) for line in path.read_text().splitlines()]
    assert [(row["id"], row["text"], row["n"]) for row in rows] == [
        (f"{name}{n}", f"a b {n}", n) for name in "ab" for n in range(5)
    ]
    assert [(row["cleanup_changes"], row["cleanup_error"]) for row in rows] == [([GAP], None)] * 10
    step = next(one for one in json.loads((logs / "stats.json").read_bytes()) if one["name"].endswith("cleanup"))
    assert (step["stats"]["total"], step["stats"]["rule/spacing/gap"]) == (10, 10)
    assert f"recipe {recipe.fingerprint()}" in (logs / "executor.json").read_text()
