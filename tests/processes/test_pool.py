"""The pool: whatever becomes of a process, every item has its result, and no process is left behind."""

from __future__ import annotations

import os
import sys
from contextlib import closing
from pathlib import Path

import psutil
import pytest

from cleanup.errors import CleanupError
from cleanup.processes.pool import Workers, taken_over
from tests import pooled
from tests.pooled import Squares, Unbearable

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals are those of Unix")
both = pytest.mark.parametrize("method", ["fork", "spawn"] if sys.platform == "linux" else ["spawn"])

Deaths = list[tuple[int | None, str]]


def pool(work: Squares, method: str, deaths: Deaths, jobs: int = 2) -> Workers[object]:
    def on_loss(number: int, how: str) -> object:
        return f"{number} {how}"

    def on_death(number: int | None, how: str) -> None:
        deaths.append((number, how))

    return Workers(work, jobs, on_loss=on_loss, on_death=on_death, method=method)


@both
def test_the_results_come_in_the_order_of_the_items(tmp_path: Path, method: str) -> None:
    deaths: Deaths = []
    workers = pool(Squares(tmp_path), method, deaths)
    assert list(workers.results([range(3), range(3, 5), range(5, 9)])) == [n * n for n in range(9)]
    assert deaths == []


@both
def test_what_a_dead_process_had_in_hand_is_done_once_more(tmp_path: Path, method: str) -> None:
    deaths: Deaths = []
    work = Squares(tmp_path, {0: 1, 3: 1})
    assert list(pool(work, method, deaths).results([range(2), range(2, 6)])) == [0, 1, 4, 9, 16, 25]
    assert sorted(deaths, key=str) == [(0, "was ended by SIGKILL"), (3, "was ended by SIGKILL")]
    assert [work.begun(number) for number in range(6)] == [2, 1, 1, 2, 1, 1]


@both
def test_what_kills_a_second_time_is_given_up_and_all_else_is_done(tmp_path: Path, method: str) -> None:
    deaths: Deaths = []
    work = Squares(tmp_path, {2: 9})
    found = list(pool(work, method, deaths).results([range(4), range(4, 6)]))
    assert found == [0, 1, "2 was ended by SIGKILL", 9, 16, 25]
    assert deaths == [(2, "was ended by SIGKILL")]
    assert [work.begun(number) for number in range(6)] == [1, 1, 2, 1, 1, 1]


@both
def test_results_as_they_come_are_all_of_them(tmp_path: Path, method: str) -> None:
    deaths: Deaths = []
    work = Squares(tmp_path, {1: 1, 2: 9})
    found = dict(pool(work, method, deaths).as_done([3, 2, 1, 0]))
    assert found == {0: 0, 1: 1, 2: "2 was ended by SIGKILL", 3: 9}
    assert sorted(deaths, key=str) == [(1, "was ended by SIGKILL"), (2, "was ended by SIGKILL")]


@both
def test_who_stops_early_leaves_no_process(tmp_path: Path, method: str) -> None:
    before = set(psutil.Process().children())
    workers = pool(Squares(tmp_path), method, [])
    with closing(workers.results([range(n, n + 1) for n in range(40)])) as results:
        assert next(results) == 0
        started = set(psutil.Process().children()) - before
        assert started
    assert not any(process.is_running() for process in started)


def test_a_process_that_dies_while_it_starts_is_told_and_costs_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(pooled.befall(tmp_path / "fate", pooled.ONE_DIES)))
    deaths: Deaths = []
    assert list(pool(Squares(tmp_path), "spawn", deaths).results([range(4)])) == [0, 1, 4, 9]
    assert deaths == [(None, "was ended by SIGKILL")]


def test_processes_that_all_die_while_they_start_end_the_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(pooled.befall(tmp_path / "fate", pooled.ALL_DIE)))
    with pytest.raises(CleanupError) as caught:
        list(pool(Squares(tmp_path), "spawn", []).results([range(4), range(4, 8)]))
    assert str(caught.value) == (
        "no process can be started: the last of 4 was ended by SIGKILL while it started; use --jobs 1"
    )


def test_work_that_kills_whoever_learns_of_it_ends_the_run(tmp_path: Path) -> None:
    workers: Workers[int] = Workers(
        Unbearable(tmp_path),
        2,
        on_loss=lambda number, _how: number,
        on_death=lambda _number, _how: None,
        method="spawn",
    )
    with pytest.raises(CleanupError, match=r"no process can be started: the last of 4 was ended by SIGKILL"):
        list(workers.results([range(4), range(4, 8)]))


@both
def test_where_no_process_can_be_made_the_run_ends(tmp_path: Path, method: str) -> None:
    import resource

    most = resource.getrlimit(resource.RLIMIT_NOFILE)
    workers = pool(Squares(tmp_path), method, [])
    resource.setrlimit(resource.RLIMIT_NOFILE, (len(os.listdir("/dev/fd")), most[1]))  # noqa: PTH208
    try:
        with pytest.raises(CleanupError) as caught:
            list(workers.results([range(2)]))
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, most)
    assert str(caught.value) == "no process can be started: too many open files; use --jobs 1"


def test_what_is_said_of_a_death() -> None:
    assert taken_over("a.txt", "ended with code 3") == "a.txt: a process ended with code 3; another takes over"
    assert taken_over("", "was ended by SIGTERM") == "a process was ended by SIGTERM; another takes over"
