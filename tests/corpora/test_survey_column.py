"""The figures of documents as a column: the same in every kind of shard and from every engine."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow as pa
import pytest

from cleanup.corpora import recipes
from cleanup.corpora.cleaning import Cleaner
from cleanup.corpora.engines import batches
from tests.commandline import ROOT, invoke
from tests.corpora import samples

NEWS = (ROOT / "tests" / "clean" / "news.txt").read_text("utf-8")
DOCUMENTS = (
    {
        "id": 1,
        "text": "He said it in the frame of a meeting. There came 5 thousand people. It costs 3,5 million.\n\n" + NEWS,
    },
    {"id": 2, "text": "Short"},
    {"id": 3, "text": None},
)


def test_every_kind_of_shard_has_the_same_figures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    samples.write(tmp_path / "src", DOCUMENTS)
    done = invoke("corpus", "src", "--output", "out", "--survey", "--jobs", "1")
    assert done.exit_code == 0, done.stderr
    shards = {
        name: data for name, data in samples.tree(tmp_path / "out").items() if not name.startswith(("manifest", "."))
    }
    columns = [
        [row["cleanup_survey"] for row in samples.plain(name, data)]
        for name, data in shards.items()
        if "json" in name or "parquet" in name
    ]
    assert len(columns) == 4
    assert columns == [columns[0]] * 4
    first, second, third = columns[0]
    assert (first["translated"], first["scraped"], first["language"]) == ("strong", "none", "en")
    assert {reason["says"] for reason in first["reasons"]} >= {"wording that follows another language"}
    assert (second["words"], second["translated"], second["percentile"]) == (1, "unknown", None)
    assert third is None
    assert '"survey": true' in (tmp_path / "out" / "manifest.json").read_text()


def test_an_engine_adds_the_column_if_the_recipe_asks_for_it() -> None:
    recipe = recipes.configured(survey=True)
    batch = pa.RecordBatch.from_pylist([{"text": document["text"]} for document in DOCUMENTS])
    made = batches.fixer(recipe=recipe)(batch)
    assert made.schema.names == ["text", "cleanup_changes", "cleanup_findings", "cleanup_error", "cleanup_survey"]
    assert made.schema.field("cleanup_survey") == batches.SURVEY
    assert made["cleanup_survey"].to_pylist()[1] == Cleaner(recipe).clean("Short").survey
    assert batches.fix(batch, Cleaner(recipes.configured())).schema.names == made.schema.names[:4]
    assert json.loads(json.dumps(made["cleanup_survey"].to_pylist()))[0]["words"] > 200


def test_the_column_of_arrow_has_the_keys_of_json() -> None:
    survey = Cleaner(recipes.configured(survey=True)).clean(NEWS).survey
    assert survey is not None
    assert list(survey) == [field.name for field in batches.SURVEY.type]


def test_results_with_and_without_are_not_taken_for_each_other() -> None:
    assert recipes.configured().fingerprint() != recipes.configured(survey=True).fingerprint()


def test_a_survey_needs_columns(tmp_path: Path) -> None:
    samples.write(tmp_path / "src", DOCUMENTS)
    done = invoke("corpus", str(tmp_path / "src"), "--dry-run", "--survey", "--no-columns")
    assert done.stderr.splitlines()[-1] == "Error: --survey cannot be combined with --no-columns"
    assert done.exit_code == 2
