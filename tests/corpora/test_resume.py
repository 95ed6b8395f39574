"""Runs that are stopped, and runs that go on."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests import pooled
from tests.commandline import HOUSE, ROOT, environment, execute, invoke
from tests.corpora import samples
from tests.corpora.samples import tree

#: How often a run is killed before it may end; the benchmark does it twenty times.
KILLS = 4

RUN = ("corpus", "src", "--output", "out", *HOUSE)


def run(jobs: int = 1) -> str:
    """Run to the end; the last line."""
    result = invoke(*RUN, "--jobs", str(jobs))
    assert result.exit_code == 0, result.stderr
    return result.stderr.splitlines()[-1]


def wait_for_a_shard(desk: Path) -> None:
    """Until the journal says that a shard is done."""
    journal = desk / "out" / ".cleanup-journal.jsonl"
    while not journal.exists() or journal.read_bytes().count(b"\n") < 2:
        time.sleep(0.01)


def test_finished_shards_are_skipped(desk: Path) -> None:
    samples.write(desk / "src")
    assert run() == "Cleaned 8 documents in 4 shards: 4 changed, 4 changes."
    before = {path: path.stat().st_mtime_ns for path in (desk / "out").rglob("*.*") if path.name != "manifest.json"}
    made = tree(desk / "out")
    assert run() == "Cleaned 8 documents in 4 shards (4 already done): 4 changed, 4 changes."
    assert {path: path.stat().st_mtime_ns for path in before} == before
    assert tree(desk / "out") == made


def test_what_is_torn_gone_or_new_is_done_again(desk: Path) -> None:
    samples.write(desk / "src")
    run()
    made = tree(desk / "out")
    (desk / "out" / "a.jsonl").write_bytes(made["a.jsonl"][:-5])
    (desk / "out" / "d.parquet").unlink()
    assert run() == "Cleaned 8 documents in 4 shards (2 already done): 4 changed, 4 changes."
    assert tree(desk / "out") == made
    (desk / "src" / "a.jsonl").write_bytes(b'{"text": "c  d"}\n')
    assert run() == "Cleaned 7 documents in 4 shards (3 already done): 4 changed, 4 changes."
    assert tree(desk / "out")["a.jsonl"].startswith(b'{"text": "c d"')


def test_other_settings_do_it_all_again(desk: Path) -> None:
    samples.write(desk / "src")
    run()
    result = invoke(*RUN, "--jobs", "1", "--no-columns")
    assert result.stderr.splitlines()[-1] == "Cleaned 8 documents in 4 shards: 4 changed, 4 changes."
    assert tree(desk / "out")["a.jsonl"] == b'{"id": 1, "text": "a b"}\n{"id": 2, "text": "ab"}\n'


def test_the_manifest_keeps_what_other_runs_have_written_there(desk: Path) -> None:
    samples.write(desk / "src")
    samples.write(desk / "more" / "later")
    run()
    assert invoke("corpus", "more", "--output", "out", *HOUSE, "--jobs", "1").exit_code == 0
    shards = json.loads(tree(desk / "out")["manifest.json"])["shards"]
    assert [one["output"] for one in shards] == [
        "a.jsonl",
        "d.parquet",
        "in/b.jsonl.gz",
        "in/c.jsonl.zst",
        "later/a.jsonl",
        "later/d.parquet",
        "later/in/b.jsonl.gz",
        "later/in/c.jsonl.zst",
    ]


def test_a_torn_line_of_the_journal_counts_for_nothing(desk: Path) -> None:
    samples.write(desk / "src")
    run()
    made = tree(desk / "out")
    records = [json.dumps(one) for one in json.loads(made["manifest.json"])["shards"]]
    (desk / "out" / "manifest.json").unlink()
    names = ["a.jsonl", "d.parquet", "in/b.jsonl.gz", "in/c.jsonl.zst"]
    journal = "\n".join([json.dumps({"planned": names}), *records[:2], records[2][:40]])
    (desk / "out" / ".cleanup-journal.jsonl").write_text(journal)
    (desk / "out" / ".cleanup-0123456789abcdef").write_bytes(b"left behind")
    assert "not complete" in invoke("corpus", "stats", "out").stdout
    assert run() == "Cleaned 8 documents in 4 shards (2 already done): 4 changed, 4 changes."
    assert tree(desk / "out") == made


def test_a_second_run_into_the_same_folder_is_refused(desk: Path) -> None:
    samples.write(desk / "src")
    from cleanup.corpora.shards.ledger import Ledger

    with Ledger(desk / "out", ["a.jsonl"]):
        done = execute(*RUN)
    assert (done.returncode, done.stderr) == (2, b"out: another run is writing here; wait until it has finished\n")


def large(desk: Path) -> None:
    """Shards that keep two processes busy for some seconds."""
    line = "He said  that, and  alot more of it. " * 40
    for name in "abcdef":
        samples.write(desk / "src" / name, [{"id": n, "text": f"{line}{name}{n}"} for n in range(12)])


def start(*args: str) -> subprocess.Popen[bytes]:
    """The command as a program, in a group of its own as under a shell."""
    command = [sys.executable, "-m", "cleanup", *RUN, *args]
    return subprocess.Popen(
        command, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    )


def wait_for_the_end_of(process: subprocess.Popen[bytes]) -> None:
    """Until nothing of the group is left; fails after a while."""
    for _ in range(6000):
        try:
            os.killpg(process.pid, 0)
        except ProcessLookupError:
            return
        time.sleep(0.01)
    pytest.fail("a process has outlived its parent")


@pytest.mark.skipif(sys.platform == "win32", reason="signals are those of Unix")
def test_killed_at_any_moment_the_end_is_the_same(desk: Path) -> None:
    large(desk)
    whole = execute("corpus", "src", "--output", "whole", *HOUSE, "--jobs", "2")
    assert whole.returncode == 0
    moments = random.Random(9)
    for _ in range(KILLS):
        process = start("--jobs", "2")
        journal = desk / "out" / ".cleanup-journal.jsonl"
        while process.poll() is None and not journal.exists():
            time.sleep(0.01)
        time.sleep(moments.uniform(0, 1.5))
        process.kill()
        process.communicate()
        wait_for_the_end_of(process)
    last = execute(*RUN, "--jobs", "2")
    assert last.returncode == 0
    assert tree(desk / "out") == tree(desk / "whole")


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals of POSIX")
def test_a_terminal_shows_how_far_how_fast_and_how_long_still(desk: Path) -> None:
    import pexpect

    large(desk)
    command = ["-m", "cleanup", *RUN, "--jobs", "2"]
    child = pexpect.spawn(sys.executable, command, env=environment(), encoding="utf-8", dimensions=(24, 80))
    child.expect(r"\d+%  [\d.]+ [kM]?B/s  \d+ s left", timeout=180)
    child.expect(pexpect.EOF, timeout=180)
    child.close()
    assert child.exitstatus == 0


@pytest.mark.skipif(sys.platform == "win32", reason="signals are those of Unix")
def test_control_c_ends_all_processes_and_leaves_whole_shards(desk: Path) -> None:
    large(desk)
    process = start("--jobs", "2")
    wait_for_a_shard(desk)
    os.killpg(process.pid, signal.SIGINT)
    out, err = process.communicate(timeout=120)
    assert (process.returncode, out) == (130, b"")
    assert err == b"Interrupted. Run the same command again to resume.\n\n"
    wait_for_the_end_of(process)
    left = tree(desk / "out")
    assert not [name for name in left if name.startswith(".cleanup-") and name != ".cleanup-journal.jsonl"]
    assert b"not complete" in execute("corpus", "stats", "out").stdout
    last = execute(*RUN, "--jobs", "2")
    assert b"already done" in last.stderr
    assert {name: data for name, data in left.items() if not name.startswith(".")}.items() <= tree(desk / "out").items()


def fated(desk: Path, meet: str) -> subprocess.CompletedProcess[bytes]:
    """A run whose processes meet with something."""
    path = os.pathsep.join([str(pooled.befall(desk.parent / "fate", meet)), str(ROOT)])
    return execute(*RUN, "--jobs", "2", PYTHONPATH=path)


killing = pytest.mark.skipif(sys.platform == "win32", reason="signals are those of Unix")


@killing
def test_a_shard_whose_process_is_killed_is_done_again_and_whole(desk: Path) -> None:
    samples.write(desk / "src")
    assert execute("corpus", "src", "--output", "whole", *HOUSE, "--jobs", "2").returncode == 0
    done = fated(desk, pooled.die_over("a.jsonl", 1))
    assert done.stderr.decode().splitlines() == [
        "src/a.jsonl: a process was ended by SIGKILL; another takes over",
        "Manifest: out/manifest.json",
        "Cleaned 8 documents in 4 shards: 4 changed, 4 changes.",
    ]
    assert done.returncode == 0
    assert tree(desk / "out") == tree(desk / "whole")


@killing
def test_a_shard_that_kills_two_processes_is_named_and_the_others_are_done(desk: Path) -> None:
    samples.write(desk / "src")
    assert execute("corpus", "src", "--output", "whole", *HOUSE, "--jobs", "2").returncode == 0
    done = fated(desk, pooled.die_over("a.jsonl", 2))
    told = done.stderr.decode().splitlines()
    assert told[:2] == [
        "src/a.jsonl: a process was ended by SIGKILL; another takes over",
        "src/a.jsonl: its process was ended by SIGKILL; it may have run out of memory; reduce "
        "--jobs. All other shards are done",
    ]
    assert done.returncode == 2
    made = tree(desk / "out")
    assert json.loads(made["manifest.json"])["failed"] == [
        {"input": "src/a.jsonl", "reason": "its process was ended by SIGKILL"}
    ]
    whole = tree(desk / "whole")
    assert made.keys() == whole.keys() - {"a.jsonl"}
    assert execute(*RUN, "--jobs", "2").returncode == 0
    assert tree(desk / "out") == whole


@killing
def test_processes_that_are_killed_while_they_start_end_the_run(desk: Path) -> None:
    samples.write(desk / "src")
    done = fated(desk, pooled.ALL_DIE)
    assert done.returncode == 2
    assert done.stderr.decode().splitlines()[-1] == (
        "no process can be started: the last of 4 was ended by SIGKILL while it started; use --jobs 1"
    )
    assert execute(*RUN, "--jobs", "2").returncode == 0
