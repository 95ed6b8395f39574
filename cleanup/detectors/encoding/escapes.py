"""Codes of programs in place of characters: `\\u2019`, `u2019` that lost its backslash, `=E2=80=99`, `\\"`, `\\n`.

Strings of JSON and JavaScript, and mails, write characters as codes; a text that was cut out of them keeps the codes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from cleanup import lazy_regex
from cleanup.detectors.encoding.damage import Damage, Damaged
from cleanup.model import Level, Span

ESCAPES = lazy_regex.pattern(
    r"(?P<unicode>(?:\\u[0-9a-fA-F]{4})+)"
    r"|(?P<bare>(?<=[A-Za-z])u20(?:1[489cdCD]|26)(?=[a-z]{0,2}\b|[A-Z\s.,;:!?)]|\Z))"
    r"|(?P<bytes>(?:=[C-F][0-9A-F](?:=[89AB][0-9A-F]){1,3})+)"
    r"|(?P<line>(?<=[.!?”\"’':])(?:(?:\\r)?\\n)+(?=[A-Z“\"‘']))"
    r"|(?P<mark>\\(?=[\"']))"
)
#: What a paragraph of program code contains.
_CODE = lazy_regex.pattern(
    r"[{}`<>$|;]\s*$|\w\(\)|=>|==|\\[bdsw]|\b(?:print|printf|echo|var|const|regex|grep|sed)\b|[A-Za-z]:\\"
)


def escapes(text: str, talk: re.Pattern[str] | None) -> Damage:
    """Yield the codes of a paragraph that is not about code."""
    if _CODE.search(text) or (talk and talk.search(text)):
        return
    for match in ESCAPES.finditer(text):
        new = _READ[match.lastgroup or ""](match.group())
        if new is not None:
            level = Level.SAFE if match["unicode"] else Level.SUGGESTED
            shown = "a new line" if "\n" in new else f"“{new}”" if new else "nothing"
            yield Damaged(Span(*match.span()), f"code “{match.group()}” instead of {shown}", (new,), level)


def _unicode(code: str) -> str | None:
    units = bytes.fromhex(code.replace("\\u", ""))
    try:
        new = units.decode("utf-16-be")
    except UnicodeDecodeError:
        return None
    new = new.replace("\u00a0", " ")
    return new if new.isprintable() else None


def _bytes(code: str) -> str | None:
    try:
        new = bytes.fromhex(code.replace("=", "")).decode()
    except UnicodeDecodeError:
        return None
    new = new.replace("\u00a0", " ")
    return new if new.isprintable() else None


_READ: Mapping[str, Callable[[str], str | None]] = {
    "unicode": _unicode,
    "bare": lambda code: chr(int(code[1:], 16)),
    "bytes": _bytes,
    "line": lambda code: "\n" * code.count("n"),
    "mark": lambda _: "",
}
