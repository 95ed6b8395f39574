"""Placeholders and written-out tags in prose: which tags are put around a text, and which stand alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanup.documents.readers.protected import placeholders
from cleanup.model import MASK

M = MASK

PAIRS = {
    "a pair shows nothing": ("<a>x</a>", "x"),
    "one that is never closed is a thing": ("<a>x", f"{M}x"),
    "what closes nothing is a thing": ("x</a>", f"x{M}"),
    "in each other": ("<a><a>x</a></a>", "x"),
    "what is open inside a closed one stays a thing": ("<a><b>x</a></b>", f"{M}x{M}"),
    "the last of a name is closed": ("<a><a>x</a>", f"{M}x"),
    "not across paragraphs": ("<a>x\n\ny</a>", f"{M}x\n\ny{M}"),
    "one that closes itself is a thing": ("<a/>x</a>", f"{M}x{M}"),
}


def shown(text: str) -> str:
    """The text with what is shown in place of the placeholders."""
    pieces: list[str] = []
    at = 0
    for match in placeholders(text):
        pieces += (text[at : match.start], match.shown)
        at = match.end
    return "".join((*pieces, text[at:]))


@pytest.mark.parametrize(("text", "expected"), PAIRS.values(), ids=PAIRS)
def test_tags_in_pairs(text: str, expected: str) -> None:
    assert shown(text) == expected


@given(st.lists(st.sampled_from(["<a>", "<b>", "</a>", "</b>", "<c/>", "x", "\n\n"]), max_size=14))
def test_pairs_are_those_of_a_simple_search(pieces: list[str]) -> None:
    opened: list[int] = []
    paired: set[int] = set()
    for number, piece in enumerate(pieces):
        if piece == "\n\n":
            opened = []
        elif piece.startswith("</"):
            near = [k for k in opened if pieces[k][1:] == piece[2:]]
            if near:
                paired |= {near[-1], number}
                opened = [k for k in opened if k < near[-1]]
        elif piece in ("<a>", "<b>"):
            opened.append(number)
    wanted = ["" if k in paired else MASK if piece.startswith("<") else piece for k, piece in enumerate(pieces)]
    assert shown("".join(pieces)) == "".join(wanted)
