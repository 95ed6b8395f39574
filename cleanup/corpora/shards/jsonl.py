"""One line of JSON Lines: finding its text, and writing the line with only that changed.

The line is not parsed and written anew: escapes, numbers, spaces and the order of keys stay as they were. All offsets
are code points of the line.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cleanup.corpora.cleaning import LANGUAGE_KEYS, Outcome
from cleanup.corpora.records import name_of
from cleanup.edits.edits import apply
from cleanup.errors import CleanupError
from cleanup.model import Edit, Span

# Numbers stay strings: a long one would take time, or be refused.
_DECODER = json.JSONDecoder(parse_int=str, parse_float=str, parse_constant=str)
_SPACE = re.compile(r"[ \t\n\r]*")
_ESCAPE = re.compile(r"\\u[dD][89abAB][\da-fA-F]{2}\\u[dD][c-fC-F][\da-fA-F]{2}|\\u[\da-fA-F]{4}|\\.")


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is one JSON object. `text` is None if there is none; unless it is null, `missing` says why.

    `literal` is the span of the text between its quotation marks, `end` the end of the last member; `language` is the
    language that the line declares.
    """

    source: str
    text: str | None
    literal: Span
    end: int
    id: str | None
    language: object
    missing: str | None
    keys: frozenset[str]


def parse(source: str, text_key: str = "text", id_key: str = "id") -> Line:
    """Parse a line. Raises ValueError with the reason if it is not a JSON object."""
    members = {}
    end = source.find("{") + 1
    for key, start, end, value in _members(source):
        members[key] = (start, end, value)
    start, stop, value = members.get(text_key, (0, 0, None))
    missing = None
    if text_key not in members:
        missing = f"no key {text_key!r}"
    elif source[start] not in '"n':
        value, missing = None, f"{text_key!r} is not a string"
    literal = Span(0, 0) if value is None else Span(start + 1, stop - 1)
    return Line(
        source,
        value,
        literal,
        end,
        name_of(members[id_key][2]) if id_key in members else None,
        next((members[key][2] for key in LANGUAGE_KEYS if key in members), None),
        missing,
        frozenset(members),
    )


def _members(source: str) -> Iterator[tuple[str, int, int, Any]]:
    """Yield key, start and end of the value, and value of each member."""
    at = _after_space(source, 0)
    if source[at : at + 1] != "{":
        raise ValueError("it is not a JSON object")
    at = _after_space(source, at + 1)
    while source[at : at + 1] != "}":
        key, at = _value(source, at)
        if not isinstance(key, str) or source[at - 1] != '"':
            raise ValueError(f"no key at column {at}")
        at = _sign(source, at, ":")
        value, end = _value(source, at)
        yield key, at, end, value
        at = _after_space(source, end)
        if source[at : at + 1] != "}":
            at = _sign(source, at, ",")
            if source[at : at + 1] == "}":
                raise ValueError(f"extra comma at column {at}")
    if _after_space(source, at + 1) != len(source):
        raise ValueError(f"more than one object, from column {at + 2}")


def _value(source: str, at: int) -> tuple[Any, int]:
    try:
        return _DECODER.raw_decode(source, at)
    except json.JSONDecodeError as error:
        reason = error.msg.removesuffix(" at")
        raise ValueError(f"{reason[:1].lower()}{reason[1:]} at column {error.pos + 1}") from error
    except RecursionError as error:
        raise ValueError("it is too deeply nested") from error


def _sign(source: str, at: int, sign: str) -> int:
    at = _after_space(source, at)
    if source[at : at + 1] != sign:
        raise ValueError(f"{sign!r} is missing at column {at + 1}")
    return _after_space(source, at + 1)


def _after_space(source: str, at: int) -> int:
    match = _SPACE.match(source, at)
    return match.end() if match else at


def rewritten(line: Line, outcome: Outcome, *, columns: bool = True, survey: bool = False) -> str:
    """Return the line with the repairs made inside its text, and the keys added after its last member.

    An ASCII line stays ASCII. `survey` says whether the figures are added too. Raises CleanupError if an added key
    already exists.
    """
    source, edits = line.source, []
    escape = source.isascii()
    if outcome.changes:
        edits = _in_literal(line, outcome.edits, escape)
    if columns:
        values = outcome.added(survey=survey)
        taken = [key for key in values if key in line.keys]
        if taken:
            raise CleanupError(f"the key {taken[0]!r} already exists", hint="remove it, or use --no-columns")
        added = _added(source, values, escape)
        edits.append(Edit(Span(line.end, line.end), added if line.keys else added.lstrip(", ")))
    return apply(edits, source)


def _in_literal(line: Line, edits: Sequence[Edit], escape: bool) -> list[Edit]:
    """Convert edits of the text to edits of the line."""
    literal, base = line.source[line.literal.start : line.literal.end], line.literal.start
    # After each escape: its end in the text, and how far the literal is ahead from there on.
    ends, drifts = [0], [0]
    if "\\" in literal:
        for match in _ESCAPE.finditer(literal):
            drift = drifts[-1]
            ends.append(match.start() - drift + 1)
            drifts.append(drift + len(match[0]) - 1)

    def place(offset: int) -> int:
        return base + offset + drifts[bisect_right(ends, offset) - 1]

    return [
        Edit(
            Span(place(edit.span.start), place(edit.span.end)),
            json.dumps(edit.replacement, ensure_ascii=escape)[1:-1],
        )
        for edit in edits
    ]


def _added(source: str, values: Mapping[str, Any], escape: bool) -> str:
    """Return the added members, with spaces if the line has spaces after its colons."""
    colon = source.find('":')
    spaced = source[colon + 2 : colon + 3] == " "
    comma, sign = (", ", ": ") if spaced else (",", ":")
    written = ((key, json.dumps(value, ensure_ascii=escape, separators=(comma, sign))) for key, value in values.items())
    return "".join(f'{comma}"{key}"{sign}{value}' for key, value in written)
