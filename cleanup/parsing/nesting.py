"""Limits of TOML and JSON parsers that their grammars do not have: deep nesting, and very long integers."""

from __future__ import annotations

import re
import sys
from typing import Any

#: The maximum depth of tables and lists. Nothing of ours has more than ten; parsers fail from some hundreds on.
MAX_DEPTH = 100
TOO_DEEP = f"tables or lists are nested more than {MAX_DEPTH} levels deep"


def too_deep(value: Any) -> bool:
    """Return whether a value has too many levels, without recursion."""
    level = [value]
    for _ in range(MAX_DEPTH + 1):
        inner = [one for one in level if isinstance(one, dict | list)]
        level = [item for one in inner for item in (one.values() if isinstance(one, dict) else one)]
        if not inner:
            return False
    return True


def deep_line(text: str) -> int:
    """Return the line of a text in which brackets, or the dots of a key, nest too deeply; 0 if none is found."""
    level = 0
    for number, line in enumerate(text.split("\n"), 1):
        highest = level
        for sign in re.findall(r"[\[\]{}]", line):
            level += 1 if sign in "[{" else -1
            highest = max(highest, level)
        if max(highest, line.partition("=")[0].count(".")) > MAX_DEPTH:
            return number
    return 0


def too_long(digits: int) -> str:
    """Return the message for an integer of this many digits."""
    return f"an integer of {digits:,} digits, more than {sys.get_int_max_str_digits():,}"


def long_number(text: str) -> tuple[int, int]:
    """Return the line and the digits of the first integer that Python refuses to read, or (0, 0)."""
    most = sys.get_int_max_str_digits()
    found = re.search(rf"(?:\d_?){{{most + 1},}}", text) if most else None
    if found is None:
        return 0, 0
    return text.count("\n", 0, found.start()) + 1, len(found[0].replace("_", ""))
