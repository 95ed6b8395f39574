"""What a survey of many documents costs: `python -m benchmarks.survey_size --documents 10000`.

The documents are pieces of real prose, clean and machine-translated, in folders of a thousand. Measured are the time
and the most memory that all processes together held, for as many documents and for a tenth of them: memory should not
grow with their number as the texts do.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from pathlib import Path

from benchmarks import corpus

#: Words of a document.
WORDS = 250


def write(folder: Path, source: Path, number: int) -> int:
    """Write documents below a folder, the same for the same number; the bytes of all of them."""
    draw = random.Random(number)
    texts = [path.read_text("utf-8", "replace").split() for path in sorted(source.rglob("*.txt"))]
    long = [words for words in texts if len(words) > WORDS]
    size = 0
    for one in range(number):
        words = draw.choice(long)
        at = draw.randrange(len(words) - WORDS)
        data = " ".join(words[at : at + WORDS]).encode()
        path = folder / f"{one // 1000:03}" / f"{one:06}.txt"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
        size += len(data)
    return size


def measure(source: Path, number: int, jobs: int) -> str:
    """A line about a survey of so many documents."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name, "texts")
        folder.mkdir()
        size = write(folder, source, number)
        html = Path(name, "survey.html")
        command = [sys.executable, "-P", "-m", "cleanup", "survey", str(folder), "--jobs", str(jobs)]
        done = corpus.Run([*command, "--csv", "--html", str(html)])
        if done.code:
            raise SystemExit(done.words)
        page = html.stat().st_size
    return (
        f"{number:8,} documents  {size / 1e6:6.1f} MB  {done.seconds:7.1f} s  {done.processor:7.1f} s of processors  "
        f"{done.peak / 1e6:6.0f} MB in all, {done.main / 1e6:.0f} MB in the first  page {page / 1e6:.1f} MB"
    )


def main() -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.survey_size", description=__doc__)
    parser.add_argument("--corpora", type=Path, default=corpus.CORPORA, help="folder with texts")
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    for number in (options.documents // 10, options.documents):
        print(measure(options.corpora, number, options.jobs), flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
