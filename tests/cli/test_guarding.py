"""Reports and results: they take nobody's place, and what they tell of can be taken back, whatever happens."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.commandline import HOUSE, environment, execute, invoke

posix = pytest.mark.skipif(sys.platform == "win32", reason="links, devices and limits of POSIX")


@pytest.fixture
def one(desk: Path) -> Path:
    path = desk / "one.txt"
    path.write_text("A  gap.")
    return path


def listing(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


#: What stands where, by the path that a report or results would be written to.
TAKEN = {
    "one.txt": "a text",
    "other-name.txt": "a text",
    "out/one.txt": "a copy",
    ".cleanup.toml": "the configuration",
    "d.json": "the decisions",
    "b.json": "the baseline",
    "../house/spacing/gap.toml": "a rule",
}


@posix
@pytest.mark.parametrize("option", ["--report", "--output-file"])
@pytest.mark.parametrize(("path", "what"), TAKEN.items())
def test_nothing_of_a_run_is_replaced_by_what_tells_of_it(
    desk: Path, one: Path, path: str, what: str, option: str
) -> None:
    os.link(one, "other-name.txt")
    (desk / ".cleanup.toml").write_text('baseline = "b.json"\n')
    invoke("baseline", *HOUSE, "--output", "b.json", "one.txt")
    (desk / "d.json").write_text('{"schema": 1, "files": {}}')
    before = listing(desk.parent)
    name = {"--report": "report", "--output-file": "results"}[option]
    result = invoke("fix", *HOUSE, "--output", "out", "--decisions", "d.json", option, path, "one.txt")
    assert result.stderr == f"{path}: the {name} would replace {what}; choose another file for {option}\n"
    assert result.exit_code == 2
    assert listing(desk.parent) == before


def test_report_and_results_are_two_files(one: Path) -> None:  # noqa: ARG001
    result = invoke("check", *HOUSE, "--report", "r", "--output-file", "./r", "one.txt")
    assert result.stderr == "r: the results would replace the report; choose another file for --output-file\n"


@posix
def test_the_file_behind_standard_input_is_a_text(one: Path) -> None:
    command = [sys.executable, "-m", "cleanup", "fix", *HOUSE, "--report", "one.txt", "-"]
    with one.open("rb") as file:
        done = subprocess.run(command, stdin=file, capture_output=True, check=False, env=environment())
    assert done.stderr == b"one.txt: the report would replace a text; choose another file for --report\n"
    assert (done.returncode, one.read_text()) == (2, "A  gap.")


@pytest.mark.parametrize(
    "args", [("baseline", "--output", "one.txt", "one.txt"), ("diff", "--report", "one.txt", "one.txt", "two.txt")]
)
def test_other_commands_replace_no_text_either(one: Path, args: tuple[str, ...]) -> None:
    Path("two.txt").write_text("B")
    result = invoke(*args)
    assert (result.exit_code, one.read_text()) == (2, "A  gap.")
    assert "would replace a text" in result.stderr


@pytest.mark.parametrize("path", ["out/a.jsonl", "out/manifest.json", "out/.cleanup-journal.jsonl", "a.jsonl"])
def test_the_page_of_a_sample_replaces_nothing(desk: Path, path: str) -> None:
    (desk / "a.jsonl").write_text('{"text": "A  gap."}\n')
    result = invoke("corpus", *HOUSE, "a.jsonl", "--output", "out", "--sample", "1", "--report", path)
    assert (result.exit_code, "the report would replace" in result.stderr) == (2, True)
    assert (desk / "a.jsonl").read_text() == '{"text": "A  gap."}\n'


# A full disk


@posix
def test_a_report_that_cannot_be_written_changes_nothing(one: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full here")
    result = execute("fix", *HOUSE, "--report", "/dev/full", "one.txt")
    assert result.stderr.splitlines()[-1] == b"/dev/full: no space left on device; no text was changed"
    assert (result.returncode, result.stdout, one.read_text()) == (2, b"", "A  gap.")


#: The command line, in a process that may write files of so many bytes at most.
LIMITED = """
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), int(sys.argv[1])))
sys.argv[1:] = sys.argv[2:]
from cleanup.cli import main
main()
"""


def limited(size: int, *args: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", LIMITED, str(size), *args]
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment())


@posix
def test_a_report_too_large_changes_nothing_and_leaves_nothing(desk: Path, one: Path) -> None:
    done = limited(2000, "fix", *HOUSE, "--report", "r.html", "one.txt")
    assert done.stderr.splitlines()[-1] == "r.html: file too large; no text was changed"
    assert done.returncode == 2
    assert listing(desk) == {str(one): b"A  gap."}


@posix
def test_results_that_cannot_be_written_say_what_was_changed(desk: Path, one: Path) -> None:
    (desk / "clean.txt").write_text("All is well.")
    (desk / "two.txt").write_text("B  gap.")
    done = limited(1000, "fix", *HOUSE, "--format", "json", "--output-file", "r.json", ".")
    assert done.stderr.splitlines()[-2:] == [
        "Files changed before the run ended: one.txt, two.txt",
        "r.json: file too large",
    ]
    assert done.returncode == 2
    assert one.read_text() == "A gap."
    assert not (desk / "r.json").exists()


@posix
def test_a_text_that_cannot_be_written_is_not_in_the_report(desk: Path, one: Path) -> None:
    (desk / "two.txt").write_text("B  gap.")
    os.link("two.txt", desk.parent / "other.txt")
    result = invoke("fix", *HOUSE, "--report", "r.html", "one.txt", "two.txt")
    assert result.exit_code == 2
    assert one.read_text() == "A gap."
    page = (desk / "r.html").read_text()
    assert ('"path":"one.txt"' in page.replace('": "', '":"'), "two.txt" in page) == (True, False)


def test_the_report_is_there_before_the_first_text_is_changed(
    desk: Path, one: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[tuple[bool, bytes]] = []
    real = os.replace

    def replace(source: str, target: str) -> None:
        seen.append((Path(target).name == "r.html", one.read_bytes()))
        real(source, target)

    monkeypatch.setattr("os.replace", replace)
    assert invoke("fix", *HOUSE, "--report", "r.html", "one.txt").exit_code == 0
    assert seen[-2:] == [(True, b"A  gap."), (False, b"A  gap.")]
    assert sorted(path.name for path in desk.iterdir()) == ["one.txt", "r.html"]
