"""The documented line for Hugging Face datasets."""

from __future__ import annotations

from pathlib import Path

import datasets
import pytest

from cleanup.corpora.cleaning import Recipe
from cleanup.corpora.engines import batches
from tests.commandline import HOUSE_RULES, write_rules
from tests.corpora.samples import GAP

# Those of datasets and its processes are not ours.
pytestmark = pytest.mark.filterwarnings("default")

ROWS = {"id": [1, 2, 3], "text": ["a  b", None, "alot"], "tags": [["x  y"], [], ["z"]]}


@pytest.mark.parametrize("processes", [None, 2])
def test_a_dataset_is_repaired(recipe: Recipe, processes: int | None) -> None:
    dataset = datasets.Dataset.from_dict(ROWS)
    fixer = batches.fixer(recipe=recipe)
    made = dataset.with_format("arrow").map(fixer, batched=True, batch_size=2, num_proc=processes).with_format(None)
    assert made.to_dict() == {
        **ROWS,
        "text": ["a b", None, "alot"],
        "cleanup_changes": [[GAP], [], []],
        "cleanup_findings": [1, 0, 1],
        "cleanup_error": [None, None, None],
    }


def test_a_dataset_keeps_its_features_without_the_columns(recipe: Recipe) -> None:
    dataset = datasets.Dataset.from_dict(ROWS)
    made = dataset.with_format("arrow").map(batches.fixer(recipe=recipe, columns=False), batched=True)
    assert made.features == dataset.features
    assert made.with_format(None).to_dict() == {**ROWS, "text": ["a b", None, "alot"]}


def test_a_dataset_that_is_streamed_is_repaired(recipe: Recipe) -> None:
    stream = datasets.Dataset.from_dict(ROWS).to_iterable_dataset()
    made = stream.with_format("arrow").map(batches.fixer(recipe=recipe, columns=False), batched=True)
    assert [row["text"] for row in made.with_format(None)] == ["a b", None, "alot"]


def test_without_a_recipe_it_is_that_of_the_current_folder(desk: Path) -> None:
    write_rules(desk / "house", HOUSE_RULES)
    (desk / ".cleanup.toml").write_text('select = ["spacing/gap"]\nrules = ["house"]\n')
    dataset = datasets.Dataset.from_dict({"text": ["a  b , c"]})
    made = dataset.with_format("arrow").map(batches.fixer(columns=False), batched=True).with_format(None)
    assert made["text"][:] == ["a b , c"]
