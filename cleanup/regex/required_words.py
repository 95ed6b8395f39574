"""What a text must hold for a pattern to match: words to look for before the pattern is worth compiling.

For one short text it takes far longer to make an automaton of many patterns than to look for some words. All of this is
about plain texts (`forms.is_plain`).

Which of several sets of words tells most, `literals.worth` says, as for a scan.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain, groupby, product, takewhile
from math import inf
from typing import Any

import msgspec

from cleanup.regex.literals import worth
from cleanup.regex.syntax import (
    Assertion,
    Atomic,
    Branch,
    Category,
    Class,
    Group,
    Literal,
    Look,
    Node,
    Nodes,
    Pattern,
    Range,
    Repeat,
    of_re2,
)

#: A set of words is spelt out as far as this, and a class of characters.
_MOST = 64
#: No word is longer; longer ones are told apart by less.
_LONGEST = 24
#: Scripts, and categories, that plain texts hold nothing of.
_ABSENT = frozenset(["Cyrillic", "Greek", "Arabic", "Hebrew", "Han", "Hiragana", "Katakana", "Hangul", "Thai"])
_ABSENT |= {"Georgian", "Armenian", "Devanagari", "M", "Mn"}
_NOT_PLAIN = "\N{CYRILLIC CAPITAL LETTER IE WITH GRAVE}"

#: Words, one of which must be there; None where nothing is certain. An empty set: no plain text can match.
Words = frozenset[str] | None


class _PartWords(msgspec.Struct, frozen=True):
    """What is known of a part of a pattern: all that it matches, where that can be spelt out, and what it needs.

    `ends`: what it begins and what it ends with, where that is all that can be spelt out.
    """

    exact: Words = None
    needs: Words = None
    ends: Words = None


_NOTHING_KNOWN = _PartWords()
_EMPTY = frozenset([""])
_NONE: frozenset[str] = frozenset()
_IMPOSSIBLE = _PartWords(_NONE, _NONE)


def needed(source: str, *, fold: bool = True) -> tuple[str, ...]:
    """Words one of which stands in every plain text that an RE2 pattern matches; `("",)`: unknown.

    `fold`: in its small letters. Empty where the pattern matches no plain text.
    """
    tree = _tree(source)
    return _listed(_better(_WordReader(fold=fold).sequence(tree.nodes)), anywhere=True) if tree else ("",)


def openings(source: str, skipped: str) -> tuple[str, ...]:
    """How a plain text in small letters begins that an RE2 pattern matches, as far as is certain; `("",)`: unknown.

    The characters `skipped` are left out, in the text and in the answer, as long as nothing else has come.
    """
    tree = _tree(source)
    return _listed(_opening(tree.nodes, skipped), anywhere=False) if tree else ("",)


@lru_cache(maxsize=16)
def _tree(source: str) -> Pattern | None:
    return of_re2(source, _spelt)


def _listed(words: Words, *, anywhere: bool) -> tuple[str, ...]:
    """Without those that another one tells: one that stands in them, or with which they begin."""
    if words is None or "" in words:
        return ("",)
    lengths = sorted(set(map(len, words)))
    return tuple(sorted(one for one in words if words.isdisjoint(_shorter(one, lengths, anywhere=anywhere))))


def _shorter(word: str, lengths: Sequence[int], *, anywhere: bool) -> Iterator[str]:
    """The shorter strings of these lengths that stand in a word, or with which it begins."""
    for length in takewhile(len(word).__gt__, lengths):
        for at in range(len(word) - length + 1 if anywhere else 1):
            yield word[at : at + length]


def _spelt(unicode_class: str) -> str:
    """What stands for a class of Unicode in Python: a character of no plain text, or what nothing is known of."""
    name = unicode_class[2:].strip("{}")
    return _NOT_PLAIN if name in _ABSENT and unicode_class[1] == "p" else r"\w"


def _is_in_plain(character: str) -> bool:
    return character.isascii() or character in "\u00a0«»" or "\u2000" <= character <= "\u206f"


def _characters(found: Iterable[str]) -> _PartWords:
    """What is known of a place where one of these characters is."""
    plain = frozenset(filter(_is_in_plain, found))
    return _PartWords(plain, plain) if len(plain) <= _MOST else _NOTHING_KNOWN


@lru_cache(maxsize=1 << 12)
def _word(text: str) -> _PartWords:
    """What is known of characters one after the other."""
    words = frozenset([text])
    return _PartWords(words, words) if all(map(_is_in_plain, text)) else _IMPOSSIBLE


def _is_literal(node: Node) -> bool:
    return isinstance(node, Literal)


class _WordReader:
    """Reads a syntax tree of Python's; with `fold`, as if all letters were small."""

    def __init__(self, *, fold: bool) -> None:
        self._fold = fold

    def sequence(self, nodes: Nodes) -> _PartWords:
        """Parts one after the other: what stands together is spelt out together, and the best of it is kept."""
        parts = list(self._parts(_opened(nodes)))
        if len(parts) == 1:
            return parts[0]
        run: frozenset[str] = _EMPTY
        whole = True
        best: Words = None
        for part in parts:
            if _NONE in (part.exact, part.needs):
                return _IMPOSSIBLE
            joined = _joined(run, part.exact)
            if joined is None:
                begun = _joined(run, part.ends) if part.ends else None
                best = max(best, begun or run, _better(part), key=_worth)
                run, whole = part.exact or part.ends or _EMPTY, False
            else:
                run = joined
        return _PartWords(run if whole else None, max(best, run, key=_worth))

    def _parts(self, nodes: Nodes) -> Iterator[_PartWords]:
        """What is known of each part; characters beside each other are one."""
        for spelt, run in groupby(nodes, _is_literal):
            if spelt:
                text = "".join(node.char for node in run if isinstance(node, Literal))
                text = text.lower() if self._fold else text
                yield from map(_word, (text[at : at + _LONGEST] for at in range(0, len(text), _LONGEST)))
            else:
                yield from map(self.part, run)

    def part(self, node: Node) -> _PartWords:
        """What is known of one part."""
        read = _READERS.get(type(node))
        return read(self, node) if read else _NOTHING_KNOWN

    def _literal(self, node: Literal) -> _PartWords:
        return _word(node.char.lower() if self._fold else node.char)

    def _place(self, _: Assertion) -> _PartWords:
        return _PartWords(_EMPTY)

    def _group(self, node: Group | Atomic) -> _PartWords:
        return self.sequence(node.body)

    def _look(self, node: Look) -> _PartWords:
        """Not in RE2, but in patterns of Python."""
        return _NOTHING_KNOWN if node.negated else _PartWords(None, _better(self.sequence(node.body)))

    def _spelt(self, characters: Iterable[str]) -> _PartWords:
        return _characters({one.lower() if self._fold else one for one in characters})

    def _class(self, node: Class) -> _PartWords:
        found: set[str] = set()
        for item in node.items:
            match item:
                case str():
                    found.add(item)
                case Range(first, last):
                    # What lies above general punctuation is in no plain text.
                    found.update(map(chr, range(first, min(last, 0x206F) + 1)))
                case Category("CATEGORY_DIGIT"):
                    found.update("0123456789")
                case _:
                    return _NOTHING_KNOWN
        return _NOTHING_KNOWN if node.negated else self._spelt(found)

    def _repeat(self, node: Repeat) -> _PartWords:
        body = self.sequence(node.body)
        if node.least == 0:
            return _PartWords(body.exact | _EMPTY) if node.most == 1 and body.exact is not None else _NOTHING_KNOWN
        if node.least == node.most and body.exact is not None and len(body.exact) ** node.least <= _MOST:
            return _PartWords(frozenset(map("".join, product(body.exact, repeat=node.least))))
        return _PartWords(None, _better(body), body.exact)

    def _branch(self, node: Branch) -> _PartWords:
        parts = [self.sequence(one) for one in node.ways]
        exact = _united([part.exact for part in parts], _MOST)
        return _PartWords(exact, _united([_better(part) for part in parts], 40 * _MOST))


_READERS: dict[type[Node], Callable[[_WordReader, Any], _PartWords]] = {
    Literal: _WordReader._literal,
    Class: _WordReader._class,
    Assertion: _WordReader._place,
    Group: _WordReader._group,
    Atomic: _WordReader._group,
    Branch: _WordReader._branch,
    Repeat: _WordReader._repeat,
    Look: _WordReader._look,
}


def _opened(nodes: Nodes) -> Nodes:
    """The nodes without groups that only set flags: what stands in these is spelt out with what stands beside them."""
    opened = (_opened(node.body) if isinstance(node, Group) and node.number is None else (node,) for node in nodes)
    return tuple(chain.from_iterable(opened))


def _united(words: Iterable[Words], most: int) -> Words:
    found: set[str] = set()
    for one in words:
        if one is None:
            return None
        found |= one
    return frozenset(found) if len(found) <= most else None


def _better(part: _PartWords) -> Words:
    return max((part.exact, part.needs), key=_worth)


def _worth(words: Words) -> tuple[float, int]:
    """How much a set of words tells; most, where none can be there."""
    if not words:
        return (-inf, 0) if words is None else (inf, 0)
    return (-inf, 1) if "" in words else worth(words)


def _joined(heads: Collection[str], tails: Words) -> frozenset[str] | None:
    """All heads with all tails, where that is not too much."""
    if tails is None or len(heads) * len(tails) > _MOST:
        return None
    joined = frozenset(map("".join, product(heads, tails)))
    return joined if max(map(len, joined), default=0) <= _LONGEST else None


_FOLDING = _WordReader(fold=True)


def _opening(nodes: Nodes, skipped: str) -> Words:
    if not nodes:
        return _EMPTY
    node, rest = nodes[0], nodes[1:]
    inside = _ways(node, rest)
    if inside is not None:
        passed_over = isinstance(node, Repeat) and _is_all(node.body, skipped)
        branches = [rest] if passed_over else inside
        return _united([_opening(one, skipped) for one in branches], 40 * _MOST)
    if node == _DIGIT:
        return frozenset("0123456789")
    exact = _FOLDING.part(node).exact
    heads = _EMPTY if exact is None else frozenset(one.lstrip(skipped) for one in exact)
    if heads == _EMPTY and _is_all(nodes[:1], skipped):
        return _opening(rest, skipped)
    return heads if "" in heads else _continued(heads, rest)


_DIGIT = Class((Category("CATEGORY_DIGIT"),), negated=False)


def _continued(heads: frozenset[str], rest: Nodes) -> frozenset[str]:
    """The heads with what follows, as far as that can be spelt out."""
    for node in _opened(rest):
        joined = _joined(heads, _FOLDING.part(node).exact)
        if joined is None:
            break
        heads = joined
    return heads


def _ways(node: Node, rest: Nodes) -> list[Nodes] | None:
    """What may come first, where a part is made of others: the nodes of each way, one after the other."""
    match node:
        case Group(body=body):
            return [(*body, *rest)]
        case Branch(ways):
            return [(*way, *rest) for way in ways]
        case Repeat(least, most, body):
            once = body if most > 1 else (*body, *rest)
            return [once] if least else [once, rest]
    return None


def _is_all(nodes: Nodes, characters: str) -> bool:
    """Whether a part, of characters one after the other and groups of them, matches nothing but some of these."""
    for node in nodes:
        if isinstance(node, (Group, Repeat)):
            if not _is_all(node.body, characters):
                return False
        else:
            exact = _FOLDING.part(node).exact
            if exact is None or any(one.strip(characters) for one in exact):
                return False
    return True
