"""The `phrases` kind: a table of phrases and their replacements, all rules of a pass at once.

A phrase matches whole words, in lower case, Capitalised or UPPER CASE (the replacement follows), and
across a line break; with `case = "exact"` only as written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import Literal

import msgspec

from cleanup import lazy_regex
from cleanup.errors import RuleError
from cleanup.matching.filters import Paragraph, PhraseGate
from cleanup.matching.view import Gated, LocalKind, describe, replace
from cleanup.model import Finding, Rule, Span
from cleanup.rules.rule_file import line_in


class Params(msgspec.Struct, frozen=True):
    """Keys of a phrases rule. An empty list of replacements only flags."""

    phrases: dict[str, str | tuple[str, ...]]
    case: Literal["follow", "exact"] = "follow"


_WORD = lazy_regex.pattern(r"[^\W_]+")
_CITATION_END = lazy_regex.pattern(r"[,.]?[”’\"']")
_UNEVEN = lazy_regex.pattern(r"\s\s|[^\S ]")
#: What a phrase is known by: its first word, or its first two.
_Head = tuple[str, ...]


class _Book:
    """The phrases of all rules, by their keys, and the keys by their heads."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self.table: dict[str, list[tuple[Rule, str]]] = {}
        for rule in rules:
            params: Params = rule.params
            for phrase in params.phrases:
                self.table.setdefault(_key(phrase), []).append((rule, phrase))
        self.heads: dict[_Head, list[str]] = {}
        for key in sorted(self.table, key=len, reverse=True):
            self.heads.setdefault(_head(key), []).append(key)


def needs(rule: Rule) -> tuple[tuple[str, ...], ...]:
    """The keys of all phrases, and the head of each, with a blank between two words."""
    keys = tuple(sorted(set(map(_key, rule.params.phrases))))
    return keys, tuple(" ".join(_head(key)) for key in keys)


def build(rules: Sequence[Rule]) -> Gated:
    """A detector of all the rules at once: a look-up of each pair of words, and a comparison where it is known."""
    hints = _Hints(rules)

    @cache
    def book() -> _Book:
        return _Book(rules)

    def look(paragraph: Paragraph, _: Sequence[int]) -> Iterator[Finding]:
        text = paragraph.text
        if not book.cache_info().currsize and hints.deny(paragraph):
            return
        table = book().table
        for match in _matches(book().heads, text):
            found = text[match.start : match.end]
            for rule, phrase in table[_key(found)]:
                yield from _finding(rule, phrase, found, match, straight="’" not in text and "'" in text)

    return Gated(PhraseGate(lambda: book().table), look)


def _head(key: str) -> _Head:
    return tuple(_WORD.findall(key)[:2])


class _Hints:
    """What the rules need to find a phrase in a plain text."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._known = all(rule.needs for rule in rules)
        self._keys = [pair for rule in rules if rule.needs for pair in zip(*rule.needs, strict=True)]
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


def _matches(heads: dict[_Head, list[str]], text: str) -> Iterator[Span]:
    """The longest phrase at each word, from left to right, without overlaps."""
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
                if end and _is_word(text, start, end) and not _is_cited(text, start, end):
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


def _is_cited(text: str, start: int, end: int) -> bool:
    """Whether the phrase alone stands in quotation marks, as something that is spoken about."""
    return start > 0 and text[start - 1] in "“‘\"'" and bool(_CITATION_END.match(text, end))


def _is_word(text: str, start: int, end: int) -> bool:
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    return not ((before.isalnum() and text[start].isalnum()) or (after.isalnum() and text[end - 1].isalnum()))


def _finding(rule: Rule, phrase: str, found: str, span: Span, *, straight: bool) -> Iterator[Finding]:
    params: Params = rule.params
    if params.case == "exact" and " ".join(found.split()) != phrase:
        return
    value = params.phrases[phrase]
    options = (value,) if isinstance(value, str) else value
    if straight:
        options = tuple(new.replace("’", "'") for new in options)
    fixes = tuple(
        replace(span, _follow(found, new) if params.case == "follow" else new, f"write “{new}”") for new in options
    )
    yield Finding(rule.id, span, describe(rule, found), rule.level, fixes, rule.confidence)


def _follow(found: str, new: str) -> str:
    """The replacement in the case of what it replaces."""
    letters = re.sub(r"[^\w]", "", found)
    if len(letters) > 1 and letters.isupper():
        return new.upper()
    return new[:1].upper() + new[1:] if found[:1].isupper() else new


def validate(rule: Rule) -> None:
    """Check that phrases begin with a word. Raises RuleError."""
    for phrase in rule.params.phrases:
        if not phrase[:1].isalnum():
            line = line_in(rule.path, phrase)
            hint = "begin with a word, or use the kind 'pattern'"
            raise RuleError(f"the phrase {phrase!r} does not begin with a word", path=rule.path, line=line, hint=hint)


KIND = LocalKind(Params, build, validate, needs)
