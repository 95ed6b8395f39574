"""What a parser of TOML or JSON chokes on although the grammar allows it: deep nesting, and integers without end."""

from __future__ import annotations

import re
import sys
from typing import Any

#: Levels of tables and lists in each other. Nothing of ours has more than ten; parsers give up from some hundreds on.
MOST_LEVELS = 100
TOO_DEEP = f"tables or lists are nested more than {MOST_LEVELS} levels deep"


def too_deep(value: Any) -> bool:
    """Whether a value has too many levels; it is looked at without recursion."""
    level = [value]
    for _ in range(MOST_LEVELS + 1):
        inner = [one for one in level if isinstance(one, dict | list)]
        level = [item for one in inner for item in (one.values() if isinstance(one, dict) else one)]
        if not inner:
            return False
    return True


def deep_line(text: str) -> int:
    """The line of a text in which brackets, or the dots of a key, lead too deep; 0 when none is seen to."""
    level = 0
    for number, line in enumerate(text.split("\n"), 1):
        highest = level
        for sign in re.findall(r"[\[\]{}]", line):
            level += 1 if sign in "[{" else -1
            highest = max(highest, level)
        if max(highest, line.partition("=")[0].count(".")) > MOST_LEVELS:
            return number
    return 0


def too_long(digits: int) -> str:
    """What to say of an integer of so many digits."""
    return f"an integer of {digits:,} digits, where {sys.get_int_max_str_digits():,} are the most"


def long_number(text: str) -> tuple[int, int]:
    """The line and the digits of the first integer that Python refuses to read; (0, 0) without one."""
    most = sys.get_int_max_str_digits()
    found = re.search(rf"(?:\d_?){{{most + 1},}}", text) if most else None
    if found is None:
        return 0, 0
    return text.count("\n", 0, found.start()) + 1, len(found[0].replace("_", ""))
