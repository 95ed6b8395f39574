"""What occurs in prose but is not prose: addresses, code, and placeholders that a program fills in."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from cleanup import lazy_regex
from cleanup.documents.readers.code import stretches
from cleanup.documents.readers.parts import BREAK, INLINE, ProtectedRange
from cleanup.model import MASK
from cleanup.text.segments import search_lines

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
_ADDRESSES = lazy_regex.pattern(_ADDRESS, re.IGNORECASE)
_ALL = lazy_regex.pattern(f"(?P<address>(?i:{_ADDRESS}))|(?P<tag>{_TAG})|{'|'.join(_PLACEHOLDERS)}")


_WWW = lazy_regex.pattern(r"www\.", re.IGNORECASE)
#: A quick search for any of them, and for the part that may be in any case.
_IN_WWW = ("ww", "WW", "wW", "Ww")


def technical(find: Callable[[str], Iterable[ProtectedRange]]) -> Callable[[str], Iterator[ProtectedRange]]:
    """Return a function that finds code in addition to what `find` finds; code wins where both find something."""

    def both(text: str) -> Iterator[ProtectedRange]:
        code = [ProtectedRange(one.start, one.end, MASK * (one.end - one.start)) for one in stretches(text)]
        k, end = 0, 0
        for match in find(text):
            while k < len(code) and code[k].start < match.end:
                yield code[k]
                end = code[k].end
                k += 1
            if match.start >= end:
                yield match
        yield from code[k:]

    return both


def addresses(text: str) -> Iterator[ProtectedRange]:
    """Yield the web and email addresses."""
    sites = set(_WWW.findall(text)) if any(part in text for part in _IN_WWW) else ()
    marks = ("://", "@", *sites)
    yield from (ProtectedRange(*m.span(), MASK * len(m.group())) for m in search_lines(_ADDRESSES, text, *marks))


def placeholders(text: str) -> Iterator[ProtectedRange]:
    """Yield addresses; `%s`, `%(name)s`, `{name}`, `{{ x }}`, `${x}`, `&name;`; and escaped tags.

    Two tags around a text show nothing; a tag on its own is an object in the sentence.
    """
    found = list(_ALL.finditer(text))
    around = _around(found, text)
    for number, match in enumerate(found):
        shown = INLINE if number in around else MASK * (len(match.group()) if match["address"] else 1)
        yield ProtectedRange(*match.span(), shown)


def _around(found: Sequence[re.Match[str]], text: str) -> set[int]:
    """Return the indexes of the tags that begin or end an element within one paragraph."""
    paired: set[int] = set()
    opened: list[int] = []
    names: Counter[str] = Counter()
    at = 0
    for number, match in enumerate(found):
        if not match["tag"]:
            continue
        if text.find(BREAK, at, match.start()) >= 0:
            opened.clear()
            names.clear()
        at = match.start()
        name, closing = match["name"], match.group().startswith("</")
        if closing and names[name]:
            while found[start := opened.pop()]["name"] != name:
                names[found[start]["name"]] -= 1
            names[name] -= 1
            paired |= {start, number}
        elif not closing and not match.group().endswith("/>"):
            opened.append(number)
            names[name] += 1
    return paired
