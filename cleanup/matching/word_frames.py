"""Patterns around a word that only a lexicon can judge, and the search for many of them at once.

Most paragraphs hold a match of the common frames, so that no automaton could rule paragraphs out. Instead each frame
names two words that follow each other in all of its matches: the words of a paragraph are looked up once for the frames
of all kinds, and a pattern is tried only where both are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from itertools import accumulate
from typing import Any, Generic, TypeVar

import msgspec

from cleanup import lazy_regex
from cleanup.lexicon import Lexicon, lexicon
from cleanup.matching.passage import Passage

_Judged = TypeVar("_Judged")

#: What is wrong with a match; None if it may be right.
Judge = Callable[[Lexicon, re.Match[str]], _Judged | None]


#: Some words, or what tells them.
WordSet = frozenset[str] | Callable[[Lexicon, str], bool]


class WordFrame(msgspec.Struct, Generic[_Judged], frozen=True):
    """A pattern, what judges its matches, and where it is tried.

    The pattern begins with a space. In each match, one of the words `at` follows one of the words `before`, and the
    match begins as many words before the former as one of the numbers `back` says, the greatest first. A word of `at`
    is told by its letters, one of `before` as it stands between spaces, or as `FIRST` where the paragraph begins.
    `after` tells words that may be before the match, and is `before` if that is not given and each match begins at
    `at`; in a paragraph that `unless` matches, there is nothing wrong.
    """

    pattern: re.Pattern[str]
    judge: Judge[_Judged]
    at: WordSet
    before: WordSet | None = None
    back: tuple[int, ...] = (0,)
    after: Callable[[Lexicon, str], bool] | None = None
    unless: re.Pattern[str] | None = None


#: Stands for the word before the first of a paragraph.
FIRST = "\n"


def frame_search(
    frames: Sequence[WordFrame[_Judged]],
) -> Callable[[Passage], Iterator[tuple[int, re.Match[str], _Judged]]]:
    """Return what yields all that the judges of frames object to in a paragraph, with the number of the frame.

    A match is in the paragraph with a space before it, so all places in it are one more than in the paragraph.
    """
    first, mask = _ALL.add(frames), (1 << len(frames)) - 1

    def search(passage: Passage) -> Iterator[tuple[int, re.Match[str], _Judged]]:
        due = [(place, own) for place, bits in passage.once(_due) if (own := bits >> first & mask)]
        words = lexicon("en") if due else None
        if words is None:
            return
        read, ends = passage.once(_SpacedWords), dict[int, int]()
        for place, number in ((place, number) for place, bits in due for number in _numbers(bits)):
            frame = frames[number]
            for match in read.matches(words, frame, place, ends.get(number, 0)):
                ends[number] = match.end()
                judged = frame.judge(words, match)
                if judged and not (frame.unless and frame.unless.search(read.text)):
                    yield number, match, judged

    return search


class _SpacedWords:
    """A paragraph as it is read for frames: with a space before it, and where its words begin."""

    def __init__(self, passage: Passage) -> None:
        self.text = f" {passage.text}"
        self._parts = passage.text.split(" ")
        self._letters = list(accumulate(map(len, self._parts), initial=0))

    def matches(self, words: Lexicon, frame: WordFrame[_Judged], place: int, end: int) -> Iterator[re.Match[str]]:
        """Yield what a frame matches around a word, given where its last match ended."""
        for back in frame.back:
            first = place - back
            if first < 0:
                continue
            start = self._letters[first] + first  # a space before each word
            if start < end:
                continue
            if frame.after and not frame.after(words, self._parts[first - 1] if first else FIRST):
                continue
            if match := frame.pattern.match(self.text, start):
                end = match.end()
                yield match


# --- where frames are tried -----------------------------------------------------------------------------------------

_LETTERS = lazy_regex.pattern(r"[^\W\d_]+(?:[’'][a-z]+)?")
#: So many words are remembered.
_MOST = 50_000


class _Bits(dict[str, int]):
    """For each word the frames that it speaks for, as bits, found out when it is first met.

    `sets` has the words that frames list, with their bits; `told` what tells the words of other frames.
    """

    def __init__(self, asked: Sequence[WordSet | None], read: Callable[[str], str]) -> None:
        super().__init__()
        self._read = read
        self._always = 0
        self._listed: dict[str, int] = {}
        self._told: dict[Callable[[Lexicon, str], bool], int] = {}
        for number, words in enumerate(asked):
            if words is None:
                self._always |= 1 << number
            elif isinstance(words, frozenset):
                for word in words:
                    self._listed[word] = self._listed.get(word, 0) | 1 << number
            else:
                self._told[words] = self._told.get(words, 0) | 1 << number

    def __missing__(self, word: str) -> int:
        if len(self) > _MOST:
            self.clear()
        bits = self[word] = self._found(self._read(word))
        return bits

    def _found(self, word: str) -> int:
        known = lexicon("en") if word else None
        if known is None:
            return 0
        bits = self._always | self._listed.get(word, 0)
        for tells, own in self._told.items():
            if tells(known, word):
                bits |= own
        return bits


class _AllFrames:
    """The frames of all kinds by number, and the words at which they are tried."""

    def __init__(self) -> None:
        self._frames: list[WordFrame[Any]] = []

    def add(self, frames: Sequence[WordFrame[Any]]) -> int:
        """Add the frames of a kind; return the number of the first."""
        first = len(self._frames)
        self._frames.extend(frames)
        self.__dict__.pop("bits", None)
        return first

    @cached_property
    def bits(self) -> tuple[_Bits, _Bits]:
        """For a word the frames that are tried at it, and for one that stands before another."""
        at = _Bits([frame.at for frame in self._frames], _letters)
        return at, _Bits([_word_before(frame) for frame in self._frames], str)


def _letters(word: str) -> str:
    letters = _LETTERS.match(word)
    return letters[0] if letters else ""


def _word_before(frame: WordFrame[Any]) -> WordSet | None:
    return frame.after if frame.before is None and not any(frame.back) else frame.before


_ALL = _AllFrames()


def _due(passage: Passage) -> list[tuple[int, int]]:
    """Return at which words of a paragraph, by number, which frames are to be tried, as bits."""
    at, before = _ALL.bits
    parts = passage.text.split(" ")
    speaking = [(place, bits) for place, bits in enumerate(map(at.__getitem__, parts)) if bits]
    due = [(place, bits & before[parts[place - 1] if place else FIRST]) for place, bits in speaking]
    return [one for one in due if one[1]]


def _numbers(bits: int) -> Iterator[int]:
    while bits:
        yield (bits & -bits).bit_length() - 1
        bits &= bits - 1
