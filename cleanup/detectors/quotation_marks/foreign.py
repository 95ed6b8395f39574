"""The `foreign_quotes` kind: marks of another language, of a typewriter or of TeX around English words.

Each pair becomes the marks that the document itself writes. A quotation that is in another language keeps its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Literal

import msgspec

from cleanup import lazy_regex
from cleanup.detectors.quotation_marks import dialogue
from cleanup.detectors.quotation_marks.usages import ENGLISH, USAGES, Usage, check_language, usage_of
from cleanup.languages.identify import function_words, identify_language
from cleanup.languages.quotation import is_right
from cleanup.matching import FullText, Passage, Report, document_kind
from cleanup.model import Edit, Finding, Fix, Level, Rule, Span


class Params(msgspec.Struct, frozen=True):
    """Keys of a foreign_quotes rule: `report` names the marks it reports."""

    report: Literal["guillemets", "german", "typewriter", "repeated", "dialogue-dash", "accent"]


_PAD = "[ \u00a0\u202f\u2009]*"
_GUILLEMETS = lazy_regex.pattern(rf"(?P<open>«{_PAD})(?P<inner>[^«»\r\n]{{1,900}}?)(?P<close>{_PAD}»)")
_INVERTED = lazy_regex.pattern(
    r"(?:(?<=[\s(])|^)(?P<open>»)(?P<inner>[^\s«»][^«»\r\n]{0,900}?[^\s«»])(?P<close>«)(?=[\s.,;:!?)]|$)", re.M
)
_HALVES = (
    lazy_regex.pattern(rf"(?P<open>«{_PAD})(?P<inner>[^«»“”\"\r\n]{{1,400}})(?P<close>[”\"])"),
    lazy_regex.pattern(rf"(?P<open>[“\"])(?P<inner>[^«»“”\"\r\n]{{1,400}}?)(?P<close>{_PAD}»)"),
)
_SINGLE_GUILLEMETS = lazy_regex.pattern(r"(?P<open>‹)(?P<inner>[^\s‹›][^‹›\r\n]{0,300}?)(?P<close>›)")
_LOW = lazy_regex.pattern(
    rf"(?P<open>(?:„|(?<![\w,]),,(?=[\w ])){_PAD})(?P<inner>[^„“”\"«»\r\n]{{1,900}}?)(?P<close>{_PAD}(?:[“”\"]|''|’’))",
)
_LOW_SINGLE = lazy_regex.pattern(r"(?P<open>‚)(?P<inner>[^\s‚‘’][^‚‘’\r\n]{0,300}?)(?P<close>[‘’])(?!\w)")
_TEX = lazy_regex.pattern(r"(?P<open>``)(?P<inner>[^\s`][^`\r\n]{0,900}?)(?P<close>''|’’)")
_TEX_SINGLE = lazy_regex.pattern(
    r"(?<![\w`])(?P<open>`)(?P<inner>[^\W_][^`'’\r\n/<>=_{}]{1,200}?)(?P<close>['’])(?![\w'’`])"
)
#: In a contraction, a possessive or the name of an Irishman; an acute accent also behind a plural.
_ACCENT = lazy_regex.pattern(
    r"(?<=[^\W\d_])(?P<mark>(?<![`´′][^\W\d_])[´`′](?=(?:t|s|re|ve|ll|d|m)\b(?![`´′@/·]))"
    r"|(?<=\b[ODL])[´`′](?=[A-Z][a-z])|(?<=[a-z]s)´(?=[ \u00a0][a-z]))"
)
_MARK = lazy_regex.pattern("[«»]")
_CODE = lazy_regex.pattern(r"(?:^|[\s(“|])`+[^\s`]")
_REACH = 2000
_LETTER = lazy_regex.pattern(r"[^\W\d_]")
_LATIN = lazy_regex.pattern("[A-Za-z\u00c0-\u024f]")
_NAVIGATION = lazy_regex.pattern(r"(?i)\b(?:previous|next|back|home|older|newer|prev|first|last|page)\b")


@cache
def _repeated_mark(usage: Usage) -> re.Pattern[str]:
    """Two opening marks before a word, or two closing ones behind it; straight ones, too, where they are usual."""
    outer, inner = usage.outer, usage.inner
    straight = f"|{outer.straight * 2}" if usage.narrated else ""
    first, last = f"(?:{outer.opening * 2}{straight})", f"(?:{outer.closing * 2}{straight})"
    return lazy_regex.pattern(
        rf"(?:(?<=[\s(])|^)(?P<first>{first})(?=[\w{inner.opening}])"
        rf"|(?<=[\w.,!?{inner.closing}])(?P<last>{last})(?=[\s.,;:)]|$)",
        re.M,
    )


def _marks(whole: FullText) -> tuple[str, str]:
    """The double marks that the document writes: straight ones only where it mostly does."""
    return ('"', '"') if whole.profile.double_quotes == "straight" else ("“", "”")


def _singles(whole: FullText) -> tuple[str, str]:
    return ("'", "'") if whole.profile.double_quotes == "straight" else ("‘", "’")


def _is_foreign(inner: str, marks: tuple[str, str]) -> bool:
    """Whether what is quoted is not English, and so may keep the marks of its language."""
    letters = _LETTER.findall(inner)
    if not letters or len(_LATIN.findall(inner)) * 2 < len(letters):
        return True
    words = [word.lower() for word in re.findall(r"[^\W\d_]+", inner)]
    if len(words) < 3:
        return False
    language = identify_language(inner)
    if language not in (None, "en"):
        return is_right(language, *marks) or not _has_words_of("en", words)
    return not (_has_words_of("en", words) or inner.isascii())


def _has_words_of(language: str, words: Sequence[str]) -> bool:
    return any(word in function_words()[language] for word in words)


def _pair(rule: Rule, whole: FullText, match: re.Match[str], marks: tuple[str, str], level: Level) -> Iterator[Finding]:
    inner = match["inner"]
    shape = match["open"].strip()[:1], match["close"].strip()[-1:]
    if _is_foreign(inner, shape) or inner.strip() in ("and", "or"):  # „ and “: the marks themselves are spoken of
        return
    opens, closes = Span(*match.span("open")), Span(*match.span("close"))
    edits = [Edit(opens, marks[0]), *_nested(whole, inner, match.start("inner")), Edit(closes, marks[1])]
    changed = tuple(edit for edit in edits if whole.text[edit.span.start : edit.span.end] != edit.replacement)
    shown = match.group()[:1] + "…" + match.group()[-1:]
    message = f"{shown} are not English quotation marks"
    fix = Fix(changed, f"write {marks[0]}…{marks[1]}")
    yield Finding(rule.id, Span(*match.span()), message, level, (fix,), rule.confidence)


def _nested(whole: FullText, inner: str, start: int) -> Iterator[Edit]:
    """Double marks inside the new pair become single ones."""
    opens, closes = _singles(whole)
    for found in re.finditer("[“”„]", inner):
        at = Span(start + found.start(), start + found.end())
        yield Edit(at, closes if found.group() == "”" else opens)


def _guillemets(rule: Rule, whole: FullText) -> Iterator[Finding]:
    yield from _double_guillemets(rule, whole)
    for match in whole.finditer(_SINGLE_GUILLEMETS):
        yield from _pair(rule, whole, match, _singles(whole), Level.SUGGESTED)


def _double_guillemets(rule: Rule, whole: FullText) -> Iterator[Finding]:
    for paragraph in (span for span, english in whole.observed(_is_quoting) if english):
        part = whole.text[paragraph.start : paragraph.end]
        pairs = list(_GUILLEMETS.finditer(whole.text, paragraph.start, paragraph.end))
        if pairs:
            for match in pairs:
                if _is_navigation(match, part):
                    continue
                plain = not re.search("[“”„]", match["inner"])
                yield from _pair(rule, whole, match, _marks(whole), Level.SAFE if plain else Level.SUGGESTED)
            continue
        for shape in (_INVERTED, *_HALVES):
            for match in shape.finditer(whole.text, paragraph.start, paragraph.end):
                yield from _pair(rule, whole, match, _marks(whole), Level.SUGGESTED)


def _is_quoting(passage: Passage) -> bool:
    """Whether guillemets stand in a paragraph that is, as far as it shows, English."""
    if not ("«" in passage.text or "»" in passage.text):
        return False
    return identify_language(passage.text) in (None, "en")


def _is_navigation(match: re.Match[str], paragraph: str) -> bool:
    """Arrows around the links to the next and the previous page."""
    padded = len(match["open"]) > 1 or len(match["close"]) > 1
    return padded and match.group() == paragraph.strip() and bool(_NAVIGATION.search(match["inner"]))


def _low(rule: Rule, whole: FullText) -> Iterator[Finding]:
    for match in whole.finditer(_LOW):
        certain = match["open"][0] == "„" and match["close"].strip() in ("“", "”")
        yield from _pair(rule, whole, match, _marks(whole), Level.SAFE if certain else Level.SUGGESTED)
    for match in whole.finditer(_LOW_SINGLE):
        yield from _pair(rule, whole, match, _singles(whole), Level.SUGGESTED)


def _typewriter(rule: Rule, whole: FullText) -> Iterator[Finding]:
    for match in whole.finditer(_TEX):
        yield from _pair(rule, whole, match, _marks(whole), Level.SUGGESTED)
    for match in whole.finditer(_TEX_SINGLE):
        yield from _pair(rule, whole, match, _singles(whole), Level.SUGGESTED)


def _repeated(rule: Rule, whole: FullText) -> Iterator[Finding]:
    language = rule.languages[0]
    usage = usage_of(language, whole.text)
    opening, closing = _marks(whole) if language == "en" else (usage.outer.opening, usage.outer.closing)
    for match in whole.finditer(_repeated_mark(usage)):
        if match.group() == '""' and not _is_doubled(match):
            continue
        mark = '"' if match.group() == '""' else opening if match["first"] else closing
        span = Span(*match.span())
        message = f"the quotation mark is repeated: {match.group()}"
        yield Finding(rule.id, span, message, rule.level, (Fix((Edit(span, mark),), f"write {mark}"),), rule.confidence)


def _is_doubled(match: re.Match[str]) -> bool:
    """Whether a line has one straight mark too many, or only doubled ones: else a nested quotation may end there."""
    text = match.string
    start, end = text.rfind("\n", 0, match.start()) + 1, text.find("\n", match.end())
    line = text[start : end if end >= 0 else len(text)]
    return line.count('"') % 2 == 1 or line.count('"') == 2 * line.count('""')


def _accent(rule: Rule, whole: FullText) -> Iterator[Finding]:
    for match in whole.finditer(_ACCENT):
        span = Span(*match.span("mark"))
        start = max(0, span.start - _REACH)
        line = whole.text[max(whole.text.rfind("\n", start, span.start) + 1, start) : span.start]
        if match["mark"] == "`" and _CODE.search(line):
            continue
        mark = whole.profile.apostrophe
        message = f"{match['mark']} is used as an apostrophe"
        yield Finding(rule.id, span, message, rule.level, (Fix((Edit(span, mark),), f"write {mark}"),), rule.confidence)


#: All of them are looked for at once.
_TRIGGERS = (
    _SINGLE_GUILLEMETS,
    _MARK,
    _LOW,
    _LOW_SINGLE,
    _TEX,
    _TEX_SINGLE,
    _repeated_mark(ENGLISH),
    _ACCENT,
    *dialogue.TRIGGERS,
)


def _repeated_triggers(rule: Rule) -> Sequence[re.Pattern[str]]:
    """Those of English are looked for with all others."""
    language = rule.languages[0]
    return _TRIGGERS if language == "en" else [_repeated_mark(usage) for usage in USAGES[language]]


def _check(rule: Rule) -> None:
    if isinstance(rule.params, Params) and rule.params.report == "repeated":
        check_language(rule)


KIND = document_kind(
    Params,
    {
        "guillemets": Report(_guillemets, _TRIGGERS),
        "german": Report(_low, _TRIGGERS),
        "typewriter": Report(_typewriter, _TRIGGERS),
        "repeated": Report(_repeated, _repeated_triggers),
        "dialogue-dash": Report(dialogue.dialogue_dash, _TRIGGERS),
        "accent": Report(_accent, _TRIGGERS),
    },
    validate=_check,
)
