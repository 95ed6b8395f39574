"""Dashes: hyphens that stand for them, dashes of two lengths in one text, and the dash of Slavic languages for “is”."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

import msgspec

from cleanup import lazy_regex
from cleanup.detectors.consistency import copula
from cleanup.detectors.consistency.shared import finding
from cleanup.matching import FullText, Passage
from cleanup.model import Finding, Level, Rule, Span
from cleanup.style.document_style import MAX_SLIPS
from cleanup.text import attribution
from cleanup.text.segments import search_lines

_WRITTEN = {"spaced-en": " – ", "em": "—", "spaced-em": " — "}
#: What a typewriter has for a dash. A comma before it belongs to speech that is set in dashes.
_HYPHEN = lazy_regex.pattern(
    r"(?:(?<=[^\W_])|(?<=[”’\"')\]%]))(?P<hyphen> - | -- )(?=[“‘\"'(]?[^\W_])"
    r"|(?<=[!?])(?P<asked> -- )(?=[“‘\"'(]?[^\W_])"
    r"|(?<=[^\W\d_]{2})(?P<glued>--)(?=[^\W\d_])"
)
#: Dashes between clauses: letters on both sides exclude ranges, attributions, interrupted speech and omitted names.
_DASH = lazy_regex.pattern(
    r"(?<=[^\W\d_]{2})(?P<before>[”’)]?)(?P<dash>[ \u00a0][–—][ \u00a0]|(?<![—–])—(?![—–]))"
    r"(?=[“‘(]?(?:[^\W\d_]{2}|[aI][ \u00a0’]))"
)
TRIGGERS = (_HYPHEN, *copula.TRIGGERS)

#: The last word before a hyphen, with the mark behind it, and the first one after it.
_LEFT = lazy_regex.pattern(r"(?P<word>[^\W_]*)[”’\"')\]%]?\Z")
_RIGHT = lazy_regex.pattern(r"[“‘\"'(]?(?P<word>[^\W_]+)(?P<rest>[^\r\n]{0,40})")
#: A list of halves of words, as in “short- and long-term”, with a space too many.
_SUSPENDED = lazy_regex.pattern(r"(?:and|or|to|und)[ \u00a0]\w+-\w")
#: A hyphen inside a word or a measure, torn apart.
_PREFIX = lazy_regex.pattern(
    "(?i)(?:anti|co|counter|ex|inter|intra|long|mid|multi|neo|non|post|pre|pro|quasi|re|self|semi|short|sub|super|ultra"
    r"|well|high|low|so|far|half|all|cross|\w)\Z"
)
_UNIT = lazy_regex.pattern(
    r"(?:(?:year|month|week|day|hour|minute|second|mile|metre|meter|star|time)s?|fold|foot|feet|km|kg|cm|mm|inch"
    r"|door|seat|bed|room|stor(?:e?y|ies)|page|man|way)\b"
)
_DATE = lazy_regex.pattern(
    r"\d{1,4}(?:[.:/-]\d|[ \u00a0](?:[ap]\.?m\b|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|hours?\b|[-–—]))"
)
_QUANTITY = lazy_regex.pattern(r"\d[\d.,]*(?:[ \u00a0]?%|[ \u00a0][a-z])")
_SENTENCE_START = lazy_regex.pattern(r".*(?:[.!?…:;][”’\"')\]]*[ \u00a0]|[\r\n])", re.S)
_SENTENCE_END = lazy_regex.pattern(r"[.?!][”’\"')\]]*[ \u00a0](?=[“‘\"'(]?[A-Z])")
#: The name of a site behind the title of its page.
_CREDIT = lazy_regex.pattern(
    r"(?:[A-Z][\w’'.-]*[ \u00a0]?){1,3}"
    r"(?:!|\||\b(?:[Nn]ews|Times|Post|Journal|Online|Digital|Herald|Shimbun|Blog|TV)\b)"
)
#: Behind a name: two names between which a hyphen stands may as well be the ends of a route, or the sides of a match.
_APPOSED = lazy_regex.pattern(r"[A-Z][\w-]+(?:,| and\b|’s\b|'s\b)")

#: What a text may write for all of its dashes: more hyphens than this are a convention, such as that of a typewriter.
_MAX_HYPHENS = 16
#: The hyphen after a number of so few digits may belong to it; longer ones are mostly years.
_SHORT_NUMBER = 2
#: The words that a clause has at least; a heading, a name or a term of a list has fewer.
_CLAUSE, _TERM = 4, 3


class _Hyphen(msgspec.Struct, frozen=True):
    """A hyphen with its spaces in its paragraph.

    `typed`: words adjoin it; `term`: it may be that of a list of terms.
    """

    span: Span
    level: Level
    typed: bool
    term: bool


#: A hyphen or a dash in the text, with its spaces.
_Found = tuple[Span, _Hyphen]


def dashes(rule: Rule, view: FullText) -> Iterator[Finding]:
    """Yield hyphens that separate clauses, and the dashes of a length that the text, or a configured style, does not
    use.
    """
    hyphens = [(place.span.shift(start.start), place) for start, some in view.observed(_places) for place in some]
    both = "–" in view.text and "—" in view.text
    written = _dashes(view.text) if hyphens or both or view.profile.style.dash else []
    yield from _hyphens(rule, view, hyphens, written)
    yield from _lengths(rule, view, written)


def _dashes(text: str) -> list[Span]:
    return [Span(match.end("before"), match.end("dash")) for match in search_lines(_DASH, text, "–", "—")]


def _places(passage: Passage) -> list[_Hyphen]:
    text = passage.text
    hyphens = [place for match in passage.finditer(_HYPHEN) if (place := _place(text, match))]
    if hyphens:
        verbs = {span for span, _ in copula.places(passage)}
        hyphens = [place for place in hyphens if place.span not in verbs]
    return hyphens


def _place(text: str, match: re.Match[str]) -> _Hyphen | None:
    """Return what a hyphen separates, or None if it separates no clauses."""
    start, end = match.span()
    left, right = _LEFT.search(text, max(0, start - 40), start), _RIGHT.match(text, end)
    if left is None or right is None:
        return None
    line = text[text.rfind("\n", 0, start) + 1 : start]
    before = _SENTENCE_START.sub("", line, count=1).split()
    level = Level.SUGGESTED if match["glued"] else _level(left, right, text, before)
    if level is None:
        return None
    term = len(line.split()) <= _TERM and not _is_paired(text, match)
    if term and not _goes_on(text, end):
        return None
    return _Hyphen(Span(start, end), level, typed=bool(match["glued"]), term=term)


def _level(behind: re.Match[str], right: re.Match[str], text: str, before: Sequence[str]) -> Level | None:
    """Return how sure it is that a hyphen separates clauses, or None if it separates something else."""
    left, word = behind["word"], right["word"]
    if word[0].isdigit():
        quantity = _QUANTITY.match(text, right.start("word")) and not _DATE.match(text, right.start("word"))
        return Level.SUGGESTED if quantity and left.islower() and len(before) >= _CLAUSE else None
    if word.islower() or word == "I":
        letter = len(word) == 1 and word not in ("a", "I")
        told = behind.group().endswith(("”", '"')) and attribution.begins_with_verb(text[right.start() :][:40])
        return None if letter or told or _is_torn(left, right, text) else Level.SUGGESTED
    if len(word) < 2 or len(before) < _CLAUSE or not _goes_on(text, right.end("word")):
        return None
    if behind.group().endswith(")") or _CREDIT.match(text, right.start("word")):
        return None
    if left.islower():
        return Level.SUGGESTED
    apposed = left[:1].isupper() and _APPOSED.match(text, right.start("word"))
    return Level.FLAG if apposed else None


def _is_torn(left: str, right: re.Match[str], text: str) -> bool:
    """Return whether the hyphen belongs to a word: `non - fiction`, `5 - year plan`, `4 - and 5 - are`."""
    if left[:1].isdigit():
        counted = left.isdigit() and len(left) <= _SHORT_NUMBER and right["word"].islower()
        return counted or bool(_UNIT.match(right["word"]))
    return bool(_PREFIX.match(left) or _SUSPENDED.match(text, right.start("word")))


def _is_paired(text: str, match: re.Match[str]) -> bool:
    """Return whether the same hyphens follow in the sentence, as around an insertion."""
    rest = text[match.end() :].split("\n", 1)[0]
    return match.group() in _SENTENCE_END.split(rest, maxsplit=1)[0]


def _goes_on(text: str, at: int) -> bool:
    """Return whether a sentence goes on to its full stop, as a heading and a line of credits do not."""
    line = text[at:].split("\n", 1)[0]
    return any(mark in line for mark in (". ", "! ", "? ")) or line.rstrip().endswith((".", "!", "?", "”", '"'))


def _hyphens(rule: Rule, view: FullText, found: Sequence[_Found], written: Sequence[Span]) -> Iterator[Finding]:
    """Yield ` - ` and `--` where a dash belongs: that of the text or of the configured style, else a spaced en dash.

    A text with nothing but hyphens, and many of them, keeps its convention; so does a list of terms.
    """
    terms = sum(place.term for _, place in found)
    found = [one for one in found if terms < _TERM or not one[1].term]
    if not found:
        return
    few = len(found) <= _MAX_HYPHENS and sum(place.typed for _, place in found) <= MAX_SLIPS
    own = view.profile.dash if view.profile.dash in _WRITTEN else _most_frequent(view.text, written)
    if few or view.profile.style.dash:
        yield from (_rewritten(rule, view, span, place.level, own) for span, place in found)


def _rewritten(rule: Rule, view: FullText, span: Span, level: Level, own: str | None) -> Finding:
    written = view.text[span.start : span.end]
    new = _WRITTEN[own or ("em" if written == "--" else "spaced-en")]
    why = f"this text uses “{new.strip()}”" if own else f"a dash, “{new.strip()}”, does that"
    return finding(rule, span, new, f"“{written.strip()}” separates clauses; {why}", level)


def _most_frequent(text: str, written: Sequence[Span]) -> str | None:
    counts = Counter(_name(text, span) for span in written)
    return max(_WRITTEN, key=lambda name: counts[name]) if counts else None


def _name(text: str, span: Span) -> str:
    written = text[span.start : span.end]
    return "em" if written == "—" else "spaced-em" if "—" in written else "spaced-en"


def _lengths(rule: Rule, view: FullText, written: Sequence[Span]) -> Iterator[Finding]:
    """Yield the dashes that differ from those of a configured style, or from a clear majority of the text."""
    own = view.profile.dash if written else None
    odd = [span for span in written if own in _WRITTEN and _name(view.text, span) != own]
    if own is None or (len(odd) > MAX_SLIPS and not view.profile.style.dash):
        return
    new, whose = _WRITTEN.get(own, ""), "the house style" if view.profile.style.dash else "this text"
    for span in odd:
        shown = view.text[span.start : span.end].strip()
        yield finding(rule, span, new, f"“{shown}” separates clauses; {whose} uses “{new}”")
