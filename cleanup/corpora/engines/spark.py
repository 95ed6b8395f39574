"""Repairing the text column of a Spark DataFrame on the workers of its cluster. Needs the extra `spark`.

cleanup must be installed for the Python of the workers. The result of a row depends on nothing but the row, so a task
that Spark repeats because a worker was lost produces the same rows. One Arrow batch is in memory at a time;
`spark.sql.execution.arrow.maxRecordsPerBatch` sets its size.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from cleanup.corpora import recipes
from cleanup.corpora.cleaning import Recipe
from cleanup.corpora.engines import batches
from cleanup.errors import CleanupError, near_miss

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame
    from pyspark.sql.types import StructType


def fix(dataframe: DataFrame, text: str = "text", *, recipe: Recipe | None = None, columns: bool = True) -> DataFrame:
    """Return the frame with its column `text` repaired and the columns of `batches.COLUMNS` added, unless `columns` is
    false.

    Everything else stays: schema, metadata, partitions and the order of their rows. The default `recipe` is that of the
    current directory of the driver; it is sent in the code of the stage, once to each executor, and prepared once in
    each Python worker. Raises CleanupError if there is no such column of strings, if one of the added columns already
    exists, and for types that Spark does not pass to Python.
    """
    from pyspark.errors import PySparkNotImplementedError
    from pyspark.sql.types import StructField, StructType

    recipe = recipe or recipes.configured()
    schema = _output_schema(dataframe, text, batches.added_columns(survey=recipe.survey) if columns else None)
    # Columns are found by position: Spark takes a dot in a name for a path, and names need not be unique.
    places = [str(place) for place in range(len(schema))]
    said = batches.language_column(dataframe.columns)
    language = None if said is None else places[said]
    each = batches.fixer(places[dataframe.columns.index(text)], recipe=recipe, columns=columns, language=language)
    made = [StructField(place, f.dataType, f.nullable, f.metadata) for place, f in zip(places, schema, strict=True)]
    try:
        placed = dataframe.toDF(*places[: len(dataframe.columns)]).mapInArrow(partial(_map, each), StructType(made))
    except PySparkNotImplementedError as error:
        hint = "remove intervals of months"
        raise CleanupError("Spark cannot pass all columns of this frame to Python", hint=hint) from error
    return placed.toDF(*schema.names)


def _map(each: Callable[[Any], Any], some: Iterable[Any]) -> Iterator[Any]:
    return map(each, some)


def _output_schema(dataframe: DataFrame, text: str, columns: pa.Schema | None) -> StructType:
    """Return the same as `batches.output_schema` with these columns, if any, in the types of Spark, for which `Text`
    and `text` are one name.
    """
    from pyspark.sql.types import StringType, StructType

    found = [field for field in dataframe.schema if field.name == text]
    if len(found) != 1:
        problem = f"more than one column {text!r}" if found else f"no column {text!r}"
        raise CleanupError(problem, hint=near_miss(text, dataframe.columns))
    if not isinstance(found[0].dataType, StringType):
        raise CleanupError(f"column {text!r} is {found[0].dataType.simpleString()}, not string")
    if columns is None:
        return dataframe.schema
    taken = [name for name in dataframe.columns if name.lower() in columns.names]
    if taken:
        raise CleanupError(f"column {taken[0]!r} already exists", hint="remove it, or disable the added columns")
    added = dataframe.sparkSession.createDataFrame(columns.empty_table()).schema
    return StructType([*dataframe.schema, *added])
