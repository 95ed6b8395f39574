"""Cheaper patterns: a wider one for the scan over all rules, a narrower one for texts without foreign letters.

Classes of Unicode letters are thousands of byte ranges, and counted repetitions are unrolled; both make the automaton
of many rules large. In a scan that only asks which rules are worth a closer look, a class may be wider and a count
unbounded.
"""

from __future__ import annotations

import re

from cleanup import lazy_regex

_ABOVE_ASCII = r"\x{80}-\x{10FFFF}"
#: Unicode classes by their first letters, and what stands for them inside a class: their ASCII part and all above it.
_WIDER = {
    "Lu": f"A-Z{_ABOVE_ASCII}",
    "Ll": f"a-z{_ABOVE_ASCII}",
    "L": f"A-Za-z{_ABOVE_ASCII}",
    "N": f"0-9{_ABOVE_ASCII}",
    "M": _ABOVE_ASCII,
}
_EVERYTHING = r"\x{0}-\x{10FFFF}"

_TOKEN = lazy_regex.pattern(
    r"\\(?P<negated>[pP])(?:\{(?P<name>\^?\w+)\}|(?P<letter>[A-Z]))"  # a Unicode class
    r"|\\x\{[0-9A-Fa-f]+\}|\\Q.*?\\E|\\."  # any other escape
    r"|\{(?P<least>\d+)(?P<more>,\d*)?\}"  # a count
    r"|\[(?P<not>\^?)(?P<class>\]?(?:\\[pP]\{\^?\w+\}|\\x\{[0-9A-Fa-f]+\}|\\.|\[:\^?\w+:\]|[^\]\\])*)\]"
    r"|[\^$]",  # all else stays, and is passed over
    re.DOTALL,
)
_CLASS_ITEM = lazy_regex.pattern(r"\\([pP])(?:\{(\^?\w+)\}|([A-Z]))")


def widened(pattern: str) -> str:
    """A pattern that is found in every text in which `pattern` is found."""
    return _TOKEN.sub(_wider_token, pattern)


def _wider_token(match: re.Match[str]) -> str:
    if match["negated"]:
        return f"[{_wider(match['negated'], match['name'] or match['letter'])}]"
    if match["least"]:
        return _wider_count(match["least"], match["more"])
    if match["class"] is not None:
        return _wider_class(match["not"], match["class"])
    return _ANCHORS.get(match.group(), match.group())


#: The ends of a text are those of a line where several texts are scanned together.
_ANCHORS = {"^": "(?m:^)", r"\A": "(?m:^)", "$": "(?m:$)", r"\z": "(?m:$)"}


def _wider(negated: str, name: str) -> str:
    if negated == "P" or name.startswith("^"):
        return _EVERYTHING
    return _WIDER.get(name) or _WIDER.get(name[0], _EVERYTHING)


def _wider_count(least: str, more: str | None) -> str:
    if more is None and least == "1":
        return ""
    return {"0": "*", "2": "{2,}"}.get(least, "+")


def _wider_class(negation: str, items: str) -> str:
    if not negation:
        return f"[{_CLASS_ITEM.sub(lambda m: _wider(m[1], m[2] or m[3]), items)}]"
    kept = _CLASS_ITEM.sub("", items)
    return f"[^{kept}]" if kept else f"[{_EVERYTHING}]"


#: The ASCII part of Unicode classes; no letter, digit or mark of a plain text lies outside it.
_NARROWER = {"Lu": "A-Z", "Ll": "a-z", "L": "A-Za-z", "N": "0-9", "Nd": "0-9"}
_ASCII = bytes(range(0x80))
#: U+00A0, « and », U+2000 to U+206F.
_PUNCTUATION = re.compile(rb"(?:\xc2[\xa0\xab\xbb]|\xe2\x80[\x80-\xbf]|\xe2\x81[\x80-\xaf])*+")


def is_plain(data: bytes) -> bool:
    """Whether all that is not ASCII in a text, in UTF-8, are blanks and general punctuation (“ ” ‘ ’ – — … «»)."""
    return data.isascii() or bool(_PUNCTUATION.fullmatch(data.translate(None, _ASCII)))


def is_odd(data: bytes) -> bool:
    """Whether capitals and small letters of a text, in UTF-8, pair in another way than RE2 or ASCII knows.

    They are İ, ı, ſ and the sign for kelvins.
    """
    return b"\xc4\xb0" in data or b"\xc4\xb1" in data or b"\xc5\xbf" in data or b"\xe2\x84\xaa" in data


def narrowed(pattern: str) -> str:
    """A pattern that finds in plain texts just what `pattern` finds, with a far smaller automaton."""
    if "\\p" not in pattern and "\\P" not in pattern:
        return pattern
    return _TOKEN.sub(_narrower_token, pattern)


def _narrower_token(match: re.Match[str]) -> str:
    if match["negated"]:
        name = match["name"] or match["letter"]
        if name not in _NARROWER:
            return match.group()
        return f"[{'^' if match['negated'] == 'P' else ''}{_NARROWER[name]}]"
    if match["class"] is not None:
        items = _CLASS_ITEM.sub(_narrower_item, match["class"])
        without_marks = items.replace(r"\p{M}", "").replace(r"\pM", "")
        return f"[{match['not']}{without_marks or items}]"
    return match.group()


def _narrower_item(match: re.Match[str]) -> str:
    name = match[2] or match[3]
    return _NARROWER[name] if match[1] == "p" and name in _NARROWER else match.group()
