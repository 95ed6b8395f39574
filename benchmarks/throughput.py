"""How fast texts are looked at: `python -m benchmarks.throughput` prints megabytes per CPU second, beside ftfy.

In one process, `fix` is `cleanup.fix`, which runs the rules that have safe repairs, `all` are all built-in rules, as
`cleanup check` runs them, and ftfy is `ftfy.fix_text` as it comes. They read the same texts in turn, round after
round, and each ratio is of neighbours (the time of ftfy for that of `fix`), because the noise of a machine is larger
than what is measured. The first round of all rules also makes the automata, as a run of the command line does.
"""

from __future__ import annotations

import argparse
import random
import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import ftfy

import cleanup
from benchmarks.evaluate import CORPORA, OWN_CLEAN
from cleanup.detectors import PARAMS
from cleanup.documents.readers import document
from cleanup.engine import loading
from cleanup.engine.engine import Engine
from cleanup.model import Rule
from cleanup.rules.rule_file import parse

OTHERS = ("en-news-wiki", "en-speech", "en-play", "en-poetry")
SIZE, ROUNDS, ADDED = 4_000_000, 5, 2000


def texts(folders: Sequence[Path], size: int) -> list[str]:
    """Whole files of the folders, the smallest first, until there are so many bytes; again and again if need be."""
    files = sorted((f for folder in folders for f in folder.rglob("*.txt")), key=lambda f: (f.stat().st_size, f))
    read = [file.read_text("utf-8", errors="replace") for file in files]
    if not read:
        return []
    while _bytes(read) < size:
        read += read
    kept: list[str] = []
    for text in read:
        if _bytes(kept) < size:
            kept.append(text)
    return kept


def _bytes(read: Sequence[str]) -> int:
    return sum(len(text.encode("utf-8", "surrogatepass")) for text in read)


def worst(size: int) -> dict[str, str]:
    """Texts that a careless search is slow on."""
    return {
        "quotes in one line": "“a ” b " * 33_333,
        "no blank": "abcdefghij" * (size // 10),
        "nested quotes": "“‘" * 5_000 + "word" + "’”" * 5_000,
        "full stops": "." * size,
    }


def added_sources(count: int) -> dict[str, bytes]:
    """Rule files, by id, of two made-up words each, which no text holds, by letters that real words have."""
    draw = random.Random(1)

    def word() -> str:
        return "".join(draw.choice("bcdfgklmnprstv") + draw.choice("aeiou") for _ in range(3))

    head = 'kind = "pattern"\nsummary = "A pair of words"\nwhy = "A test."\nlevel = "flag"\n'
    sources = {}
    for number in range(count):
        pair = f"{word()} {word()}"
        examples = f"[[examples]]\nbefore = '{pair}'\n[[examples]]\nkeep = 'x'\n"
        sources[f"spinner/added-{number}"] = f"{head}pattern = '{pair}'\n{examples}".encode()
    return sources


def added_rules(count: int) -> list[Rule]:
    """Those rules."""
    return [parse(source, f"{name}.toml", name, PARAMS) for name, source in added_sources(count).items()]


def seconds(run: Callable[[str], object], read: Sequence[str]) -> float:
    """CPU seconds of this process for all texts."""
    started = time.process_time()
    for text in read:
        run(text)
    return time.process_time() - started


def compare(name: str, engine: Engine, read: Sequence[str], rounds: int) -> float:
    """Print a line of the table; gives the MB per CPU second of all rules in the median round."""
    size = _bytes(read) / 1e6

    def look(text: str) -> object:
        return engine.plan(document(text))

    first = seconds(look, read)
    cleanup.fix(read[0])
    runs = [(seconds(look, read), seconds(cleanup.fix, read), seconds(ftfy.fix_text, read)) for _ in range(rounds)]
    ratios = sorted(theirs / ours for _, ours, theirs in runs)
    speeds: list[float] = [size / statistics.median(column) for column in zip(*runs, strict=True)]
    looked, fixed, theirs = speeds
    print(
        f"{name:24}{len(read):6}{size:7.2f}{size / first:9.2f}{looked:9.2f}{fixed:9.2f}{theirs:9.2f}"
        f"{statistics.median(ratios):8.2f}  ({ratios[0]:.2f} to {ratios[-1]:.2f})",
        flush=True,
    )
    return looked


def show(name: str, engine: Engine, read: Sequence[str], ordinary: float) -> None:
    """Print how fast all rules of an engine look at texts, and what that is beside the ordinary speed."""
    size = _bytes(read) / 1e6
    speed = size / seconds(lambda text: engine.plan(document(text)), read)
    print(f"{name:24}{len(read):6}{size:7.2f}{'':9}{speed:9.2f}   {ordinary / speed:.1f} × ordinary time", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, default=CORPORA)
    parser.add_argument("--size", type=int, default=SIZE, help="bytes of each kind of text")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    args = parser.parse_args()
    clean = texts([args.corpora / "clean" / "en-fiction"], args.size) or texts([OWN_CLEAN], args.size)
    others = texts([args.corpora / "clean" / name for name in OTHERS], args.size // 2)
    dirty = texts([args.corpora / "dirty"], args.size // 4)
    engine = loading.engine()
    print(f"{'':24}{'texts':>6}{'MB':>7}{'first':>9}{'all':>9}{'fix':>9}{'ftfy':>9}{'ratio':>8}")
    ordinary = compare("fiction, curly quotes", engine, clean, args.rounds)
    if others:
        compare("other clean English", engine, others, args.rounds)
    if dirty:
        compare("machine translations", engine, dirty, args.rounds)
        compare("the same in one text", engine, ["\n\n".join(dirty)], args.rounds)
    rules = [*engine.rules.values(), *added_rules(ADDED)]
    many = Engine(rules)
    seconds(lambda text: many.plan(document(text)), clean)
    show(f"fiction, {ADDED} rules more", many, clean, ordinary)
    for name, text in worst(1_000_000).items():
        show(name, engine, [text], ordinary)


if __name__ == "__main__":
    main()
