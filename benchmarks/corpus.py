"""What `cleanup corpus` costs beside a bare loop of `cleanup.fix`: `python -m benchmarks.corpus --help`.

A corpus of a given size is made from real texts, clean and damaged, and from prose damaged by a seeded injector. The
bare loop, one job and two jobs take the same documents in turn; rates are of text, and the ratios are those of one
run. Seconds of the processors tell what is spent even while a machine has other work. `--kills N` kills a run N times
at random moments and compares what it came to with an undisturbed run.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any

import psutil

import cleanup
from benchmarks.evaluation import ROOT

CORPORA = ROOT.parent / "shared" / "corpora"
Sink = Callable[[dict[str, Any]], object]

#: Code points of a document; longer texts are cut at paragraphs.
LONGEST = 20_000

#: What the injector puts in place of what; each once in a while.
DAMAGE = (
    (". ", " . "),
    (", ", " , "),
    (" the ", " the the "),
    ("’", "â€™"),
    (" and ", " and. "),
    ("  ", " "),
    ("“", "” "),
)
ODDS = 0.02


def documents(folder: Path, size: int, seed: int) -> Iterator[dict[str, Any]]:
    """Documents of about `size` bytes together: every third is damaged by the injector."""
    draw = random.Random(seed)
    texts = [path.read_text("utf-8", "replace") for path in sorted(folder.rglob("*.txt"))]
    pieces = [piece for text in texts for piece in _pieces(text)]
    made = number = 0
    while made < size:
        text = draw.choice(pieces)
        if number % 3 == 0:
            text = damaged(text, draw)
        yield {"id": f"{number:08}", "text": text, "source": {"seed": seed}}
        made += len(text.encode())
        number += 1


def _pieces(text: str) -> Iterator[str]:
    while text:
        end = len(text) if len(text) <= LONGEST else max(text.rfind("\n\n", 0, LONGEST), LONGEST // 2)
        yield text[:end]
        text = text[end:]


def damaged(text: str, draw: random.Random, odds: float = ODDS) -> str:
    """The text with some of the damage that the rules look for."""
    for good, bad in DAMAGE:
        parts = text.split(good)
        text = "".join(part + (bad if draw.random() < odds else good) for part in parts[:-1]) + parts[-1]
    return text


def write(folder: Path, size: int, shards: int, form: str = "jsonl", texts: Path = CORPORA) -> int:
    """Shards of a corpus; gives the number of documents."""
    folder.mkdir(parents=True)
    number = 0
    with ExitStack() as stack:
        suffix, sink = SINKS[form]
        sinks = [stack.enter_context(sink(folder / f"{index:03}.{suffix}")) for index in range(shards)]
        for one in documents(texts, size, seed=1):
            sinks[number % shards](one)
            number += 1
    return number


@contextmanager
def _jsonl(path: Path) -> Iterator[Sink]:
    with path.open("w", encoding="utf-8") as file:
        yield lambda one: file.write(f"{json.dumps(one, ensure_ascii=False)}\n")


@contextmanager
def _parquet(path: Path) -> Iterator[Sink]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    rows: list[dict[str, Any]] = []
    yield rows.append
    pq.write_table(pa.Table.from_pylist(rows), path, row_group_size=1000)


SINKS = {"jsonl": ("jsonl", _jsonl), "parquet": ("parquet", _parquet)}


def command(source: Path, output: Path, jobs: int) -> list[str]:
    """`cleanup corpus` as a program."""
    return [sys.executable, "-m", "cleanup", "corpus", str(source), "--output", str(output), "--jobs", str(jobs)]


class Run:
    """A program: its time, that of the processors, and the most memory that its processes held, in bytes."""

    def __init__(self, command: list[str], **extra: str) -> None:
        started = time.perf_counter()
        self.process = subprocess.Popen(
            command, cwd=ROOT, env={**os.environ, **extra}, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
        )
        self.peak = self.main = self.worker = 0
        self._spent: dict[int, float] = {}
        watcher = threading.Thread(target=self._watch, daemon=True)
        watcher.start()
        self.words = self.process.communicate()[1].decode("utf-8", "replace")
        self.code = self.process.returncode
        self.seconds = time.perf_counter() - started
        watcher.join()
        # Not what the system adds up for us: it knows nothing of processes that nobody waited for.
        self.processor = sum(self._spent.values())
        main = self._spent.pop(self.process.pid, 0.0)
        #: What two processors without other work would need at least: the first process, and the busiest of the others.
        self.longest = main + max(self._spent.values(), default=0.0)

    def _watch(self) -> None:
        while self.process.poll() is None:
            with suppress(psutil.Error):
                ours = psutil.Process(self.process.pid)
                every = (ours, *ours.children(recursive=True))
                for one in every:
                    used = one.cpu_times()
                    self._spent[one.pid] = used.user + used.system
                main, *workers = map(_held, every)
                self.peak = max(self.peak, main + sum(workers))
                self.main = max(self.main, main)
                self.worker = max(self.worker, *workers, 0)
            time.sleep(0.1)


def _held(process: psutil.Process) -> int:
    """The most bytes of memory that a process has held, where the system tells it; else those it holds now."""
    with suppress(OSError):
        for line in Path(f"/proc/{process.pid}/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024
    held: int = process.memory_info().rss
    return held


def bare(texts: list[str]) -> tuple[float, float, float]:
    """Seconds of `cleanup.fix` over the texts, in this process: by the clock, and twice of the processor."""
    started, spent = time.perf_counter(), time.process_time()
    for text in texts:
        cleanup.fix(text)
    used = time.process_time() - spent
    return time.perf_counter() - started, used, used


def overhead(args: argparse.Namespace) -> None:
    """Each document in turn by `cleanup.fix` and as a line of a shard, so that other work slows both alike."""
    from cleanup.corpora import recipes
    from cleanup.corpora.cleaning import Cleaner
    from cleanup.corpora.shards import formats
    from cleanup.corpora.work import Form, Work

    work = Work(Cleaner(recipes.configured()), Form(), lambda _part: None)
    spent = [0.0, 0.0]
    for number, one in enumerate(documents(CORPORA, args.megabytes * 1_000_000, seed=1)):
        line = f"{json.dumps(one, ensure_ascii=False)}\n".encode()
        both = (partial(cleanup.fix, one["text"]), partial(formats.rewritten_line, line, 2, work))
        # Whichever comes second finds a warm processor.
        for which in (0, 1) if number % 2 else (1, 0):
            started = time.process_time()
            both[which]()
            spent[which] += time.process_time() - started
    print(f"cleanup.fix {spent[0]:.2f} s, as lines of a shard {spent[1]:.2f} s: {spent[0] / spent[1]:.2f} ×")


def measure(args: argparse.Namespace, folder: Path) -> None:
    """Print a table, of the best of some rounds: whatever else a machine does can only add to a time."""
    size, source = args.megabytes * 1_000_000, folder / "src"
    number = write(source, size, args.shards, args.form)
    print(f"{args.megabytes} MB of text, {number} documents, {args.shards} shards of {args.form}, {args.rounds} rounds")
    runs: dict[str, list[tuple[float, float, float]]] = defaultdict(list)
    held: dict[str, str] = {}
    for turn in range(args.rounds):
        if not args.no_bare:
            runs["bare loop of cleanup.fix"].append(bare([one["text"] for one in documents(CORPORA, size, seed=1)]))
        for jobs in args.jobs:
            name = f"cleanup corpus --jobs {jobs}"
            select = ["--select", args.select] if args.select else []
            done = Run([*command(source, folder / f"out{jobs}-{turn}", jobs), *select])
            runs[name].append((done.seconds, done.processor, done.longest))
            held[name] = f"{done.main / 1e6:.0f} + workers of {done.worker / 1e6:.0f} MB at most"
    best = {name: tuple(map(min, zip(*each, strict=True))) for name, each in runs.items()}
    first, least, _ = next(iter(best.values()))
    for name, (seconds, processor, longest) in best.items():
        print(
            f"{name:26} {seconds:7.1f} s {size / 1000 / seconds:6.0f} kB/s  {first / seconds:4.2f} ×"
            f"  processors {processor:7.1f} s  {least / processor:4.2f} ×"
            f"  longest {longest:7.1f} s  {held.get(name, '')}"
        )
    outputs = [path for path in folder.iterdir() if path.name.startswith("out")]
    print("same bytes:", all(_same(outputs[0], other) for other in outputs))


def disturb(args: argparse.Namespace, folder: Path) -> None:
    """Kill a run at random moments, let it end, and compare."""
    write(folder / "killed", args.megabytes * 1_000_000, args.shards, args.form)
    whole = Run(command(folder / "killed", folder / "whole", 2))
    moments = random.Random(args.seed)
    again = command(folder / "killed", folder / "torn", 2)
    killed = 0
    same: list[bool] = []
    while killed < args.kills:
        process = subprocess.Popen(again, cwd=ROOT, stderr=subprocess.DEVNULL)
        time.sleep(moments.uniform(0.2, whole.seconds / 3))
        if process.poll() is None:
            process.kill()
            killed += 1
        else:
            # It came to its end in spite of the kills before; compared, and begun anew.
            same.append(_same(folder / "whole", folder / "torn"))
            shutil.rmtree(folder / "torn")
        process.wait()
    subprocess.run(again, cwd=ROOT, stderr=subprocess.DEVNULL, check=False)
    same.append(_same(folder / "whole", folder / "torn"))
    print(f"killed {killed} times; {len(same)} runs came to an end, equal to an undisturbed run: {sum(same)}")


def _same(one: Path, two: Path) -> bool:
    trees = [{p.relative_to(top): _digest(p) for p in top.rglob("*") if p.is_file()} for top in (one, two)]
    return bool(trees[0]) and trees[0] == trees[1]


def _digest(path: Path) -> bytes:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").digest()


def main() -> None:
    """Parse the command line and measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--megabytes", type=int, default=6, help="size of the corpus (default: 6)")
    parser.add_argument("--shards", type=int, default=8, help="default: 8")
    parser.add_argument("--form", choices=["jsonl", "parquet"], default="jsonl", help="default: jsonl")
    parser.add_argument("--jobs", type=int, nargs="+", default=[1, 2], help="in turn (default: 1 2)")
    parser.add_argument("--rounds", type=int, default=1, help="default: 1")
    parser.add_argument("--no-bare", action="store_true", help="leave out the bare loop")
    parser.add_argument("--select", help="only these rules: for a size that all would take too long over")
    parser.add_argument("--overhead", action="store_true", help="compare document by document, in one process")
    parser.add_argument("--kills", type=int, default=0, help="kill a run so often instead of measuring")
    parser.add_argument("--seed", type=int, default=1, help="of the moments (default: 1)")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        # A cache that no other version shares: else rules would be proven in the middle.
        os.environ["CLEANUP_CACHE"] = f"{folder}/cache"
        cleanup.fix("Warm.")
        if args.overhead:
            overhead(args)
        elif args.kills:
            disturb(args, Path(folder))
        else:
            measure(args, Path(folder))


if __name__ == "__main__":
    main()
