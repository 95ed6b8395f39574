"""One corpus, four ways: `cleanup corpus`, Spark, datatrove, Hugging Face datasets.

    python -m benchmarks.corpus_ways --megabytes 200

Each is run as a user would run it, by the programs in `examples/`, on a corpus of one document (what it costs to begin)
and on the whole. The rows are compared by their ids, every key of them. Rates are of what comes after the beginning, by
the clock and by the seconds of all processors together, which tell more where a machine has other work.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import cleanup
from benchmarks import corpus
from benchmarks.evaluation import ROOT

EXAMPLES = ROOT / "examples"


def _corpus(source: Path, output: Path, jobs: int) -> list[str]:
    return corpus.command(source, output, jobs)


def _spark(source: Path, output: Path, jobs: int) -> list[str]:
    spec = importlib.util.find_spec("pyspark")
    if spec is None or spec.origin is None:
        raise SystemExit("PySpark is missing: pip install '.[spark]'")
    submit = Path(spec.origin).parent / "bin" / "spark-submit"
    settings = ("spark.ui.enabled=false", "spark.driver.host=127.0.0.1", "spark.driver.bindAddress=127.0.0.1")
    options = [word for setting in settings for word in ("--conf", setting)]
    example = str(EXAMPLES / "spark_fix.py")
    return [str(submit), "--master", f"local[{jobs}]", *options, example, "--format", "json", str(source), str(output)]


def _datatrove(source: Path, output: Path, jobs: int) -> list[str]:
    return [sys.executable, str(EXAMPLES / "datatrove_fix.py"), "--jobs", str(jobs), str(source), str(output)]


def _datasets(source: Path, output: Path, jobs: int) -> list[str]:
    output.mkdir()
    example = str(EXAMPLES / "datasets_fix.py")
    files = str(source / "*.jsonl")
    return [sys.executable, example, "--jobs", str(jobs), "json", files, str(output / "all.parquet")]


#: The command of each way.
WAYS: dict[str, Callable[[Path, Path, int], list[str]]] = {
    "cleanup corpus": _corpus,
    "Spark": _spark,
    "datatrove": _datatrove,
    "datasets": _datasets,
}


def run(way: str, source: Path, output: Path, jobs: int) -> corpus.Run:
    """Go one way. Raises SystemExit when it does not end well."""
    home = output.parent / f"{output.name}-home"
    extra = {"PYTHONPATH": str(ROOT), "PYSPARK_PYTHON": sys.executable, "PYSPARK_DRIVER_PYTHON": sys.executable}
    done = corpus.Run(WAYS[way](source, output, jobs), HF_HOME=str(home), HF_HUB_OFFLINE="1", **extra)
    if done.code:
        raise SystemExit(f"{way}: exit code {done.code}\n{done.words[-3000:]}")
    return done


def rows(output: Path) -> Iterator[dict[str, Any]]:
    """The rows below a folder, of JSON Lines and Parquet."""
    for path in sorted(output.rglob("*")):
        if path.name.startswith((".", "_")):
            continue
        if path.suffix == ".jsonl":
            with path.open("rb") as file:
                yield from map(json.loads, file)
        elif path.suffix == ".parquet":
            import pyarrow.parquet as pq

            with pq.ParquetFile(path) as table:
                for batch in table.iter_batches(1000):
                    yield from batch.to_pylist()


def digests(output: Path) -> Counter[tuple[str, str]]:
    """How often there is a row of this id and this content."""
    found: Counter[tuple[str, str]] = Counter()
    for row in rows(output):
        said = json.dumps(row, sort_keys=True).encode()
        found[row["id"], hashlib.sha256(said).hexdigest()] += 1
    return found


def main() -> None:
    """Parse the command line, go all ways, compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--megabytes", type=float, default=4, help="size of the corpus (default: 4)")
    parser.add_argument("--shards", type=int, default=8, help="default: 8")
    parser.add_argument("--jobs", type=int, default=2, help="processes of each way (default: 2)")
    parser.add_argument("--ways", nargs="+", choices=WAYS, default=list(WAYS), help="default: all")
    parser.add_argument("--texts", type=Path, default=corpus.CORPORA, help="folder of .txt files to make it from")
    parser.add_argument("--growth", action="store_true", help="1, 10 and 100 times the size, by one and two processes")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["CLEANUP_CACHE"] = f"{folder}/cache"
        cleanup.fix("Warm.")
        if args.growth:
            grow(args, folder)
        elif not go(args, folder):
            raise SystemExit("the rows differ")


def go(args: argparse.Namespace, folder: Path) -> bool:
    """Print a line a way; whether all of them made the same rows."""
    number = corpus.write(folder / "src", int(args.megabytes * 1e6), args.shards, texts=args.texts)
    corpus.write(folder / "one", 1, 1, texts=args.texts)
    print(f"{args.megabytes:g} MB of text, {number} documents, {args.shards} shards, {args.jobs} processes")
    print(f"{'':15}     begins after             then            of the processors   to the first")
    made: dict[str, Counter[tuple[str, str]]] = {}
    first = (0.0, 0.0)
    for way in args.ways:
        begin = run(way, folder / "one", folder / f"{way}-one", args.jobs)
        done = run(way, folder / "src", folder / way, args.jobs)
        made[way] = digests(folder / way)
        took = done.seconds - begin.seconds, done.processor - begin.processor
        first = first if any(first) else took
        same = "the same rows" if made[way] == made[args.ways[0]] else "OTHER ROWS"
        print(
            f"{way:15} {begin.seconds:6.1f} s {begin.processor:6.1f} s  {took[0]:7.1f} s "
            f"{args.megabytes * 1000 / took[0]:6.0f} kB/s  {took[1]:7.1f} s {args.megabytes * 1000 / took[1]:6.0f} kB/s"
            f"  {first[0] / took[0]:5.2f} {first[1] / took[1]:5.2f} ×  {done.peak / 1e6:5.0f} MB"
            f"  {made[way].total()} rows, {same}",
            flush=True,
        )
    return all(one == made[args.ways[0]] and one.total() == number for one in made.values())


def grow(args: argparse.Namespace, folder: Path) -> None:
    """Print a line a way, a number of processes and a size: seconds by the clock, and of the processors."""
    sizes = [args.megabytes * times for times in (1, 10, 100)]
    for size in sizes:
        corpus.write(folder / f"src{size}", int(size * 1e6), args.shards, texts=args.texts)
    for way in args.ways:
        for jobs in (1, 2):
            for size in sizes:
                done = run(way, folder / f"src{size}", folder / f"{way}-{jobs}-{size}", jobs)
                print(
                    f"{way:15} {jobs} × {size:6.1f} MB  {done.seconds:7.1f} s  processors {done.processor:7.1f} s"
                    f"  longest {done.longest:7.1f} s",
                    flush=True,
                )


if __name__ == "__main__":
    main()
