"""A text with the reading of its marks, and how far what contradicts that reading can be trusted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

import msgspec

from cleanup.detectors.quotation_marks.marks import Mark
from cleanup.detectors.quotation_marks.reading import Reading, Result, read
from cleanup.detectors.quotation_marks.roles import Role
from cleanup.detectors.quotation_marks.usages import Usage, usage_of
from cleanup.matching import FullText
from cleanup.model import Level

OPENERS = (Role.OPEN, Role.REOPEN)
CLOSERS = (Role.CLOSE, Role.ORPHAN, Role.MIXED)


class Context(msgspec.Struct, frozen=True):
    """A text, its language and the usage that it follows, and the reading of its marks."""

    whole: FullText
    language: str
    usage: Usage
    result: Result

    def level(self, reading: Reading) -> Level:
        """Safe only where the rest of the paragraph is in balance, and only for marks that show their direction."""
        mark, usage = reading.mark, self.usage
        steady = mark.paragraph not in self.result.unbalanced
        if mark.glyph == usage.outer.straight:
            return Level.SUGGESTED if steady else Level.FLAG
        # Behind a stop and before a space stands what ends a quotation, for all its glyph and the balance say.
        doubtful = reading.role in OPENERS and mark.left in ".,;:!?" and mark.right.isspace()
        # “ ‘ opens twice, whatever was open before it: a speech that begins anew where its line ends were lost.
        opens_twice = mark.glyph == usage.outer.opening and mark.right == usage.inner.opening
        doubtful |= reading.role in CLOSERS and opens_twice
        if not steady:
            return usage.unbalanced
        return Level.SUGGESTED if doubtful else Level.SAFE

    def turned(self, reading: Reading) -> str | None:
        """What an outer mark would be that had the glyph of its role; None where it has."""
        mark, outer = reading.mark, self.usage.outer
        if not mark.double or mark.glyph == outer.straight:
            return None
        right = outer.opening if reading.role in OPENERS else outer.closing if reading.role in CLOSERS else mark.glyph
        return right if right != mark.glyph else None

    def blank(self, character: str) -> str:
        """A character if it is a blank that belongs inside the outer marks; else nothing."""
        return character if character in self.usage.blanks else ""

    def pairs(self) -> Iterator[tuple[Mark, Mark]]:
        """The outer marks that open and close a quotation, in paragraphs whose marks are in balance."""
        opened: dict[str, Mark] = {}
        for reading in self.result.readings:
            mark = reading.mark
            if not mark.double:
                continue
            if reading.role is Role.OPEN:
                opened[f"{reading.state}D"] = mark
                continue
            opener = opened.pop(reading.state, None) if reading.role is Role.CLOSE else None
            if opener and opener.paragraph == mark.paragraph and mark.paragraph not in self.result.unbalanced:
                yield opener, mark


@cache
def context_in(language: str) -> Callable[[FullText], Context | None]:
    """What reads a text by the usage of a language, and gives None where it has no marks."""

    def context(whole: FullText) -> Context | None:
        usage = usage_of(language, whole.text)
        if not any(mark in whole.text for mark in usage.telling):
            return None
        return Context(whole, language, usage, read(whole.text, whole.paragraphs, usage))

    return context
