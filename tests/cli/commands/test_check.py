"""`cleanup check` and what all commands share: streams, exit codes, errors."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.commandline import HOUSE, environment, execute, invoke, on_a_terminal

TEXT = "A  gap.\nAnd alot of whilom.\n"
LINES = (
    "one.txt:1:2 spacing/gap Spaces in a row\n"
    "one.txt:2:5 grammar/alot Two words written as one: “alot”\n"
    "one.txt:2:13 translation/whilom A word out of use: “whilom”\n"
)
SUMMARY = "3 findings in 1 file: 1 safe, 1 suggested, 1 flag. `cleanup fix` repairs 1; `--suggested` repairs 1 more.\n"


def test_findings_go_to_stdout_and_the_summary_to_stderr(desk: Path) -> None:
    (desk / "one.txt").write_text(TEXT)
    result = invoke("check", *HOUSE, "one.txt")
    assert (result.stdout, result.stderr, result.exit_code) == (LINES, SUMMARY, 1)


def test_the_program_says_the_same_as_the_function(desk: Path) -> None:
    (desk / "one.txt").write_text(TEXT)
    result = execute("check", *HOUSE, "one.txt")
    assert (result.stdout.decode(), result.stderr.decode(), result.returncode) == (LINES, SUMMARY, 1)


def test_clean_text_is_quiet(desk: Path) -> None:
    (desk / "one.txt").write_text("All is well.\n")
    result = invoke("check", *HOUSE, "one.txt")
    assert (result.stdout, result.stderr, result.exit_code) == ("", "Nothing found in 1 file.\n", 0)


def test_a_built_in_rule_by_its_group(desk: Path) -> None:
    (desk / "one.txt").write_text("It was hidden. .\n")
    result = invoke("check", "--select", "punctuation/spaced-repeated-full-stop", "one.txt")
    assert result.stdout == "one.txt:1:14 punctuation/spaced-repeated-full-stop “. .” ends the sentence twice\n"


@pytest.mark.parametrize(
    ("text", "limit", "code"),
    [
        ("A  gap.", "safe", 1),
        ("A  gap.", "never", 0),
        ("alot", "safe", 0),
        ("alot", "suggested", 1),
        ("whilom", "suggested", 0),
        ("whilom", "flag", 1),
    ],
)
def test_fail_on(desk: Path, text: str, limit: str, code: int) -> None:
    (desk / "one.txt").write_text(text)
    assert invoke("check", *HOUSE, "--fail-on", limit, "one.txt").exit_code == code


def test_a_flag_alone_does_not_fail_by_default(desk: Path) -> None:
    (desk / "one.txt").write_text("the whilom mayor")
    result = invoke("check", *HOUSE, "one.txt")
    assert (result.stderr, result.exit_code) == ("1 finding in 1 file: 1 flag.\n", 0)


def test_select_and_ignore_take_ids_and_groups_repeated_or_with_commas(desk: Path) -> None:
    (desk / "one.txt").write_text(TEXT)
    chosen = invoke(
        "check", "--rules", "../house", "--select", "spacing/gap, grammar/alot", "--select", "translation/whilom",
        "--ignore", "grammar", "--ignore", "translation/whilom", "one.txt",
    )  # fmt: skip
    assert chosen.stdout == "one.txt:1:2 spacing/gap Spaces in a row\n"


def test_an_unknown_rule_names_the_near_miss(desk: Path) -> None:
    (desk / "one.txt").write_text(TEXT)
    result = invoke("check", *HOUSE, "--ignore", "grammar/a-lot", "one.txt")
    assert result.stderr == "no such rule or group: 'grammar/a-lot'; did you mean 'grammar/alot'?\n"
    assert result.exit_code == 2


def test_statistics_count_instead_of_listing(desk: Path) -> None:
    (desk / "one.txt").write_text(TEXT)
    (desk / "two.txt").write_text("alot, alot")
    result = invoke("check", *HOUSE, "--statistics", ".")
    time = r" +\d+\.\d ms"
    assert re.fullmatch(rf"3{time}  grammar/alot\n1{time}  spacing/gap\n1{time}  translation/whilom\n", result.stdout)


def test_statistics_sum_up_the_rules_that_found_nothing(desk: Path) -> None:
    (desk / "one.txt").write_text("A  gap, a  gap.")
    lines = invoke("check", *HOUSE, "--statistics", "one.txt").stdout.splitlines()
    assert re.fullmatch(r"2 +\d+\.\d ms  spacing/gap", lines[0])
    assert all(
        re.fullmatch(r"0 +\d+\.\d ms  (grammar/alot|translation/whilom|\d other rules?)", line) for line in lines[1:]
    )
    assert len(lines) > 1


def test_nothing_is_timed_unless_asked(desk: Path) -> None:
    (desk / "one.txt").write_text(TEXT)
    assert "ms" not in invoke("check", *HOUSE, "one.txt").output


def test_statistics_leave_stdout_to_json(desk: Path) -> None:
    (desk / "one.txt").write_text("alot")
    result = invoke("check", *HOUSE, "--statistics", "--format", "json", "one.txt")
    assert json.loads(result.stdout)["files"][0]["findings"][0]["rule"] == "grammar/alot"
    assert re.match(r"1 +\d+\.\d ms  grammar/alot\n", result.stderr)


def test_preview_rules_run_on_request(desk: Path) -> None:
    path = desk.parent / "house/spacing/gap.toml"
    path.write_text('status = "preview"\n' + path.read_text())
    (desk / "one.txt").write_text("A  gap.")
    spacing = ("--select", "spacing", "--ignore", "spacing/repeated-space")
    assert invoke("check", "--rules", "../house", *spacing, "one.txt").stdout == ""
    shown = invoke("check", "--rules", "../house", *spacing, "--preview", "one.txt").stdout
    assert "one.txt:1:2 spacing/gap Spaces in a row\n" in shown


def test_standard_input(desk: Path) -> None:  # noqa: ARG001
    result = execute("check", *HOUSE, "--stdin-filename", "letter.txt", "-", stdin=b"A  gap.")
    assert result.stdout == b"letter.txt:1:2 spacing/gap Spaces in a row\n"
    assert result.returncode == 1


def test_one_bad_file_does_not_stop_the_others(desk: Path) -> None:
    (desk / "binary.txt").write_bytes(b"GIF\0")
    (desk / "latin.txt").write_bytes(b"one\ncaf\xe9")
    (desk / "notes.rst").write_text("# A  title")
    (desk / "one.txt").write_text("A  gap.")
    result = invoke("check", *HOUSE, "absent.txt", "binary.txt", "latin.txt", "notes.rst", "one.txt")
    assert result.stderr.splitlines() == [
        "absent.txt: no such file or directory",
        "binary.txt:1: not text: contains a null byte; binary files are not checked",
        "latin.txt:2: not UTF-8: byte 0xE9 at offset 7; set its encoding with --encoding, or convert it to "
        "UTF-8; it was left unchanged",
        "notes.rst: reStructuredText is not supported; "
        "run `pandoc notes.rst --to markdown --output notes.md` first, then use notes.md",
        "1 finding in 1 file: 1 safe; 4 errors. `cleanup fix` repairs 1.",
    ]
    assert result.stdout == "one.txt:1:2 spacing/gap Spaces in a row\n"
    assert result.exit_code == 2


def test_a_named_file_is_read_whatever_its_suffix(desk: Path) -> None:
    (desk / "README").write_text("A  gap.")
    (desk / "notes.log").write_text("A  gap.")
    result = invoke("check", *HOUSE, "README", "notes.log")
    assert result.stdout.splitlines() == [
        "README:1:2 spacing/gap Spaces in a row",
        "notes.log:1:2 spacing/gap Spaces in a row",
    ]


def test_a_folder_without_texts_says_so(desk: Path) -> None:
    (desk / "notes.rst").write_text("# A  title")
    result = invoke("check", *HOUSE, ".")
    assert result.stderr.splitlines()[0] == (
        "No text files there (of the formats .docx, .htm, .html, .markdown, .md, .mdx, .po, .srt, .text, .tmx, .txt, "
        ".vtt, .xhtml, .xlf, .xliff)."
    )
    assert result.exit_code == 0


def test_a_binary_file_of_unknown_kind_is_skipped(desk: Path) -> None:
    (desk / "image").write_bytes(b"GIF\0")
    (desk / "one.txt").write_text("A  gap.")
    quiet = invoke("check", *HOUSE, "image", "one.txt")
    assert quiet.stderr.splitlines() == ["1 finding in 1 file: 1 safe; 1 skipped. `cleanup fix` repairs 1."]
    assert quiet.exit_code == 1
    told = invoke("check", *HOUSE, "-v", "image", "one.txt")
    assert told.stderr.splitlines() == ["image: skipped, because it is binary", *quiet.stderr.splitlines()]


def test_binary_input_is_an_error_not_an_empty_result(desk: Path) -> None:  # noqa: ARG001
    result = invoke("fix", *HOUSE, "-", stdin=b"GIF\0")
    assert (result.exit_code, result.stdout) == (2, "")


def test_a_message_never_carries_controls_of_the_text(desk: Path) -> None:
    rule = desk.parent / "house/grammar/alot.toml"
    rule.write_text(rule.read_text().replace("'alot'", r"'a\x1b?lot'"))
    (desk / "one.txt").write_text("a\x1blot")
    assert invoke("check", *HOUSE, "one.txt").stdout == (
        "one.txt:1:1 grammar/alot Two words written as one: “a\\x1blot”\n"
    )


def test_report_page(desk: Path) -> None:
    (desk / "one.txt").write_text(TEXT)
    result = invoke("check", *HOUSE, "--report", "pages/review.html", "one.txt")
    assert result.stderr.endswith("Report: pages/review.html (1 file).\n")
    assert "one.txt" in (desk / "pages/review.html").read_text("utf-8")
    assert (desk / "one.txt").read_text() == TEXT


def test_a_report_never_replaces_a_text(desk: Path) -> None:
    (desk / "one.txt").write_text(TEXT)
    result = invoke("check", *HOUSE, "--report", "one.txt", "one.txt")
    assert result.stderr == "one.txt: the report would replace a text; choose another file for --report\n"
    assert result.exit_code == 2
    assert (desk / "one.txt").read_text() == TEXT


@pytest.mark.parametrize("command", ["check", "fix", "diff", "rules", "rules list", "explain", "rules test"])
def test_every_help_shows_an_example(command: str) -> None:
    result = invoke(*command.split(), "--help")
    assert result.exit_code == 0
    assert "Example" in result.stdout
    assert f"  cleanup {command}" in result.stdout


def test_usage_errors_exit_with_2() -> None:
    assert invoke("check").exit_code == 2
    assert invoke("chek").exit_code == 2
    assert invoke("check", "--fail-on", "sometimes", ".").exit_code == 2


@pytest.mark.skipif(sys.platform == "win32", reason="file names are bytes on POSIX only")
def test_a_file_name_of_odd_bytes(desk: Path) -> None:
    name = os.fsdecode(b"caf\xe9.txt")
    try:
        Path(name).write_text("A  gap.")
    except OSError:
        pytest.skip("the file system refuses such names")
    listed = execute("check", *HOUSE, os.fsencode(name))
    assert listed.stdout == b"caf\\udce9.txt:1:2 spacing/gap Spaces in a row\n"
    as_json = execute("check", *HOUSE, "--format", "json", ".")
    assert json.loads(as_json.stdout)["files"][0]["path"] == name
    assert desk.exists()


def test_a_narrow_terminal_encoding_does_not_end_the_run(desk: Path) -> None:
    (desk / "é.txt").write_text("A  gap.")
    result = execute("check", *HOUSE, "é.txt", PYTHONIOENCODING="ascii")
    assert result.returncode == 1
    assert b"Traceback" not in result.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="signals and named pipes of POSIX")
def test_ctrl_c_is_quiet(desk: Path) -> None:
    os.mkfifo("pipe.txt")
    command = [sys.executable, "-m", "cleanup", "check", *HOUSE, "pipe.txt"]
    process = subprocess.Popen(command, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    with process:
        ours = opened_once_read(desk / "pipe.txt", process)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=30)
        os.close(ours)
    assert (out, err.strip(), process.returncode) == (b"", b"", 130)


def opened_once_read(pipe: Path, process: subprocess.Popen[bytes]) -> int:
    """Our end of a named pipe, as soon as the program reads the other: then a signal meets it at work."""
    while process.poll() is None:
        try:
            return os.open(pipe, os.O_WRONLY | os.O_NONBLOCK)
        except OSError:
            time.sleep(0.01)
    raise AssertionError(f"ended too early: {process.communicate()}")


@pytest.mark.skipif(sys.platform == "win32", reason="pipes of POSIX")
def test_a_reader_that_goes_away_is_no_error(desk: Path) -> None:
    (desk / "one.txt").write_text(TEXT)
    gone, pipe = os.pipe()
    os.close(gone)
    command = [sys.executable, "-m", "cleanup", "check", *HOUSE, "one.txt"]
    result = subprocess.run(command, env=environment(), stdout=pipe, stderr=subprocess.PIPE, check=False, timeout=60)
    os.close(pipe)
    assert result.returncode == 141
    assert b"Traceback" not in result.stderr


GROUPED = """\
one.txt
      1:2  safe       Spaces in a row  spacing/gap
           A  gap.
            ^^
           A  gap. → A gap.
      2:5  suggested  Two words written as one: “alot”  grammar/alot
           And alot of whilom.
               ^^^^
           alot → a lot
     2:13  flag       A word out of use: “whilom”  translation/whilom
           And alot of whilom.
                       ^^^^^^

"""


@pytest.mark.skipif(sys.platform == "win32", reason="terminals of POSIX")
def test_a_terminal_shows_findings_by_file(desk: Path) -> None:
    (desk / "one.txt").write_text(TEXT)
    shown, code = on_a_terminal(environment(NO_COLOR="1"), "check", *HOUSE, "one.txt")
    assert (GROUPED in shown, code) == (True, 1)


@pytest.mark.skipif(sys.platform == "win32", reason="terminals of POSIX")
def test_a_terminal_is_coloured(desk: Path) -> None:
    (desk / "one.txt").write_text("A  gap.")
    written, _ = on_a_terminal(environment(NO_COLOR=""), "check", *HOUSE, "one.txt")
    assert "\x1b[31mA  gap.\x1b[0m → \x1b[32mA gap.\x1b[0m" in written


def test_a_report_among_the_texts_is_no_text(desk: Path) -> None:
    (desk / "a.txt").write_text("A wide  gap.\n")
    invoke("fix", *HOUSE, "--diff", "--report", "review.html", "a.txt")
    result = invoke("check", *HOUSE, "-v", ".")
    assert result.stdout == "a.txt:1:7 spacing/gap Spaces in a row\n"
    assert "review.html: skipped, because it is a report of cleanup" in result.stderr
