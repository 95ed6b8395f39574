"""Plain text: all of it is prose but addresses of the web and of mail."""

from __future__ import annotations

import re

from cleanup.model import Span

_ADDRESS = re.compile(
    r"(?i)\b(?:https?://|ftp://|www\.)[^\s<>“”\"«»]+[^\s<>“”\"«».,;:!?'’)\]]|\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
)


def prose(text: str) -> tuple[Span, ...]:
    """The spans that may be edited: everything between addresses."""
    spans: list[Span] = []
    at = 0
    if "://" in text or "www." in text or "@" in text:
        for match in _ADDRESS.finditer(text):
            if match.start() > at:
                spans.append(Span(at, match.start()))
            at = match.end()
    if at < len(text) or not spans:
        spans.append(Span(at, len(text)))
    return tuple(spans)
