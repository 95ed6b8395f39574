"""A text with mark-up as clients of LanguageTool send it, and offsets as they count them.

LanguageTool counts UTF-16 units over text *and* mark-up; rules see the text alone, with what mark-up is to be read as.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import msgspec

from cleanup.documents.source_map import Projection
from cleanup.errors import CleanupError
from cleanup.http_server.errors import ApiError
from cleanup.model import Hole, Span
from cleanup.parsing import json_text


class AnnotatedText(msgspec.Struct, frozen=True):
    """`source` is text and mark-up together; each hole is a run of mark-up with what it is read as."""

    source: str
    holes: tuple[Hole, ...] = ()

    def projection(self) -> Projection:
        """Return the text that is read, and the way back from there."""
        return Projection(self.source, self.holes, line_ends=True)


def parse(data: str) -> AnnotatedText:
    """Return the text of the parameter `data`. Raises ApiError, in the words of LanguageTool."""
    try:
        given = json_text.load(data.encode("utf-8", "surrogatepass"), "data")
    except CleanupError as error:
        raise ApiError(400, "Could not parse JSON from 'data' parameter") from error
    found = given if isinstance(given, Mapping) else {}
    if "text" in found and "annotation" in found:
        raise ApiError(400, "'data' key in JSON requires either 'text' or 'annotation' key, not both")
    if "text" in found:
        return AnnotatedText(_as_text(found["text"]))
    if "annotation" in found:
        parts = found["annotation"]
        return _joined(parts if isinstance(parts, list) else [])
    raise ApiError(400, "'data' key in JSON requires 'text' or 'annotation' key")


def _joined(parts: list[Any]) -> AnnotatedText:
    pieces: list[str] = []
    holes: list[Hole] = []
    at = 0
    for part in parts:
        if not isinstance(part, Mapping):
            raise _wrong("Only 'text' and 'markup' are supported in 'annotation' list", part)
        if "text" in part and "markup" in part:
            raise _wrong(
                "Only either 'text' or 'markup' are supported in an object in 'annotation' list, not both", part
            )
        if "text" in part and "interpretAs" in part:
            raise _wrong("'text' cannot be used with 'interpretAs' (only 'markup' can)", part)
        if "text" not in part and "markup" not in part:
            raise _wrong("Only 'text' and 'markup' are supported in 'annotation' list", part)
        piece = _as_text(part["text" if "text" in part else "markup"])
        if "markup" in part and piece:
            holes.append(Hole(Span(at, at + len(piece)), _as_text(part.get("interpretAs", ""))))
        pieces.append(piece)
        at += len(piece)
    return AnnotatedText("".join(pieces), tuple(holes))


def _wrong(what: str, part: Any) -> ApiError:
    shown = json.dumps(part, ensure_ascii=False, separators=(",", ":"))
    return ApiError(400, f"{what}: {shown[:200].encode('utf-8', 'replace').decode()}")


def _as_text(value: Any) -> str:
    """Return a value of JSON as LanguageTool reads it where a string belongs."""
    if isinstance(value, str):
        return value
    return "" if isinstance(value, dict | list) else json.dumps(value)
