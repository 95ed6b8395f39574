"""Phrases of many rules in one book, and where a text holds one: a look-up of each pair of words.

A phrase is found across any blanks, in small letters, Capitalised or in CAPITALS, with either apostrophe.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, cached_property
from itertools import pairwise
from typing import Generic, TypeVar

from cleanup import lazy_regex
from cleanup.matching.filters import Paragraph, PhraseGate
from cleanup.matching.passage import Passage
from cleanup.matching.policy import Policy
from cleanup.model import Needs, Span

_Owner = TypeVar("_Owner")

_WORD = lazy_regex.pattern(r"[^\W_]+")
_UNEVEN = lazy_regex.pattern(r"\s\s|[^\S ]")
#: What a phrase is known by: its first word, or its first two.
_Head = tuple[str, ...]
#: Whether a phrase counts that stands in a text from one place to another.
Counts = Callable[[str, int, int], bool]


class PhraseBook(Generic[_Owner]):
    """Phrases, each with whom it belongs to; a trigger by itself.

    `needs` are what plain paragraphs must hold, for each who has phrases, as far as that is known.
    """

    def __init__(self, phrases: Iterable[tuple[str, _Owner]], needs: Sequence[Needs]) -> None:
        self._phrases = phrases
        self._needs = needs

    def gate(self, policy: Policy) -> PhraseGate:
        """What tells whether paragraphs may hold any of the phrases."""
        return PhraseGate(lambda: self._table, _PhraseHints(self._needs).deny, policy)

    @cached_property
    def _table(self) -> dict[str, list[tuple[str, _Owner]]]:
        """The phrases by their keys."""
        table: dict[str, list[tuple[str, _Owner]]] = {}
        for phrase, owner in self._phrases:
            table.setdefault(_key(phrase), []).append((phrase, owner))
        return table

    @cached_property
    def _heads(self) -> dict[_Head, list[str]]:
        """The keys by their heads."""
        heads: dict[_Head, list[str]] = {}
        for key in sorted(self._table, key=len, reverse=True):
            heads.setdefault(_head(key), []).append(key)
        return heads

    def find(self, passage: Passage, counts: Counts) -> Iterator[tuple[Span, list[tuple[str, _Owner]]]]:
        """The longest phrase that counts at each word, from left to right, without overlaps, and whose it is."""
        text = passage.text
        for span in _matches(self._heads, text, counts):
            yield span, self._table[_key(text[span.start : span.end])]


def phrases_needed(phrases: Iterable[str]) -> Needs:
    """The keys of all phrases, and the head of each, with a blank between two words."""
    keys = tuple(sorted(set(map(_key, phrases))))
    return keys, tuple(" ".join(_head(key)) for key in keys)


def _head(key: str) -> _Head:
    return tuple(_WORD.findall(key)[:2])


class _PhraseHints:
    """What plain paragraphs must hold for the rules to find a phrase, as `phrases_needed` tells it for each."""

    def __init__(self, needs: Sequence[Needs]) -> None:
        self._known = all(needs)
        self._keys = [pair for one in needs if one for pair in zip(*one, strict=True)]
        self._heads = frozenset(head for _, head in self._keys)

    def deny(self, paragraph: Paragraph) -> bool:
        """Whether there is none for certain."""
        if not self._known or not paragraph.plain:
            return False
        heads = self._heads & _heads_in(paragraph)
        if not heads:
            return True
        even = _key(paragraph.text)
        return not any(key in even for key, head in self._keys if head in heads)


def _heads_in(paragraph: Paragraph) -> set[str]:
    """All words of a paragraph, and all pairs of them; found out once for the rules of all passes."""
    known = paragraph.known
    if _heads_in not in known:
        words = [word.lower() for word in _WORD.findall(paragraph.text)]
        known[_heads_in] = {*words, *map(" ".join, pairwise(words))}
    heads: set[str] = known[_heads_in]
    return heads


def _key(phrase: str) -> str:
    return " ".join(phrase.lower().replace("'", "’").split())


def _matches(heads: dict[_Head, list[str]], text: str, counts: Counts) -> Iterator[Span]:
    words = [(match.group().lower(), match.start()) for match in _WORD.finditer(text)] if heads else []
    if not words:
        return
    even = _evened(text)
    done = 0
    for (word, start), (following, _) in zip(words, [*words[1:], ("", 0)], strict=True):
        pair, single = heads.get((word, following)), heads.get((word,))
        if (pair or single) and start >= done:
            for key in sorted((pair or []) + (single or []), key=len, reverse=True):
                end = _end(key, text, even, start)
                if end and counts(text, start, end):
                    yield Span(start, end)
                    done = end
                    break


def _evened(text: str) -> str | None:
    """The text as keys are written, place by place; None where blanks are uneven or small letters are longer."""
    even = text.lower().replace("'", "’")
    return None if len(even) != len(text) or _UNEVEN.search(text) else even


def _end(key: str, text: str, even: str | None, start: int) -> int:
    """Where the phrase that begins at `start` ends; 0 when it does not begin there."""
    if even is not None:
        return start + len(key) if even.startswith(key, start) else 0
    found = _pattern(key).match(text, start)
    return found.end() if found else 0


@cache
def _pattern(key: str) -> re.Pattern[str]:
    """A phrase across any blanks, with either apostrophe."""
    return re.compile(re.escape(key).replace("\\ ", r"\s+").replace("’", "['’]"), re.IGNORECASE)
