"""The queue of checks: one for each text, the newest; it ends at once, whatever goes on."""

from __future__ import annotations

import threading
import time

import pytest

from cleanup.language_server.checking import CheckResult, TextRevision
from cleanup.language_server.queue import CheckQueue


def request(uri: str, revision: int) -> TextRevision:
    return TextRevision(uri, "plaintext", revision, "")


def test_each_text_waits_once_with_its_newest_state() -> None:
    made: list[TextRevision] = []
    queue = CheckQueue(lambda one: made.append(one) or CheckResult(one.uri, one.revision), lambda _: None)  # type: ignore[func-returns-value]
    for uri, revision in [("a", 1), ("b", 2), ("a", 3), ("c", 4), ("a", 5), ("b", 6)]:
        queue.put(request(uri, revision))
    queue.drop("c")
    queue.put(request("end", 7))
    queue._answer = lambda result: queue.stop() if result.uri == "end" else None
    queue.run()
    assert [(one.uri, one.revision) for one in made] == [("a", 5), ("b", 6), ("end", 7)]


def test_a_check_in_progress_is_ended() -> None:
    started = threading.Event()

    def check(_one: TextRevision) -> CheckResult:
        started.set()
        while True:
            time.sleep(0.01)

    answers: list[CheckResult] = []
    queue = CheckQueue(check, answers.append)

    def stop() -> None:
        started.wait()
        time.sleep(0.05)
        queue.stop()

    threading.Thread(target=stop).start()
    queue.put(request("a", 1))
    queue.run()
    assert answers == []


def test_an_interrupt_from_the_keyboard_is_one() -> None:
    def check(_one: TextRevision) -> CheckResult:
        raise KeyboardInterrupt

    queue = CheckQueue(check, lambda _: None)
    queue.put(request("a", 1))
    with pytest.raises(KeyboardInterrupt):
        queue.run()


def test_nothing_is_checked_after_the_end() -> None:
    queue = CheckQueue(lambda one: pytest.fail(one.uri), lambda _: None)
    queue.put(request("a", 1))
    queue.stop()
    queue.run()
