"""What `cleanup corpus` costs beside a bare loop of `cleanup.fix`: `python -m benchmarks.corpus --help`.

A corpus of a given size is made from real texts, clean and damaged, and from prose damaged by a seeded injector. The
bare loop, one job and two jobs take the same documents in turn; rates are of text, and the ratios are those of one
run. Seconds of the processors tell what is spent even while a machine has other work. `--kills N` kills a run N times
at random moments and compares what it came to with an undisturbed run.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil

import cleanup
from benchmarks.evaluation import ROOT

CORPORA = ROOT.parent / "shared" / "corpora"
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


def damaged(text: str, draw: random.Random) -> str:
    """The text with some of the damage that the rules look for."""
    for good, bad in DAMAGE:
        parts = text.split(good)
        text = "".join(part + (bad if draw.random() < ODDS else good) for part in parts[:-1]) + parts[-1]
    return text


def write(folder: Path, size: int, shards: int, form: str) -> list[str]:
    """Shards of a corpus; gives the texts."""
    every = list(documents(CORPORA, size, seed=1))
    folder.mkdir(parents=True)
    for index in range(shards):
        part = every[index::shards]
        if form == "parquet":
            import pyarrow as pa
            import pyarrow.parquet as pq

            pq.write_table(pa.Table.from_pylist(part), folder / f"{index:03}.parquet", row_group_size=1000)
        else:
            data = "".join(f"{json.dumps(one, ensure_ascii=False)}\n" for one in part)
            (folder / f"{index:03}.jsonl").write_text(data, "utf-8")
    return [one["text"] for one in every]


class Run:
    """`cleanup corpus` as a program: its time, and the most memory that its processes held together, in bytes."""

    def __init__(self, source: Path, output: Path, jobs: int) -> None:
        command = [sys.executable, "-m", "cleanup", "corpus", str(source), "--output", str(output), "--jobs", str(jobs)]
        started, spent = time.perf_counter(), sum(os.times()[2:4])
        self.process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL)
        self.peak = 0
        watcher = threading.Thread(target=self._watch, daemon=True)
        watcher.start()
        self.code = self.process.wait()
        self.seconds = time.perf_counter() - started
        self.processor = sum(os.times()[2:4]) - spent
        watcher.join()

    def _watch(self) -> None:
        while self.process.poll() is None:
            try:
                ours = psutil.Process(self.process.pid)
                held = sum(one.memory_info().rss for one in (ours, *ours.children(recursive=True)))
                self.peak = max(self.peak, held)
            except psutil.Error:
                continue
            time.sleep(0.05)


def bare(texts: list[str]) -> tuple[float, float]:
    """Seconds of `cleanup.fix` over the texts, in this process: by the clock, and of the processor."""
    started, spent = time.perf_counter(), time.process_time()
    for text in texts:
        cleanup.fix(text)
    return time.perf_counter() - started, time.process_time() - spent


def measure(args: argparse.Namespace, folder: Path) -> None:
    """Print a table."""
    texts = write(folder / "src", args.megabytes * 1_000_000, args.shards, args.form)
    size = sum(len(text.encode()) for text in texts) / 1e6
    print(f"{size:.1f} MB of text, {len(texts)} documents, {args.shards} shards of {args.form}")
    rows = [] if args.no_bare else [("bare loop of cleanup.fix", *bare(texts), 0)]
    for jobs in (1, 2):
        done = Run(folder / "src", folder / f"out{jobs}", jobs)
        rows.append((f"cleanup corpus --jobs {jobs}", done.seconds, done.processor, done.peak))
    _, first, least, _ = rows[0]
    for name, seconds, processor, peak in rows:
        memory = f"  {peak / 1e6:5.0f} MB at most" if peak else ""
        print(
            f"{name:26} {seconds:7.1f} s {size * 1000 / seconds:6.0f} kB/s  {first / seconds:4.2f} ×"
            f"  processors {processor:7.1f} s  {least / processor:4.2f} ×{memory}"
        )
    print(
        "two jobs to one:", f"{rows[-2][1] / rows[-1][1]:.2f} ×; same bytes: {_same(folder / 'out1', folder / 'out2')}"
    )


def disturb(kills: int, seed: int, folder: Path) -> None:
    """Kill a run at random moments, let it end, and compare."""
    write(folder / "killed", 3_000_000, 12, "jsonl")
    whole = Run(folder / "killed", folder / "whole", 2)
    moments = random.Random(seed)
    command = [sys.executable, "-m", "cleanup", "corpus", str(folder / "killed"), "--output", str(folder / "torn")]
    killed = 0
    same: list[bool] = []
    while killed < kills:
        process = subprocess.Popen([*command, "--jobs", "2"], cwd=ROOT, stderr=subprocess.DEVNULL)
        time.sleep(moments.uniform(0.2, whole.seconds / 3))
        if process.poll() is None:
            process.kill()
            killed += 1
        else:
            # It came to its end in spite of the kills before; compared, and begun anew.
            same.append(_same(folder / "whole", folder / "torn"))
            shutil.rmtree(folder / "torn")
        process.wait()
    subprocess.run([*command, "--jobs", "2"], cwd=ROOT, stderr=subprocess.DEVNULL, check=False)
    same.append(_same(folder / "whole", folder / "torn"))
    print(f"killed {killed} times; {len(same)} runs came to an end, equal to an undisturbed run: {sum(same)}")


def _same(one: Path, two: Path) -> bool:
    trees = [{p.relative_to(top): p.read_bytes() for p in top.rglob("*") if p.is_file()} for top in (one, two)]
    return bool(trees[0]) and trees[0] == trees[1]


def main() -> None:
    """Parse the command line and measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--megabytes", type=int, default=6, help="size of the corpus (default: 6)")
    parser.add_argument("--shards", type=int, default=8, help="default: 8")
    parser.add_argument("--form", choices=["jsonl", "parquet"], default="jsonl", help="default: jsonl")
    parser.add_argument("--no-bare", action="store_true", help="leave out the bare loop")
    parser.add_argument("--kills", type=int, default=0, help="kill a run so often instead of measuring")
    parser.add_argument("--seed", type=int, default=1, help="of the moments (default: 1)")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        # A cache that no other version shares: else rules would be proven in the middle.
        os.environ["CLEANUP_CACHE"] = f"{folder}/cache"
        cleanup.fix("Warm.")
        if args.kills:
            disturb(args.kills, args.seed, Path(folder))
        else:
            measure(args, Path(folder))


if __name__ == "__main__":
    main()
