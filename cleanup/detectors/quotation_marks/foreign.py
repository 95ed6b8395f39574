"""The `foreign_quotes` kind: marks of another language, of a typewriter or of TeX around English words.

Each pair becomes the marks that the document itself writes. A quotation that is in another language keeps its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import product
from typing import Literal

import msgspec

from cleanup import lazy_regex
from cleanup.languages.identify import function_words, identify_language
from cleanup.languages.quotation import is_right
from cleanup.matching.filters import Entry, Gate, Search
from cleanup.matching.memo import kept, matches, place
from cleanup.matching.timing import each
from cleanup.matching.view import Searching, View, WholeDetector, WholeKind
from cleanup.model import Edit, Finding, Fix, Level, Rule, Span
from cleanup.text import word_lists

Report = Literal["guillemets", "german", "typewriter", "repeated", "dialogue-dash", "accent", "shape"]


class Params(msgspec.Struct, frozen=True):
    """Keys of a foreign_quotes rule: `report` names the marks it reports."""

    report: Report


_PAD = "[ \u00a0\u202f\u2009]*"
_GUILLEMETS = lazy_regex.pattern(rf"(?P<open>«{_PAD})(?P<inner>[^«»\r\n]{{1,900}}?)(?P<close>{_PAD}»)")
_INVERTED = lazy_regex.pattern(
    r"(?:(?<=[\s(])|^)(?P<open>»)(?P<inner>[^\s«»][^«»\r\n]{0,900}?[^\s«»])(?P<close>«)(?=[\s.,;:!?)]|$)", re.M
)
_HALVES = (
    lazy_regex.pattern(rf"(?P<open>«{_PAD})(?P<inner>[^«»“”\"\r\n]{{1,400}})(?P<close>[”\"])"),
    lazy_regex.pattern(rf"(?P<open>[“\"])(?P<inner>[^«»“”\"\r\n]{{1,400}}?)(?P<close>{_PAD}»)"),
)
_SINGLE_GUILLEMETS = lazy_regex.pattern(r"(?P<open>‹)(?P<inner>[^\s‹›][^‹›\r\n]{0,300}?)(?P<close>›)", needs=("‹",))
_LOW = lazy_regex.pattern(
    rf"(?P<open>(?:„|(?<![\w,]),,(?=[\w ])){_PAD})(?P<inner>[^„“”\"«»\r\n]{{1,900}}?)(?P<close>{_PAD}(?:[“”\"]|''|’’))",
    needs=("„", ",,"),
)
_LOW_SINGLE = lazy_regex.pattern(r"(?P<open>‚)(?P<inner>[^\s‚‘’][^‚‘’\r\n]{0,300}?)(?P<close>[‘’])(?!\w)", needs=("‚",))
_TEX = lazy_regex.pattern(r"(?P<open>``)(?P<inner>[^\s`][^`\r\n]{0,900}?)(?P<close>''|’’)", needs=("``",))
_TEX_SINGLE = lazy_regex.pattern(
    r"(?<![\w`])(?P<open>`)(?P<inner>[^\W_][^`'’\r\n/<>=_{}]{1,200}?)(?P<close>['’])(?![\w'’`])", needs=("`",)
)
_DOUBLED = lazy_regex.pattern(
    r"(?:(?<=[\s(])|^)(?P<first>““)(?=[\w‘])|(?<=[\w.,!?’])(?P<last>””)(?=[\s.,;:)]|$)", re.M, needs=("““", "””")
)
_ACCENT = lazy_regex.pattern(
    r"(?<=[^\W\d_])(?<![`´′][^\W\d_])(?P<mark>[´`′])(?=(?:t|s|re|ve|ll|d|m)\b(?![`´′@/·]))", needs=("´", "`", "′")
)
_DASH = lazy_regex.pattern(
    r"\A(?P<open>[—–-][ \u00a0]?)(?P<speech>[A-Z“‘¿¡][^\r\n]*?[,!?…])(?P<turn>[ \u00a0][—–-][ \u00a0])"
    r"(?P<narrator>[^—–\r\n]{3,160}?)(?:(?P<stop>[.,:])(?P<back>[ \u00a0][—–-][ \u00a0])(?P<more>[^—–\r\n]+))?\Z",
    needs=tuple(map("".join, product(",!?…", " \u00a0", "—–-", " \u00a0"))),
)
_SEARCH = Search(
    single_guillemets=_SINGLE_GUILLEMETS,
    low=_LOW,
    low_single=_LOW_SINGLE,
    tex=_TEX,
    tex_single=_TEX_SINGLE,
    doubled=_DOUBLED,
    accent=_ACCENT,
    dash=_DASH,
)
_MARKED = Gate(lambda: [Entry(lazy_regex.pattern("[«»]"))])
_CODE = lazy_regex.pattern(r"(?:^|[\s(“|])`+[^\s`]")
_REACH = 2000
_LETTER = lazy_regex.pattern(r"[^\W\d_]")
_LATIN = lazy_regex.pattern("[A-Za-z\u00c0-\u024f]")
_NAVIGATION = lazy_regex.pattern(r"(?i)\b(?:previous|next|back|home|older|newer|prev|first|last|page)\b")
_NARRATES = lazy_regex.pattern(
    r"(?:(?:he|she|they|I|we|[A-Z][\w’.-]+(?: [A-Z][\w’.-]+)?|the [\w ]{2,30}) )?(?:then |also |immediately )?"
    rf"(?:{word_lists.alternatives('reporting_verbs')})\b"
)


def build(rules: Sequence[Rule]) -> WholeDetector:
    """A detector of the marks that the rules report."""
    by_report = [(rule, _REPORTS[rule.params.report]) for rule in rules]

    def detect(view: View) -> Iterator[Finding]:
        for rule, report in each(by_report):
            yield from report(rule, view)

    return Searching(detect, lambda: [_SEARCH.gate, _MARKED])


def _marks(view: View) -> tuple[str, str]:
    """The double marks that the document writes: straight ones only where it mostly does."""
    return ('"', '"') if view.profile.double_quotes == "straight" else ("“", "”")


def _singles(view: View) -> tuple[str, str]:
    return ("'", "'") if view.profile.double_quotes == "straight" else ("‘", "’")


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


def _pair(rule: Rule, view: View, match: re.Match[str], marks: tuple[str, str], level: Level) -> Iterator[Finding]:
    inner = match["inner"]
    shape = match["open"].strip()[:1], match["close"].strip()[-1:]
    if _is_foreign(inner, shape) or inner.strip() in ("and", "or"):  # „ and “: the marks themselves are spoken of
        return
    opens, closes = Span(*match.span("open")), Span(*match.span("close"))
    edits = [Edit(opens, marks[0]), *_nested(view, inner, match.start("inner")), Edit(closes, marks[1])]
    changed = tuple(edit for edit in edits if view.text[edit.span.start : edit.span.end] != edit.replacement)
    shown = match.group()[:1] + "…" + match.group()[-1:]
    message = f"{shown} are not English quotation marks"
    fix = Fix(changed, f"write {marks[0]}…{marks[1]}")
    yield Finding(rule.id, Span(*match.span()), message, level, (fix,), rule.confidence)


def _nested(view: View, inner: str, start: int) -> Iterator[Edit]:
    """Double marks inside the new pair become single ones."""
    opens, closes = _singles(view)
    for found in re.finditer("[“”„]", inner):
        at = Span(start + found.start(), start + found.end())
        yield Edit(at, closes if found.group() == "”" else opens)


def _guillemets(rule: Rule, view: View) -> Iterator[Finding]:
    yield from _double_guillemets(rule, view)
    for match in view.matches(_SEARCH, "single_guillemets"):
        yield from _pair(rule, view, match, _singles(view), Level.SUGGESTED)


def _double_guillemets(rule: Rule, view: View) -> Iterator[Finding]:
    for paragraph, english in kept(view, _MARKED, _is_quoting):
        if not english:
            continue
        part = view.text[paragraph.start : paragraph.end]
        pairs = list(_GUILLEMETS.finditer(view.text, paragraph.start, paragraph.end))
        if pairs:
            for match in pairs:
                if _is_navigation(match, part):
                    continue
                plain = not re.search("[“”„]", match["inner"])
                yield from _pair(rule, view, match, _marks(view), Level.SAFE if plain else Level.SUGGESTED)
            continue
        for shape in (_INVERTED, *_HALVES):
            for match in shape.finditer(view.text, paragraph.start, paragraph.end):
                yield from _pair(rule, view, match, _marks(view), Level.SUGGESTED)


def _is_quoting(paragraph: str, _: Sequence[int]) -> bool:
    """Whether guillemets stand in a paragraph that is, as far as it shows, English."""
    if not ("«" in paragraph or "»" in paragraph):
        return False
    return identify_language(paragraph) in (None, "en")


def _is_navigation(match: re.Match[str], paragraph: str) -> bool:
    """Arrows around the links to the next and the previous page."""
    padded = len(match["open"]) > 1 or len(match["close"]) > 1
    return padded and match.group() == paragraph.strip() and bool(_NAVIGATION.search(match["inner"]))


def _low(rule: Rule, view: View) -> Iterator[Finding]:
    for match in view.matches(_SEARCH, "low"):
        certain = match["open"][0] == "„" and match["close"].strip() in ("“", "”")
        yield from _pair(rule, view, match, _marks(view), Level.SAFE if certain else Level.SUGGESTED)
    for match in view.matches(_SEARCH, "low_single"):
        yield from _pair(rule, view, match, _singles(view), Level.SUGGESTED)


def _typewriter(rule: Rule, view: View) -> Iterator[Finding]:
    for match in view.matches(_SEARCH, "tex"):
        yield from _pair(rule, view, match, _marks(view), Level.SUGGESTED)
    for match in view.matches(_SEARCH, "tex_single"):
        yield from _pair(rule, view, match, _singles(view), Level.SUGGESTED)


def _doubled(rule: Rule, view: View) -> Iterator[Finding]:
    for match in view.matches(_SEARCH, "doubled"):
        mark = _marks(view)[0 if match["first"] else 1]
        span = Span(*match.span())
        message = f"the quotation mark is repeated: {match.group()}"
        yield Finding(rule.id, span, message, rule.level, (Fix((Edit(span, mark),), f"write {mark}"),), rule.confidence)


def _accent(rule: Rule, view: View) -> Iterator[Finding]:
    for match in view.matches(_SEARCH, "accent"):
        span = Span(*match.span("mark"))
        start = max(0, span.start - _REACH)
        line = view.text[max(view.text.rfind("\n", start, span.start) + 1, start) : span.start]
        if match["mark"] == "`" and _CODE.search(line):
            continue
        mark = view.profile.apostrophe
        message = f"{match['mark']} is used as an apostrophe"
        yield Finding(rule.id, span, message, rule.level, (Fix((Edit(span, mark),), f"write {mark}"),), rule.confidence)


def _dialogue_dash(rule: Rule, view: View) -> Iterator[Finding]:
    for start, match in matches(view, _SEARCH, "dash"):
        if not _NARRATES.match(match["narrator"]):
            continue
        opens, closes = _marks(view)
        edits = [Edit(place(start, match, "open"), opens), Edit(place(start, match, "turn"), f"{closes} ")]
        if match["more"]:
            end = start + match.end()
            edits += [Edit(place(start, match, "back"), f" {opens}"), Edit(Span(end, end), closes)]
        message = "a dash introduces speech; English uses quotation marks"
        span = place(start, match, "open")
        yield Finding(rule.id, span, message, rule.level, (Fix(tuple(edits), "use quotation marks"),), rule.confidence)


def _shape(rule: Rule, view: View) -> Iterator[Finding]:
    """Straight pairs in a document that writes curly marks nearly everywhere; a style that is set has its own rule."""
    if view.profile.style.quotes:
        return
    curly, straight = view.text.count("“"), view.text.count('"')
    if not straight or curly < _CURLY or straight > curly // 4:
        return
    for paragraph in view.paragraphs:
        marks = view.text.count('"', paragraph.start, paragraph.end)
        found = list(_STRAIGHT.finditer(view.text, paragraph.start, paragraph.end)) if marks else []
        if marks != 2 * len(found):
            continue
        for match in found:
            yield from _pair(rule, view, match, ("“", "”"), rule.level)


_STRAIGHT = lazy_regex.pattern(r"(?<![\w“\"=])(?P<open>\")(?P<inner>[^\s\"“”][^\"“”\r\n]*?)(?P<close>\")(?![\w”\"])")
#: So many pairs of curly marks a text must have before its straight ones count as slips.
_CURLY = 8

_REPORTS: dict[str, Callable[[Rule, View], Iterator[Finding]]] = {
    "guillemets": _guillemets,
    "german": _low,
    "typewriter": _typewriter,
    "repeated": _doubled,
    "dialogue-dash": _dialogue_dash,
    "accent": _accent,
    "shape": _shape,
}

KIND = WholeKind(Params, build)
