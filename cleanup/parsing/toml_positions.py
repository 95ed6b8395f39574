"""Parsing TOML, and finding the line of a mistake."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import msgspec

from cleanup import lazy_regex
from cleanup.errors import CleanupError
from cleanup.parsing import nesting

_LOCATION = lazy_regex.pattern(r"\(at line (\d+), column \d+\)|\(at end of document\)")
_MSGSPEC_PATH = lazy_regex.pattern(r" - at `\$\.?([^`]*)`$")
# Compiled for an error, not at every start.
_HEADER = r"\s*\[{1,2}([^\[\]]+)\]{1,2}\s*(?:#.*)?$"
_PART = r'"([^"]*)"|\'([^\']*)\'|([\w-]+)'
_ASSIGNED = rf"\s*((?:{_PART})(?:\s*\.\s*(?:{_PART}))*)\s*="


def load(text: str, path: str, failure: type[CleanupError] = CleanupError, hint: str = "") -> dict[str, Any]:
    """Parse a TOML text. Raises `failure` with the line."""
    import tomllib  # not needed for a rule file from the cache

    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = _LOCATION.search(str(error))
        line = int(place[1]) if place and place[1] else text.count("\n") + 1
        what = _LOCATION.sub("", str(error)).strip()
        raise failure(f"not TOML: {what}", path=path, line=line, hint=hint) from error
    except RecursionError as error:
        raise failure(nesting.TOO_DEEP, path=path, line=nesting.deep_line(text)) from error
    except ValueError as error:
        line, digits = nesting.long_number(text)
        what = nesting.too_long(digits) if digits else f"not TOML: {error}"
        raise failure(what, path=path, line=line) from error
    if nesting.too_deep(table):
        raise failure(nesting.TOO_DEEP, path=path, line=nesting.deep_line(text))
    return table


def line_of(text: str, key: str, table: int | None = None) -> int:
    """Return the line of a key, at the top level or in the n-th `[[examples]]` table; 1 if it is missing."""
    headers = [m.start() for m in re.finditer(r"(?m)^\s*\[\[examples\]\]", text)]
    start = headers[table] if table is not None and table < len(headers) else 0
    pattern = rf'(?m)^[ \t]*(?:\[+[ \t]*)?"?{re.escape(key)}"?[ \t]*[=\].]'
    found = re.compile(pattern).search(text, start)
    at = found.start() if found else start
    return text.count("\n", 0, at) + 1


def where(error: msgspec.ValidationError) -> tuple[str, str]:
    """Return the place of an invalid value (`style.spelling`, `phrases[0]`; empty at the top), and what is wrong
    there.
    """
    place = _MSGSPEC_PATH.search(str(error))
    return (place[1] if place else ""), _MSGSPEC_PATH.sub("", str(error))


def place(text: str, keys: Sequence[str], value: str = "") -> int:
    """Return the line of the key that a path of keys leads to, or else of the nearest table or key above it, or 1.

    With `value`, return the line from there on that contains the string in quotation marks.
    """
    rows = text.splitlines()
    best, line = 0, 1
    table: tuple[str, ...] = ()
    for number, row in enumerate(rows, 1):
        if header := re.match(_HEADER, row):
            table = found = _parts(header[1])
        elif assigned := re.match(_ASSIGNED, row):
            found = (*table, *_parts(assigned[1]))
        else:
            continue
        depth = min(len(found), len(keys))
        if depth > best and found[:depth] == tuple(keys[:depth]):
            best, line = depth, number
    quoted = (f'"{value}"', f"'{value}'")
    within = (n for n, row in enumerate(rows[line - 1 :], line) if value and any(one in row for one in quoted))
    return next(within, line)


def _parts(dotted: str) -> tuple[str, ...]:
    return tuple(next(filter(None, groups), "") for groups in re.findall(_PART, dotted))
