"""What a text must hold for a pattern to match: words to look for before the pattern is worth compiling.

For one short text it takes far longer to make an automaton of many patterns than to look for some words. All of this is
about plain texts (`detectors.prefilter.is_plain`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from importlib import import_module
from itertools import product
from typing import Any

import msgspec

from cleanup import lazy_regex

#: A set of words is spelt out as far as this, and a class of characters.
_MOST = 64
#: No word is longer; longer ones are told apart by less.
_LONGEST = 24
#: Scripts, and categories, that plain texts hold nothing of.
_ABSENT = frozenset(["Cyrillic", "Greek", "Arabic", "Hebrew", "Han", "Hiragana", "Katakana", "Hangul", "Thai"])
_ABSENT |= {"Georgian", "Armenian", "Devanagari", "M", "Mn"}
_NOT_PLAIN = "\N{CYRILLIC CAPITAL LETTER IE WITH GRAVE}"

_RE2_ONLY = lazy_regex.pattern(
    r"\\[pP](?:\{(?P<name>\^?\w+)\}|(?P<letter>[A-Z]))|\\x\{(?P<hex>[0-9A-Fa-f]+)\}|\\(?P<end>z)|\\Q(?P<quoted>.*?)\\E"
    r"|\(\?(?P<flags>[a-zA-Z-]*)(?P<open>[:)])|\\.",
    re.DOTALL,
)

#: What the two read in another way.
_UNLIKE = lazy_regex.pattern(r"\[:\^?\w+:\]|\{,")

#: Words, one of which must be there; None where nothing is certain. An empty set: no plain text can match.
Words = frozenset[str] | None


_Item = tuple[Any, Any]


class _Part(msgspec.Struct, frozen=True):
    """What is known of a part of a pattern: all that it matches, where that can be spelt out, and what it needs.

    `ends`: what it begins and what it ends with, where that is all that can be spelt out.
    """

    exact: Words = None
    needs: Words = None
    ends: Words = None


_NOTHING_KNOWN = _Part()
_EMPTY = frozenset([""])
_NONE: frozenset[str] = frozenset()
_IMPOSSIBLE = _Part(_NONE, _NONE)


def needed(source: str, *, fold: bool = True) -> tuple[str, ...]:
    """Words one of which stands in every plain text that an RE2 pattern matches; `("",)`: unknown.

    `fold`: in its small letters. Empty where the pattern matches no plain text.
    """
    tree = _tree(source)
    return _listed(_better(_Reader(fold=fold).sequence(tree)), str.__contains__) if tree is not None else ("",)


def openings(source: str, skipped: str) -> tuple[str, ...]:
    """How a plain text in small letters begins that an RE2 pattern matches, as far as is certain; `("",)`: unknown.

    The characters `skipped` are left out, in the text and in the answer, as long as nothing else has come.
    """
    tree = _tree(source)
    return _listed(_opening(tree, skipped), str.startswith) if tree is not None else ("",)


def _listed(words: Words, told_by: Callable[[str, str], bool]) -> tuple[str, ...]:
    """Without those that another one tells."""
    if words is None or "" in words:
        return ("",)
    return tuple(sorted(one for one in words if not any(told_by(one, two) for two in words if two != one)))


def _tree(source: str) -> list[_Item] | None:
    """The pattern as Python parses it; None where Python does not know how."""
    if _UNLIKE.search(source):
        return None
    try:
        parsed = import_module("re._parser").parse(_RE2_ONLY.sub(_for_python, source))
    except re.error:
        return None
    return list(parsed)


def _for_python(match: re.Match[str]) -> str:
    if name := match["name"] or match["letter"]:
        return _NOT_PLAIN if name in _ABSENT and match.group()[1] == "p" else r"\w"
    if match["hex"]:
        return re.escape(chr(int(match["hex"], 16)))
    if match["end"]:
        return r"\Z"
    if match["quoted"] is not None:
        return re.escape(match["quoted"])
    if match["open"]:
        return "(?:" if match["open"] == ":" else ""
    return match.group()


def _is_in_plain(character: str) -> bool:
    return character.isascii() or character in "\u00a0«»" or "\u2000" <= character <= "\u206f"


class _Reader:
    """Reads a syntax tree of Python's; with `fold`, as if all letters were small."""

    def __init__(self, *, fold: bool) -> None:
        self._fold = fold

    def sequence(self, items: Sequence[_Item]) -> _Part:
        """Parts one after the other: what stands together is spelt out together, and the best of it is kept."""
        if len(items) == 1:
            return self.part(str(items[0][0]), items[0][1])
        run: frozenset[str] = _EMPTY
        whole = True
        best: Words = None
        for code, value in items:
            part = self.part(str(code), value)
            if _NONE in (part.exact, part.needs):
                return _IMPOSSIBLE
            joined = _joined(run, part.exact)
            if joined is None:
                begun = _joined(run, part.ends) if part.ends else None
                best = max(best, begun or run, _better(part), key=_worth)
                run, whole = part.exact or part.ends or _EMPTY, False
            else:
                run = joined
        return _Part(run if whole else None, max(best, run, key=_worth))

    def part(self, code: str, value: Any) -> _Part:
        """What is known of one part."""
        read = _PARTS.get(code)
        return read(self, value) if read else _NOTHING_KNOWN

    def _spelt(self, characters: Iterable[str]) -> _Part:
        found = {one.lower() if self._fold else one for one in characters}
        plain = frozenset(filter(_is_in_plain, found))
        return _Part(plain, plain) if len(plain) <= _MOST else _NOTHING_KNOWN

    def _literal(self, code: int) -> _Part:
        return self._spelt([chr(code)])

    def _class(self, items: Sequence[_Item]) -> _Part:
        found: set[str] = set()
        for code, value in items:
            if str(code) == "LITERAL":
                found.add(chr(value))
            elif str(code) == "RANGE":
                # What lies above general punctuation is in no plain text.
                found.update(map(chr, range(value[0], min(value[1], 0x206F) + 1)))
            elif str(value) == "CATEGORY_DIGIT":
                found.update("0123456789")
            else:
                return _NOTHING_KNOWN
        return self._spelt(found)

    def _repeat(self, value: tuple[Any, Any, Any]) -> _Part:
        least, most, body = int(value[0]), int(value[1]), self.sequence(value[2])
        if least == 0:
            return _Part(body.exact | _EMPTY) if most == 1 and body.exact is not None else _NOTHING_KNOWN
        if least == most and body.exact is not None and len(body.exact) ** least <= _MOST:
            return _Part(frozenset(map("".join, product(body.exact, repeat=least))))
        return _Part(None, _better(body), body.exact)

    def _branch(self, value: tuple[None, Sequence[Any]]) -> _Part:
        parts = [self.sequence(one) for one in value[1]]
        exact = _united([part.exact for part in parts], _MOST)
        return _Part(exact, _united([_better(part) for part in parts], 40 * _MOST))

    def _nothing(self, _: object) -> _Part:
        return _Part(_EMPTY)

    def _group(self, value: tuple[Any, Any, Any, Any]) -> _Part:
        return self.sequence(value[3])

    def _look(self, value: tuple[int, Any]) -> _Part:
        return _Part(None, _better(self.sequence(value[1])))


_PARTS: dict[str, Callable[[_Reader, Any], _Part]] = {
    "LITERAL": _Reader._literal,
    "IN": _Reader._class,
    "AT": _Reader._nothing,
    "SUBPATTERN": _Reader._group,
    "ATOMIC_GROUP": _Reader.sequence,
    "BRANCH": _Reader._branch,
    "MAX_REPEAT": _Reader._repeat,
    "MIN_REPEAT": _Reader._repeat,
    "ASSERT": _Reader._look,  # not in RE2, but in patterns of Python
}


def _united(words: Iterable[Words], most: int) -> Words:
    found: set[str] = set()
    for one in words:
        if one is None:
            return None
        found |= one
    return frozenset(found) if len(found) <= most else None


def _better(part: _Part) -> Words:
    return max((part.exact, part.needs), key=_worth)


def _worth(words: Words) -> float:
    """How much a set of words tells: the shortest of them, and how few they are."""
    if words is None:
        return -1
    return min((sum(map(_telling, one)) for one in words), default=_LONGEST * 2) - len(words) / 1000


def _telling(character: str) -> float:
    """A blank stands everywhere, a comma or stop in most sentences, other marks in few."""
    if character.isalnum() or character in ",.":
        return 1
    return 0.5 if character.isspace() else 1.5


def _joined(heads: Collection[str], tails: Words) -> frozenset[str] | None:
    """All heads with all tails, where that is not too much."""
    if tails is None or len(heads) * len(tails) > _MOST:
        return None
    joined = frozenset(map("".join, product(heads, tails)))
    return joined if max(map(len, joined), default=0) <= _LONGEST else None


_FOLDING = _Reader(fold=True)


def _opening(items: Sequence[_Item], skipped: str) -> Words:
    if not items:
        return _EMPTY
    (code, value), rest = items[0], items[1:]
    inside = _ALTERNATIVES.get(str(code), lambda *_: None)(value, rest)
    if inside is not None:
        passed_over = "REPEAT" in str(code) and _is_all(value[2], skipped)
        branches = [rest] if passed_over else inside
        return _united([_opening(one, skipped) for one in branches], 40 * _MOST)
    if str(code) == "IN" and _is_digit(value):
        return frozenset("0123456789")
    exact = _FOLDING.part(str(code), value).exact
    heads = _EMPTY if exact is None else frozenset(one.lstrip(skipped) for one in exact)
    if heads == _EMPTY and _is_all(items[:1], skipped):
        return _opening(rest, skipped)
    return heads if "" in heads else _continued(heads, rest)


def _continued(heads: frozenset[str], rest: Iterable[_Item]) -> frozenset[str]:
    """The heads with what follows, as far as that can be spelt out."""
    for code, value in rest:
        joined = _joined(heads, _FOLDING.part(str(code), value).exact)
        if joined is None:
            break
        heads = joined
    return heads


def _either(value: Any, rest: Sequence[_Item]) -> list[list[_Item]]:
    return [[*one, *rest] for one in value[1]]


def _times(value: Any, rest: Sequence[_Item]) -> list[list[_Item]]:
    once = list(value[2]) if value[1] > 1 else [*value[2], *rest]
    return [once] if value[0] else [once, list(rest)]


#: What may come first, where a part is made of others: the items of each way, one after the other.
_ALTERNATIVES: dict[str, Callable[[Any, Sequence[_Item]], list[list[_Item]]]] = {
    "SUBPATTERN": lambda value, rest: [[*value[3], *rest]],
    "BRANCH": _either,
    "MAX_REPEAT": _times,
    "MIN_REPEAT": _times,
}


def _is_digit(items: Sequence[_Item]) -> bool:
    return [(str(code), str(value)) for code, value in items] == [("CATEGORY", "CATEGORY_DIGIT")]


def _is_all(items: Iterable[_Item], characters: str) -> bool:
    """Whether a part, of characters one after the other and groups of them, matches nothing but some of these."""
    for code, value in items:
        if str(code) in ("SUBPATTERN", "MAX_REPEAT", "MIN_REPEAT"):
            if not _is_all(value[-1], characters):
                return False
        else:
            exact = _FOLDING.part(str(code), value).exact
            if exact is None or any(one.strip(characters) for one in exact):
                return False
    return True
