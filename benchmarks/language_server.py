"""From a keystroke to diagnostics: `python -m benchmarks.language_server` prints milliseconds for texts of two sizes.

The server is a program, and the client a bare one that sends a change of one character and waits for the diagnostics
of that version, as an editor would. Letters are typed into words all over the text: edited English, machine
translations of the shared corpora and the annotated articles beside these, put together to 50 KB and 1 MB. First with
the pause for which the server waits after a change, then without it. `open` is the time from opening a text to its
first diagnostics, `processor` what the server takes of the processor for a keystroke, on average, and `plan` what a
plan takes alone, without and with what is known of the last version.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import psutil

from benchmarks.evaluate import CORPORA
from benchmarks.throughput import texts
from cleanup.documents.readers import document
from cleanup.engine import loading
from cleanup.matching.view import Memory

PROGRAM = """
from cleanup.language_server.running import over_stdio
from cleanup.language_server.server import CleanupServer
from cleanup.processes.programs import collect_seldom
collect_seldom()  # as the command line does
over_stdio(CleanupServer(pause={pause}))
"""

#: The texts: name, folders of the shared corpora, bytes, keystrokes.
TEXTS = (
    ("article, edited", "clean/en-news-wiki", 50_000, 100),
    ("article, translated", "dirty", 50_000, 100),
    ("article, damaged", "../gold/articles", 50_000, 100),
    ("book, edited", "clean/en-news-wiki", 1_000_000, 10),
    ("book, translated", "dirty", 1_000_000, 10),
)


class Client:
    """A client of a server at the other end of two pipes."""

    def __init__(self, server: subprocess.Popen[bytes]) -> None:
        self._server = server
        self._id = 0

    def processor(self) -> float:
        """Return the seconds of the processor that the server has taken."""
        used = psutil.Process(self._server.pid).cpu_times()
        return float(used.user + used.system)

    def send(self, method: str, params: Any, *, request: bool = False) -> None:
        """Send a notification or a request."""
        assert self._server.stdin
        self._id += 1
        message = {"jsonrpc": "2.0", "method": method, "params": params} | ({"id": self._id} if request else {})
        body = json.dumps(message).encode()
        self._server.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self._server.stdin.flush()

    def receive(self) -> dict[str, Any]:
        """Return the next message."""
        assert self._server.stdout
        length = 0
        while line := self._server.stdout.readline().strip():
            if line.lower().startswith(b"content-length:"):
                length = int(line.partition(b":")[2])
        message: dict[str, Any] = json.loads(self._server.stdout.read(length))
        return message

    def diagnostics(self, version: int) -> list[Any]:
        """Wait for the last diagnostics of a version; those that are only moved come before the checked ones."""
        while True:
            params = self.receive().get("params") or {}
            if params.get("version") == version:
                found: list[Any] = params["diagnostics"]
                return found


@contextmanager
def client(pause: float | None) -> Iterator[Client]:
    """A client with a server that has been initialized."""
    command = [sys.executable, "-P", "-c", PROGRAM.format(pause=pause)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as server:
        one = Client(server)
        one.send("initialize", {"capabilities": {}, "processId": None}, request=True)
        one.receive()
        one.send("initialized", {})
        yield one
        one.send("shutdown", None, request=True)
        one.receive()
        one.send("exit", None)


def keystrokes(text: str, count: int) -> list[tuple[int, int]]:
    """Lines and columns inside of words, all over a text, in no order."""
    draw, lines = random.Random(1), text.split("\n")
    long = [number for number, line in enumerate(lines) if len(line) > 60 and line[40:60].isascii()]
    return [(draw.choice(long), draw.randrange(1, 40)) for _ in range(count)]


class Measured(NamedTuple):
    """Seconds from opening a text to its diagnostics, from each keystroke to those of the text after it, and of the
    processor for a keystroke, on average.
    """

    opened: float
    taken: list[float]
    processor: float


def measured(text: str, strokes: Sequence[tuple[int, int]], pause: float | None) -> Measured:
    """Open a text in a server, and type into it."""
    with client(pause) as one:
        item = {"uri": "file:///nowhere/one.txt", "languageId": "plaintext", "version": 0, "text": text}
        started = time.perf_counter()
        one.send("textDocument/didOpen", {"textDocument": item})
        one.diagnostics(0)
        opened, spent = time.perf_counter() - started, one.processor()
        taken: list[float] = []
        for version, (line, column) in enumerate(strokes, 1):
            place = {"line": line, "character": column}
            change = {"range": {"start": place, "end": place}, "text": "e"}
            identifier = {"uri": item["uri"], "version": version}
            started = time.perf_counter()
            one.send("textDocument/didChange", {"textDocument": identifier, "contentChanges": [change]})
            one.diagnostics(version)
            taken.append(time.perf_counter() - started)
        return Measured(opened, taken, (one.processor() - spent) / len(taken))


def plans(text: str, strokes: Sequence[tuple[int, int]]) -> list[float]:
    """Seconds of the processor for a plan after a keystroke: without and with what is known of the last version."""
    engine, memory, rows = loading.engine(), Memory(), text.split("\n")
    engine.plan(document(text), memory=memory)
    spent: list[list[float]] = [[], []]
    for line, column in strokes:
        rows[line] = f"{rows[line][:column]}e{rows[line][column:]}"
        changed = "\n".join(rows)
        for taken, given in zip(spent, (None, memory), strict=True):
            started = time.process_time()
            engine.plan(document(changed), memory=given)
            taken.append(time.process_time() - started)
    return [statistics.median(taken) for taken in spent]


#: The columns of the table, in milliseconds.
HEAD = ("text", "open", "keystroke, p50", "p95", "processor", "without the pause, p50", "plan", "plan, known")


def main() -> None:
    """Print a line for each text."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--profile", action="store_true", help="print what a plan after a keystroke spends its time on")
    parser.add_argument("--corpora", type=Path, default=CORPORA, help="folder with clean/ and dirty/")
    asked = parser.parse_args()
    print(f"| {' | '.join(HEAD)} |\n|{'---|' * len(HEAD)}")
    for name, folder, size, count in TEXTS:
        text = "\n\n".join(texts([asked.corpora / folder], size)).encode()[:size].decode("utf-8", "ignore")
        strokes = keystrokes(text, count)
        usual, at_once = measured(text, strokes, None), measured(text, strokes[:40], 0.0)
        p95 = statistics.quantiles(usual.taken, n=20)[-1]
        cells = [usual.opened, statistics.median(usual.taken), p95, usual.processor, statistics.median(at_once.taken)]
        cells += plans(text, strokes[:5])
        print(f"| {name}, {size / 1000:.0f} KB | {' | '.join(f'{1000 * cell:.0f}' for cell in cells)} |", flush=True)
        if asked.profile:
            profile(text)


def profile(text: str) -> None:
    """Print the functions that a plan after a keystroke spends most time in."""
    import cProfile
    import pstats

    engine, memory = loading.engine(), Memory()
    for changed in (text, text + "e"):
        engine.plan(document(changed), memory=memory)
    with cProfile.Profile() as measured:
        engine.plan(document(text + "ee"), memory=memory)
    pstats.Stats(measured).sort_stats("tottime").print_stats(15)


if __name__ == "__main__":
    main()
