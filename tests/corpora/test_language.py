"""What a key or a column says of the language of a document."""

from __future__ import annotations

import json

import pyarrow as pa
import pytest

from cleanup.corpora import recipes
from cleanup.corpora.cleaning import Cleaner
from cleanup.corpora.engines import batches
from cleanup.corpora.shards.formats import rewritten_line
from cleanup.corpora.work import Form, Work

#: English by what it declares alone; German keeps its marks and blanks.
SHORT = "Port Hall , Deck 4"
MADE = "Port Hall, Deck 4"


@pytest.fixture(scope="module")
def cleaner() -> Cleaner:
    return Cleaner(recipes.configured())


@pytest.mark.parametrize(("tag", "text"), [("en", MADE), ("en-GB", MADE), ("fr", SHORT), (None, SHORT), (7, SHORT)])
@pytest.mark.parametrize("key", ["language", "lang"])
def test_a_key_of_a_line_says_it(cleaner: Cleaner, key: str, tag: object, text: str) -> None:
    line = json.dumps({"text": SHORT, key: tag}).encode()
    work = Work(cleaner, Form(columns=False), lambda _part: None)
    assert json.loads(rewritten_line(line, 1, work)) == {"text": text, key: tag}


def test_a_column_of_a_batch_says_it(cleaner: Cleaner) -> None:
    batch = pa.RecordBatch.from_pydict({"text": [SHORT] * 3, "lang": ["en", "fr", None]})
    assert batches.fix(batch, cleaner, columns=False).column("text").to_pylist() == [MADE, SHORT, SHORT]


def test_a_column_that_is_no_text_says_nothing(cleaner: Cleaner) -> None:
    batch = pa.RecordBatch.from_pydict({"text": [SHORT], "language": [1]})
    assert batches.fix(batch, cleaner, columns=False).column("text").to_pylist() == [SHORT]


def test_a_column_of_another_name_is_named(cleaner: Cleaner) -> None:
    batch = pa.RecordBatch.from_pydict({"text": [SHORT], "spoken": ["en"]})
    assert batches.fix(batch, cleaner, columns=False, language="spoken").column("text").to_pylist() == [MADE]
