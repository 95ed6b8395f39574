"""Patterns as trees. The one module that knows how Python parses a pattern, and how RE2 spells what Python would read.

Python's parser has no public name and its nodes are pairs of constants and tuples; here they become structs.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

import msgspec

from cleanup import lazy_regex


class Node(msgspec.Struct, frozen=True, gc=False):
    """A part of a pattern that this module does not tell apart, such as a back-reference; the others follow."""


#: Nodes one after the other.
Nodes = tuple[Node, ...]


class Literal(Node, frozen=True, gc=False):
    """One character."""

    char: str


class NotLiteral(Node, frozen=True, gc=False):
    """Any character but one."""

    char: str


class Dot(Node, frozen=True, gc=False):
    """Any character, or any but a line feed."""


class Range(msgspec.Struct, frozen=True, gc=False):
    """Characters of a class by their code points, both ends included."""

    first: int
    last: int


class Category(msgspec.Struct, frozen=True, gc=False):
    r"""Characters of a class by name, as `CATEGORY_DIGIT` for \d."""

    name: str


class Class(Node, frozen=True, gc=False):
    """Any of some characters, or any but these."""

    items: tuple[str | Range | Category, ...]
    negated: bool


class Assertion(Node, frozen=True, gc=False):
    r"""Where something begins or ends, by name, as `AT_BOUNDARY` for \b."""

    name: str


class Group(Node, frozen=True):
    """A group by its number, None where it has none, and the flags that hold or do not hold inside."""

    number: int | None
    added: int
    removed: int
    body: Nodes


class Atomic(Node, frozen=True):
    """A group that is not entered twice."""

    body: Nodes


class Branch(Node, frozen=True):
    """One of several ways."""

    ways: tuple[Nodes, ...]


class Repeat(Node, frozen=True):
    """The same several times; `most` is very large where there is no limit."""

    least: int
    most: int
    body: Nodes


class Look(Node, frozen=True):
    """What must stand behind or ahead, or must not; `width`: so many code points at most."""

    behind: bool
    negated: bool
    body: Nodes
    width: int


class Pattern(msgspec.Struct, frozen=True):
    """A whole pattern: its flags, as `re` has them, and the numbers of its named groups."""

    nodes: Nodes
    flags: int
    groups: Mapping[str, int]


def of_python(source: str, flags: int = 0) -> Pattern:
    """A pattern of Python. Raises re.error and OverflowError."""
    with warnings.catch_warnings():
        # Patterns of RE2 hold brackets that Python may read in another way some day.
        warnings.simplefilter("ignore", FutureWarning)
        parsed = import_module("re._parser").parse(source, flags)
    return Pattern(_nodes(parsed), parsed.state.flags, dict(parsed.state.groupdict))


#: What RE2 writes in another way than Python.
_SPELT = lazy_regex.pattern(
    r"\\[pP](?:\{(?P<name>\^?\w+)\}|(?P<letter>[A-Z]))|\\x\{(?P<hex>[0-9A-Fa-f]+)\}|\\(?P<end>z)|\\Q(?P<quoted>.*?)\\E"
    r"|\(\?:\(\?(?P<flags>[a-z]+)\)|\\.",
    re.DOTALL,
)
#: What the two read in another way.
_UNLIKE = lazy_regex.pattern(r"\[:\^?\w+:\]|\{,")


def of_re2(source: str, spelt: Callable[[str], str]) -> Pattern | None:
    r"""A pattern of RE2; None where Python does not know how to read it.

    `spelt` writes a class of Unicode, such as `\p{Lu}`, for Python, given as it stands.
    """
    if _UNLIKE.search(source):
        return None
    try:
        return of_python(_SPELT.sub(lambda match: _respelt(match, spelt), source))
    except (re.error, OverflowError):
        return None


def _respelt(match: re.Match[str], spelt: Callable[[str], str]) -> str:
    if match["name"] or match["letter"]:
        return spelt(match.group())
    if match["hex"]:
        return f"\\U{int(match['hex'], 16):08x}"
    if match["end"]:
        return r"\Z"
    if match["quoted"] is not None:
        return re.escape(match["quoted"])
    # Where flags begin in the middle of a pattern Python wants them to have a group.
    return f"(?{match['flags']}:" if match["flags"] else match.group()


def _nodes(items: Any) -> Nodes:
    return tuple(_NODES.get(str(code), lambda _: Node())(value) for code, value in items)


def _class(items: Any) -> Class:
    negated = str(items[0][0]) == "NEGATE"
    return Class(tuple(_CLASS_ITEMS[str(code)](value) for code, value in items[negated:]), negated)


def _look(negated: bool) -> Callable[[Any], Look]:
    return lambda value: Look(value[0] < 0, negated, _nodes(value[1]), int(value[1].getwidth()[1]))


def _repeat(value: Any) -> Repeat:
    return Repeat(value[0], int(value[1]), _nodes(value[2]))


_CLASS_ITEMS: dict[str, Callable[[Any], str | Range | Category]] = {
    "LITERAL": chr,
    "RANGE": lambda value: Range(*value),
    "CATEGORY": lambda value: Category(str(value)),
}
_NODES: dict[str, Callable[[Any], Node]] = {
    "LITERAL": lambda value: Literal(chr(value)),
    "NOT_LITERAL": lambda value: NotLiteral(chr(value)),
    "ANY": lambda _: Dot(),
    "IN": _class,
    "AT": lambda value: Assertion(str(value)),
    "SUBPATTERN": lambda value: Group(value[0], value[1], value[2], _nodes(value[3])),
    "ATOMIC_GROUP": lambda value: Atomic(_nodes(value)),
    "BRANCH": lambda value: Branch(tuple(map(_nodes, value[1]))),
    "MAX_REPEAT": _repeat,
    "MIN_REPEAT": _repeat,
    "POSSESSIVE_REPEAT": _repeat,
    "ASSERT": _look(negated=False),
    "ASSERT_NOT": _look(negated=True),
}
