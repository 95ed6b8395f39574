"""The quotation marks of a text by a usage: where they stand, what is beside them, which paragraphs need no reading."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

import msgspec

from cleanup import lazy_regex
from cleanup.detectors.quotation_marks.ditto import Dittos
from cleanup.detectors.quotation_marks.usages import Usage
from cleanup.model import Span
from cleanup.text import attribution, word_lists

#: What introduces a quotation before its comma, and how far back that is looked for.
_INTRODUCES = lazy_regex.pattern(
    r"(?i)\b(?:sa(?:id|ys?|ying)|ask(?:ed|s|ing)|repl(?:ied|ies|ying)|add(?:ed|s|ing)|wr(?:ote|ites?|iting)|t(?:old|elling)|according)"
    r"(?: \w+){0,3}\Z"
)
_REACH = 40
_LETTERS = lazy_regex.pattern(r"\w+")

#: A paragraph of more marks than this, and more than one in so many code points, is not read: it quotes nothing.
MANY, CLOSE = 400, 6


class Mark(msgspec.Struct):
    """A quotation mark at `offset` of the text, and the characters beside it (a line end at the ends of a paragraph).

    `double` is one of the outer level; `elides` one before a word that an apostrophe has shortened. `narrated` is one
    that closes although the space stands before it, as the words behind it are the narrator’s: `We stay, “they warn.`
    It is read as it would be with the space behind it.
    """

    offset: int
    glyph: str
    left: str
    right: str
    paragraph: int
    double: bool
    elides: bool
    narrated: bool = False


class Finder:
    """Finds the marks of one usage."""

    def __init__(self, usage: Usage) -> None:
        self._marks = lazy_regex.pattern(f"[{usage.every}]")
        self._quotes = frozenset(usage.every)
        self._outer = usage.outer.every
        self._double = lazy_regex.pattern(f"[{usage.outer.every}]")
        self._may_elide = usage.inner.every if usage.elided else ""
        self._elided = usage.elided
        self._opening, self._closing = usage.outer.opening, usage.outer.closing
        self._may_be_narrated = usage.outer.opening + usage.outer.straight if usage.narrated else ""
        self._foreign = lazy_regex.pattern(f"[{usage.foreign}]")
        self._dittos = Dittos(usage)
        #: Matches a paragraph whose marks need no second look.
        self.regular: Callable[[str, int, int], object] = lazy_regex.pattern(_regular(usage)).match

    def is_unreadable(self, text: str, span: Span) -> bool:
        """Whether a paragraph has marks of other usages, or too many for a text that quotes: a table, a pattern."""
        if self._foreign.search(text, span.start, span.end):
            return True
        if len(span) < MANY:
            return False
        marks = sum(text.count(mark, span.start, span.end) for mark in self._quotes)
        return marks > MANY and marks * CLOSE > len(span)

    def marks(self, text: str, span: Span, index: int) -> Iterator[Mark]:
        """The marks of a paragraph, in order, without those that stand for words."""
        standing_for_words = frozenset(self._dittos.places(text, span))
        quotes, outer, may_elide = self._quotes, self._outer, self._may_elide
        for match in self._marks.finditer(text, span.start, span.end):
            at = match.start()
            if at in standing_for_words:
                continue
            left = text[at - 1] if at > span.start else "\n"
            right = text[at + 1] if at + 1 < span.end else "\n"
            # Two marks set apart by a space, often a thin one, are typography: the space is looked through.
            if right.isspace() and text[at + 2 : at + 3] in quotes:
                right = text[at + 2]
            if left.isspace() and at - 2 >= span.start and text[at - 2] in quotes:
                left = text[at - 2]
            glyph = match.group()
            elides = glyph in may_elide and self._is_elided(text, at + 1)
            if left == " " and glyph in self._may_be_narrated and self._is_narrated(text, span, at):
                glyph = glyph if glyph not in self._opening else self._closing
                yield Mark(at, glyph, text[at - 2], " ", index, double=True, elides=False, narrated=True)
            else:
                yield Mark(at, glyph, left, right, index, glyph in outer, elides)

    def _is_narrated(self, text: str, span: Span, at: int) -> bool:
        """Whether a mark follows the end of a clause and precedes who speaks, and no mark closes what it would open."""
        if at - 2 <= span.start or text[at - 2] not in ",!?…" or not attribution.names_other_speaker(text, at + 1):
            return False
        following = self._double.search(text, at + 1, span.end)
        closed = following and (following.group() == self._closing or not text[following.start() - 1].isspace())
        return not closed and not _INTRODUCES.search(text, max(span.start, at - _REACH), at - 2)

    def _is_elided(self, text: str, at: int) -> bool:
        """Whether the word there is one that an apostrophe has shortened, or a year without its century."""
        word = _LETTERS.match(text, at)
        return word is not None and (
            word.group()[0].isdigit() or word.group().lower() in word_lists.words(self._elided)
        )


@cache
def finder(usage: Usage) -> Finder:
    """What finds the marks of a usage, made once."""
    return Finder(usage)


#: What may stand behind an opening mark, and before a closing one.
_BEGINS = r"[\w’…—$£€(\[¿¡*]"
_ENDS = r"[\w.,;:!?…—)\]’*]"


def _regular(usage: Usage) -> str:
    """A paragraph in which each mark opens before a word or closes after one, in turn.

    A pair that has a blank on one side only is not regular, though a blank belongs there.
    """
    opening, closing = usage.outer.opening, usage.outer.closing
    other = f"[^{usage.telling}]"
    curly = _pair(opening, closing, other, "")
    spaced = f"|{_pair(opening, closing, other, f'[{usage.blanks}]')}" if usage.blanks else ""
    straight = _straight_pair(usage)
    return rf"{other}*(?:(?:{curly}{spaced}|{straight}){other}*)*\Z"


def _pair(opening: str, closing: str, other: str, blank: str) -> str:
    return (
        rf"(?:(?<![\w{opening}])|\A){opening}(?={blank}{_BEGINS}){other}*"
        rf"(?<={_ENDS}{blank}){closing}(?![\w{opening}])"
    )


def _straight_pair(usage: Usage) -> str:
    single = usage.inner.straight
    within = rf"(?:[^{usage.telling}{single}]|(?<=\w){single}(?=\w))*" if single else f"[^{usage.telling}]*"
    mark = usage.outer.straight
    return rf"(?:(?<=[\s(])|\A){mark}(?=\w){within}(?<=[^\W\d]|[.,!?]){mark}(?=[\s.,;:!?)]|\Z)"
