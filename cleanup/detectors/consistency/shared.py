"""The keys of a consistency rule, and what its aspects share."""

from __future__ import annotations

from bisect import bisect_right
from typing import Literal

import msgspec

from cleanup import lazy_regex
from cleanup.matching import FullText, replace
from cleanup.model import Finding, Level, Rule, Span
from cleanup.text.segments import paragraphs

Aspect = Literal[
    "apostrophe",
    "copula-dash",
    "country-abbreviation",
    "dash",
    "date-order",
    "genitive",
    "honorific-full-stop",
    "honorific-missing",
    "misspelt-name",
    "name-variant",
    "place-variant",
    "primary-quotes",
    "quote-punctuation",
    "quote-shape",
    "scale-abbreviation",
    "term-case",
    "spelling-variety",
    "written-form",
]


class Params(msgspec.Struct, frozen=True):
    """Keys of a consistency rule; each aspect reads its own.

    `titles`: what precedes a surname; `not_names`: capitalised words that are not names; `groups`: spellings of one
    place; `verbs`: what follows a person as subject; `heads` and `modifiers`: the two words of an institution; `pairs`:
    American stem → British stem; `one_way`: the same, but British texts may write either; `endings`: what may follow a
    stem; `both`: words that only look like one variety.
    """

    aspect: Aspect
    titles: tuple[str, ...] = ()
    not_names: tuple[str, ...] = ()
    groups: tuple[tuple[str, ...], ...] = ()
    verbs: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()
    modifiers: tuple[str, ...] = ()
    pairs: dict[str, str] = {}
    one_way: dict[str, str] = {}
    endings: tuple[str, ...] = ()
    both: tuple[str, ...] = ()


#: What is quoted because it is typed: a path, an option, a sign.
CODE = lazy_regex.pattern(r"[\\/_=<>{}@#|~^*]|\w[.:]\w|\A[\W\d]+\Z|\A-")


def finding(rule: Rule, span: Span, new: str, message: str, level: Level | None = None) -> Finding:
    """Return a finding that writes `new` at `span`, at the level of the rule unless the evidence is weaker."""
    return Finding(rule.id, span, message, level or rule.level, (replace(span, new, f"write {new}"),), rule.confidence)


def times(count: int) -> str:
    """Return `once`, `twice`, `3 times`."""
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


_MARK = lazy_regex.pattern(r"[“”\"]")


class Quotations:
    """The places of a text that are inside double quotation marks, paragraph by paragraph."""

    def __init__(self, view: FullText) -> None:
        self._inside: list[Span] = []
        for area in view.paragraphs:
            self._read(view.text, area)

    def _read(self, text: str, area: Span) -> None:
        opened: int | None = None
        for mark in _MARK.finditer(text, area.start, area.end):
            opens = mark.group() == "“" or (mark.group() == '"' and opened is None)
            if opens and opened is None:
                opened = mark.end()
            elif not opens and opened is not None:
                self._inside.append(Span(opened, mark.start()))
                opened = None
        if opened is not None:
            self._inside.append(Span(opened, area.end))

    def holds(self, offset: int) -> bool:
        """Return whether a quotation is open at an offset."""
        at = bisect_right(self._inside, offset, key=lambda span: span.start) - 1
        return at >= 0 and offset < self._inside[at].end


def headline(text: str) -> Span:
    """Return the first paragraph if it is a headline, without a final full stop, or else an empty span."""
    first = next(paragraphs(text), Span(0, 0))
    ends = text[first.start : first.end].rstrip("”’\"' ")[-1:]
    return first if ends and ends not in ".!:;…" and len(first) <= 200 else Span(0, 0)
