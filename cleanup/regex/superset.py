"""Python's regular expressions as patterns of RE2 that are found wherever those are.

RE2 tells in one pass whether a text holds any of many patterns; what it cannot express (look-around inside a pattern,
back-references, long counts) is left out, so the answer “may be” is sometimes wrong and the answer “no” never is.
Where a text is plain (`prefilter.is_plain`), or lines of such, \\w, \\d and \\b are what they are in ASCII.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from importlib import import_module
from typing import Any

import msgspec

from cleanup import lazy_regex

_Item = tuple[Any, Any]

_ANY = "(?s:.)"
_ABOVE = r"\x{80}-\x{10FFFF}"
_SPACE = r"\t-\r\x{1c}-\x{20}\x{85}\x{a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}"


class _Alphabet(msgspec.Struct, frozen=True):
    """How classes and borders are written: all they hold at least; `within`, for what is left out, at most."""

    classes: Mapping[str, str]
    within: Mapping[str, str]
    borders: tuple[str, str]


_ASCII = {
    "CATEGORY_WORD": "0-9A-Za-z_",
    "CATEGORY_NOT_WORD": r"\W",
    "CATEGORY_DIGIT": "0-9",
    "CATEGORY_NOT_DIGIT": r"\D",
    "CATEGORY_SPACE": _SPACE,
    "CATEGORY_NOT_SPACE": r"\S",
}
#: For plain texts; for all others, in which any character beyond ASCII may be a letter, a digit or neither.
_PLAIN = _Alphabet(_ASCII, _ASCII | {"CATEGORY_NOT_SPACE": ""}, (r"\b", r"\B"))
_WIDE = _Alphabet(
    _ASCII | {"CATEGORY_WORD": f"0-9A-Za-z_{_ABOVE}", "CATEGORY_DIGIT": f"0-9{_ABOVE}"},
    _ASCII
    | {
        "CATEGORY_NOT_WORD": r"\x{0}-/:-@\[-^\x{60}{-\x{7f}",
        "CATEGORY_NOT_DIGIT": r"\x{0}-/:-\x{7f}",
        "CATEGORY_NOT_SPACE": "",
    },
    ("", ""),
)
_PLACES = {
    "AT_BEGINNING": "(?m:^)",
    "AT_BEGINNING_STRING": "(?m:^)",
    "AT_END": "(?m:$)",
    "AT_END_STRING": "(?m:$)",
}
#: Counts up to this are kept; larger ones would be unrolled to large automata.
_COUNTED = 4


def relaxed(
    pattern: re.Pattern[str],
    words: Mapping[str, Collection[str]] | None = None,
    *,
    sliced: bool = False,
    plain: bool = True,
) -> str:
    """The pattern for RE2, each group that `words` names holding just those words.

    `plain`: for plain texts; else for others, where it is found more often. `sliced`: the text that is looked at may be
    cut out of a longer one, which the pattern looks around in.
    """
    source, flags = lazy_regex.source(pattern)
    tree = import_module("re._parser").parse(source, flags)
    groups = {tree.state.groupdict[name]: alternation(listed) for name, listed in (words or {}).items()}
    written = _Writer(tree.state.flags, groups, sliced, _PLAIN if plain else _WIDE).sequence(
        list(tree), first=True, last=True
    )
    return f"(?i){written}" if tree.state.flags & re.I else written


def alternation(words: Collection[str]) -> str:
    """Any of the words, as they are."""
    return f"(?:{'|'.join(sorted(map(_literal, words)))})"


def _literal(text: str) -> str:
    return "".join(c if c.isascii() and c.isalnum() else f"\\x{{{ord(c):x}}}" for c in text)


class _Writer:
    def __init__(self, flags: int, groups: Mapping[int, str], sliced: bool, alphabet: _Alphabet) -> None:
        self._flags = flags
        self._groups = groups
        self._sliced = sliced
        self._alphabet = alphabet

    def sequence(self, items: Sequence[_Item], *, first: bool, last: bool) -> str:
        """Items one after the other; `first` and `last` say whether nothing stands before and behind them."""
        written: list[str] = []
        for index, (code, value) in enumerate(items):
            opens, closes = first and not any(written), last and index == len(items) - 1
            write = _ITEMS.get(str(code))
            written.append(write(self, value, opens, closes) if write else _ANY + "*")
        return "".join(written)

    def _literal(self, value: int, *_: bool) -> str:
        return _literal(chr(value))

    def _not_literal(self, value: int, *_: bool) -> str:
        return f"[^{_literal(chr(value))}]"

    def _any(self, *_: object) -> str:
        return _ANY if self._flags & re.S else r"[^\n]"

    def _in(self, items: Sequence[_Item], *_: bool) -> str:
        return self._class(items)

    def _at(self, value: object, *_: bool) -> str:
        name = str(value)
        return _PLACES.get(name) or self._alphabet.borders[name == "AT_NON_BOUNDARY"]

    def _group(self, value: tuple[int | None, int, int, Any], first: bool, last: bool) -> str:
        number, added, removed, items = value
        if number is not None and number in self._groups:
            return self._groups[number]
        body = _Writer(self._flags | added & ~removed, self._groups, self._sliced, self._alphabet)
        written = body.sequence(list(items), first=first, last=last)
        fold = "i" if added & re.I else "-i" if removed & re.I else ""
        return f"(?{fold}:{written})" if written else ""

    def _atomic(self, items: Any, first: bool, last: bool) -> str:
        return f"(?:{self.sequence(list(items), first=first, last=last)})"

    def _branch(self, value: tuple[None, Sequence[Any]], first: bool, last: bool) -> str:
        return f"(?:{'|'.join(self.sequence(list(items), first=first, last=last) for items in value[1])})"

    def _repeat(self, value: tuple[int, int, Any], *_: bool) -> str:
        least, most, items = value
        body = self.sequence(list(items), first=False, last=False)
        return f"(?:{body}){_count(least, int(most))}" if body else ""

    def _look(self, value: tuple[int, Any], first: bool, last: bool) -> str:
        behind = value[0] < 0
        if not (first if behind else last):
            return ""
        body = self.sequence(list(value[1]), first=False, last=False)
        return body if not self._sliced else self._cut(body, behind, int(value[1].getwidth()[1]))

    def _cut(self, body: str, behind: bool, width: int) -> str:
        """What is looked at, or the part of it that the slice still holds."""
        if width > _COUNTED:
            return ""
        part = f"{_ANY}{{0,{width - 1}}}" if width > 1 else ""
        return f"(?:{body}|(?m:^){part})" if behind else f"(?:{body}|{part}(?m:$))"

    def _look_not(self, value: tuple[int, Any], first: bool, last: bool) -> str:
        """Only the refusal of a single character at either end of the pattern can be said."""
        behind, items = value[0] < 0, list(value[1])
        if not (first if behind else last) or len(items) != 1:
            return ""
        refused = self._complement(*items[0])
        return refused and (f"(?:{refused}|(?m:^))" if behind else f"(?:{refused}|(?m:$))")

    def _class(self, items: Sequence[_Item], turned: bool = False) -> str:
        negated = (str(items[0][0]) == "NEGATE") != turned
        classes = self._alphabet.within if negated else self._alphabet.classes
        body = "".join(_class_item(str(code), value, classes) for code, value in items)
        if not body:
            return _ANY
        return f"[{'^' if negated else ''}{body}]"

    def _complement(self, code: Any, value: Any) -> str:
        """All characters but those of an item; empty for what is not a single character."""
        if str(code) == "IN":
            return self._class(value, turned=True)
        if str(code) == "LITERAL":
            return f"[^{_literal(chr(value))}]"
        return _literal(chr(value)) if str(code) == "NOT_LITERAL" else ""


def _count(least: int, most: int) -> str:
    if least == 0:
        return "?" if most == 1 else "*"
    if least == 1 or least > _COUNTED:
        return "" if most == 1 else "+"
    return f"{{{least}}}" if most == least else f"{{{least},}}"


def _class_item(code: str, value: Any, classes: Mapping[str, str]) -> str:
    if code == "NEGATE":
        return ""
    if code == "LITERAL":
        return _literal(chr(value))
    if code == "RANGE":
        return f"{_literal(chr(value[0]))}-{_literal(chr(value[1]))}"
    return classes[str(value)]


_ITEMS: dict[str, Callable[[_Writer, Any, bool, bool], str]] = {
    "LITERAL": _Writer._literal,
    "NOT_LITERAL": _Writer._not_literal,
    "ANY": _Writer._any,
    "IN": _Writer._in,
    "AT": _Writer._at,
    "SUBPATTERN": _Writer._group,
    "ATOMIC_GROUP": _Writer._atomic,
    "BRANCH": _Writer._branch,
    "MAX_REPEAT": _Writer._repeat,
    "MIN_REPEAT": _Writer._repeat,
    "POSSESSIVE_REPEAT": _Writer._repeat,
    "ASSERT": _Writer._look,
    "ASSERT_NOT": _Writer._look_not,
}
