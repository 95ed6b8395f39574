"""TOML text to tables, and where in the text something is wrong."""

from __future__ import annotations

import re
from typing import Any

import msgspec

from cleanup.errors import CleanupError

_LOCATION = re.compile(r"\(at line (\d+), column \d+\)|\(at end of document\)")
_MSGSPEC_PATH = re.compile(r" - at `\$\.?([^`]*)`$")


def load(text: str, path: str, failure: type[CleanupError] = CleanupError, hint: str = "") -> dict[str, Any]:
    """The table that a text is. Raises `failure` with the line."""
    import tomllib  # a rule file from the cache needs none

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = _LOCATION.search(str(error))
        line = int(place[1]) if place and place[1] else text.count("\n") + 1
        what = _LOCATION.sub("", str(error)).strip()
        raise failure(f"not TOML: {what}", path=path, line=line, hint=hint) from error


def line_of(text: str, key: str, table: int | None = None) -> int:
    """The line of a key, at the top level or in the n-th `[[examples]]` table; 1 when it is not there."""
    headers = [m.start() for m in re.finditer(r"(?m)^\s*\[\[examples\]\]", text)]
    start = headers[table] if table is not None and table < len(headers) else 0
    pattern = rf'(?m)^[ \t]*(?:\[+[ \t]*)?"?{re.escape(key)}"?[ \t]*[=\].]'
    found = re.compile(pattern).search(text, start)
    at = found.start() if found else start
    return text.count("\n", 0, at) + 1


def where(error: msgspec.ValidationError) -> tuple[str, str]:
    """The place of a wrong value (`style.spelling`, `phrases[0]`; empty at the top), and what is wrong there."""
    place = _MSGSPEC_PATH.search(str(error))
    return (place[1] if place else ""), _MSGSPEC_PATH.sub("", str(error))
