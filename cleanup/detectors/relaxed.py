"""Python's regular expressions as patterns of RE2 that are found wherever those are.

RE2 tells in one pass whether a text holds any of many patterns; what it cannot express (look-around inside a pattern,
back-references, long counts) is left out, so the answer “may be” is sometimes wrong and the answer “no” never is. That
holds for plain texts (`prefilter.is_plain`), or lines of such: there \\w, \\d and \\b are what they are in ASCII.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from importlib import import_module
from typing import Any

from cleanup import lazy

_Item = tuple[Any, Any]

_ANY = "(?s:.)"
#: What Python takes for a space, of plain texts.
_SPACE = r"\t-\r\x{1c}-\x{20}\x{a0}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}"
_CATEGORIES = {
    "CATEGORY_WORD": "0-9A-Za-z_",
    "CATEGORY_NOT_WORD": r"\W",
    "CATEGORY_DIGIT": "0-9",
    "CATEGORY_NOT_DIGIT": r"\D",
    "CATEGORY_SPACE": _SPACE,
    "CATEGORY_NOT_SPACE": r"\S",
}
_PLACES = {
    "AT_BEGINNING": "(?m:^)",
    "AT_BEGINNING_STRING": "(?m:^)",
    "AT_END": "(?m:$)",
    "AT_END_STRING": "(?m:$)",
    "AT_BOUNDARY": r"\b",
    "AT_NON_BOUNDARY": r"\B",
}
#: Counts up to this are kept; larger ones would be unrolled to large automata.
_COUNTED = 4


def relaxed(
    pattern: re.Pattern[str], words: Mapping[str, Collection[str]] | None = None, *, sliced: bool = False
) -> str:
    """The pattern for RE2, each group that `words` names holding just those words.

    `sliced`: the text that is looked at may be cut out of a longer one, which the pattern looks around in.
    """
    source, flags = lazy.source(pattern)
    tree = import_module("re._parser").parse(source, flags)
    groups = {tree.state.groupdict[name]: alternation(listed) for name, listed in (words or {}).items()}
    written = _Writer(tree.state.flags, groups, sliced).sequence(list(tree), first=True, last=True)
    return f"(?i){written}" if tree.state.flags & re.I else written


def alternation(words: Collection[str]) -> str:
    """Any of the words, as they are."""
    return f"(?:{'|'.join(sorted(map(_literal, words)))})"


def _literal(text: str) -> str:
    return "".join(c if c.isascii() and c.isalnum() else f"\\x{{{ord(c):x}}}" for c in text)


class _Writer:
    def __init__(self, flags: int, groups: Mapping[int, str], sliced: bool) -> None:
        self._flags = flags
        self._groups = groups
        self._sliced = sliced

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
        return _class(items)

    def _at(self, value: object, *_: bool) -> str:
        return _PLACES[str(value)]

    def _group(self, value: tuple[int | None, int, int, Any], first: bool, last: bool) -> str:
        number, added, removed, items = value
        if number is not None and number in self._groups:
            return self._groups[number]
        body = _Writer(self._flags | added & ~removed, self._groups, self._sliced)
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
        refused = _complement(*items[0])
        return refused and (f"(?:{refused}|(?m:^))" if behind else f"(?:{refused}|(?m:$))")


def _count(least: int, most: int) -> str:
    if least == 0:
        return "?" if most == 1 else "*"
    if least == 1 or least > _COUNTED:
        return "" if most == 1 else "+"
    return f"{{{least}}}" if most == least else f"{{{least},}}"


def _class(items: Sequence[_Item], turned: bool = False) -> str:
    negated = (str(items[0][0]) == "NEGATE") != turned
    body = "".join(_class_item(str(code), value, negated) for code, value in items)
    if not body:
        return _ANY
    return f"[{'^' if negated else ''}{body}]"


def _class_item(code: str, value: Any, negated: bool) -> str:
    if code == "NEGATE":
        return ""
    if code == "LITERAL":
        return _literal(chr(value))
    if code == "RANGE":
        return f"{_literal(chr(value[0]))}-{_literal(chr(value[1]))}"
    name = str(value)
    return "" if negated and name == "CATEGORY_NOT_SPACE" else _CATEGORIES[name]


def _complement(code: Any, value: Any) -> str:
    """All characters but those of an item; empty for what is not a single character."""
    if str(code) == "IN":
        return _class(value, turned=True)
    if str(code) == "LITERAL":
        return f"[^{_literal(chr(value))}]"
    return _literal(chr(value)) if str(code) == "NOT_LITERAL" else ""


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
