"""The messages of `cleanup corpus`: pure functions from counts to lines."""

from __future__ import annotations

import platform
import sys
from collections.abc import Iterator, Sequence

from cleanup.cli import terminal
from cleanup.corpora.records import MALFORMED, Counts, Record, total
from cleanup.corpora.shards.ledger import Failure
from cleanup.text.phrasing import counted

#: The maximum number of problems to print, of all shards together; the manifest has more.
MAX_LISTED_PROBLEMS = 20

_UNITS = ("bytes", "kB", "MB", "GB", "TB")


def documents(number: int) -> str:
    """Return `1 document`, `12,000 documents`."""
    return _many(number, "document")


def _many(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def size(number: float) -> str:
    """Return `12.3 MB`, in powers of a thousand."""
    power = 0
    while number >= 1000 and power < len(_UNITS) - 1:
        number, power = number / 1000, power + 1
    return f"{number:.1f} {_UNITS[power]}" if power else f"{number:.0f} {_UNITS[0]}"


def pace(done: float, whole: float, seconds: float) -> str:
    """Return progress, speed and remaining time: `37% 1.2 MB/s 3 min left`."""
    part = done / whole if whole > 0 else 1.0
    rate = done / seconds if seconds > 0 else 0.0
    left = f"  {_lasting((whole - done) / rate)} left" if rate > 0 else ""
    return f"{part:.0%}  {size(rate)}/s{left}"


def _lasting(seconds: float) -> str:
    minutes = round(seconds / 60)
    if seconds < 100:
        return f"{seconds:.0f} s"
    return f"{minutes} min" if minutes < 100 else f"{minutes // 60} h {minutes % 60} min"


def problems(records: Sequence[Record]) -> Iterator[str]:
    """Yield a line for each problem that is listed: `path:line: what is wrong`."""
    every = [(record, problem) for record in records for problem in record.problems]
    for record, problem in every[:MAX_LISTED_PROBLEMS]:
        name = f" ({problem.id})" if problem.id is not None else ""
        what = "malformed JSON" if problem.kind == MALFORMED else "left unchanged"
        yield f"{record.input}:{problem.place}{name}: {what}: {problem.reason}"
    whole = sum(record.counts.left + record.counts.malformed for record in records)
    if whole > MAX_LISTED_PROBLEMS:
        yield f"… and {whole - MAX_LISTED_PROBLEMS:,} more"


def by_rule(counts: Counts) -> Iterator[str]:
    """Yield a line for each rule, the most frequent first: ` 12 quotes/direction`."""
    width = len(f"{max(counts.changes_by_rule.values(), default=0):,}")
    return (f"{number:>{width},}  {rule}" for rule, number in counts.changes_by_rule.items())


def summary(counts: Counts, done: int, again: int, failures: Sequence[Failure], *, dry: bool) -> str:
    """Return the last line of a run."""
    verb, would = ("Read", "would change") if dry else ("Cleaned", "changed")
    before = f" ({again} already done)" if again else ""
    failed = f"; {counted(len(failures), 'shard')} failed" if failures else ""
    return (
        f"{verb} {documents(counts.documents)} in {counted(done, 'shard')}{before}: {counts.changed:,} {would}, "
        f"{_many(counts.changes, 'change')}{_untreated(counts)}{failed}."
    )


def _untreated(counts: Counts) -> str:
    left = f"; {documents(counts.left)} left unchanged" if counts.left else ""
    return f"{left}; {_many(counts.malformed, 'malformed line')}" if counts.malformed else left


def stats(records: Sequence[Record], failures: Sequence[Failure], *, ended: bool) -> Iterator[str]:
    """Yield the statistics of an output directory."""
    counts = total(records)
    if not ended:
        yield "The run is not complete; these are the results so far."
    yield (
        f"{documents(counts.documents)} in {counted(len(records), 'shard')}, "
        f"{size(sum(record.input_bytes for record in records))} → "
        f"{size(sum(record.output_bytes for record in records))}"
    )
    yield f"{counts.changed:,} changed, {_many(counts.changes, 'change')}, {_many(counts.findings, 'finding')}"
    if counts.left or counts.malformed:
        yield _untreated(counts).removeprefix("; ")
    for failure in failures:
        yield f"failed: {failure.input}: {failure.reason}"
    lines = list(by_rule(counts))
    yield from ["", "changes by rule", *lines] if lines else []
    named = list(problems(records))
    yield from ["", "problems", *named] if named else []


def versions() -> dict[str, str]:
    """Return the versions of what affects the bytes of a result."""
    found = {"cleanup": terminal.VERSION, "python": platform.python_version()}
    loaded = {name: getattr(sys.modules.get(name), "__version__", None) for name in ("pyarrow", "zstandard")}
    return found | {name: version for name, version in loaded.items() if version}
