"""A cheaper pattern that matches wherever a given one does: what the scan over all rules is made of.

Classes of Unicode letters are thousands of byte ranges, and counted repetitions are unrolled; both make the automaton
of many rules large. In a scan that only asks which rules are worth a closer look, a class may be wider and a count
unbounded.
"""

from __future__ import annotations

import re

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

_TOKEN = re.compile(
    r"\\(?P<negated>[pP])(?:\{(?P<name>\^?\w+)\}|(?P<letter>[A-Z]))"  # a Unicode class
    r"|\\x\{[0-9A-Fa-f]+\}|\\Q.*?\\E|\\."  # any other escape
    r"|\{(?P<least>\d+)(?P<more>,\d*)?\}"  # a count
    r"|\[(?P<not>\^?)(?P<class>\]?(?:\\[pP]\{\^?\w+\}|\\x\{[0-9A-Fa-f]+\}|\\.|\[:\^?\w+:\]|[^\]\\])*)\]"
    r"|.",
    re.DOTALL,
)
_CLASS_ITEM = re.compile(r"\\([pP])(?:\{(\^?\w+)\}|([A-Z]))")


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
    return match.group()


def _wider(negated: str, name: str) -> str:
    if negated == "P" or name.startswith("^"):
        return _EVERYTHING
    return _WIDER.get(name) or _WIDER.get(name[0], _EVERYTHING)


def _wider_count(least: str, more: str | None) -> str:
    if more is None and least == "1":
        return ""
    return "*" if least == "0" else "+"


def _wider_class(negation: str, items: str) -> str:
    if not negation:
        return f"[{_CLASS_ITEM.sub(lambda m: _wider(m[1], m[2] or m[3]), items)}]"
    kept = _CLASS_ITEM.sub("", items)
    return f"[^{kept}]" if kept else f"[{_EVERYTHING}]"
