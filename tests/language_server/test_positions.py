"""Positions and offsets, against what encoding each line gives."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lsprotocol.types import Position, Range

from cleanup.language_server.positions import PositionIndex, without_lone_surrogates
from cleanup.model import Span

CODECS = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}
PIECES = ["a", "é", "“", "語", "😀", "👩🏽‍🚀", "\u2028", "\x0b", "\x85", " ", "\n", "\r\n", "\r", "\n\r", "e\u0301"]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)
ENCODINGS = st.sampled_from(sorted(CODECS))


def units(text: str, encoding: str) -> int:
    codec, width = CODECS[encoding]
    return len(text.encode(codec)) // width


def lines(text: str) -> list[str]:
    """The lines with their line ends; the last one has none."""
    parts = re.split(r"(\r\n|\r|\n)", text)
    return [line + end for line, end in zip(parts[::2], [*parts[1::2], ""], strict=True)]


@given(TEXTS, ENCODINGS)
def test_every_position_is_that_of_the_encoded_line_and_leads_back(text: str, encoding: str) -> None:
    index, offset = PositionIndex(text, encoding), 0
    for number, line in enumerate(lines(text)):
        content = line.rstrip("\r\n")
        for column in range(len(content) + 1):
            position = Position(number, units(content[:column], encoding))
            assert index.position(offset + column) == position
            assert index.offset(position) == offset + column
        offset += len(line)


@given(TEXTS, ENCODINGS, st.integers(0, 40), st.integers(0, 60))
def test_any_position_is_the_last_offset_that_is_not_behind_it(text: str, encoding: str, row: int, column: int) -> None:
    all_lines = lines(text)
    expected = len(text)
    if row < len(all_lines):
        content = all_lines[row].rstrip("\r\n")
        fitting = [i for i in range(len(content) + 1) if units(content[:i], encoding) <= column]
        expected = sum(map(len, all_lines[:row])) + fitting[-1]
    assert PositionIndex(text, encoding).offset(Position(row, column)) == expected


@pytest.mark.parametrize(("encoding", "column"), [("utf-8", 9), ("utf-16", 5), ("utf-32", 3)])
def test_columns_after_emoji(encoding: str, column: int) -> None:
    index = PositionIndex("one\n😀😀 b\n", encoding)
    assert index.position(7) == Position(1, column)
    assert index.offset(Position(1, column)) == 7


def test_a_range_that_ends_before_its_start_is_empty() -> None:
    index = PositionIndex("one\ntwo", "utf-16")
    assert index.span(Range(Position(1, 2), Position(0, 1))) == Span(6, 6)
    assert index.range(Span(2, 5)) == Range(Position(0, 2), Position(1, 1))
    assert index.range(Span(4, 4)) == Range(Position(1, 0), Position(1, 0))


@pytest.mark.parametrize("encoding", sorted(CODECS))
def test_half_a_character_is_replaced_by_one_of_the_same_width(encoding: str) -> None:
    text = without_lone_surrogates("a\ud83db 😀")
    assert text == "a\ufffdb 😀"
    assert PositionIndex(text, encoding).position(2) == Position(0, 4 if encoding == "utf-8" else 2)
