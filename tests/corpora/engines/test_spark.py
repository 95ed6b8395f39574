"""A DataFrame repaired on a small cluster of real processes, some of which are killed."""

from __future__ import annotations

import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import psutil
import pyarrow.parquet as pq
import pytest

from cleanup.corpora.cleaning import Cleaner, Recipe
from cleanup.errors import CleanupError
from tests.commandline import environment
from tests.corpora.requirements import need_spark
from tests.corpora.samples import GAP

# Those of Spark are not ours.
pytestmark = pytest.mark.filterwarnings("default")

#: Spark looks for its own address on the network otherwise.
HERE = {"spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1", "spark.ui.enabled": "false"}

#: Columns of many types, one with a dot in its name, two of one name.
COLUMNS = {
    "id": "id",
    "text": "element_at(array('a  b', null, 'alot'), cast(id + 1 as int))",
    "a.b": "cast(1.50 as decimal(9, 2))",
    "twice": "array(named_struct('text', 'a  b', 'when', timestamp'2020-01-01 01:02:03'))",
    "TWICE": "map('k', X'ff00', 'a  b', null)",
    "when": "date'2020-01-01'",
    "void": "null",
    "day": "interval '1' day",
}


@pytest.fixture(scope="module")
def session() -> Iterator[Any]:
    """A cluster of two workers with a processor each, and processes of their own."""
    need_spark()
    import pyspark
    from pyspark.sql import SparkSession

    with pytest.MonkeyPatch.context() as patch:
        for name, value in _environment(str(Path(pyspark.__file__).parent)).items():
            patch.setenv(name, value)
        builder = SparkSession.builder.master("local-cluster[2,1,1024]")
        for name, value in {**HERE, "spark.ui.showConsoleProgress": "false"}.items():
            builder = builder.config(name, value)
        session = builder.getOrCreate()
        session.sparkContext.setLogLevel("OFF")
        yield session
        session.stop()


def _environment(home: str) -> dict[str, str]:
    # Programs of some seconds are not worth the second compiler.
    java = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
    python = sys.executable
    return environment(SPARK_HOME=home, PYSPARK_PYTHON=python, PYSPARK_DRIVER_PYTHON=python, JAVA_TOOL_OPTIONS=java)


def test_a_frame_of_any_schema_is_repaired_and_all_else_stays(session: Any, recipe: Recipe) -> None:
    from cleanup.corpora.engines import spark

    frame = session.range(3).selectExpr(*(f"{value} as `{name}`" for name, value in COLUMNS.items()))
    frame = frame.withMetadata("when", {"of": "the column"})
    made = spark.fix(frame, recipe=recipe)
    assert made.schema[: len(COLUMNS)] == frame.schema[:]
    assert made.schema["when"].metadata == {"of": "the column"}
    before, after = frame.collect(), made.collect()
    assert [row[2 : len(COLUMNS)] for row in after] == [row[2:] for row in before]
    assert [(row[0], row[1]) for row in after] == [(0, "a b"), (1, None), (2, "alot")]
    added = [(change.asDict() for change in row[-3]) for row in after]
    assert [[*changes] for changes in added] == [[GAP], [], []]
    assert [tuple(row[-2:]) for row in after] == [(1, None), (0, None), (1, None)]


def test_without_columns_the_schema_stays(session: Any, recipe: Recipe) -> None:
    from cleanup.corpora.engines import spark

    frame = session.createDataFrame([("a  b", 1)], "body string not null, n int")
    made = spark.fix(frame, "body", recipe=recipe, columns=False)
    assert made.schema == frame.schema
    assert [tuple(row) for row in made.collect()] == [("a b", 1)]


def test_a_document_that_takes_too_long_is_left_alone_on_a_worker_too(session: Any, recipe: Recipe) -> None:
    from cleanup.corpora.engines import spark

    long = "alot  of it. " * 75_000
    frame = session.createDataFrame([(long,), ("a  b",)], "text string").coalesce(1)
    made = spark.fix(frame, recipe=replace(recipe, max_seconds=0.25)).collect()
    assert [(row.text, row.cleanup_error) for row in made] == [
        (long, "took longer than 0.25 seconds"),
        ("a b", None),
    ]


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ("1 as body", "no column 'text'; expected one of: body"),
        ("'x' as Text", "no column 'text'; did you mean 'Text'?"),
        ("1 as text", "column 'text' is int, not string"),
        ("'x' as text|'y' as text", "more than one column 'text'; did you mean 'text'?"),
        (
            "'x' as text|1 as Cleanup_Error",
            "column 'Cleanup_Error' already exists; remove it, or disable the added columns",
        ),
        (
            "'x' as text|interval '1' year as since",
            "Spark cannot pass all columns of this frame to Python; remove intervals of months",
        ),
    ],
    ids=["no column", "in capitals", "numbers", "two", "cleaned before", "a type that Python has not"],
)
def test_a_frame_that_cannot_be_treated_says_why(session: Any, recipe: Recipe, columns: str, message: str) -> None:
    from cleanup.corpora.engines import spark

    with pytest.raises(CleanupError) as caught:
        spark.fix(session.range(1).selectExpr(*columns.split("|")), recipe=recipe)
    assert str(caught.value) == message


def test_killed_workers_and_executors_cost_no_row_and_double_none(session: Any, recipe: Recipe, tmp_path: Path) -> None:
    from cleanup.corpora.engines import spark

    texts = {n: f"He said  that, and  alot more {n}. " * 400 for n in range(80)}
    written = "repeat(concat('He said  that, and  alot more ', id, '. '), 400) as text"
    made = spark.fix(session.range(len(texts), numPartitions=8).selectExpr("id", written), recipe=recipe)
    job = threading.Thread(target=lambda: made.write.parquet(str(tmp_path / "out")))
    job.start()
    for wanted in ("pyspark.daemon", "CoarseGrainedExecutorBackend"):
        _at_work(wanted, job).send_signal(signal.SIGKILL)
    job.join(300)
    assert not job.is_alive()
    tracker = session.sparkContext.statusTracker()
    stages = [tracker.getStageInfo(stage) for stage in range(100)]
    assert sum(stage.numFailedTasks for stage in stages if stage) >= 2
    rows = pq.read_table(tmp_path / "out").sort_by("id").to_pylist()
    cleaner = Cleaner(recipe)
    assert [row["id"] for row in rows] == list(texts)
    for row in rows:
        outcome = cleaner.clean(texts[row["id"]])
        assert row["text"] == outcome.text(texts[row["id"]])
        assert row["cleanup_changes"] == [change.plain() for change in outcome.changes]
        assert (row["cleanup_findings"], row["cleanup_error"]) == (outcome.findings, None)


def _at_work(name: str, job: threading.Thread) -> psutil.Process:
    """A process of the cluster that repairs rows right now, or the one of `name` above it."""
    spent: dict[int, float] = {}
    while job.is_alive():
        for one in psutil.Process().children(recursive=True):
            with suppress(psutil.Error):
                if "pyspark.daemon" in one.cmdline():
                    now = one.cpu_times().user
                    if now > spent.setdefault(one.pid, now) + 0.2:
                        return next(above for above in (one, *one.parents()) if name in " ".join(above.cmdline()))
        time.sleep(0.05)
    pytest.fail("the job was over before anything could be killed")
