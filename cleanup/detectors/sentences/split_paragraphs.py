"""The `split_paragraphs` kind: paragraphs and words that a line end splits in two.

Segmenters end a paragraph after an initial; pages and PDF columns end a line in mid-sentence or in mid-word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Literal

import msgspec

from cleanup import lazy_regex
from cleanup.lexicon import lexicon
from cleanup.matching import FullText, Passage, Report, document_kind, replace
from cleanup.model import Edit, Finding, Fix, Level, Rule, Span
from cleanup.text import word_lists


class Params(msgspec.Struct, frozen=True):
    """Keys of a split_paragraphs rule: `report` names the damage that it reports.

    `endings` are ends of words that are not words themselves (`report = "hyphen"`); `prefixes` keep their hyphen.
    """

    report: Literal["initials", "paragraph", "hyphen"]
    endings: tuple[str, ...] = ()
    prefixes: tuple[str, ...] = ()


_WORD = lazy_regex.pattern(r"[^\W\d_]+(?:[-‑][^\W\d_]+)*")
_TITLES = ("Mr", "Mrs", "Ms", "Dr", "Gen", "Sen", "Rep", "Gov", "Lt", "Col", "Prof", "St")
_INITIALS = lazy_regex.pattern(
    rf"(?<!\w)(?<![A-Z]\. )(?:[A-Z]\. ?[A-Z]\.|[A-Z][a-z]+ [A-Z]\.|(?P<title>{'|'.join(_TITLES)})\.)\Z"
)
#: What may be a lowercase letter, in any alphabet.
_BEGUN = lazy_regex.pattern(r"\A[^\sA-Z“”\"‘’'\d—–-]")
_SURNAME = lazy_regex.pattern(r"(?P<name>[A-Z][^\W\d_]+(?:[-’'][A-Z]?[^\W\d_]+)*)(?P<after>,| [a-z]|’s|'s)")
_MID = lazy_regex.pattern(r"[^\W\d_]{2},?\Z")
_LIST = lazy_regex.pattern(r"[-*•–—+#>|]|\d+[.)]|\(?[a-z\d]\)")
_SPLIT = lazy_regex.pattern(
    r"(?<![\w\-/@#’'])(?P<head>[^\W\d_]{2,})-(?P<gap>[ \t]*(?:\r\n|\n|\r)[ \t]*|[ ])(?P<tail>[a-z]+)(?![\w’'])"
)
#: What every split word has, quickly found, and the first part of a word, which must precede it.
_SEAM = lazy_regex.pattern(r"-(?=[ \t\r\n])")
_HEAD = lazy_regex.pattern(r"(?<![\w\-/@#’'])[^\W\d_]{2,}\Z")
#: The frequency of a word that is no abbreviation or rarity.
KNOWN = 2.5
#: How far back a word may begin, in code points.
_WINDOW = 64
#: Shorter paragraphs may be headings, verse or parts of a list.
_LEAST = 60
#: The same if a name continues.
_SHORTEST = 30


def _words(whole: FullText) -> frozenset[str]:
    """Return the words of a text in lowercase."""
    return frozenset(word.lower() for word in _WORD.findall(whole.vocabulary))


def _pairs(whole: FullText) -> Iterator[tuple[Span, Span]]:
    """Yield neighbouring paragraphs with at most one empty line between them."""
    return zip(whole.paragraphs, whole.paragraphs[1:], strict=False)


def _final_initials(passage: Passage) -> Span | None:
    """Return the initial at the end of a paragraph, with the name before it."""
    return next((Span(*match.span()) for match in passage.finditer(_INITIALS)), None)


def _initials(rule: Rule, text: FullText) -> Iterator[Finding]:
    ends = {paragraph.end: end.shift(paragraph.start) for paragraph, end in text.observed(_final_initials) if end}
    for first, second in _pairs(text) if ends else ():
        end = ends.get(first.end)
        name = _SURNAME.match(text.text, second.start, second.end) if end else None
        if (
            end is None
            or name is None
            or len(second) < _SHORTEST
            or name["name"].lower() in word_lists.words("sentence_openers")
        ):
            continue
        message = f"a paragraph break separates “{text.text[end.start : end.end]}” from the name"
        gap = Span(first.end, second.start)
        yield Finding(rule.id, end, message, rule.level, (replace(gap, " ", "join the paragraphs"),))


def _begins_small(passage: Passage) -> bool:
    return any(match.group().islower() for match in passage.finditer(_BEGUN))


def _paragraph(rule: Rule, text: FullText) -> Iterator[Finding]:
    begun = {paragraph.start for paragraph, small in text.observed(_begins_small) if small}
    for first, second in _pairs(text) if begun else ():
        if len(first) < _LEAST or second.start not in begun:
            continue
        if not _MID.search(text.text, first.end - 4, first.end) or _is_lines(text.text, first, second):
            continue
        last = _last_word(text.text, first)
        level = Level.SUGGESTED if last in _open_ends() and len(second) >= _LEAST else Level.FLAG
        message = f"a paragraph break after “{last}” splits a sentence"
        gap = Span(first.end, second.start)
        span = Span(first.end - len(last), first.end)
        yield Finding(rule.id, span, message, level, (replace(gap, " ", "join the paragraphs"),))


@cache
def _open_ends() -> frozenset[str]:
    """Return words that end no paragraph."""
    return (word_lists.words("dangling") | word_lists.words("determiners") | word_lists.words("expecting")) - {
        "so",
        "not",
    }


def _is_lines(text: str, first: Span, second: Span) -> bool:
    """Return whether the two are verse, an address or a list: short lines, or punctuation at their beginning."""
    if "\n" in text[first.start : first.end] or "\n" in text[second.start : second.end]:
        return True
    return any(_LIST.match(text, span.start) or "http" in text[span.start : span.end] for span in (first, second))


def _last_word(text: str, span: Span) -> str:
    return re.split(r"[\s“”(]", text[max(span.start, span.end - 40) : span.end])[-1]


def _splits(text: str) -> Iterator[re.Match[str]]:
    """Yield words that a hyphen and a line end or a space split in two, in order and without overlaps."""
    done = 0
    for seam in _SEAM.finditer(text):
        at = seam.start()
        head = _HEAD.search(text, max(done, at - _WINDOW), at) if text[at - 1 : at].isalpha() else None
        match = _SPLIT.match(text, head.start()) if head else None
        if match:
            yield match
            done = match.end()


def _hyphen(rule: Rule, text: FullText) -> Iterator[Finding]:
    for match in _splits(text.text):
        head, tail = match["head"], match["tail"]
        broken = match["gap"].strip(" \t") != ""
        level = _hyphen_level(rule.params, text, head.lower(), tail) if broken or _is_rest(rule.params, tail) else None
        if level is None or text.text[match.end() : match.end() + 1] == "-":
            continue
        cut = Span(match.end("head"), match.start("tail"))
        message = f"“{head}{tail}” is split in two"
        yield Finding(rule.id, Span(*match.span()), message, level, (Fix((Edit(cut, ""),), f"write “{head}{tail}”"),))


def _is_rest(params: Params, tail: str) -> bool:
    """Return whether letters are the end of a word rather than a word that may stand alone."""
    return tail in params.endings or not _is_word(tail)


def _hyphen_level(params: Params, text: FullText, head: str, tail: str) -> Level | None:
    """Return the level for joining what the document writes as one word, or of which a part is no word by itself."""
    words = text.once(_words)
    if f"{head}-{tail}" in words or head in params.prefixes:
        return None
    if head + tail in words or tail in params.endings:
        return Level.SUGGESTED
    joined = _is_word(head + tail) and not (_is_word(head) and _is_word(tail))
    return Level.SUGGESTED if joined else None


def _is_word(form: str) -> bool:
    """Return whether English has a word that is not rare."""
    words = lexicon("en")
    return words is not None and words.frequency(form) >= KNOWN and bool(words.word_classes(form))


_TRIGGERS = (_INITIALS, _BEGUN)

KIND = document_kind(
    Params,
    {
        "initials": Report(_initials, _TRIGGERS),
        "paragraph": Report(_paragraph, _TRIGGERS),
        "hyphen": Report(_hyphen),
    },
)
