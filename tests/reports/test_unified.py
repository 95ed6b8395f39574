"""Unified diffs: they apply, byte for byte, and read like those of `diff -u`."""

from __future__ import annotations

import difflib
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanup.documents.readers import document, read, write
from cleanup.edits.edits import apply, minimal
from cleanup.model import Change, Document, Edit, Level, Plan, Span
from cleanup.reports import unified

_HUNK = re.compile(rb"@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@\n")

_ROW = re.compile(rb"([^\n]*\n)(\\ No newline at end of file\n)?")


def plan_of(source: Document, *edits: Edit) -> Plan:
    text = source.text
    changes = tuple(Change(e.span, text[e.span.start : e.span.end], e.replacement, Level.SAFE, ()) for e in edits)
    return Plan(source, (), changes, frozenset())


def replaced(before: str, after: str) -> Plan:
    span, new = minimal(before, after)
    return plan_of(document(before, "one.txt"), Edit(span, new))


def patched(data: bytes, diff: bytes) -> bytes:
    """What `patch` does, strictly: every context line must be there, at its very number."""
    lines = re.findall(rb"[^\n]*\n|[^\n]+\Z", data)
    # A line that is followed by the remark has no line end of its own.
    rows = [mark[1][:-1] if mark[2] else mark[1] for mark in _ROW.finditer(diff)][2:]
    made: list[bytes] = []
    at = 0
    for row in rows:
        head = _HUNK.fullmatch(row)
        if head:
            start = int(head[1]) - (head[2] != b"0")
            made += lines[at:start]
            at = start
            assert len(made) == int(head[3]) - (head[4] != b"0")
        elif row[:1] == b"+":
            made.append(row[1:])
        else:
            assert lines[at] == row[1:]
            made += [row[1:]] if row[:1] == b" " else []
            at += 1
    return b"".join(made + lines[at:])


CASES = {
    "a line changed": ("one\ntwo\nthree\n", "one\n2\nthree\n"),
    "the last line without its end": ("one\ntwo", "one\n2"),
    "the missing end is added": ("one\ntwo", "one\ntwo\n"),
    "the end is removed": ("one\ntwo\n", "one\ntwo"),
    "a line removed": ("one\ntwo\nthree\n", "one\nthree\n"),
    "the first line removed": ("one\ntwo\n", "two\n"),
    "the last line removed": ("one\ntwo\n", "one\n"),
    "lines joined": ("one\ntwo\nthree\n", "one two\nthree\n"),
    "a line split": ("one two\nthree", "one\ntwo\nthree"),
    "a line added at the end": ("one\n", "one\ntwo\n"),
    "a line added before all": ("two\n", "one\ntwo\n"),
    "carriage returns stay": ("one\r\ntwo\rtoo\r\nthree", "one\r\ntwo\rtoo!\r\nthree"),
    "all is removed": ("one\n", ""),
}


@pytest.mark.parametrize(("before", "after"), CASES.values(), ids=CASES)
def test_a_change_applies(before: str, after: str) -> None:
    assert patched(before.encode(), unified.render(replaced(before, after))) == after.encode()


@pytest.mark.skipif(not shutil.which("patch"), reason="needs patch")
@pytest.mark.parametrize(("before", "after"), CASES.values(), ids=CASES)
def test_patch_agrees(tmp_path: Path, before: str, after: str) -> None:
    (tmp_path / "one.txt").write_bytes(before.encode())
    diff = unified.render(replaced(before, after))
    subprocess.run(["patch", "-p1", "--binary", "-s"], input=diff, cwd=tmp_path, check=True)
    left = (tmp_path / "one.txt").read_bytes() if (tmp_path / "one.txt").exists() else b""
    assert left == after.encode()


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """Texts of short lines with edits anywhere, line ends included."""
    text = draw(st.text("ab\n\n\n\r", max_size=60))
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=8)))
    edits = [
        Edit(Span(start, end), draw(st.text("xy\n", max_size=4)))
        for start, end in zip(cuts[::2], cuts[1::2], strict=False)
    ]
    return plan_of(document(text, "one.txt"), *edits)


@given(plans())
def test_any_plan_applies(plan: Plan) -> None:
    before, after = plan.document.text, apply(plan.edits, plan.document.text)
    diff = unified.render(plan)
    assert (diff == b"") == (before == after)
    if diff:
        assert patched(before.encode(), diff) == after.encode()


def test_it_reads_like_difflib() -> None:
    lines = [f"line {number}\n" for number in range(40)]
    before = "".join(lines)
    after = before.replace("line 5\n", "line V\n").replace("line 9\n", "").replace("line 30\n", "line 30\nmore\n")
    edits = [
        Edit(Span(before.index("5\n"), before.index("5\n") + 1), "V"),
        Edit(Span(before.index("line 9\n"), before.index("line 10\n")), ""),
        Edit(Span(before.index("line 31\n"), before.index("line 31\n")), "more\n"),
    ]
    wanted = difflib.unified_diff(lines, after.splitlines(keepends=True), "a/one.txt", "b/one.txt")
    assert unified.render(plan_of(document(before, "one.txt"), *edits)).decode() == "".join(wanted)


def test_the_byte_order_mark_is_part_of_the_first_line() -> None:
    source = read(b"\xef\xbb\xbfone\ntwo\n", "one.txt")
    plan = plan_of(source, Edit(Span(0, 3), "1"))
    assert patched(write(source), unified.render(plan)) == b"\xef\xbb\xbf1\ntwo\n"


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("one.txt", b"a/one.txt\n"),
        ("./in/one.txt", b"a/in/one.txt\n"),
        ("my texts/one.txt", b"a/my texts/one.txt\t\n"),
        ('a"b\\c.txt', b'"a/a\\042b\\134c.txt"\n'),
        ("caf\udce9.txt", b"a/caf\xe9.txt\n"),
    ],
)
def test_names(path: str, name: bytes) -> None:
    plan = plan_of(document("one", path), Edit(Span(0, 3), "1"))
    assert unified.render(plan).split(b"--- ")[1].startswith(name)


def test_a_long_text_is_no_trouble() -> None:
    text = "a line of text\n" * 200_000
    plan = plan_of(document(text, "one.txt"), *(Edit(Span(at, at + 1), "A") for at in range(0, len(text), 1500)))
    assert unified.render(plan).count(b"\n@@ ") == 2000
