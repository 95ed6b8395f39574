"""A text that takes too long is left as it is and named, and nothing else is spoilt by it."""

from __future__ import annotations

import importlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from cleanup.cli import options
from cleanup.cli.planning import limited
from cleanup.config.resolve import Resolver, Settings
from cleanup.documents import readers
from cleanup.errors import CleanupError, DocumentError
from cleanup.languagetool.matches import Query
from cleanup.languagetool.service import ServerAddress, Service
from cleanup.model import Document, Level
from cleanup.processes.time_limit import CAN_TIME, TimeIsUpError, untimed, within
from tests.commandline import HOUSE, environment, execute, invoke
from tests.reviewing import Start, starting

pytestmark = pytest.mark.skipif(not CAN_TIME, reason="this system has no interval timers")

#: Takes longer than a hundredth of a second on any machine.
LONG = "He saw  alot of it, and the whilom mayor said so. " * 4000
LINE = "took longer than {} seconds; it was left unchanged; raise the limit with --max-seconds, or remove it with 0"

#: The program, in which one text takes for ever.
ENDLESS = """
import time
from cleanup.config.resolve import Resolver
plan = Resolver.plan
def endless(self, document, *rest, **more):
    while document.path == "03.txt":
        try:
            time.sleep(1000)
        except Exception:
            pass
    return plan(self, document, *rest, **more)
Resolver.plan = endless
from cleanup.cli import main
main()
"""
#: The program, in which a large text is shared with processes that take for ever.
SHARING = """
import os, time
from cleanup.engine import parallel
parallel.LARGE = 0
ours, computed = os.getpid(), parallel.computed_block
parallel.computed_block = lambda *all: computed(*all) if os.getpid() == ours else time.sleep(1000)
from cleanup.cli import main
main()
"""


def program(source: str, *args: str) -> subprocess.CompletedProcess[str]:
    """A program in a group of its own."""
    return subprocess.run(
        [sys.executable, "-c", source, *args],
        env=environment(),
        capture_output=True,
        check=False,
        text=True,
        start_new_session=True,
        timeout=300,
    )


@pytest.fixture
def start(desk: Path) -> Iterator[Start]:
    yield from starting(desk)


def test_the_time_is_up_whatever_is_caught_inside() -> None:
    def endless() -> None:
        while True:
            with suppress(Exception):
                time.sleep(1000)

    with pytest.raises(TimeIsUpError), within(0.01):
        endless()
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)


def test_no_limit_is_none() -> None:
    before = signal.getsignal(signal.SIGALRM)
    with within(0):
        assert signal.getsignal(signal.SIGALRM) is before
        assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)


def test_what_is_within_its_time_hears_nothing() -> None:
    before = signal.getsignal(signal.SIGALRM), sys.unraisablehook
    with within(1000):
        assert signal.getsignal(signal.SIGALRM) is not before[0]
    assert (signal.getsignal(signal.SIGALRM), sys.unraisablehook) == before


def test_an_import_is_not_left_half_done(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "slow_module.py").write_text("import time\ntime.sleep(0.3)\nready = True\n")
    monkeypatch.syspath_prepend(tmp_path)

    def importing() -> None:
        importlib.import_module("slow_module")
        time.sleep(1000)

    with pytest.raises(TimeIsUpError), within(0.01):
        importing()
    assert sys.modules["slow_module"].ready


def test_waiting_for_somebody_else_does_not_count() -> None:
    with within(1):
        with untimed():
            time.sleep(1.2)
        left, again = signal.getitimer(signal.ITIMER_REAL)
    assert 0 < left <= 1
    assert again > 0


def test_waiting_for_languagetool_does_not_count() -> None:
    def connect() -> None:
        time.sleep(1.2)
        raise CleanupError("it does not come")

    service = Service(ServerAddress(lambda: "nobody", connect), Query("en", ("EN_A_VS_AN",)))  # type: ignore[arg-type]
    with within(1), service.checking("a.txt", "For a hour."):
        assert service(["For a hour."], Query("en", ("EN_A_VS_AN",))) == {}
    service.close()
    assert str(service.summary()) == "not checked by LanguageTool: 1 file (a.txt): it does not come"


@pytest.mark.parametrize("jobs", ["1", "3"])
def test_a_text_without_end_is_named_and_the_others_are_repaired(desk: Path, jobs: str) -> None:
    names = [f"{number:02}.txt" for number in range(12)]
    for name in names:
        (desk / name).write_text("A  gap.\n")
    done = program(ENDLESS, "fix", *HOUSE, "--jobs", jobs, "--max-seconds", "3", *names)
    assert done.stderr.splitlines() == [
        f"03.txt: {LINE.format(3)}",
        "Repaired 11 places in 11 files; 1 error.",
    ]
    assert done.returncode == 2
    assert {name: (desk / name).read_text() for name in names} == {
        name: "A  gap.\n" if name == "03.txt" else "A gap.\n" for name in names
    }


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_each_text_has_its_own_time(desk: Path, jobs: str) -> None:
    for name in "ab":
        (desk / f"{name}.txt").write_text(LONG)
    done = execute("check", *HOUSE, "--jobs", jobs, "--max-seconds", "0.001", "a.txt", "b.txt")
    assert done.stderr.decode().splitlines() == [
        f"a.txt: {LINE.format(0.001)}",
        f"b.txt: {LINE.format(0.001)}",
        "Nothing found in 0 files; 2 errors.",
    ]
    assert (done.returncode, done.stdout) == (2, b"")


def endlessly(resolver: Resolver, document: Document, settings: Settings) -> None:
    while True:
        resolver.plan(document, settings, through=Level.SUGGESTED)


# Between the opening of a file and its use, it is left to the garbage collection.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_what_was_stopped_anywhere_spoils_no_later_text(desk: Path) -> None:
    (desk / "a.txt").write_text(LONG)
    document = readers.read(LONG.encode(), "a.txt")
    resolver, fresh = Resolver(), Resolver()
    settings = resolver.settings("a.txt")
    for thousandths in range(1, 40, 3):
        with pytest.raises(DocumentError), limited(resolver, settings, "a.txt", thousandths / 1000):
            endlessly(resolver, document, settings)
    assert resolver.plan(document, settings) == fresh.plan(document, settings)


@pytest.mark.skipif(sys.platform != "linux", reason="processes share a text where they are copies")
def test_the_time_is_up_also_while_others_look_at_a_text(desk: Path) -> None:
    (desk / "a.txt").write_text(LONG.replace("so. ", "so.\n\n"))
    done = program(SHARING, "check", *HOUSE, "--jobs", "2", "--max-seconds", "3", "a.txt")
    assert done.stderr.splitlines()[0] == f"a.txt: {LINE.format(3)}"
    assert done.returncode == 2


def test_a_baseline_keeps_what_it_said_of_a_text_that_takes_too_long(desk: Path) -> None:
    (desk / "a.txt").write_text(LONG[:500])
    assert execute("baseline", *HOUSE, "--output", "known.json", "a.txt").returncode == 0
    before = json.loads((desk / "known.json").read_text())
    (desk / "a.txt").write_text(LONG)
    done = execute("baseline", *HOUSE, "--output", "known.json", "--max-seconds", "0.001", "a.txt")
    assert done.stderr.decode().splitlines()[0] == f"a.txt: {LINE.format(0.001)}"
    assert done.returncode == 2
    assert json.loads((desk / "known.json").read_text()) == before


def test_a_review_names_the_text_and_asks_about_the_others(desk: Path, start: Start) -> None:
    (desk / "a.txt").write_text(LONG)
    shown, code = start("--max-seconds", "0.001", "a.txt", columns=200).end()
    assert shown.splitlines() == [f"a.txt: {LINE.format(0.001)}", "Nothing to review in 0 files."]
    assert code == 2


def test_a_text_that_somebody_is_slow_to_hand_over_has_its_time_when_it_is_here(desk: Path) -> None:
    reading, writing = os.pipe()
    command = [sys.executable, "-m", "cleanup", "fix", *HOUSE, "--max-seconds", "2", "-"]
    with subprocess.Popen(command, env=environment(), stdin=reading, stdout=subprocess.PIPE) as process:
        os.close(reading)
        time.sleep(3)
        os.write(writing, b"A  gap.")
        os.close(writing)
        assert process.communicate()[0] == b"A gap."
    assert (process.returncode, list(desk.iterdir())) == (0, [])


@pytest.mark.parametrize("command", ["check", "fix", "baseline", "corpus"])
def test_a_system_without_a_clock_says_so(desk: Path, monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    (desk / "a.txt").write_text("All is well.\n")
    monkeypatch.setattr(options, "CAN_TIME", False)
    result = invoke(command, "--max-seconds", "5", "a.txt")
    assert result.exit_code == 2
    assert "--max-seconds is not supported on this system" in result.stderr
