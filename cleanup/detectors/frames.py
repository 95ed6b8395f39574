"""What the kinds that look for words in frames share: frames, the search for them, and what they ask of a word.

A frame is a pattern around a candidate, and a judge that asks the lexicon about it. Most paragraphs hold a match of the
common frames, so that no automaton could rule paragraphs out. Instead each frame names two words that follow each other
in all of its matches: the words of a paragraph are looked up once for the frames of all kinds, and a pattern is tried
only where both are. Every pattern begins with a space; so a space is set before the paragraph, and all places in it are
one more than in the paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import accumulate
from typing import Any, Generic, TypeVar

import msgspec

from cleanup import lazy_regex
from cleanup.lexicon import Lexicon, lexicon
from cleanup.matching import FullText, Kind, Passage, Report, document_kind, replace, where
from cleanup.model import Finding, Rule, Span

_Judged = TypeVar("_Judged")

#: What is wrong with a match; None if it may be right.
Judge = Callable[[Lexicon, re.Match[str]], _Judged | None]


#: Some words, or what tells them.
Words = frozenset[str] | Callable[[Lexicon, str], bool]


class WordFrame(msgspec.Struct, Generic[_Judged], frozen=True):
    """A pattern, what judges its matches, and where it is tried.

    In each match, one of the words `at` follows one of the words `before`, and the match begins as many words before
    the former as one of the numbers `back` says, the greatest first. A word of `at` is told by its letters, one of
    `before` as it stands between spaces, or as `FIRST` where the paragraph begins. `after` tells words that may be
    before the match; in a paragraph that `unless` matches, there is nothing wrong.
    """

    pattern: re.Pattern[str]
    judge: Judge[_Judged]
    at: Words
    before: Words | None = None
    back: tuple[int, ...] = (0,)
    after: Callable[[Lexicon, str], bool] | None = None
    unless: re.Pattern[str] | None = None


#: Stands for the word before the first of a paragraph.
FIRST = "\n"


class Objection(msgspec.Struct, frozen=True):
    """What is wrong in a paragraph, as told between processes: the report it belongs to, and what to write instead.

    `frame` is all that the frame matched, with single spaces; `candidate` the word that a rule may let stay.
    """

    report: str
    span: Span
    old: str
    new: str
    frame: str
    candidate: str | None


def word_set(words: str) -> frozenset[str]:
    """Return words that are given with blanks between them."""
    return frozenset(words.split())


def any_case(words: str) -> frozenset[str]:
    """Return words that are given with blanks between them, as they are and capitalized."""
    return word_set(words) | {word.capitalize() for word in words.split()}


def with_gap(match: re.Match[str]) -> Span:
    """Return where the group `word` of a match is, with the group `gap` before it if there is one."""
    return Span(match.start("gap" if "gap" in match.re.groupindex else "word"), match.end("word"))


def replacing(rule: Rule, span: Span, old: str, new: str, message: str) -> Finding:
    """Return a finding that writes `new` for `old`, or deletes it."""
    title = f"write “{new.strip()}”" if new else f"delete “{old.strip()}”"
    return Finding(rule.id, span, message, rule.level, (replace(span, new, title),), rule.confidence)


def frame_kind(
    params: type[msgspec.Struct],
    frames: Mapping[str, tuple[WordFrame[_Judged], ...]],
    replacement: Callable[[re.Match[str], _Judged], tuple[Span, str]],
    message: Callable[[Rule, Objection], str],
    *,
    candidate: str,
    spares: Callable[[FullText], bool] | None = None,
) -> Kind:
    """Return a kind that reports what its frames show, each under the name of its report.

    `replacement` says for a match and what its judge said of it which part is replaced, and by what. A match whose
    group `candidate` is among the words `never` of a rule may stay, and so may all in a text that the kind `spares`.
    """
    observe = _observer([(name, frame) for name, some in frames.items() for frame in some], replacement, candidate)
    shown = where(observe)  # one for all reports, so that a paragraph is searched once

    def report(name: str) -> Report[FullText]:
        def find(rule: Rule, view: FullText) -> Iterator[Finding]:
            for paragraph, objections in view.observed(observe):
                for one in objections:
                    stays = one.report != name or one.candidate in rule.params.never
                    if not stays and not (spares and view.once(spares)):
                        yield replacing(rule, one.span.shift(paragraph.start), one.old, one.new, message(rule, one))

        return Report(find, [shown])

    return document_kind(params, {name: report(name) for name in frames})


def _observer(
    frames: Sequence[tuple[str, WordFrame[_Judged]]],
    replacement: Callable[[re.Match[str], _Judged], tuple[Span, str]],
    candidate: str,
) -> Callable[[Passage], tuple[Objection, ...]]:
    """Return what finds all that the frames show in a paragraph."""
    first = _ALL.add([frame for _, frame in frames])
    mask = (1 << len(frames)) - 1

    def objection(report: str, match: re.Match[str], judged: _Judged) -> Objection:
        span, new = replacement(match, judged)
        old, frame = match.string[span.start : span.end], " ".join(match[0].split())
        return Objection(report, span.shift(-1), old, new, frame, match.groupdict().get(candidate))

    def observe(passage: Passage) -> tuple[Objection, ...]:
        due = [(place, own) for place, bits in passage.once(_due) if (own := bits >> first & mask)]
        words = lexicon("en") if due else None
        if words is None:
            return ()
        read, found = passage.once(_Read), []
        ends: dict[int, int] = {}
        for place, number in ((place, number) for place, bits in due for number in _numbers(bits)):
            report, frame = frames[number]
            for match in read.matches(words, frame, place, ends.get(number, 0)):
                ends[number] = match.end()
                judged = frame.judge(words, match)
                if judged and not (frame.unless and frame.unless.search(read.text)):
                    found.append(objection(report, match, judged))
        return tuple(found)

    return observe


class _Read:
    """A paragraph as it is read for frames: with a space before it, and where its words begin."""

    def __init__(self, passage: Passage) -> None:
        self.text = f" {passage.text}"
        self._parts = passage.text.split(" ")
        self._letters = list(accumulate(map(len, self._parts), initial=0))

    def matches(self, words: Lexicon, frame: WordFrame[_Judged], place: int, end: int) -> Iterator[re.Match[str]]:
        """Yield what a frame matches around a word, given where its last match ended."""
        for back in frame.back:
            first = place - back
            start = self._letters[first] + first  # a space before each word
            if first < 0 or start < end:
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
    """For each word the frames that it speaks for, as bits, found out when it is first met."""

    def __init__(self, told: Callable[[str], int]) -> None:
        super().__init__()
        self._told = told

    def __missing__(self, word: str) -> int:
        if len(self) > _MOST:
            self.clear()
        bits = self[word] = self._told(word)
        return bits


class _AllFrames:
    """The frames of all kinds by number, and the words at which they are tried."""

    def __init__(self) -> None:
        self._frames: list[WordFrame[Any]] = []
        self.at, self.before = _Bits(self._at), _Bits(self._before)

    def add(self, frames: Sequence[WordFrame[Any]]) -> int:
        """Add the frames of a kind; return the number of the first."""
        first = len(self._frames)
        self._frames.extend(frames)
        self.at.clear()
        self.before.clear()
        return first

    def _at(self, word: str) -> int:
        letters = _LETTERS.match(word)
        return self._bits(letters[0], lambda frame: frame.at) if letters else 0

    def _before(self, word: str) -> int:
        return self._bits(word, lambda frame: frame.before)

    def _bits(self, word: str, of: Callable[[WordFrame[Any]], Words | None]) -> int:
        known = lexicon("en")
        told = (known and _is_one(known, word, of(frame)) for frame in self._frames)
        return sum(1 << number for number, one in enumerate(told) if one)


def _is_one(known: Lexicon, word: str, words: Words | None) -> bool:
    return words is None or (word in words if isinstance(words, frozenset) else words(known, word))


_ALL = _AllFrames()


def _due(passage: Passage) -> list[tuple[int, int]]:
    """Return at which words of a paragraph, by number, which frames are to be tried, as bits."""
    found, before = [], FIRST
    for place, part in enumerate(passage.text.split(" ")):
        bits = _ALL.at[part]
        if bits and (bits := bits & _ALL.before[before]):
            found.append((place, bits))
        before = part
    return found


def _numbers(bits: int) -> Iterator[int]:
    while bits:
        yield (bits & -bits).bit_length() - 1
        bits &= bits - 1


# --- what is asked of a word ----------------------------------------------------------------------------------------

#: The least frequency, on the Zipf scale, of a form that a repair may write.
COMMON = 2.5


def is_singular(words: Lexicon, noun: str) -> bool:
    """Return whether a word can be nothing but a singular or a base form."""
    return {"noun-singular"} <= words.forms(noun) <= {"noun-singular", "verb-base"}


def inflected(words: Lexicon, lemma: str, form: str) -> str | None:
    """Return the preferred form of a lemma, if it is another word."""
    made = next(iter(words.inflect(lemma, form)), None)
    return made if made != lemma else None


def base_of(words: Lexicon, verb: str) -> str | None:
    """Return the base form of a form that is none itself."""
    return next((one for one in words.lemmas(verb) if "verb-base" in words.forms(one) and one != verb), None)
