"""How a run ends that cannot do its work: exit code 2, a line that says what is wrong, and never a trace unasked."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from tests.commandline import HOUSE, HOUSE_RULES, environment, execute, invoke, write_rules

SAVED = "save one on a review page or with `cleanup review --decisions`"
DEEP = "tables or lists are nested more than 100 levels deep"
NONE = ": not a file of decisions: "
LONG = "an integer of 5,000 digits, more than 4,300"
NINES = f'{{"schema": {"9" * 5000}}}'
FINDING = "one.txt:1:2 spacing/gap Spaces in a row\n"
REPORT = "please report this with the output of --verbose and `cleanup version`"

posix = pytest.mark.skipif(sys.platform == "win32", reason="streams, names and users of POSIX")


@pytest.fixture
def one(desk: Path) -> Path:
    (desk / "one.txt").write_text("A  gap.\n")
    return desk


def nested(levels: int, opening: str = "[", closing: str = "]") -> str:
    return opening * levels + closing * levels


def decided(name: str, changes: str = "[]") -> str:
    return f'{{"schema": 1, "files": {{"{name}": {{"sha256": "", "decisions": {{}}, "changes": {changes}}}}}}}'


def edits(*places: str) -> str:
    said = ", ".join(f'{{"start": {place}, "before": "", "after": ""}}' for place in places)
    return f'[{{"findings": ["x"], "edits": [{said}]}}]'


#: What stands in the file that the command line names, the command line, and the line that it comes to.
BROKEN = {
    "lists in a configuration": (".cleanup.toml", f"\nselect = {nested(2000)}", "check one.txt", f":2: {DEEP}"),
    "a few lists less": (".cleanup.toml", f"select = {nested(150)}", "check one.txt", f":1: {DEEP}"),
    "lists over lines": (".cleanup.toml", f"select = {nested(2000, '[' + chr(10))}", "check one.txt", f":101: {DEEP}"),
    "a key of many parts": (".cleanup.toml", "a." * 3000 + "b = 1", "check one.txt", f":1: {DEEP}"),
    "a number": (".cleanup.toml", "suggested = " + "9" * 5000, "check one.txt", f":1: {LONG}"),
    "tables of others": ("pyproject.toml", f"[x]\ny = {'{a = ' * 2000}1{'}' * 2000}", "check one.txt", f":2: {DEEP}"),
    "a number of others": ("pyproject.toml", f"[x]\ny = {'9' * 5000}", "check one.txt", f":2: {LONG}"),
    "a rule": ("r/spacing/x.toml", f"kind = {nested(2000)}", "check --rules r one.txt", f":1: {DEEP}"),
    "a rule's number": ("r/spacing/x.toml", f"x = {'9' * 5000}", "check --rules r one.txt", f":1: {LONG}"),
    "deep decisions": ("d.json", nested(5000), "apply d.json", f":1: {DEEP}; {SAVED}"),
    "deep inside": (
        "d.json",
        f'{{"schema": 1, "files": {{}},\n"tool": {{"x": {nested(300)}}}}}',
        "apply d.json",
        f":2: {DEEP}; {SAVED}",
    ),
    "long decisions": ("d.json", NINES, "apply d.json", f":1: {LONG}; {SAVED}"),
    "a long baseline": (
        "d.json",
        f'{{"schema": {"9" * 5000}}}',
        "check --baseline d.json one.txt",
        f":1: {LONG}; {SAVED}",
    ),
    "a list": ("d.json", "[1]", "apply d.json", f"{NONE}Expected `object`, got `array`; {SAVED}"),
    "a number alone": (
        "d.json",
        "3",
        "apply d.json",
        f"{NONE}Expected `object`, got `int`; {SAVED}",
    ),
    "null": ("d.json", "null", "apply d.json", f"{NONE}Expected `object`, got `null`; {SAVED}"),
    "standard input": (
        "d.json",
        decided("-"),
        "apply d.json",
        f"{NONE}'-' is not a path; {SAVED}",
    ),
    "no name": ("d.json", decided(""), "apply d.json", f"{NONE}'' is not a path; {SAVED}"),
    "a null in a name": (
        "d.json",
        decided("a\\u0000b"),
        "fix --decisions d.json one.txt",
        f"{NONE}'a\\x00b' is not a path; {SAVED}",
    ),
    "half a character": (
        "d.json",
        decided("\\ud800"),
        "check --decisions d.json one.txt",
        f"{NONE}'\\ud800' is not a path: it contains half a character; {SAVED}",
    ),
    "a place before the text": (
        "d.json",
        decided("one.txt", edits('-1, "end": 3')),
        "apply d.json",
        f"{NONE}-1 to 3 in 'one.txt' is not a span, or out of order; {SAVED}",
    ),
    "places over each other": (
        "d.json",
        decided("one.txt", edits('0, "end": 3', '2, "end": 4')),
        "apply d.json",
        f"{NONE}2 to 4 in 'one.txt' is not a span, or out of order; {SAVED}",
    ),
    "a place that is no number": (
        "d.json",
        decided("one.txt", edits('"a", "end": 4')),
        "apply d.json",
        ": not a file of decisions: Expected `int`, got `str` - at `$.files[...].changes[0].edits[0].start`; " + SAVED,
    ),
    "a manifest": (
        "out/manifest.json",
        f'{{"x": {nested(5000)}}}',
        "corpus stats out",
        ": not a manifest of cleanup: maximum recursion depth exceeded while deserializing an object; "
        "choose another directory for --output",
    ),
    "a journal": (
        "out/.cleanup-journal.jsonl",
        f'{{"x": {nested(5000)}}}\n',
        "corpus stats out",
        ":1: damaged: maximum recursion depth exceeded while deserializing an object; remove this line",
    ),
    "a journal of numbers": (
        "out/.cleanup-journal.jsonl",
        "5\n",
        "corpus stats out",
        ":1: damaged: Expected `object`, got `int`; remove this line",
    ),
    "a file for a folder of rules": (
        "r",
        "x",
        "check --rules r one.txt",
        ": no such directory of rules; name the directory that contains <group>/<name>.toml",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_one_line(one: Path, name: str) -> None:
    path, text, line, said = BROKEN[name]
    (one / path).parent.mkdir(parents=True, exist_ok=True)
    (one / path).write_text(text)
    done = invoke(*shlex.split(line))
    shown = str(one / path) if path.endswith(("cleanup.toml", "pyproject.toml")) else path
    assert (done.stderr, done.stdout, done.exit_code) == (f"{shown}{said}\n", "", 2)
    assert (one / "one.txt").read_text() == "A  gap.\n"


def test_lines_of_a_corpus_are_left_alone_one_by_one(one: Path) -> None:
    lines = [f'{{"text": "A  gap.", "x": {nested(50_000)}}}', f'{{"text": {"9" * 5000}}}', '{"text": "A  gap."}']
    (one / "c.jsonl").write_text("\n".join(lines) + "\n")
    done = invoke("corpus", "c.jsonl", "--dry-run", "--jobs", "1", *HOUSE)
    assert (done.stdout, done.exit_code) == ("1  spacing/gap\n", 1)
    assert done.stderr.splitlines()[:2] == [
        "c.jsonl:1: malformed JSON: it is too deeply nested",
        "c.jsonl:2: left unchanged: 'text' is not a string",
    ]


#: A shell's redirections, the command line, and what comes of it: standard output, standard error, exit code.
STREAMS = {
    "output is closed": (">&-", "check {} one.txt", "", "standard output is closed\n", 2),
    "output is closed, and the help asked for": (">&-", "check --help", "", "standard output is closed\n", 2),
    "output is closed, and the version asked for": (">&-", "--version", "", "standard output is closed\n", 2),
    "output is closed, and not needed": (">&-", "check -q {} two.txt", "", "", 0),
    "errors are closed": ("2>&-", "check {} one.txt", FINDING, "", 1),
    "errors are closed, and there is one": ("2>&-", "check {} absent.txt", "", "", 2),
    "both are closed": (">&- 2>&-", "check {} one.txt", "", "", 2),
    "both are closed, and not needed": (">&- 2>&-", "check {} two.txt", "", "", 0),
    "all are closed": ("<&- >&- 2>&-", "baseline {} one.txt", "", "", 0),
    "input is closed": (
        "<&-",
        "check {} -",
        "",
        "<stdin>: standard input is closed\nNothing found in 0 files; 1 error.\n",
        2,
    ),
    "decisions from a closed input": ("<&-", "apply -", "", "standard input is closed\n", 2),
    "output is full": (">/dev/full", "check {} one.txt", "", "standard output: no space left on device\n", 2),
    "errors are full": ("2>/dev/full", "check {} one.txt", FINDING, "", 1),
}


@posix
@pytest.mark.parametrize("name", STREAMS)
def test_streams_that_cannot_be_used(one: Path, name: str) -> None:
    streams, line, *expected = STREAMS[name]
    if "/dev/full" in streams and not Path("/dev/full").exists():
        pytest.skip("no /dev/full here")
    (one / "two.txt").write_text("A gap.\n")
    command = f"{shlex.quote(sys.executable)} -m cleanup {line.format(shlex.join(HOUSE))} {streams}"
    done = subprocess.run(["sh", "-c", command], env=environment(), capture_output=True, text=True, check=False)
    assert [done.stdout, done.stderr, done.returncode] == expected


def test_a_closed_stream_does_not_give_its_number_to_a_file(one: Path) -> None:
    command = f"{shlex.quote(sys.executable)} -m cleanup baseline {shlex.join(HOUSE)} one.txt >&-"
    done = subprocess.run(["sh", "-c", command], env=environment(), capture_output=True, text=True, check=False)
    assert (done.stderr, done.returncode) == ("Baseline: 1 finding in 1 file (.cleanup-baseline.json).\n", 0)
    assert json.loads((one / ".cleanup-baseline.json").read_text())["schema"] == 1


FAULTS = {
    "ZeroDivisionError": ("1 // 0", f"ZeroDivisionError: integer division or modulo by zero; {REPORT}"),
    "RecursionError": ("again()", f"RecursionError: maximum recursion depth exceeded; {REPORT}"),
    "of several lines": ("raise_('a\\n\\x1b[2Jb')", f"ValueError: a \\x1b[2Jb; {REPORT}"),
    "without words": ("raise_()", f"ValueError; {REPORT}"),
    "MemoryError": ("memory()", "not enough memory"),
}

FAULTY = """
import sys
from cleanup.cli import main
from cleanup.config.resolve import Resolver

def again(): again()
def raise_(*said): raise ValueError(*said)
def memory(): raise MemoryError
def faulty(*_): {fault}

Resolver.settings = faulty
main()
"""


@pytest.mark.usefixtures("one")
@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_of_ours_is_an_error(name: str) -> None:
    fault, said = FAULTS[name]
    command = [sys.executable, "-c", FAULTY.format(fault=fault), "check", "one.txt"]
    done = subprocess.run(command, env=environment(), capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr, done.returncode) == ("", f"cleanup failed: {said}\n", 2)


@pytest.mark.usefixtures("one")
@pytest.mark.parametrize("line", [("-v", "check", "one.txt"), ("check", "-v", "one.txt")])
def test_verbose_shows_where_a_fault_is(line: tuple[str, ...]) -> None:
    command = [sys.executable, "-c", FAULTY.format(fault="1 // 0"), *line]
    done = subprocess.run(command, env=environment(), capture_output=True, text=True, check=False)
    assert done.stderr.startswith(f"cleanup failed: ZeroDivisionError: integer division or modulo by zero; {REPORT}\n")
    assert "in faulty\n" in done.stderr
    assert (done.stderr.splitlines()[-1], done.returncode) == (
        "ZeroDivisionError: integer division or modulo by zero",
        2,
    )


READING = """
import sys
from cleanup.documents import readers
from cleanup.cli import main

read = readers.read
def faulty(data, path, *rest, **more):
    if path.endswith("two.txt"):
        1 // 0
    return read(data, path, *rest, **more)

readers.read = faulty
main()
"""

FAULT = (
    "two.txt: internal error: ZeroDivisionError: integer division or modulo by zero; it was left unchanged; "
    "please report this with the output of -v and `cleanup version`"
)


@pytest.mark.parametrize(
    ("line", "out", "err"),
    [
        (("check", *HOUSE), f"{FINDING}{FINDING.replace('one', 'zoo')}", "2 findings in 2 files: 2 safe; 1 error. "),
        (("fix", *HOUSE), FINDING + FINDING.replace("one", "zoo"), "Repaired 2 places in 2 files; 1 error."),
        (("baseline", *HOUSE), "", "Baseline: 2 findings in 2 files (.cleanup-baseline.json)."),
    ],
    ids=["check", "fix", "baseline"],
)
def test_one_bad_file_does_not_stop_the_others(one: Path, line: tuple[str, ...], out: str, err: str) -> None:
    for name in ("two.txt", "zoo.txt"):
        (one / name).write_text("A  gap.\n")
    command = [sys.executable, "-c", READING, *line, "one.txt", "two.txt", "zoo.txt"]
    done = subprocess.run(command, env=environment(), capture_output=True, text=True, check=False)
    assert (done.stdout, done.returncode) == (out, 2)
    assert done.stderr.startswith(f"{FAULT}\n{err}")


@posix
def test_no_home_and_no_entry_among_the_users(one: Path) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root may become another user")
    # What is imported by then is imported: the interpreter itself may lie in a folder that the other user may not see.
    script = """
import os, sys
from click.testing import CliRunner
from cleanup.cli.program import program

def run(*line):
    done = CliRunner().invoke(program, line, input="A wide  gap.", prog_name="cleanup")
    return done.exit_code, done.stdout.splitlines()[-1]

os.chdir("/")
os.environ["CLEANUP_CACHE"] = os.devnull  # so that the first run does all that the second has to
lines = [("check", "--rules", sys.argv[1], "--select", "spacing/gap", "-"), ("version",)]
for line in lines: run(*line)
for name in ("HOME", "CLEANUP_CACHE", "XDG_CACHE_HOME"): os.environ.pop(name, None)
os.setuid(12345)
for line in lines: print(*run(*line))
"""
    with tempfile.TemporaryDirectory() as folder:
        rules = Path(folder)
        write_rules(rules, HOUSE_RULES)
        for path in (rules, *rules.rglob("*")):
            path.chmod(0o755)
        done = subprocess.run(
            [sys.executable, "-c", script, folder], env=environment(), capture_output=True, text=True, check=False
        )
    assert done.stdout.splitlines() == [
        "1 <stdin>:1:7 spacing/gap Spaces in a row",
        "0 cache       none: the home directory is unknown; set HOME or CLEANUP_CACHE",
    ]
    assert (done.stderr, one.name) == ("", "desk")


@posix
def test_a_current_folder_that_is_gone(one: Path) -> None:
    (one / "gone").mkdir()
    program = f"{shlex.quote(sys.executable)} -m cleanup"
    line = f"cd gone && rmdir ../gone && {program} rules list; {program} check {one}/one.txt"
    done = subprocess.run(["sh", "-c", line], env=environment(), capture_output=True, text=True, check=False)
    assert done.stderr.splitlines()[0] == (
        "the current directory cannot be used: no such file or directory; change to another one"
    )
    assert "Traceback" not in done.stderr


@pytest.mark.usefixtures("one")
@posix
def test_odd_bytes_in_a_plain_locale() -> None:
    Path(os.fsdecode(b"\xff\xe9.txt")).write_text("A  gap.\n")
    line = ("check", *HOUSE, b"\xff\xe9.txt", b"\xfe.txt")
    done = execute(*line, LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    assert done.stdout == b"\\udcff\\udce9.txt:1:2 spacing/gap Spaces in a row\n"
    assert done.stderr.startswith(b"\\udcfe.txt: no such file or directory\n")
    assert done.returncode == 2


@pytest.mark.usefixtures("one")
def test_half_characters_as_arguments() -> None:
    done = invoke("check", *HOUSE, "\ud800.txt", "one.txt")
    assert (done.stdout, done.exit_code) == (FINDING, 2)
    assert done.stderr.startswith("\\ud800.txt: no such file or directory\n")


@pytest.mark.usefixtures("one")
def test_an_argument_that_does_not_exist_is_quoted_harmlessly() -> None:
    done = invoke("check", "--\x1b[31m\n::error::x")
    *usage, said = done.stderr.splitlines()
    assert usage == ["Usage: cleanup check [OPTIONS] PATHS...", "Try 'cleanup check --help' for help.", ""]
    assert said.startswith("Error: No such option")
    assert "--\\x1b[31m" in said
    assert done.exit_code == 2


@pytest.mark.usefixtures("one")
@pytest.mark.skipif(sys.platform == "win32", reason="a file where a folder should be")
def test_a_report_for_which_there_is_no_place() -> None:
    done = invoke("check", *HOUSE, "--report", "one.txt/x.html", "one.txt")
    assert (done.stdout, done.exit_code) == ("", 2)
    assert done.stderr.startswith("one.txt: ")
    assert done.stderr.count("\n") == 1
