"""The JSON report, field by field."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import cleanup
from tests.commandline import HOUSE, invoke

TEXT = "Café  noir.\r\nAnd alot of whilom.\r\n"
DATA = b"\xef\xbb\xbf" + TEXT.encode()


#: What is found in `TEXT`, without its ids.
FINDINGS = [
    {
        "rule": "spacing/gap",
        "level": "safe",
        "message": "Spaces in a row",
        "why": "A tag between them was removed.",
        "start": 4,
        "end": 6,
        "line": 1,
        "column": 5,
        "before": "  ",
        "fixes": [{"title": "Spaces in a row", "edits": [{"start": 5, "end": 6, "replacement": ""}]}],
    },
    {
        "rule": "grammar/alot",
        "level": "suggested",
        "message": "Two words written as one: “alot”",
        "why": "The dictionary has no such word.",
        "start": 17,
        "end": 21,
        "line": 2,
        "column": 5,
        "before": "alot",
        "fixes": [
            {
                "title": "Two words written as one",
                "edits": [{"start": 18, "end": 18, "replacement": " "}],
            }
        ],
    },
    {
        "rule": "translation/whilom",
        "level": "flag",
        "message": "A word out of use: “whilom”",
        "why": "The spinner took it from an old thesaurus.",
        "start": 25,
        "end": 31,
        "line": 2,
        "column": 13,
        "before": "whilom",
        "fixes": [],
    },
]


def report(*args: str) -> dict[str, object]:
    result: dict[str, object] = json.loads(invoke("check", *HOUSE, "--format", "json", *args).stdout)
    return result


def test_everything_in_its_place(desk: Path) -> None:
    (desk / "one.txt").write_bytes(DATA)
    said = json.loads(invoke("check", *HOUSE, "--format", "json", "one.txt", "absent.txt").stdout)
    findings = said["files"][0]["findings"]
    ids = [finding.pop("id") for finding in findings]
    assert len(set(ids)) == 3
    assert said == {
        "version": 1,
        "tool": {"name": "cleanup", "version": cleanup.__version__},
        "files": [
            {
                "path": "one.txt",
                "sha256": hashlib.sha256(DATA).hexdigest(),
                "encoding": "utf-8",
                "language": "en",
                "findings": FINDINGS,
                "changes": [{"start": 5, "end": 6, "before": " ", "after": "", "level": "safe", "findings": [ids[0]]}],
            }
        ],
        "errors": [{"path": "absent.txt", "message": "no such file or directory"}],
    }


def test_the_changes_give_what_fix_writes(desk: Path) -> None:
    for options in ((), ("--suggested",)):
        (desk / "one.txt").write_bytes(DATA)
        changes = json.loads(invoke("check", *HOUSE, "--format", "json", *options, "one.txt").stdout)["files"][0][
            "changes"
        ]
        made = TEXT
        for change in reversed(changes):
            made = made[: change["start"]] + change["after"] + made[change["end"] :]
        invoke("fix", *HOUSE, *options, "one.txt")
        assert (desk / "one.txt").read_bytes() == b"\xef\xbb\xbf" + made.encode()


def test_an_error_names_its_line(desk: Path) -> None:
    (desk / "bad.txt").write_bytes(b"one\ntwo \xe9")
    assert report("bad.txt")["errors"] == [
        {
            "path": "bad.txt",
            "message": "line 2: not UTF-8: byte 0xE9 at offset 8; set its encoding with --encoding, "
            "or convert it to UTF-8; it was left unchanged",
        }
    ]


def test_no_files_is_still_a_report(desk: Path) -> None:  # noqa: ARG001
    assert report(".") == {
        "version": 1,
        "tool": {"name": "cleanup", "version": cleanup.__version__},
        "files": [],
        "errors": [],
    }


def test_utf_16_is_named_and_hashed_as_it_lies_on_disk(desk: Path) -> None:
    data = TEXT.encode("utf-16")
    (desk / "one.txt").write_bytes(data)
    said = json.loads(invoke("check", *HOUSE, "--format", "json", "one.txt").stdout)["files"][0]
    assert said["encoding"] in ("utf-16-le", "utf-16-be")
    assert said["sha256"] == hashlib.sha256(data).hexdigest()
    assert said["findings"][0]["start"] == 4
