"""Python's regular expressions as patterns of RE2 that are found wherever those are.

RE2 tells in one pass whether a text holds any of many patterns; what it cannot express (look-around inside a pattern,
back-references, long counts) is left out, so the answer “may be” is sometimes wrong and the answer “no” never is.
Where a text is plain (`forms.is_plain`), or lines of such, \\w, \\d and \\b are what they are in ASCII.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

import msgspec

from cleanup import lazy_regex
from cleanup.regex.syntax import (
    Assertion,
    Atomic,
    Branch,
    Category,
    Class,
    Dot,
    Group,
    Literal,
    Look,
    Node,
    Nodes,
    NotLiteral,
    Range,
    Repeat,
    of_python,
)

_ANY = "(?s:.)"
_ABOVE = r"\x{80}-\x{10FFFF}"
_SPACE = r"\t-\r\x{1c}-\x{20}\x{85}\x{a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}"


class _ClassForms(msgspec.Struct, frozen=True):
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
_PLAIN = _ClassForms(_ASCII, _ASCII | {"CATEGORY_NOT_SPACE": ""}, (r"\b", r"\B"))
_WIDE = _ClassForms(
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
    tree = of_python(*lazy_regex.source(pattern))
    groups = {tree.groups[name]: alternation(listed) for name, listed in (words or {}).items()}
    written = _Writer(tree.flags, groups, sliced, _PLAIN if plain else _WIDE).sequence(
        tree.nodes, first=True, last=True
    )
    return f"(?i){written}" if tree.flags & re.I else written


def alternation(words: Collection[str]) -> str:
    """Any of the words, as they are."""
    return f"(?:{'|'.join(sorted(map(_literal, words)))})"


def _literal(text: str) -> str:
    return "".join(c if c.isascii() and c.isalnum() else f"\\x{{{ord(c):x}}}" for c in text)


class _Writer:
    def __init__(self, flags: int, groups: Mapping[int, str], sliced: bool, alphabet: _ClassForms) -> None:
        self._flags = flags
        self._groups = groups
        self._sliced = sliced
        self._alphabet = alphabet

    def sequence(self, nodes: Nodes, *, first: bool = False, last: bool = False) -> str:
        """Nodes one after the other; `first` and `last` say whether nothing stands before and behind them."""
        written: list[str] = []
        for index, node in enumerate(nodes):
            opens, closes = first and not any(written), last and index == len(nodes) - 1
            written.append(self._node(node, opens, closes))
        return "".join(written)

    def _node(self, node: Node, first: bool, last: bool) -> str:
        write = _WRITERS.get(type(node))
        return write(self, node, first, last) if write else _ANY + "*"

    def _literal(self, node: Literal, *_: bool) -> str:
        return _literal(node.char)

    def _not_literal(self, node: NotLiteral, *_: bool) -> str:
        return f"[^{_literal(node.char)}]"

    def _dot(self, *_: object) -> str:
        return _ANY if self._flags & re.S else r"[^\n]"

    def _any_of(self, node: Class, *_: bool) -> str:
        return self._class(node.items, node.negated)

    def _place(self, node: Assertion, *_: bool) -> str:
        return _PLACES.get(node.name) or self._alphabet.borders[node.name == "AT_NON_BOUNDARY"]

    def _atomic(self, node: Atomic, first: bool, last: bool) -> str:
        return f"(?:{self.sequence(node.body, first=first, last=last)})"

    def _branch(self, node: Branch, first: bool, last: bool) -> str:
        return f"(?:{'|'.join(self.sequence(way, first=first, last=last) for way in node.ways)})"

    def _repeat(self, node: Repeat, *_: bool) -> str:
        body = self.sequence(node.body)
        return f"(?:{body}){_count(node.least, node.most)}" if body else ""

    def _look(self, node: Look, first: bool, last: bool) -> str:
        if not (first if node.behind else last):
            return ""
        return self._refused(node) if node.negated else self._seen(node)

    def _group(self, node: Group, first: bool, last: bool) -> str:
        if node.number is not None and node.number in self._groups:
            return self._groups[node.number]
        body = _Writer(self._flags | node.added & ~node.removed, self._groups, self._sliced, self._alphabet)
        written = body.sequence(node.body, first=first, last=last)
        fold = "i" if node.added & re.I else "-i" if node.removed & re.I else ""
        return f"(?{fold}:{written})" if written else ""

    def _seen(self, node: Look) -> str:
        """What is looked at, or the part of it that the slice still holds."""
        body = self.sequence(node.body)
        if not self._sliced:
            return body
        if node.width > _COUNTED:
            return ""
        part = f"{_ANY}{{0,{node.width - 1}}}" if node.width > 1 else ""
        return f"(?:{body}|(?m:^){part})" if node.behind else f"(?:{body}|{part}(?m:$))"

    def _refused(self, node: Look) -> str:
        """Only the refusal of a single character at either end of the pattern can be said."""
        refused = self._complement(node.body[0]) if len(node.body) == 1 else ""
        return refused and (f"(?:{refused}|(?m:^))" if node.behind else f"(?:{refused}|(?m:$))")

    def _class(self, items: Iterable[str | Range | Category], negated: bool) -> str:
        classes = self._alphabet.within if negated else self._alphabet.classes
        body = "".join(_class_item(item, classes) for item in items)
        if not body:
            return _ANY
        return f"[{'^' if negated else ''}{body}]"

    def _complement(self, node: Node) -> str:
        """All characters but those of a node; empty for what is not a single character."""
        match node:
            case Class(items, negated):
                return self._class(items, not negated)
            case Literal(char):
                return f"[^{_literal(char)}]"
            case NotLiteral(char):
                return _literal(char)
        return ""


def _count(least: int, most: int) -> str:
    if least == 0:
        return "?" if most == 1 else "*"
    if least == 1 or least > _COUNTED:
        return "" if most == 1 else "+"
    return f"{{{least}}}" if most == least else f"{{{least},}}"


def _class_item(item: str | Range | Category, classes: Mapping[str, str]) -> str:
    match item:
        case str():
            return _literal(item)
        case Range(first, last):
            return f"{_literal(chr(first))}-{_literal(chr(last))}"
    return classes[item.name]


_WRITERS: dict[type[Node], Callable[[_Writer, Any, bool, bool], str]] = {
    Literal: _Writer._literal,
    NotLiteral: _Writer._not_literal,
    Dot: _Writer._dot,
    Class: _Writer._any_of,
    Assertion: _Writer._place,
    Group: _Writer._group,
    Atomic: _Writer._atomic,
    Branch: _Writer._branch,
    Repeat: _Writer._repeat,
    Look: _Writer._look,
}
