"""The `unended_paragraphs` kind: a paragraph of prose that has lost the full stop at its end.

Headings, captions, list items, verse and addresses have none either. The paragraphs of the text decide whether it sets
one, and the words of a paragraph whether it is prose: a clause with a verb, among paragraphs that end with a stop, or
behind a sentence in the same paragraph.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from cleanup import lazy_regex
from cleanup.detectors.sentences.clauses import announcing, bare, is_finite
from cleanup.matching import FullText, Report, document_kind, replace
from cleanup.model import Finding, Rule, Span
from cleanup.text import segments
from cleanup.text.remembered import remembered


class Params(msgspec.Struct, frozen=True):
    """Keys of an unended_paragraphs rule: `calling` are words that begin a call to the reader (`Read more here`)."""

    calling: tuple[str, ...] = ()


#: The last characters of a paragraph, with what may close behind them.
_END = lazy_regex.pattern(
    r"(?:(?P<stop>[.!?…:;][*)\]”’\"']*)|(?P<open>[,—–-][*)\]”’\"']*)|(?P<bare>[^\W_][)%]?))[ \t\u00a0]*\Z"
)
_NOT_PROSE = lazy_regex.pattern(r"https?:|www\.|[|\t\n\r@#*=_<>{}\\]|\A\W*(?:\d+[.)]|[-•–—*])|\ufffc")
#: The words before the colon of a caption: `Long weekend: The mayor and her brother on the river`.
_LABEL = lazy_regex.pattern(r"[A-Z][^.!?:]{0,40}:[ \u00a0]")
#: What ends nearly every paragraph.
_STOPS = frozenset('.!?…:;”"’')
_TOKEN = lazy_regex.pattern(r"\S+")
#: Fewer words, or code points, may be a heading or a line of verse.
_LEAST, _SHORTEST = 8, 50
#: How many paragraphs must end with a stop, their share of all that are as long, and their mean length in code points.
_ENDED, _SHARE, _LENGTH = 4, 0.6, 80
#: More in a row are a list, or verse.
_LONGEST_RUN = 2
#: The share of words that may have a capital; a title has more.
_CAPITALS = 0.5


class _End(msgspec.Struct, frozen=True):
    """How a paragraph ends: `at` is where its last word does, in its own offsets, `stopped` whether a full stop or the
    like is there, `open` whether another mark, as in verse.

    `clause` says whether it is prose by its words, `told` whether a whole sentence comes before its last one.
    """

    at: int
    stopped: bool = False
    open: bool = False
    words: int = 0
    clause: bool = False
    told: bool = False
    first: str = ""


@remembered
def _end(shown: str) -> _End | None:
    """Return how a paragraph ends, or None if no letter, figure or usual mark is there."""
    match = _END.search(shown, max(0, len(shown) - 12))
    if match is None:
        return None
    if match["bare"] is None:
        return _End(match.end(match.lastgroup or 0), stopped=bool(match["stop"]), open=bool(match["open"]))
    at, words = match.end("bare"), _TOKEN.findall(shown)
    if len(words) < _LEAST or len(shown) < _SHORTEST or _NOT_PROSE.search(shown) or _LABEL.match(shown):
        return _End(at, words=len(words))
    sentences = [shown[span.start : span.end] for span in segments.sentences(shown)]
    last = _TOKEN.findall(sentences[-1])
    told = len(sentences) > 1
    return _End(at, words=len(words), clause=_is_clause(last), told=told, first=bare(words[0]))


def _is_clause(words: Sequence[str]) -> bool:
    capitals = sum(word[0].isupper() for word in words)
    inner = words[1:-1]
    return (
        len(words) >= _LEAST
        and words[0][0].isupper()
        and capitals <= _CAPITALS * len(words)
        and any(map(is_finite, inner))
        and bare(words[-1]) not in announcing()
    )


def _unended(rule: Rule, whole: FullText) -> Iterator[Finding]:
    text = whole.text
    open_ = (one for one in whole.paragraphs if text[one.end - 1] not in _STOPS and len(one) >= _SHORTEST)
    if not any((end := _end(text[one.start : one.end])) and end.clause for one in open_):
        return
    ends = [(one, end) for one in whole.paragraphs if (end := _end(text[one.start : one.end]))]
    if not _sets_stops(ends):
        return
    for number, (paragraph, end) in enumerate(ends):
        if end.clause and end.first not in rule.params.calling and _is_prose(text, ends, number):
            at = paragraph.start + end.at
            start = text.rfind(" ", 0, at) + 1
            fix = replace(Span(at, at), ".", "insert a full stop")
            yield Finding(rule.id, Span(start, at), f"no full stop after “{text[start:at]}”", rule.level, (fix,))


def _sets_stops(ends: Sequence[tuple[Span, _End]]) -> bool:
    """Return whether the paragraphs of a text are prose, and end with a stop."""
    stopped = [len(paragraph) for paragraph, end in ends if end.stopped]
    others = sum(end.open or end.words >= _LEAST for _, end in ends)
    return (
        len(stopped) >= _ENDED
        and len(stopped) >= _SHARE * (len(stopped) + others)
        and sum(stopped) >= _LENGTH * len(stopped)
    )


def _is_prose(text: str, ends: Sequence[tuple[Span, _End]], number: int) -> bool:
    """Return whether the paragraphs around one show that it is no heading, list item or line of verse."""
    around = [ends[n][1] for n in (number - 1, number + 1) if 0 <= n < len(ends)]
    run = 1 + sum(1 for _ in _neighbours(ends, number, -1)) + sum(1 for _ in _neighbours(ends, number, 1))
    before = number - 1 - sum(1 for _ in _neighbours(ends, number, -1))
    if before < 0 or run > _LONGEST_RUN or any(end.open for end in around):
        return False
    paragraph, end = ends[before]
    introduced = text[paragraph.start + end.at - 1] == ":"
    return not introduced and (ends[number][1].told or number + 1 < len(ends))


def _neighbours(ends: Sequence[tuple[Span, _End]], number: int, step: int) -> Iterator[_End]:
    """Yield the paragraphs beside one, on one side, that end without a mark as well."""
    at = number + step
    while 0 <= at < len(ends) and not (ends[at][1].stopped or ends[at][1].open):
        yield ends[at][1]
        at += step


KIND = document_kind(Params, Report(_unended))
