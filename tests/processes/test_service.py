"""The service: every question has its answer or an error, whatever becomes of a process, and no process is left."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import psutil
import pytest

from cleanup.errors import CleanupError
from cleanup.processes import service
from cleanup.processes.service import NoAnswerError, WorkerService
from tests.waiting import eventually

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals are those of Unix")


class Echo:
    """Answers with the question and its process; some questions harm that."""

    def __call__(self, question: str, tell: object = None) -> tuple[str, int]:
        if question == "die":
            os.kill(os.getpid(), signal.SIGKILL)
        if question.startswith("sleep"):
            time.sleep(float(question.split()[1]))
        if question == "progress":
            time.sleep(0.3)
            tell(0.5)  # type: ignore[operator]
        return question, os.getpid()


@pytest.fixture(scope="module")
def echo() -> Iterator[WorkerService[str, tuple[str, int]]]:
    made: WorkerService[str, tuple[str, int]] = WorkerService(Echo(), 2, first="ready", seconds=0.5)
    made.start()
    yield made
    made.close()


def test_threads_ask_as_they_like(echo: WorkerService[str, tuple[str, int]]) -> None:
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(echo.ask, map(str, range(100))))
    assert [said for said, _ in answers] == [str(n) for n in range(100)]
    assert len({pid for _, pid in answers}) == 2
    assert os.getpid() not in {pid for _, pid in answers}


def test_progress_is_passed_over(echo: WorkerService[str, tuple[str, int]]) -> None:
    assert echo.ask("progress")[0] == "progress"
    assert echo.ask("next")[0] == "next"


@pytest.mark.parametrize(("question", "why"), [("die", "its process has ended"), ("sleep 60", "it took too long")])
def test_a_process_that_dies_or_hangs_is_replaced(
    echo: WorkerService[str, tuple[str, int]], question: str, why: str
) -> None:
    before = {child.pid for child in psutil.Process().children()}
    with pytest.raises(NoAnswerError, match=why):
        echo.ask(question)
    assert [echo.ask(str(n))[0] for n in range(10)] == [str(n) for n in range(10)]

    def replaced() -> bool:
        with ThreadPoolExecutor(2) as threads:
            pids = {pid for _, pid in threads.map(echo.ask, ["sleep 0.1"] * 2)}
        return len(pids) == 2 and not pids <= before

    eventually(replaced)


def test_no_process_is_left_and_who_waits_is_told() -> None:
    made: WorkerService[str, tuple[str, int]] = WorkerService(Echo(), 1, first="ready", seconds=60)
    made.start()
    child = psutil.Process(made.ask("x")[1])
    with ThreadPoolExecutor(3) as threads:
        waiting = [threads.submit(made.ask, "sleep 30") for _ in range(3)]
        time.sleep(0.2)
        made.close()
        errors = {str(one.exception()) for one in waiting}
    assert errors == {"its process has ended", "the server is ending"}
    eventually(lambda: not child.is_running() or child.status() == psutil.STATUS_ZOMBIE)


def test_a_process_that_cannot_be_started_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def spawned() -> None:
        raise OSError("no memory")

    monkeypatch.setattr(service, "spawned", spawned)
    with pytest.raises(CleanupError, match="no process can be started to check texts; use --jobs 1"):
        WorkerService(Echo(), 2, first="ready", seconds=1).start()
