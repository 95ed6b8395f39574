"""How fast `cleanup serve` answers, and whether nonsense harms it: `python -m benchmarks.http_server`.

Starts the server as a program. `load` sends 1,000 different texts of 2 KB, four at a time, from one other process, and
prints the time to the whole answer; `quiet` computes from the CPU times of the same what that would be if nothing else
ran on the machine; `fuzz` sends 10,000 malformed requests, and fails if one of them is not refused with 4xx, if the
server writes a traceback, or if it does not answer afterwards.
"""

from __future__ import annotations

import argparse
import heapq
import http.client
import random
import statistics
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlencode

import psutil

from benchmarks.evaluate import CORPORA
from benchmarks.malformed_requests import SENDERS, send
from cleanup.http_server.answering import Answerer
from cleanup.http_server.exchange import HttpQuestion
from cleanup.processes.programs import collect_seldom

REQUESTS, AT_ONCE, SIZE = 1000, 4, 2000
MALFORMED = 10_000
SEEDS = Path(__file__).parent.parent / "seeds"


@contextmanager
def serving(*args: str) -> Iterator[tuple[int, psutil.Process, list[str]]]:
    """Start a server on a free port: its port, its process, and the lines that it writes to standard error."""
    command = [sys.executable, "-P", "-m", "cleanup", "serve", "--port", "0", *args]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8")
    said: list[str] = []
    assert process.stdout
    assert process.stderr
    threading.Thread(target=said.extend, args=(process.stderr,), daemon=True).start()
    try:
        port = int(process.stdout.readline().rstrip("/\n").rpartition(":")[2])
        yield port, psutil.Process(process.pid), said
    finally:
        process.terminate()
        process.wait()


def texts(count: int, size: int) -> list[str]:
    """Different texts of about this many bytes: pieces of damaged and of clean articles, or of the seeds."""
    files = sorted(file for name in ("dirty", "clean") for file in (CORPORA / name).rglob("*.txt"))
    files = files or sorted(SEEDS.glob("*.txt"))
    draw = random.Random(1)
    whole = [file.read_text("utf-8", errors="replace") for file in files]
    found: list[str] = []
    while len(found) < count:
        text = draw.choice(whole)
        start = draw.randrange(max(1, len(text) - size))
        piece = text[start : start + size]
        if len(piece.encode()) >= size // 2:
            found.append(piece)
    return found


def ask(connection: http.client.HTTPConnection, text: str) -> tuple[int, float]:
    """Return the status of a check and the seconds until its answer was read."""
    body = urlencode({"text": text, "language": "auto"})
    started = time.perf_counter()
    connection.request("POST", "/v2/check", body, {"Content-Type": "application/x-www-form-urlencoded"})
    answer = connection.getresponse()
    answer.read()
    return answer.status, time.perf_counter() - started


def loaded(port: int, some: Sequence[str], at_once: int) -> tuple[Counter[int], list[float]]:
    """Return the answers by status, and the seconds of each, sorted."""
    own = threading.local()

    def one(text: str) -> tuple[int, float]:
        if not hasattr(own, "connection"):
            own.connection = http.client.HTTPConnection("127.0.0.1", port)
        return ask(own.connection, text)

    with ThreadPoolExecutor(at_once) as threads:
        answers = list(threads.map(one, some))
    return Counter(status for status, _ in answers), sorted(seconds for _, seconds in answers)


def load(rounds: int, count: int) -> None:
    """Print the figures of some rounds."""
    some = texts(count * rounds, SIZE)
    with serving() as (port, process, _):
        for number in range(rounds):
            started = time.perf_counter()
            before = _cpu(process)
            statuses, seconds = loaded(port, some[number * count : (number + 1) * count], AT_ONCE)
            took = time.perf_counter() - started
            memory = sum(one.memory_info().rss for one in (process, *process.children(recursive=True))) / 1e6
            print(
                f"round {number + 1}: {dict(statuses)}  p50 {1000 * statistics.median(seconds):.0f} ms  "
                f"p95 {1000 * seconds[int(0.95 * count)]:.0f} ms  max {1000 * seconds[-1]:.0f} ms  "
                f"{count / took:.0f} requests/s  {1000 * (_cpu(process) - before) / count:.0f} ms CPU each  "
                f"{memory:.0f} MB",
                flush=True,
            )


def quiet(count: int) -> None:
    """Print what the times would be on two cores with nothing else to do: of the CPU time that each answer takes here.

    Four clients ask again as soon as they are answered; an answer begins when a core is free. Speaking HTTP comes on
    top of it, with the CPU time that the first process of a server needs for a request.
    """
    some = texts(count, SIZE)
    with serving() as (port, process, _):
        before = process.cpu_times()
        loaded(port, some[: count // 4], 1)
        after = process.cpu_times()
    http_each = (after.user + after.system - before.user - before.system) / (count // 4)
    collect_seldom()  # as a worker does
    answerer = Answerer(10)
    answerer(HttpQuestion("warm"))
    clients, cores, taken = [0.0] * AT_ONCE, [0.0] * 2, []
    for text in some:
        started = time.process_time()
        answerer(HttpQuestion("check", "POST", b"", urlencode({"text": text, "language": "auto"}).encode()))
        own = time.process_time() - started + http_each
        asked, free = heapq.heappop(clients), heapq.heappop(cores)
        done = max(asked, free) + own
        taken.append(done - asked)
        heapq.heappush(clients, done)
        heapq.heappush(cores, done)
    taken.sort()
    print(
        f"computed for two quiet cores: p50 {1000 * statistics.median(taken):.0f} ms  "
        f"p95 {1000 * taken[int(0.95 * count)]:.0f} ms  max {1000 * taken[-1]:.0f} ms  "
        f"(speaking HTTP: {1000 * http_each:.1f} ms)"
    )


def _cpu(process: psutil.Process) -> float:
    times = [one.cpu_times() for one in (process, *process.children(recursive=True))]
    return sum(float(one.user + one.system) for one in times)


def fuzz(count: int) -> int:
    """Send malformed requests; return 1 if the server did anything but refuse them."""
    draw = random.Random(2)
    with serving() as (port, _, said):
        statuses: Counter[int] = Counter()
        for number in range(count):
            statuses[send(port, SENDERS[number % len(SENDERS)], draw)] += 1
        with closing(http.client.HTTPConnection("127.0.0.1", port)) as connection:
            alive = ask(connection, "He went , and left.")[0]
    wrong = {status: n for status, n in statuses.items() if not 400 <= status < 500}
    print(f"{count} malformed requests: {dict(sorted(statuses.items()))}; then {alive}; {len(said)} lines of errors")
    print("".join(said[:20]), end="")
    return int(bool(wrong or said or alive != 200))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", nargs="?", choices=["load", "quiet", "fuzz"])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--count", type=int)
    args = parser.parse_args()
    if args.what in (None, "load"):
        load(args.rounds, args.count or REQUESTS)
    if args.what in (None, "quiet"):
        quiet(args.count or REQUESTS)
    return fuzz(args.count or MALFORMED) if args.what in (None, "fuzz") else 0


if __name__ == "__main__":
    sys.exit(main())
