"""What the kinds that look for words in frames share: which frames a paragraph is searched for, and what they show.

A frame is a pattern around a candidate, and a judge that asks the lexicon about it. Every pattern begins with a space,
which is looked for much faster than a border of words; so a space is set before the paragraph, and all places in it
are one more than in the paragraph. Most paragraphs hold a match of the
common frames, so that no automaton could rule paragraphs out: they are searched once for all rules of a kind.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Generic, TypeVar

import msgspec

from cleanup.lexicon import Lexicon, lexicon
from cleanup.matching import Passage

_Judged = TypeVar("_Judged")


class WordFrame(msgspec.Struct, Generic[_Judged], frozen=True):
    """A pattern, what judges its matches, and words of which a text with a match has one between blanks."""

    pattern: re.Pattern[str]
    judge: Callable[[Lexicon, re.Match[str]], _Judged | None]
    needs: frozenset[str] = frozenset()


class Objection(msgspec.Struct, Generic[_Judged], frozen=True):
    """A match in a paragraph that its judge objects to: under which report, and what the judge says."""

    report: str
    match: re.Match[str]
    judged: _Judged


def needing(words: str) -> frozenset[str]:
    """Return words between blanks, and those that are in lowercase capitalized, too."""
    return frozenset(words.split()) | {word.capitalize() for word in words.split()}


def _held(passage: Passage) -> set[str]:
    return set(passage.text.split())


def observer(
    frames: Mapping[str, tuple[WordFrame[_Judged], ...]],
) -> Callable[[Passage], tuple[Objection[_Judged], ...]]:
    """Return what finds all that the frames show in a paragraph, each under the name of its report."""

    def show(text: str, held: set[str], words: Lexicon) -> Iterator[Objection[_Judged]]:
        for report, some in frames.items():
            for frame in some:
                if frame.needs and frame.needs.isdisjoint(held):
                    continue
                for match in frame.pattern.finditer(text):
                    if judged := frame.judge(words, match):
                        yield Objection(report, match, judged)

    def observe(passage: Passage) -> tuple[Objection[_Judged], ...]:
        words = lexicon("en")
        return tuple(show(f" {passage.text}", passage.once(_held), words)) if words else ()

    return observe
