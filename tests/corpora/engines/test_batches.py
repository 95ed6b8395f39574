"""Arrow batches: the text repaired, three columns added, all else as it was."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanup.corpora.cleaning import Cleaner
from cleanup.corpora.engines import batches
from cleanup.errors import CleanupError

TYPES = (
    pa.string(),
    pa.large_string(),
    pa.string_view(),
    pa.dictionary(pa.int8(), pa.string()),
    pa.dictionary(pa.int32(), pa.large_string(), ordered=True),
)
GAP = {"start": 2, "end": 3, "before": " ", "after": "", "rules": ["spacing/gap"]}


@pytest.mark.parametrize("kind", TYPES, ids=str)
def test_the_text_is_repaired_and_all_else_stays(cleaner: Cleaner, kind: pa.DataType) -> None:
    schema = pa.schema(
        [pa.field("n", pa.int8()), pa.field("text", kind, metadata={"of": "field"}), pa.field("tags", pa.list_(kind))],
        metadata={"of": "schema"},
    )
    batch = pa.RecordBatch.from_arrays(
        [
            pa.array([1, None, 3], pa.int8()),
            pa.array(["a  b", None, "alot"], kind),
            pa.array([["x  y"], [], None], schema.field(2).type),
        ],
        schema=schema,
    )
    made = batches.fix(batch, cleaner)
    made.validate(full=True)
    assert made.schema.equals(batches.output_schema(schema), check_metadata=True)
    assert made.schema.metadata == {b"of": b"schema"}
    assert made.schema.field("text").metadata == {b"of": b"field"}
    assert made.to_pydict() == {
        "n": [1, None, 3],
        "text": ["a b", None, "alot"],
        "tags": [["x  y"], [], None],
        "cleanup_changes": [[GAP], [], []],
        "cleanup_findings": [1, 0, 1],
        "cleanup_error": [None, None, None],
    }


def test_without_columns_the_schema_stays(cleaner: Cleaner) -> None:
    batch = pa.RecordBatch.from_pydict({"text": ["a  b"]})
    made = batches.fix(batch, cleaner, columns=False)
    assert made.schema.equals(batch.schema, check_metadata=True)
    assert made.to_pydict() == {"text": ["a b"]}


def test_a_row_that_is_not_utf8_keeps_its_bytes(cleaner: Cleaner) -> None:
    raw = pa.array([b"a  b", b"\xff  \xfe"], pa.binary())
    text = pa.Array.from_buffers(pa.string(), 2, raw.buffers())
    made = batches.fix(pa.RecordBatch.from_arrays([text], ["text"]), cleaner)
    column = made.column("text")
    assert pa.Array.from_buffers(pa.binary(), 2, column.buffers()).to_pylist() == [b"a b", b"\xff  \xfe"]
    assert made.column("cleanup_error")[1].as_py().startswith("not UTF-8: ")


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ({"body": ["x"]}, "no column 'text'; expected one of: body"),
        ({"Text": ["x"]}, "no column 'text'; did you mean 'Text'?"),
        ({"text": [5]}, "column 'text' is int64, not string"),
        (
            {"text": ["x"], "cleanup_error": [None]},
            "column 'cleanup_error' already exists; remove it, or disable the added columns",
        ),
    ],
    ids=["there is no such column", "it is written otherwise", "it holds numbers", "it was cleaned before"],
)
def test_a_batch_that_cannot_be_treated_says_why(cleaner: Cleaner, columns: dict[str, Any], message: str) -> None:
    with pytest.raises(CleanupError) as caught:
        batches.fix(pa.RecordBatch.from_pydict(columns), cleaner)
    assert str(caught.value) == message


ROWS = st.lists(st.none() | st.text("ab .\u201c\U0001f600\n", max_size=12) | st.just("alot  of"), max_size=12)


@given(rows=ROWS, kind=st.sampled_from(TYPES), start=st.integers(0, 4))
def test_each_row_is_what_the_document_alone_would_be(
    cleaner: Cleaner, rows: list[str | None], kind: pa.DataType, start: int
) -> None:
    whole = pa.RecordBatch.from_arrays([pa.array(rows, kind), pa.array(range(len(rows)))], ["text", "n"])
    batch = whole.slice(start)
    made = batches.fix(batch, cleaner)
    made.validate(full=True)
    assert made.num_rows == batch.num_rows
    assert made.column("n").equals(batch.column("n"))
    for before, row in zip(rows[start:], made.to_pylist(), strict=True):
        outcome = cleaner.clean(before or "")
        assert row["text"] == (None if before is None else outcome.text(before))
        assert row["cleanup_findings"] == outcome.findings
        assert [one["start"] for one in row["cleanup_changes"]] == [one.start for one in outcome.changes]


@given(rows=ROWS, cut=st.integers(0, 12))
def test_two_batches_give_the_rows_of_one(cleaner: Cleaner, rows: list[str | None], cut: int) -> None:
    batch = pa.RecordBatch.from_arrays([pa.array(rows, pa.string())], ["text"])
    parts = [batches.fix(part, cleaner).to_pylist() for part in (batch.slice(0, cut), batch.slice(cut))]
    assert parts[0] + parts[1] == batches.fix(batch, cleaner).to_pylist()
