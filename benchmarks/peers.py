"""cleanup and its peers on the same texts, on this machine: `python -m benchmarks.peers --help`.

`pip install -e '.[bench]'` brings the peers; what is not there is named and left out. Every contender is a program that
is given the same files. They run in turn, round after round, and each ratio is of two neighbours in one round: the
noise of a machine is larger than what is measured. Rates are of the processor time of a program and its processes,
less what it takes for a text of 1 KB; they hold while a machine has other work, which the time that passes
does not: the gain of two processes wants a machine at rest.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from statistics import median

from benchmarks.corpus import damaged
from benchmarks.evaluate import CORPORA, OWN_CLEAN
from benchmarks.throughput import added_sources, texts
from cleanup.engine import loading

#: Bytes of a file; of the text that a program is started for.
FILE, SMALL = 200_000, 1_000
#: The part of all places that the injector damages in a heavily damaged text.
ODDS = 0.3
#: Seconds of the processor that one run may take; a contender that would take more is left out at that size.
PATIENCE = 60.0
#: Of how many rules cleanup is tried, besides all of its own.
COUNTS = (50, 200, 2000)

OURS = (sys.executable, "-m", "cleanup", "check", "--jobs")
_READ = "import sys; texts = (open(p, encoding='utf-8', newline='').read() for p in sys.argv[1:])\n"


@dataclass(frozen=True, slots=True)
class Contender:
    """A program, to be followed by files. It `needs` a module or another program."""

    name: str
    command: tuple[str, ...]
    needs: str = ""

    @property
    def there(self) -> bool:
        """Whether it can be run."""
        return not self.needs or find_spec(self.needs) is not None or shutil.which(self.command[0]) is not None


@dataclass(frozen=True, slots=True)
class Spent:
    """What a run took, in seconds: of the processor, its processes together; and on the clock."""

    cpu: float
    wall: float


def _program(name: str) -> str:
    """One that is installed beside this Python, else on the path."""
    beside = Path(sys.executable).with_name(name)
    return str(beside) if beside.exists() else name


#: The peers, each as it comes; ours looks for everything, theirs for what each is made for.
PEERS = (
    Contender("ftfy", (sys.executable, "-c", f"{_READ}import ftfy\nfor t in texts: ftfy.fix_text(t)"), "ftfy"),
    Contender(
        "clean-text",
        (sys.executable, "-c", f"{_READ}import cleantext\nfor t in texts: cleantext.clean(t, lower=False)"),
        "cleantext",
    ),
    Contender("codespell", (_program("codespell"),), "codespell_lib"),
    Contender("typos", (_program("typos"), "--format", "brief"), "typos"),
    Contender("proselint", (_program("proselint"), "check"), "proselint"),
)


def contenders(folder: Path) -> list[Contender]:
    """cleanup in its variants, the first as it comes, and the peers; the rules that are added lie in `folder`."""
    ids = [rule.id for rule in loading.load(prove=False).pick().rules if rule.kind != "languagetool"]
    for rule_id, source in added_sources(max(0, COUNTS[-1] - len(ids))).items():
        (folder / rule_id).parent.mkdir(parents=True, exist_ok=True)
        (folder / f"{rule_id}.toml").write_bytes(source)
    return [
        Contender("cleanup", (*OURS, "1")),
        Contender("cleanup, two processes", (*OURS, "2")),
        Contender("cleanup without ftfy", (*OURS, "1", "--ignore", "encoding")),
        *(Contender(f"cleanup, {n} rules", (*OURS, "1", "--select", ",".join(evenly(ids, n)))) for n in COUNTS[:-1]),
        Contender(f"cleanup, {COUNTS[-1]} rules", (*OURS, "1", "--rules", str(folder))),
        *PEERS,
    ]


def evenly(items: Sequence[str], count: int) -> list[str]:
    """So many of them, from the whole range."""
    return [items[i * len(items) // count] for i in range(min(count, len(items)))]


def kinds(corpora: Path, size: int) -> Iterator[tuple[str, list[str]]]:
    """Texts of about that many bytes: clean ones, and the same with the damage of a seeded injector."""
    read = texts([corpora / "clean" / "en-fiction"], size) or texts([OWN_CLEAN], size)
    clean = list(pieces("\n\n".join(read), FILE))[: max(1, size // FILE)]
    draw = random.Random(1)
    yield "clean", clean
    yield "damaged", [damaged(text, draw, ODDS) for text in clean]


def pieces(text: str, size: int) -> Iterator[str]:
    """A text in pieces of about so many bytes, cut between paragraphs."""
    piece: list[str] = []
    filled = 0
    for paragraph in text.split("\n\n"):
        piece.append(paragraph)
        filled += len(paragraph.encode("utf-8", "replace")) + 2
        if filled >= size:
            yield "\n\n".join(piece) + "\n"
            piece, filled = [], 0
    if piece:
        yield "\n\n".join(piece) + "\n"


def write(folder: Path, read: Iterable[str]) -> list[str]:
    """The texts as files."""
    folder.mkdir(parents=True)
    files = []
    for number, text in enumerate(read):
        file = folder / f"{number:04}.txt"
        file.write_text(text, "utf-8", errors="replace", newline="")
        files.append(str(file))
    return files


def run(command: Sequence[str], files: Sequence[str] = ()) -> Spent:
    """Run a program; what it finds is not our business here."""
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run([*command, *files], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    wall, after = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
    return Spent(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, wall)


def in_turn(entered: Sequence[Contender], files: Sequence[str], rounds: int) -> dict[str, list[Spent]]:
    """What each took, round by round; each round begins with another."""
    spent: dict[str, list[Spent]] = {one.name: [] for one in entered}
    for number in range(rounds):
        first = number % len(entered)
        for one in (*entered[first:], *entered[:first]):
            spent[one.name].append(run(one.command, files))
    return spent


def ratios(ours: Sequence[float], theirs: Sequence[float]) -> tuple[float, float, float]:
    """How many times as long as ours theirs took: in the median round, and the least and the most of all rounds."""
    found = sorted(their / our for our, their in zip(ours, theirs, strict=True))
    return median(found), found[0], found[-1]


def net(spent: Iterable[Spent], start: float) -> list[float]:
    """Processor seconds without those of the start; never less than a thousandth."""
    return [max(one.cpu - start, 0.001) for one in spent]


def in_time(entered: Iterable[Contender], last: Mapping[str, float], growth: float) -> list[Contender]:
    """Those that will be done soon, by what they took for the text that is smaller by `growth`."""
    return [one for one in entered if last.get(one.name, 0.0) * growth <= PATIENCE]


def table(columns: Sequence[str], rows: Mapping[str, Mapping[str, str]]) -> Iterator[str]:
    """A table in Markdown; what was not measured is a dash."""
    yield f"| | {' | '.join(columns)} |"
    yield f"|---|{'---|' * len(columns)}"
    for name, cells in rows.items():
        yield f"| {name} | {' | '.join(cells.get(column, '–') for column in columns)} |"


def start_up(entered: Sequence[Contender], small: str, rounds: int) -> dict[str, float]:
    """Print what a text of 1 KB takes; gives the processor seconds of the median run of each."""
    words = [
        Contender("python -c pass", (sys.executable, "-c", "pass")),
        Contender("cleanup --version", (sys.executable, "-m", "cleanup", "--version")),
        Contender("cleanup --help", (sys.executable, "-m", "cleanup", "--help")),
    ]
    # Those words are followed by no file.
    bare = {one.name for one in words}
    spent: dict[str, list[Spent]] = {one.name: [] for one in (*words, *entered)}
    for _ in range(rounds):
        for one in (*words, *entered):
            spent[one.name].append(run(one.command, [] if one.name in bare else [small]))
    rows = {}
    for name, runs in spent.items():
        middle, least, most = ratios([one.cpu for one in spent["python -c pass"]], [one.cpu for one in runs])
        shown = f"{1000 * median(one.cpu for one in runs):.0f}"
        rows[name] = {"ms of the processor": shown, "× python": f"{middle:.1f} ({least:.1f} to {most:.1f})"}
    print("\n".join(("\nStart, with a text of 1 KB:\n", *table(("ms of the processor", "× python"), rows))), flush=True)
    return {name: median(one.cpu for one in runs) for name, runs in spent.items()}


def cell(name: str, size: float, spent: Mapping[str, list[Spent]], start: Mapping[str, float]) -> str:
    """MB per processor second; how many times as long as cleanup it took, and the least and the most of that."""
    ours, theirs = (net(spent[one], start[one]) for one in ("cleanup", name))
    middle, least, most = ratios(ours, theirs)
    rate = f"{size / 1e6 / median(theirs):.2f}"
    return rate if name == "cleanup" else f"{rate} ({middle:.2f}; {least:.2f} to {most:.2f})"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, default=CORPORA)
    parser.add_argument("--sizes", type=float, nargs="+", default=[1, 10], metavar="MB")
    parser.add_argument("--large", action="store_true", help="100 MB too")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--starts", type=int, default=15, help="how often each is started for 1 KB")
    args = parser.parse_args()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    with tempfile.TemporaryDirectory() as made:
        os.environ["CLEANUP_CACHE"] = str(Path(made, "cache"))
        measure(args, Path(made))


def measure(args: argparse.Namespace, made: Path) -> None:
    """Print the tables."""
    everyone = contenders(made / "rules")
    entered = [one for one in everyone if one.there]
    for one in everyone:
        if not one.there:
            print(f"{one.name} is not installed, and left out (pip install -e '.[bench]').")
    (small,) = write(made / "small", [next(kinds(args.corpora, FILE))[1][0].encode()[:SMALL].decode("utf-8", "ignore")])
    for one in entered:
        run(one.command, [small])  # proves the rules, writes byte code
    start = start_up(entered, small, args.starts)
    columns: list[str] = []
    rows: dict[str, dict[str, str]] = {one.name: {} for one in entered}
    gains = []
    last: dict[str, float] = {}
    for before, size in zip([0, *args.sizes], [*args.sizes, *([100] if args.large else [])], strict=False):
        able = in_time(entered, last, size / before if before else 1)
        for kind, read in kinds(args.corpora, int(size * 1e6)):
            column = f"{kind}, {size:g} MB"
            columns.append(column)
            files = write(made / column, read)
            exact = sum(Path(file).stat().st_size for file in files)
            spent = in_turn(able, files, args.rounds)
            for one in able:
                rows[one.name][column] = cell(one.name, exact, spent, start)
                last[one.name] = max(run.cpu for run in spent[one.name])
            alone, two = ([run.wall for run in spent[name]] for name in ("cleanup", "cleanup, two processes"))
            middle, least, most = ratios(two, alone)
            gains.append(f"{column}: {middle:.2f} ({least:.2f} to {most:.2f})")
    print("\nMB per second of the processor (how many times as long as cleanup it took; least to most):\n")
    print("\n".join(table(columns, rows)))
    print("\nWith two processes so many times as fast, on the clock:\n\n" + "\n".join(f"- {gain}" for gain in gains))


if __name__ == "__main__":
    main()
