"""What a pattern cannot be found without: strings of which one stands in every text in which the pattern is found.

Looking for many thousand strings at once takes a tenth of the time of looking for a few patterns, so a text is searched
for strings first, and for a pattern only where one of its own stands.
"""

from __future__ import annotations

import re
import string
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cache, lru_cache
from itertools import product
from math import log2
from typing import Any

import msgspec
from msgspec.structs import replace

from cleanup import lazy_regex
from cleanup.languages.identify import function_words
from cleanup.regex import syntax
from cleanup.regex.forms import narrowed, widened
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
)

_Strings = frozenset[str]


class Literals(msgspec.Struct, frozen=True):
    """Strings of which a text holds at least one if it holds what they stand for.

    `folded`: the ASCII capitals of the text are to be made small first.
    """

    strings: frozenset[str]
    folded: bool


#: No more strings than this for one pattern, but for lists of words, and no more members of a class that is spelt out.
MOST, MOST_WORDS, MEMBERS = 300, 2000, 64
#: So many strings, as a blank and the blank that does not break, hardly multiply others.
FEW = 2
#: More bits than this bring nothing; a pattern with fewer strings is then the better one.
ENOUGH = 16.0

#: How rare characters are in English prose: bits, counted on 2.2 MB of the fiction and the news of the corpora.
_RARITY = {
    **{" ": 2.5, "\n": 6.5, ".": 6.5, ",": 6.3, "’": 8.2, "“": 7.9, "”": 7.9, "-": 10.1, "—": 10.1},
    **{"?": 9.5, "!": 10.4, ";": 10.0, ":": 11.5, "‘": 12.5, "q": 10.4, "j": 10.5, "x": 10.0, "z": 10.9},
    **dict(zip("etaonhisrdlu", (3.4, 3.9, 4.0, 4.1, 4.2, 4.4, 4.4, 4.4, 4.6, 4.9, 5.0, 5.5), strict=True)),
    **dict(zip("mwcyfgpbkv", (5.7, 5.8, 5.9, 5.9, 6.0, 6.0, 6.4, 6.5, 7.2, 7.2), strict=True)),
}
#: Capitals, other marks of ASCII with the digits, and what lies beyond: as rare as the less rare of them.
_CAPITAL, _MARK, _FOREIGN = 10.1, 12.8, 14.0
#: A letter tells less behind another, as words are not made of random letters; a blank beside a mark tells nothing.
_HABIT = 1.7
#: What a frequent word brings.
_FREQUENT = 8.0
_NO_LETTERS = str.maketrans("", "", f" {string.ascii_letters}")


#: Besides the function words that tell a language, those that are more than one word in 1,500 of that prose.
_WORDS = """
    about after again always am any asked away back because before being came can come could day did do done door down
    even ever every eyes face first found get go going good got great hand head here him himself house how if into just
    know last let like little long looked made make man may me might miss more most mr mrs much must my myself never
    night no nothing now off old once only other our out over own put quite right room said say says see seemed should
    sir so some something still such take tell than them then these thing think though thought time told too took two up
    upon us very way well went what when where who why yes young your
"""


@cache
def _frequent() -> frozenset[str]:
    return function_words()["en"] | set(_WORDS.split())


@lru_cache(maxsize=1 << 16)
def _rarity(text: str) -> float:
    word = "".join(filter(str.isalpha, text)).lower()
    marks = text.translate(_NO_LETTERS)
    known = sorted(map(_rarity_of, marks), reverse=True)
    rest = sum(known[:1]) + sum(known[1:]) / 2 if known else _RARITY[" "] * text.count(" ")
    if word in _frequent():
        return rest + _FREQUENT
    return rest + sum(_rarity_of(char) for char in text if char.isalpha()) - _HABIT * max(0, len(word) - 1)


def _rarity_of(char: str) -> float:
    known = _RARITY.get(char)
    if known is not None:
        return known
    if not char.isascii():
        return _FOREIGN
    return _CAPITAL if char.isalpha() else _MARK


@lru_cache(maxsize=1 << 12)
def bits(strings: _Strings) -> float:
    """How much it tells that one of them stands at a place of English prose: how seldom that is, as a power of two."""
    return -log2(sum([2**-rarity for rarity in map(_rarity, strings)]))


def _better(one: _Strings | None, other: _Strings | None) -> _Strings | None:
    """The set that tells more; of two that tell enough, the smaller; of two as small, the longer."""
    return max((strings for strings in (one, other) if strings and "" not in strings), key=worth, default=None)


def worth(strings: _Strings) -> tuple[float, int]:
    """How much a set of strings tells: what is rarer, up to what is enough; then fewer strings; then longer ones."""
    # A sum of floats depends on its order, which is another in each process.
    return round(min(bits(strings), ENOUGH) - log2(len(strings)) / 2, 6), min(map(len, strings))


class _PartStrings(msgspec.Struct, frozen=True):
    """What is known of a part of a pattern: all that it can match, if that can be listed; else strings it must hold.

    `begins`, `closes`: if it cannot be listed, what it begins and ends with, as far as that can be; "" where it cannot.
    """

    exact: _Strings | None = None
    inner: _Strings | None = None
    begins: _Strings = frozenset({""})
    closes: _Strings = frozenset({""})

    @property
    def best(self) -> _Strings | None:
        return _better(self.exact, self.inner)

    @property
    def heads(self) -> _Strings:
        return self.begins if self.exact is None else self.exact

    @property
    def tails(self) -> _Strings:
        return self.closes if self.exact is None else self.exact


def _joined(one: _Strings, other: _Strings) -> _Strings | None:
    """One behind the other, unless that makes too many; as many as there are words in a list do not."""
    count = len(one) * len(other)
    few = min(len(one), len(other)) <= FEW
    return frozenset(map("".join, product(one, other))) if count <= (MOST_WORDS if few else MOST) else None


def _met(one: _Strings, other: _Strings) -> _Strings | None:
    """Where one meets the other, as much as is not too many."""
    last, first = _last(one), frozenset(string[:1] for string in other)
    ways = ((one, other), (last, other), (last, first))
    return next((met for met in (_joined(*way) for way in ways) if met), None)


def _last(strings: _Strings) -> _Strings:
    return frozenset(string[-1:] for string in strings)


_NOTHING = frozenset({""})


def _any(sets: Iterable[_Strings]) -> _Strings:
    return frozenset[str]().union(*sets)


def _few(strings: _Strings, most: int) -> _Strings:
    return strings if len(strings) <= most else _NOTHING


_UNKNOWN, _EMPTY = _PartStrings(), _PartStrings(_NOTHING)

#: What \s stands for in Python.
_SPACES = "".join(filter(str.isspace, map(chr, range(0x3001))))

#: Letters beyond ASCII that have one capital and one small form.
_PAIRED = lazy_regex.pattern("[\u00c0-\u00d6\u00d8-\u00de\u00e0-\u00f6\u00f8-\u0130\u0132-\u0148\u014a-\u017e]")


def _folds(char: str) -> bool:
    """Whether all forms of a character are known: itself, or its small form and its capital."""
    return char.isascii() or char.lower() == char.upper() or bool(_PAIRED.match(char))


class _LiteralReader:
    """Reads a syntax tree of Python's; `words` are what some groups, by number, may hold.

    `beside`: the strings may also come from what a pattern looks at before and after what it matches.
    """

    def __init__(self, words: Mapping[int, Collection[str]], *, plain: bool, beside: bool = False) -> None:
        self._words = words
        self._beside = beside
        self._categories = {"CATEGORY_SPACE": _SPACES} | ({"CATEGORY_DIGIT": string.digits} if plain else {})
        self.folded = False

    def sequence(self, nodes: Nodes, fold: bool) -> _PartStrings:
        """Nodes one after the other."""
        found = self._joined(nodes, fold)
        for row in _rows(nodes) if self._beside else ():
            found = replace(found, inner=_better(found.inner, self._joined(row, fold).best))
        return found

    def _joined(self, nodes: Nodes, fold: bool) -> _PartStrings:
        inner: _Strings | None = None
        begins: _Strings | None = None
        run = _NOTHING
        for node in nodes:
            found = self._node(node, fold)
            longer = _joined(run, found.exact) if found.exact is not None else None
            if longer is not None:
                run = longer
                continue
            begins = begins or _joined(run, found.heads) or run
            for held in (run, _met(run, found.heads), found.inner):
                inner = _better(inner, held)
            # Of strings that would be too many, the last characters may not be.
            run = (_joined(_last(run), found.exact) if found.exact else None) or found.tails
        return _PartStrings(run) if begins is None else _PartStrings(None, _better(inner, run), begins, run)

    def _node(self, node: Node, fold: bool) -> _PartStrings:
        read = _READERS.get(type(node))
        return read(self, node, fold) if read else _UNKNOWN

    def _literal(self, node: Literal, fold: bool) -> _PartStrings:
        return self._any_of({node.char}, fold)

    def _nothing(self, *_: object) -> _PartStrings:
        return _EMPTY

    def _atomic(self, node: Atomic, fold: bool) -> _PartStrings:
        return self.sequence(node.body, fold)

    def _any_of(self, texts: Collection[str], fold: bool) -> _PartStrings:
        if not fold:
            return _PartStrings(frozenset(texts))
        self.folded = True
        if not all(_folds(char) for text in texts for char in text):
            return _UNKNOWN
        # Capitals that are not ASCII are not made small.
        ways = (product(*((c,) if c.isascii() else (c, c.upper()) for c in text.lower())) for text in texts)
        return _PartStrings(frozenset("".join(way) for text in ways for way in text))

    def _class(self, node: Class, fold: bool) -> _PartStrings:
        members: set[str] = set()
        for item in node.items:
            listed = self._listed(item)
            if listed is None or node.negated:
                return _UNKNOWN
            members.update(listed)
        return self._any_of(members, fold) if len(members) <= MEMBERS else _UNKNOWN

    def _listed(self, item: str | Range | Category) -> Iterable[str] | None:
        match item:
            case str():
                return item
            case Range(first, last):
                return map(chr, range(first, last + 1)) if last - first < MEMBERS else None
        return self._categories.get(item.name)

    def _group(self, node: Group, fold: bool) -> _PartStrings:
        inside = (fold or bool(node.added & re.I)) and not node.removed & re.I
        if node.number is not None and node.number in self._words:
            return self._any_of(self._words[node.number], inside)
        return self.sequence(node.body, inside)

    def _branch(self, node: Branch, fold: bool) -> _PartStrings:
        found = [self.sequence(way, fold) for way in node.ways]
        exact = [way.exact for way in found if way.exact is not None]
        if len(exact) == len(found):
            return _PartStrings(_any(exact))
        begins, closes = _any(way.heads for way in found), _any(way.tails for way in found)
        best = [one for one in (way.best for way in found) if one]
        return _PartStrings(
            None, _any(best) if len(best) == len(found) else None, _few(begins, MOST), _few(closes, MOST)
        )

    def _repeat(self, node: Repeat, fold: bool) -> _PartStrings:
        body = self.sequence(node.body, fold)
        if node.least == 0:
            return _PartStrings(body.exact | _NOTHING) if body.exact is not None and node.most == 1 else _UNKNOWN
        if body.exact is None or node.most != node.least or len(body.exact) ** node.least > MOST:
            return _PartStrings(None, body.best, _few(body.heads, FEW), _few(body.tails, FEW))
        return _PartStrings(frozenset(map("".join, product(body.exact, repeat=node.least))))


def _rows(nodes: Nodes) -> Iterator[Nodes]:
    """What stands in a text without a gap where nodes match: of each look, what it sees, with what it is beside."""
    for at, node in enumerate(nodes):
        if isinstance(node, Look) and not node.negated:
            yield (*node.body, *_matched(nodes[at:])) if node.behind else (*_matched(nodes[:at]), *node.body)


def _matched(nodes: Nodes) -> Iterator[Node]:
    return (node for node in nodes if not isinstance(node, Look))


_READERS: dict[type[Node], Callable[[_LiteralReader, Any, bool], _PartStrings]] = {
    Literal: _LiteralReader._literal,
    Class: _LiteralReader._class,
    Assertion: _LiteralReader._nothing,
    Look: _LiteralReader._nothing,
    Group: _LiteralReader._group,
    Atomic: _LiteralReader._atomic,
    Branch: _LiteralReader._branch,
    Repeat: _LiteralReader._repeat,
}


def of_python(
    pattern: re.Pattern[str],
    words: Mapping[str, Collection[str]] | None = None,
    *,
    plain: bool,
    beside: bool = False,
) -> Literals | None:
    """Those of one of Python's patterns, each group that `words` names holding just those words.

    `plain`: for plain texts alone (see `forms.is_plain`). `beside`: of all of a text, also where the pattern only looks
    at it; else of what it matches. None where there are none.
    """
    tree = syntax.of_python(*lazy_regex.source(pattern))
    groups = {tree.groups[name]: listed for name, listed in (words or {}).items()}
    return _read(tree, _LiteralReader(groups, plain=plain, beside=beside))


def of_re2(pattern: str, *, plain: bool) -> Literals | None:
    """Those of one of RE2's patterns; None also where it has what Python reads in another way or not at all."""
    tree = syntax.of_re2(widened(narrowed(pattern) if plain else pattern), lambda _: r"\w")
    return _read(tree, _LiteralReader({}, plain=plain)) if tree else None


def of_texts(texts: Iterable[str]) -> Literals:
    """Texts that are to be found as they are, but for the case of ASCII letters."""
    return Literals(frozenset(one.translate(_TO_SMALL) for one in texts), folded=True)


def _read(tree: Pattern, reader: _LiteralReader) -> Literals | None:
    return _made(reader.sequence(tree.nodes, bool(tree.flags & re.I)).best, folded=reader.folded)


_TO_SMALL = str.maketrans(string.ascii_uppercase, string.ascii_lowercase)


def _made(strings: _Strings | None, *, folded: bool) -> Literals | None:
    if strings and folded:
        strings = frozenset(one.translate(_TO_SMALL) for one in strings)
    return Literals(strings, folded) if strings and "" not in strings else None
