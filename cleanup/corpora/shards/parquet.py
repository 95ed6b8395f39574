"""Parquet shards, batch by batch. Needs the package pyarrow."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import pyarrow.parquet as pq

from cleanup.corpora.engines import batches
from cleanup.corpora.records import name_of
from cleanup.corpora.work import CorpusText, Form, Work

#: Bytes of a column to read ahead; without it, a whole column of a row group is read.
_AHEAD = 1 << 20


def rewrite(path: Path, target: BinaryIO, work: Work) -> None:
    """Write the rows of a file with their texts repaired, as Zstandard; a batch is a row group. Raises CleanupError."""
    form = work.form
    with _open(path) as file:
        survey = work.cleaner.recipe.survey
        schema = batches.output_schema(file.schema_arrow, form.text, columns=form.columns, survey=survey)
        names = form.id if form.id in schema.names else None
        total = max(file.metadata.num_rows, 1)
        done = 0
        with pq.ParquetWriter(target, schema, compression="zstd") as writer:
            for batch in file.iter_batches(form.rows, use_threads=False):
                made = batches.outcomes(batch, work.cleaner, form.text)
                writer.write_batch(batches.rebuilt(batch, made, schema, form.text))
                for row, outcome in enumerate(made):
                    name = name_of(batch.column(names)[row].as_py()) if names and outcome.error else None
                    work.take(outcome, done + row + 1, name)
                done += batch.num_rows
                work.on_progress(done / total)


def texts(path: Path, form: Form) -> Iterator[CorpusText]:
    """Yield the rows that have a text. Raises CleanupError."""
    with _open(path) as file:
        batches.output_schema(file.schema_arrow, form.text, columns=False)
        names = form.id if form.id in file.schema_arrow.names else None
        done = 0
        for batch in file.iter_batches(form.rows, columns=[form.text, *([names] if names else [])], use_threads=False):
            for row, value in enumerate(batches.texts(batch, form.text), done + 1):
                if value is not None:
                    yield CorpusText(
                        row, name_of(batch.column(names)[row - done - 1].as_py()) if names else None, value
                    )
            done += batch.num_rows


def _open(path: Path) -> pq.ParquetFile:
    return pq.ParquetFile(path, pre_buffer=False, buffer_size=_AHEAD)
