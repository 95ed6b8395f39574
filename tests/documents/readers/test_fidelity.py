"""Nothing outside an edit changes: the bytes of a file are the user's."""

from __future__ import annotations

import codecs
import os
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleanup.documents.readers import read, write
from cleanup.errors import DocumentError
from tests.commandline import execute, invoke, write_rules

TYPO = """
kind    = "pattern"
summary = "Letters in the wrong order"
why     = "Typed too fast."
level   = "safe"
pattern = 'teh'
replace = 'the'

[[examples]]
before = 'over teh hill'
after  = 'over the hill'
"""

#: What a text is made of here; the first piece is the one that is repaired.
PIECES = (
    "teh",
    "ok",
    " ",
    "  ",
    "\t",
    "\n",
    "\r",
    "\r\n",
    "\x0c",
    "\u2028",
    "“",
    "é",
    "e\u0301",
    "😀",
    ". .",
    "\ufeff",
)

#: Byte-order marks, and how the text behind them is written.
MARKS = (
    (b"", "utf-8"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
)

texts = st.lists(st.sampled_from(PIECES), max_size=30)
marks = st.sampled_from(MARKS)


@pytest.fixture(scope="module")
def typo(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, ...]:
    """Options that make the rule above the only one."""
    folder = write_rules(tmp_path_factory.mktemp("rules"), {"spacing/typo": TYPO})
    return ("--rules", str(folder), "--select", "spacing/typo")


def encoded(mark: tuple[bytes, str], text: str) -> bytes:
    bom, codec = mark
    return bom + text.encode(codec)


@given(marks, texts)
def test_reading_and_writing_gives_the_same_bytes(mark: tuple[bytes, str], pieces: list[str]) -> None:
    data = encoded(mark, "".join(pieces))
    document = read(data)
    assert write(document) == data


@given(st.binary(max_size=60))
def test_any_bytes_are_refused_or_come_back(data: bytes) -> None:
    with suppress(DocumentError):
        document = read(data)
        assert write(document) == data


@settings(max_examples=40, deadline=None)
@given(mark=marks, pieces=texts)
def test_only_the_repaired_bytes_change(
    tmp_path_factory: pytest.TempPathFactory, typo: tuple[str, ...], mark: tuple[bytes, str], pieces: list[str]
) -> None:
    path = tmp_path_factory.getbasetemp() / "fidelity.txt"
    path.write_bytes(encoded(mark, "".join(pieces)))
    os.utime(path, ns=(1_000_000_000, 1_000_000_000))
    result = invoke("fix", *typo, str(path))
    assert result.exit_code == 0, result.stderr
    assert path.read_bytes() == encoded(mark, "".join("the" if piece == "teh" else piece for piece in pieces))
    assert (path.stat().st_mtime_ns == 1_000_000_000) == ("teh" not in pieces)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\n",
        b"ok",
        b"ok\r\n",
        b"a\r\nb\nc\rd",
        b"trailing  \t\n\n\n  \n",
        b"\xef\xbb\xbf",
        b"\xef\xbb\xbfok\r\n",
        "ok\r\n".encode("utf-16"),
    ],
    ids=["empty", "a line end", "no line end", "CRLF", "mixed", "trailing", "mark alone", "mark", "UTF-16"],
)
def test_clean_bytes_pass_through_the_program(typo: tuple[str, ...], tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "one.txt"
    path.write_bytes(data)
    result = execute("fix", *typo, "-", stdin=data)
    assert (result.stdout, result.returncode) == (data, 0)
    invoke("fix", *typo, "--output", str(tmp_path / "out"), str(path))
    assert (tmp_path / "out/one.txt").read_bytes() == data
    assert path.read_bytes() == data


@pytest.mark.parametrize(
    "data",
    [
        b"teh \0",
        codecs.BOM_UTF16_LE + "teh \0".encode("utf-16-le"),
        b"teh \xff",
        b"teh caf\xe9",
        codecs.BOM_UTF16_LE + b"t\0e\0h",
        b"teh \xed\xa0\x80",
    ],
    ids=["null byte", "null in UTF-16", "no UTF-8", "Latin-1", "half a unit of UTF-16", "half a surrogate pair"],
)
def test_what_is_no_text_is_left_alone(typo: tuple[str, ...], tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "one.txt"
    path.write_bytes(data)
    result = execute("fix", *typo, str(path))
    assert result.returncode == 2
    assert result.stderr.decode().startswith(f"{path}:1: not ")
    assert path.read_bytes() == data
