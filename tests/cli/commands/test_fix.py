"""`cleanup fix`: what it writes, where, and what it leaves alone."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.made_documents import word_document
from cleanup.documents.readers import read
from tests.commandline import HOUSE, execute, invoke, write_rules

TEXT = "A  gap.\nAnd alot of whilom.\n"
posix = pytest.mark.skipif(sys.platform == "win32", reason="modes, owners and links of POSIX")


def test_safe_repairs_in_place(desk: Path) -> None:
    (desk / "one.txt").write_text(TEXT)
    result = execute("fix", *HOUSE, "one.txt")
    assert (desk / "one.txt").read_text() == "A gap.\nAnd alot of whilom.\n"
    assert result.stdout == b"one.txt:1:2 spacing/gap Spaces in a row\n"
    assert result.stderr == (b"Repaired 1 place in 1 file; 2 more are suggested or flagged (see `cleanup check`).\n")
    assert result.returncode == 0


def test_a_second_run_has_nothing_to_do(desk: Path) -> None:
    (desk / "one.txt").write_text("A  gap.")
    invoke("fix", *HOUSE, "one.txt")
    result = invoke("fix", *HOUSE, "one.txt")
    assert (result.stdout, result.stderr) == ("", "Nothing to repair in 1 file.\n")


def test_suggested_repairs_on_request(desk: Path) -> None:
    (desk / "one.txt").write_text(TEXT)
    result = invoke("fix", *HOUSE, "--suggested", "one.txt")
    assert (desk / "one.txt").read_text() == "A gap.\nAnd a lot of whilom.\n"
    assert result.stderr == "Repaired 2 places in 1 file; 1 more is flagged (see `cleanup check`).\n"


@pytest.mark.parametrize(("limit", "code"), [("safe", 1), ("flag", 1), ("never", 0)])
def test_fail_on_counts_what_was_repaired_too(desk: Path, limit: str, code: int) -> None:
    (desk / "one.txt").write_text("A  gap.")
    assert invoke("fix", *HOUSE, "--fail-on", limit, "one.txt").exit_code == code


def test_standard_input_to_standard_output_and_nothing_else(desk: Path) -> None:  # noqa: ARG001
    data = b"\xef\xbb\xbfA  gap.\r\nB\rC  c"
    result = execute("fix", *HOUSE, "-", stdin=data)
    assert result.stdout == b"\xef\xbb\xbfA gap.\r\nB\rC c"
    assert result.stderr == b"Repaired 2 places in 1 file.\n"


def test_clean_standard_input_comes_through(desk: Path) -> None:  # noqa: ARG001
    assert execute("fix", *HOUSE, "-", stdin=b"no newline").stdout == b"no newline"


def test_binary_standard_input_writes_nothing(desk: Path) -> None:  # noqa: ARG001
    result = execute("fix", *HOUSE, "-", stdin=b"\0\1")
    assert (result.stdout, result.returncode) == (b"", 2)
    assert result.stderr.startswith(b"<stdin>:1: not text: contains a null byte;")


DASH = """
kind    = "pattern"
summary = "A test"
why     = "It is a test."
level   = "safe"
pattern = ' - '
replace = ' — '

[[examples]]
before = 'un - deux'
after  = 'un — deux'
"""


def test_a_stdin_name_with_markup_is_refused(desk: Path) -> None:  # noqa: ARG001
    assert invoke("fix", *HOUSE, "--stdin-filename", "notes.rst", "-", stdin=b"# a  b").exit_code == 2


SCRIPT = "#!/bin/sh\n# a  gap\n"


def test_code_is_refused_and_left_as_it_is(desk: Path) -> None:
    for name in ("run.sh", "Makefile", "run"):
        (desk / name).write_text(SCRIPT)
    (desk / "one.txt").write_text("a  b")
    result = invoke("fix", *HOUSE, "run.sh", "Makefile", "run", "one.txt")
    said = "not prose; to treat it as plain text anyway, use --as text"
    assert [line for line in result.stderr.splitlines() if "not prose" in line] == [
        f"run.sh: this is source code, {said}",
        f"Makefile: this is source code, {said}",
        f"run: this is a script, {said}",
    ]
    assert result.exit_code == 2
    assert {(desk / name).read_text() for name in ("run.sh", "Makefile", "run")} == {SCRIPT}
    assert (desk / "one.txt").read_text() == "a b"


def test_code_is_read_as_what_is_asked(desk: Path) -> None:
    (desk / "run.sh").write_text(SCRIPT)
    assert invoke("fix", *HOUSE, "--as", "text", "run.sh").exit_code == 0
    assert (desk / "run.sh").read_text() == SCRIPT.replace("  ", " ")
    result = invoke("fix", *HOUSE, "--as", "txt", "run.sh")
    assert (result.exit_code, "unknown format: 'txt'; did you mean 'text'?" in result.stderr) == (2, True)


def test_what_is_asked_goes_before_the_suffix_and_the_configuration(desk: Path) -> None:
    page = "<p title='a  b'>c</p>"
    (desk / ".cleanup.toml").write_text("[formats]\n'*.page' = 'html'\n")
    (desk / "in").mkdir()
    for name in ("one.page", "two.html", "in/three.html"):
        (desk / name).write_text(page)
    assert invoke("fix", *HOUSE, "--as", "text", "one.page", "two.html", "in").exit_code == 0
    assert {(desk / name).read_text() for name in ("one.page", "two.html")} == {"<p title='a b'>c</p>"}
    assert (desk / "in/three.html").read_text() == page
    result = invoke("fix", *HOUSE, "--as", "html", "--stdin-filename", "run.sh", "-", stdin=page.encode())
    assert result.stdout == page


def test_a_hook_that_names_code_goes_on_without_it(desk: Path) -> None:
    (desk / "one.txt").write_text("a  b")
    for name in ("run.sh", "run", "data.json"):
        (desk / name).write_text(SCRIPT)
    assert invoke("fix", *HOUSE, "--force-exclude", "run.sh", "run", "data.json", "one.txt").exit_code == 0
    assert {(desk / name).read_text() for name in ("run.sh", "run", "data.json")} == {SCRIPT}
    assert (desk / "one.txt").read_text() == "a b"
    (desk / "notes.rst").write_text("a  b")
    assert invoke("fix", *HOUSE, "--force-exclude", "notes.rst").exit_code == 2


def test_the_name_of_standard_input_says_its_format(desk: Path) -> None:  # noqa: ARG001
    page = b"<p title='a  b'>a <b> alot</b></p>"
    result = invoke("fix", *HOUSE, "--suggested", "--stdin-filename", "notes.html", "-", stdin=page)
    assert result.stdout_bytes == b"<p title='a  b'>a <b> a lot</b></p>"


def test_a_file_in_another_encoding_keeps_it(desk: Path) -> None:
    (desk / "one.txt").write_bytes(b"caf\xe9  noir \x93")
    assert invoke("fix", *HOUSE, "--encoding", "windows-1252", "one.txt").exit_code == 0
    assert (desk / "one.txt").read_bytes() == b"caf\xe9 noir \x93"


def test_a_word_document_is_repaired_and_its_diff_is_for_reading(desk: Path) -> None:
    run = '<w:r><w:t xml:space="preserve">%s</w:t></w:r>'
    before, after = (word_document(run % text + run % "end") for text in ("A  gap. ", "A gap. "))
    (desk / "one.docx").write_bytes(before)
    shown = invoke("fix", *HOUSE, "--diff", "one.docx")
    assert shown.stdout.splitlines()[3:5] == ["-A  gap. end", "+A gap. end"]
    assert shown.stderr.splitlines()[0] == "one.docx is DOCX: its diff is for reading, `patch` cannot apply it"
    assert (desk / "one.docx").read_bytes() == before
    assert invoke("fix", *HOUSE, "one.docx").exit_code == 0
    assert read((desk / "one.docx").read_bytes(), "one.docx").text == read(after, "one.docx").text


def test_a_repair_that_the_encoding_cannot_hold_is_left_to_a_person(desk: Path) -> None:
    path = desk / "one.txt"
    path.write_bytes(b"Il neige.\nUn - caf\xe9.\n")
    write_rules(desk / "rules", {"spacing/dash": DASH})
    result = invoke("fix", "--rules", "rules", "--select", "spacing/dash", "--encoding", "latin-1", "one.txt")
    assert result.stderr == "Nothing to repair in 1 file; 1 place is flagged (see `cleanup check`).\n"
    assert result.exit_code == 0
    assert path.read_bytes() == b"Il neige.\nUn - caf\xe9.\n"


def test_an_unknown_encoding_is_an_error_with_the_near_miss(desk: Path) -> None:
    (desk / "one.txt").write_text("a")
    result = invoke("fix", "--encoding", "latn-1", "one.txt")
    assert "unknown encoding: 'latn-1'; did you mean 'latin-1'?" in (result.stderr or str(result.exception))


def test_an_untouched_file_keeps_its_time_and_its_inode(desk: Path) -> None:
    path = desk / "one.txt"
    path.write_text("All is well.")
    os.utime(path, ns=(1_000_000_000, 1_000_000_000))
    before = path.stat()
    invoke("fix", *HOUSE, ".")
    assert (path.stat().st_mtime_ns, path.stat().st_ino) == (before.st_mtime_ns, before.st_ino)


@posix
def test_the_mode_stays(desk: Path) -> None:
    path = desk / "one.txt"
    path.write_text("A  gap.")
    path.chmod(0o2640)
    invoke("fix", *HOUSE, "one.txt")
    assert path.read_text() == "A gap."
    assert path.stat().st_mode & 0o7777 == 0o2640


@posix
@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root gives files away")
def test_the_owner_stays(desk: Path) -> None:
    path = desk / "one.txt"
    path.write_text("A  gap.")
    os.chown(path, 1234, 4321)
    invoke("fix", *HOUSE, "one.txt")
    assert (path.stat().st_uid, path.stat().st_gid) == (1234, 4321)


@posix
def test_a_link_stays_a_link(desk: Path) -> None:
    (desk / "store").mkdir()
    (desk / "store/real.txt").write_text("A  gap.")
    (desk / "link.txt").symlink_to("store/real.txt")
    invoke("fix", *HOUSE, "link.txt")
    assert (desk / "link.txt").is_symlink()
    assert (desk / "store/real.txt").read_text() == "A gap."


def test_a_write_that_fails_leaves_the_file_and_no_litter(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (desk / "one.txt").write_text("A  gap.")

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    result = invoke("fix", *HOUSE, "one.txt")
    assert result.stderr.splitlines()[0] == "one.txt: no space left on device"
    assert (result.stdout, result.exit_code) == ("", 2)
    assert {path.name: path.read_text() for path in desk.iterdir()} == {"one.txt": "A  gap."}


def test_an_undecodable_file_is_left_and_the_others_are_repaired(desk: Path) -> None:
    (desk / "bad.txt").write_bytes(b"A  gap \xff")
    (desk / "one.txt").write_text("A  gap.")
    result = execute("fix", *HOUSE, ".")
    assert (desk / "bad.txt").read_bytes() == b"A  gap \xff"
    assert (desk / "one.txt").read_text() == "A gap."
    assert result.returncode == 2
    assert result.stderr.endswith(b"Repaired 1 place in 1 file; 1 error.\n")


def test_markup_is_never_harmed(desk: Path) -> None:
    (desk / "notes.rst").write_text("a  b\n")
    assert invoke("fix", *HOUSE, "notes.rst").exit_code == 2
    assert (desk / "notes.rst").read_text() == "a  b\n"


DIFF = """\
--- a/one.txt
+++ b/one.txt
@@ -1,2 +1,2 @@
-A  gap.
+A gap.
 And alot of whilom.
"""


def test_diff_prints_and_writes_nothing(desk: Path) -> None:
    (desk / "one.txt").write_text(TEXT)
    result = invoke("fix", *HOUSE, "--diff", "one.txt")
    assert (result.stdout, result.exit_code) == (DIFF, 1)
    assert result.stderr.startswith("Would repair 1 place in 1 file; 2 more are suggested or flagged")
    assert (desk / "one.txt").read_text() == TEXT


def test_diff_of_clean_text_is_empty(desk: Path) -> None:
    (desk / "one.txt").write_text("All is well.")
    result = invoke("fix", *HOUSE, "--diff", "one.txt")
    assert (result.stdout, result.exit_code) == ("", 0)


def test_diff_of_standard_input(desk: Path) -> None:  # noqa: ARG001
    result = execute("fix", *HOUSE, "--diff", "--stdin-filename", "one.txt", "-", stdin=TEXT.encode())
    assert (result.stdout.decode(), result.returncode) == (DIFF, 1)


def test_diff_applies_with_git(desk: Path) -> None:
    data = b"\xef\xbb\xbfA  gap.\r\n" + b"line\n" * 20 + b"B  b"
    (desk / "my texts").mkdir()
    (desk / "my texts/one.txt").write_bytes(data)
    (desk / "two.txt").write_bytes(b"x  y\r\nz\r")
    diff = execute("fix", *HOUSE, "--diff", ".").stdout
    subprocess.run(["git", "init", "-q"], check=True)
    subprocess.run(["git", "apply", "--whitespace=nowarn", "-"], input=diff, check=True)
    assert (desk / "my texts/one.txt").read_bytes() == b"\xef\xbb\xbfA gap.\r\n" + b"line\n" * 20 + b"B b"
    assert (desk / "two.txt").read_bytes() == b"x y\r\nz\r"


def test_diff_of_utf_16_is_for_reading(desk: Path) -> None:
    (desk / "one.txt").write_bytes(TEXT.encode("utf-16"))
    result = invoke("fix", *HOUSE, "--diff", "one.txt")
    assert result.stdout == DIFF
    assert "its diff is for reading, `patch` cannot apply it\n" in result.stderr


def test_output_copies_everything_and_keeps_the_originals(desk: Path) -> None:
    (desk / "in/deep").mkdir(parents=True)
    (desk / "in/deep/one.txt").write_text("A  gap.")
    (desk / "in/clean.txt").write_text("All is well.")
    (desk / "two.txt").write_text("B  gap.")
    result = invoke("fix", *HOUSE, "--output", "out", "in", "two.txt")
    copies = {path.relative_to("out").as_posix(): path.read_text() for path in Path("out").rglob("*.txt")}
    assert copies == {
        "deep/one.txt": "A gap.",
        "clean.txt": "All is well.",
        "two.txt": "B gap.",
    }
    assert (desk / "in/deep/one.txt").read_text() == "A  gap."
    assert result.stderr == "Repaired 2 places in 2 files.\nCopies: out\n"


def test_output_is_not_read_again(desk: Path) -> None:
    (desk / "one.txt").write_text("A  gap.")
    for _ in range(2):
        invoke("fix", *HOUSE, "--output", "out", ".")
    assert sorted(path.as_posix() for path in Path().rglob("*.txt")) == ["one.txt", "out/one.txt"]


def test_two_files_for_one_name_stop_before_anything_is_written(desk: Path) -> None:
    for folder in ("a", "b"):
        (desk / folder).mkdir()
        (desk / folder / "one.txt").write_text("A  gap.")
    result = invoke("fix", *HOUSE, "--output", "out", "a/one.txt", "b/one.txt")
    target = Path("out", "one.txt")
    assert result.stderr == (
        f"a/one.txt and b/one.txt would both be written to {target}; use a separate --output for each\n"
    )
    assert result.exit_code == 2
    assert not (desk / "out").exists()


@posix
def test_output_never_replaces_an_original(desk: Path) -> None:
    (desk / "one.txt").write_text("A  gap.")
    (desk / "out").mkdir()
    (desk / "out/one.txt").symlink_to("../one.txt")
    result = invoke("fix", *HOUSE, "--output", ".", "one.txt")
    assert result.stderr == (
        "the copy of one.txt would replace the original one.txt; choose another directory for --output\n"
    )
    assert result.exit_code == 2
    assert invoke("fix", *HOUSE, "--output", "out", "one.txt").exit_code == 0
    assert (desk / "one.txt").read_text() == "A  gap."
    assert (desk / "out/one.txt").read_text() == "A gap."
    assert not (desk / "out/one.txt").is_symlink()


@posix
def test_a_copy_has_the_mode_of_its_original(desk: Path) -> None:
    (desk / "one.txt").write_text("A  gap.")
    (desk / "one.txt").chmod(0o640)
    invoke("fix", *HOUSE, "--output", "out", "one.txt")
    assert (desk / "out/one.txt").stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize(
    "options",
    [
        ("--diff", "--output", "out", "one.txt"),
        ("--diff", "--format", "json", "one.txt"),
        ("-", "one.txt"),
        ("--output", "out", "-"),
        ("--format", "json", "-"),
    ],
)
def test_options_that_exclude_each_other(desk: Path, options: tuple[str, ...]) -> None:
    (desk / "one.txt").write_text("A  gap.")
    result = invoke("fix", *HOUSE, *options, stdin=b"A  gap.")
    assert (result.stdout, result.exit_code) == ("", 2)
    assert (desk / "one.txt").read_text() == "A  gap."


def test_json_tells_what_was_done(desk: Path) -> None:
    (desk / "one.txt").write_text(TEXT)
    result = invoke("fix", *HOUSE, "--format", "json", "one.txt")
    file = json.loads(result.stdout)["files"][0]
    assert [(change["start"], change["before"], change["after"]) for change in file["changes"]] == [(2, " ", "")]
    assert [finding["rule"] for finding in file["findings"]] == ["spacing/gap", "grammar/alot", "translation/whilom"]


def test_report_and_statistics(desk: Path) -> None:
    (desk / "one.txt").write_text("A  gap.")
    result = invoke("fix", *HOUSE, "--report", "review.html", "--statistics", "one.txt")
    assert re.match(r"1 +\d+\.\d ms  spacing/gap\n", result.stdout)
    assert result.stderr == "Repaired 1 place in 1 file.\nReport: review.html (1 file).\n"
    assert (desk / "review.html").read_text("utf-8").lstrip().lower().startswith("<!doctype html")


@posix
@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="nothing is read-only for root")
def test_a_read_only_file_is_respected(desk: Path) -> None:
    (desk / "one.txt").write_text("A  gap.")
    (desk / "one.txt").chmod(0o444)
    result = invoke("fix", *HOUSE, "one.txt")
    assert result.stderr.splitlines()[0] == "one.txt: the file is read-only; it was left unchanged"
    assert (desk / "one.txt").read_text() == "A  gap."
