"""Short texts, damaged and right, that show how far the corrections of a language model can be trusted."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import msgspec

_FILE = Path(__file__).parent / "data" / "check_texts.jsonl"


class CheckText(msgspec.Struct, frozen=True, rename={"class_": "class"}):
    """A text and what it should read; both are equal where nothing is wrong with it.

    `class_` is the class of the damage, or of what a model might take for damage in a text that is right.
    """

    class_: str
    damaged: str
    right: str


@cache
def check_texts() -> tuple[CheckText, ...]:
    """All of them, sorted by class."""
    return tuple(msgspec.json.decode(line, type=CheckText) for line in _FILE.read_bytes().splitlines())
