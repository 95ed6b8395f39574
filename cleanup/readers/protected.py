"""What stands in prose and is none: addresses, and the placeholders that a program fills in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleanup import lazy
from cleanup.model import MASK
from cleanup.readers.parts import INLINE, Match

_ADDRESS = (
    r"\b(?:https?://|ftp://|www\.)[^\s<>“”\"«»\ufffc]+[^\s<>“”\"«».,;:!?'’)\]\ufffc]"
    r"|\b[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+"
)
_TAG = r"</?(?P<name>[A-Za-z][\w:.-]*|\d+)(?:[ \t\n][^<>]{0,300}|/)?>"
_PLACEHOLDERS = (
    r"\{\{[^{}\n]{0,300}\}\}",
    r"\{%[^%\n]{0,300}%\}",
    r"\$?\{[^{}\n]{0,300}\}",
    r"(?<![\d\w$])\$[A-Za-z_]\w*\b",
    r"(?<![\d\w])%(?:\d+\$|\(\w+\))?[-+#0]*\d*(?:\.\d+)?(?:hh?|ll?|[Lqjzt])?[diouxXeEfFgGcrsap@]",
    r"&(?:\#\d{1,7}|\#[xX][0-9A-Fa-f]{1,6}|\w{2,31});",
    r"<[!?/%]?[A-Za-z%?][^<>\n]{0,300}>",
)
_ADDRESSES = lazy.pattern(_ADDRESS, re.IGNORECASE)
_ALL = lazy.pattern(f"(?P<address>(?i:{_ADDRESS}))|(?P<tag>{_TAG})|{'|'.join(_PLACEHOLDERS)}")
_CLOSING = lazy.pattern(r"</([A-Za-z][\w:.-]*|\d+)\s*>")


def addresses(text: str) -> Iterator[Match]:
    """Addresses of the web and of mail."""
    if "://" in text or "www." in text.lower() or "@" in text:
        yield from (Match(*m.span(), MASK * len(m.group())) for m in _ADDRESSES.finditer(text))


def placeholders(text: str) -> Iterator[Match]:
    """Addresses; `%s`, `%(name)s`, `{name}`, `{{ x }}`, `${x}`, `&name;`; and tags that are written out.

    A tag whose name is also closed is mark-up around a text and shows nothing; one that stands alone is a thing.
    """
    closed: set[str] | None = None
    for match in _ALL.finditer(text):
        shown = MASK
        if match["tag"]:
            closed = set(_CLOSING.findall(text)) if closed is None else closed
            shown = INLINE if match["name"] in closed else MASK
        yield Match(*match.span(), MASK * len(match.group()) if match["address"] else shown)
