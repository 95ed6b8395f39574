"""Repairing an Arrow batch: its text column is repaired, three columns are added, all others stay as they are.

Needs the package pyarrow. `fixer` is for engines that send a function to their workers: Hugging Face datasets, Spark.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import pyarrow as pa

from cleanup.corpora import recipes
from cleanup.corpora.cleaning import LANGUAGE_KEYS, NOTHING, Cleaner, Outcome, Recipe, unpack
from cleanup.errors import CleanupError, near_miss

_CHANGE = pa.struct(
    [
        ("start", pa.int32()),
        ("end", pa.int32()),
        ("before", pa.string()),
        ("after", pa.string()),
        ("rules", pa.list_(pa.string())),
    ]
)

#: The columns that are added: changes in code points of the original, the number of findings of any level, and null or
#: the reason why the document was left as it was.
COLUMNS = pa.schema(
    [("cleanup_changes", pa.list_(_CHANGE)), ("cleanup_findings", pa.int32()), ("cleanup_error", pa.string())]
)

_REASON = pa.struct([(name, pa.string()) for name in ("looks", "says")] + [("line", pa.int32()), ("text", pa.string())])
_GROUP = pa.struct([("group", pa.string()), ("per_1000", pa.float64()), ("percentile", pa.float64())])
#: The column that is added if the recipe asks for the figures of each document; see `exports.column`.
SURVEY = pa.field(
    "cleanup_survey",
    pa.struct(
        [
            ("words", pa.int32()),
            ("sentences", pa.int32()),
            ("language", pa.string()),
            ("confidence", pa.float64()),
            ("per_1000", pa.float64()),
            ("percentile", pa.float64()),
            ("touched", pa.float64()),
            ("translated", pa.string()),
            ("spun", pa.string()),
            ("scraped", pa.string()),
            ("reasons", pa.list_(_REASON)),
            ("groups", pa.list_(_GROUP)),
        ]
    ),
)


def added_columns(*, survey: bool) -> pa.Schema:
    """Return the columns that are added."""
    return COLUMNS.append(SURVEY) if survey else COLUMNS


#: The text types, and the type with the same layout that does not promise valid UTF-8. A dictionary of one of the first
#: two is a text type too.
_BYTES = {pa.string(): pa.binary(), pa.large_string(): pa.large_binary(), pa.string_view(): pa.binary_view()}


def output_schema(schema: pa.Schema, text: str = "text", *, columns: bool = True, survey: bool = False) -> pa.Schema:
    """Return the schema of the result: that of the input, with its metadata, and the added columns at the end.

    Raises CleanupError if there is no such text column, or if one of the added columns already exists.
    """
    found = schema.get_all_field_indices(text)
    if len(found) != 1:
        problem = f"more than one column {text!r}" if found else f"no column {text!r}"
        raise CleanupError(problem, hint=near_miss(text, schema.names))
    if _plain_type(schema.field(text).type) not in _BYTES:
        raise CleanupError(f"column {text!r} is {schema.field(text).type}, not string")
    added = added_columns(survey=survey) if columns else ()
    taken = [field.name for field in added if field.name in schema.names]
    if taken:
        hint = "remove it, or disable the added columns"
        raise CleanupError(f"column {taken[0]!r} already exists", hint=hint)
    for field in added:
        schema = schema.append(field)
    return schema


def fix(
    batch: pa.RecordBatch, cleaner: Cleaner, text: str = "text", *, columns: bool = True, language: str | None = None
) -> pa.RecordBatch:
    """Return the batch with its text column repaired. Raises CleanupError as `output_schema` does.

    `language` names the column with the language of each text; by default, it is one of `LANGUAGE_KEYS`.
    """
    schema = output_schema(batch.schema, text, columns=columns, survey=cleaner.recipe.survey)
    return rebuilt(batch, outcomes(batch, cleaner, text, language), schema, text)


def fixer(
    text: str = "text", *, recipe: Recipe | None = None, columns: bool = True, language: str | None = None
) -> Callable[[Any], Any]:
    """Return `fix` as a picklable function of one batch or table that creates its cleaner once in each process.

    The default `recipe` is that of the current directory. Raises CleanupError for a configuration that cannot be used;
    the function raises it as `output_schema` does.
    """
    recipe = recipe or recipes.configured()
    return partial(_fixed, recipe.packed(), text, columns, language)


def _fixed(packed: bytes, text: str, columns: bool, language: str | None, data: Any) -> Any:
    cleaner = unpack(packed)
    if isinstance(data, pa.RecordBatch):
        return fix(data, cleaner, text, columns=columns, language=language)
    schema = output_schema(data.schema, text, columns=columns, survey=cleaner.recipe.survey)
    return pa.Table.from_batches(
        (fix(one, cleaner, text, columns=columns, language=language) for one in data.to_batches()), schema
    )


def outcomes(batch: pa.RecordBatch, cleaner: Cleaner, text: str = "text", language: str | None = None) -> list[Outcome]:
    """Return the outcome for each row. Bytes that are not UTF-8, which some writers accept, are left as they are."""
    said = _declared_languages(batch, language)
    return [_outcome(value, cleaner, tag) for value, tag in zip(_bytes(batch, text), said, strict=True)]


def _declared_languages(batch: pa.RecordBatch, language: str | None) -> Sequence[object]:
    """Return the declared language of each row."""
    names = [name for name in ([language] if language else LANGUAGE_KEYS) if batch.schema.names.count(name) == 1]
    kinds = {name: _plain_type(batch.schema.field(name).type) for name in names}
    column = next((name for name in names if kinds[name] in _BYTES), None)
    return texts(batch, column) if column else [None] * batch.num_rows


def language_column(names: Sequence[str]) -> int | None:
    """Return the index of the column with the language of each text, or None."""
    return next((names.index(key) for key in LANGUAGE_KEYS if names.count(key) == 1), None)


def _outcome(value: bytes | None, cleaner: Cleaner, said: object) -> Outcome:
    if value is None:
        return NOTHING
    try:
        return cleaner.clean(value.decode(), said)
    except UnicodeDecodeError as error:
        return Outcome(error=f"not UTF-8: {error}")


def rebuilt(batch: pa.RecordBatch, made: Sequence[Outcome], schema: pa.Schema, text: str = "text") -> pa.RecordBatch:
    """Return the batch with these outcomes, one for each row, applied; `schema` is its `output_schema`."""
    arrays = list(batch.columns)
    if any(one.changes for one in made):
        values = [
            one.text(value.decode()).encode() if value is not None and one.changes else value
            for value, one in zip(_bytes(batch, text), made, strict=True)
        ]
        kind = schema.field(text).type
        arrays[schema.get_field_index(text)] = _array(values, kind)
    added = list(schema)[len(arrays) :]
    rows = [one.added(survey=SURVEY in added) for one in made] if added else []
    arrays += [pa.array([row[field.name] for row in rows], field.type) for field in added]
    return pa.RecordBatch.from_arrays(arrays, schema=schema)


def texts(batch: pa.RecordBatch, text: str = "text") -> list[str | None]:
    """Return the texts; None for missing ones and for bytes that are not UTF-8."""
    return [None if value is None else _decoded(value) for value in _bytes(batch, text)]


def _decoded(value: bytes) -> str | None:
    try:
        return value.decode()
    except UnicodeDecodeError:
        return None


def _bytes(batch: pa.RecordBatch, text: str) -> list[bytes | None]:
    column = batch.column(text)
    if pa.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    values: list[bytes | None] = _seen(column, _BYTES[column.type]).to_pylist()
    return values


def _plain_type(kind: pa.DataType) -> pa.DataType:
    return kind.value_type if pa.types.is_dictionary(kind) else kind


def _array(values: list[bytes | None], kind: pa.DataType) -> pa.Array:
    """Return a column of text, without a cast, which would refuse a row that was not UTF-8 before."""
    plain = _plain_type(kind)
    column = _seen(pa.array(values, _BYTES[plain]), plain)
    if plain == kind:
        return column
    encoded = column.dictionary_encode()
    return pa.DictionaryArray.from_arrays(
        encoded.indices.cast(kind.index_type), encoded.dictionary, ordered=kind.ordered
    )


def _seen(array: pa.Array, kind: pa.DataType) -> pa.Array:
    """Return the same buffers as another type of the same layout."""
    return pa.Array.from_buffers(kind, len(array), array.buffers(), array.null_count, array.offset)
