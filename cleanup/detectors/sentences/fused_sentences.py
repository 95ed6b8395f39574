"""The `fused_sentences` kind: a headline, a subheading or a list item that runs into the sentence after it.

When a page is flattened into one line, what had a line of its own and therefore no full stop stands before the next
sentence with nothing but a space. The seam is seen where a word that only begins sentences has a capital in the middle
of one. Titles (`the film The Way`), names (`The Hague`) and lists (`Group A`) have such capitals too, so the words on
both sides must be able to end and to begin a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal

import msgspec

from cleanup import lazy_regex
from cleanup.detectors.sentences.clauses import PARTICLES, announcing, bare, is_finite
from cleanup.lexicon import Case, lexicon
from cleanup.matching import FullText, Passage, Report, document_kind, replace
from cleanup.model import Finding, Level, Rule, Span
from cleanup.text import word_lists


class Params(msgspec.Struct, frozen=True):
    """Keys of a fused_sentences rule: `report` names what is fused.

    `naming` are words that a title follows, with or without a verb (`film`, `called`), `labelled` what a letter follows
    (`Group A`).
    """

    report: Literal["seam"]
    naming: tuple[str, ...] = ()
    labelled: tuple[str, ...] = ()


#: Words that begin sentences; a capital that they have elsewhere belongs to a title or a name.
_OPENERS = (
    *("The", "A", "An", "This", "These", "Those", "That", "There", "It", "They", "We", "She", "Our", "Her", "Their"),
    *("Its", "Some", "Many", "Most", "All", "And", "But", "In", "On", "At", "For", "From", "With", "By", "To", "As"),
    *("After", "Before", "During", "Since", "Under", "Among", "Against", "Between", "Despite", "According", "However"),
    *("When", "While", "If", "Although", "Because", "Also", "What", "Why", "How", "Meanwhile", "Earlier", "Today"),
    *("Now", "Then", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "More", "You"),
    *("Dozens", "Hundreds", "Thousands", "Several", "Another", "Both", "Each", "Every", "Last", "Therefore", "Instead"),
    *("Similarly", "Moreover", "Nevertheless", "Furthermore", "Whether", "Amid", "Along", "Until", "Within", "Without"),
    *("Throughout", "Around", "Only", "Previously", "Finally", "Recently", "Nearly", "Almost", "Unlike", "Other"),
)
#: What may have a capital in a quotation or a title of one word. It shows a seam only behind a headline.
_LONE = frozenset(["Our", "You", "One", "Now", "All", "That"])
_SEAM = lazy_regex.pattern(
    r"(?P<gap>[ \u00a0])(?=[A-Z])(?:(?<=[^\W_][ \u00a0])|(?<=%[ \u00a0])|(?<=[^\W_][)”’'\"][ \u00a0]))"
    rf"(?P<opener>(?:{'|'.join(_OPENERS)})(?:[’'](?:s|re|ve|ll|d))?|(?<=[’'”\"] )[A-Z][a-z]+),?[ ](?=[\w“‘\"'€$£])"
)
_SENTENCE_START = lazy_regex.pattern(r"(?s:.*)(?:[.!?…][”’\"')\]]*\s+|[\n\r]\s*)")
_SENTENCE_END = lazy_regex.pattern(r"[.!?…]+[”’\"')\]]*(?=\s|\Z)")
_TOKEN = lazy_regex.pattern(r"\S+")
_FOOTNOTE = lazy_regex.pattern(r"[^\W\d_][.!?]\d{1,3}\Z")
#: Capitals and what may stand between them in a name: `City of Austin Emergency Center`, `Onion Creek’s highest flow`.
_NAME = lazy_regex.pattern(r"(?:[A-Z\d][\w.’'&-]*|of|for|and|de|the)(?: (?:[A-Z\d][\w.’'&-]*|of|for|and|de|the))*")
_LISTED = frozenset(_OPENERS) | {f"{word}{mark}s" for word in _OPENERS for mark in "’'"}
_LEAST_BEFORE, _LEAST_BEHIND = 2, 4
#: The share of words in small letters behind the seam, and how many of them may not be small in a title.
_SMALL, _PLAIN = 0.5, 2
#: How far to look for the beginning and the end of a sentence, in code points.
_WINDOW = 600


class _Seam(msgspec.Struct, frozen=True):
    """Where two sentences meet in a paragraph, by its own offsets.

    `lead`: from where to where what stands before it reaches, `last` its last word, `complete` whether it has a verb;
    `sure`: whether the words beside the seam exclude a title.
    """

    gap: Span
    lead: Span
    last: str
    opener: str
    complete: bool
    sure: bool


def _seams(passage: Passage) -> list[_Seam]:
    return [seam for match in passage.finditer(_SEAM) if (seam := _seam(passage.text, match))]


def _seam(text: str, match: re.Match[str]) -> _Seam | None:
    """Return the seam, if a sentence can end before it and begin behind it."""
    earliest = max(0, match.start() - _WINDOW)
    begun = _SENTENCE_START.match(text, earliest, match.start())
    lead = Span(begun.end() if begun else earliest, match.start())
    before, behind = _words(text, lead), _behind(text, match)
    if len(before) < _LEAST_BEFORE or not _is_sentence(behind) or _is_open(text[lead.start : lead.end]):
        return None
    if " ".join(before).isupper():  # a dateline, or a heading set in capitals
        return None
    if not _may_meet(before[-1], match["opener"], behind[1]):
        return None
    small = behind[1][0].islower() if behind[1][:1].isalpha() else behind[1][0].isdigit()
    sure = (small or _is_subject(behind)) and not before[-1].endswith("”")
    if not small and before[-1][0].isupper() and len(before) < 4:
        return None
    if match["opener"] not in _LISTED and not _ends_quoted_headline(text, lead, behind):
        return None
    complete = any(map(is_finite, before))
    return _Seam(Span(*match.span("gap")), lead, before[-1], match["opener"], complete, sure)


def _may_meet(last: str, opener: str, second: str) -> bool:
    """Return whether a sentence may end with one word, and the next one begin with two others."""
    if bare(last) in announcing() or _FOOTNOTE.search(last):
        return False
    return opener != "A" or bare(second) not in announcing() | PARTICLES


def _ends_quoted_headline(text: str, lead: Span, behind: Sequence[str]) -> bool:
    """Return whether a paragraph begins with what a closing mark ends, and goes on with a plural noun and its verb."""
    known = lexicon("en")
    opens = not lead.start or text[lead.start - 1] in "\r\n"
    forms = known.forms(behind[0]) if known else frozenset[str]()
    noun = "noun-plural" in forms and known is not None and known.usual_case(behind[0]) is Case.LOWER
    return opens and noun and any(map(is_finite, behind[1:9]))


def _words(text: str, span: Span) -> list[str]:
    return _TOKEN.findall(text, span.start, span.end)


def _behind(text: str, match: re.Match[str]) -> list[str]:
    """Return the words of the sentence behind a seam, the last one with its stop."""
    start = match.start("opener")
    latest = min(len(text), start + _WINDOW)
    end = _SENTENCE_END.search(text, start, latest)
    return _words(text, Span(start, end.end() if end else latest))


def _is_sentence(words: Sequence[str]) -> bool:
    """Return whether words are set like a sentence, not like a title: mostly small letters, and a stop at the end."""
    small = [word for word in words if word[0].islower()]
    plain = [word for word in small if len(word) > 3 and bare(word) not in announcing()]
    ended = bool(words) and words[-1].rstrip("”’\"')]")[-1:] in {".", "!", "?", "…"}
    return ended and len(words) > _LEAST_BEHIND and len(small) >= _SMALL * (len(words) - 1) and len(plain) >= _PLAIN


def _is_open(lead: str) -> bool:
    """Return whether a quotation or a bracket is open at the end."""
    return lead.count("“") != lead.count("”") or lead.count('"') % 2 == 1 or lead.count("(") != lead.count(")")


def _is_subject(words: Sequence[str]) -> bool:
    """Return whether a name behind the opener is followed by a verb: `The City of Austin remains open`."""
    name = _NAME.match(" ".join(words[1:]))
    rest = " ".join(words[1:])[name.end() :].split() if name else []
    return bool(rest) and (is_finite(rest[0]) or bare(rest[0]) in word_lists.words("reporting_verbs"))


def _fused(rule: Rule, whole: FullText) -> Iterator[Finding]:
    for paragraph, seams in whole.observed(_seams):
        for seam in seams:
            headline = paragraph.start + seam.lead.start == whole.paragraphs[0].start
            if level := _level(rule.params, seam, headline):
                yield _finding(rule, paragraph, seam, headline, level)


def _level(params: Params, seam: _Seam, headline: bool) -> Level | None:
    last = bare(seam.last)
    if last in params.naming or (seam.opener == "A" and last in params.labelled):
        return None
    if headline:
        return Level.SUGGESTED
    if seam.opener in _LONE:
        return None
    return Level.SUGGESTED if seam.sure else Level.FLAG


def _finding(rule: Rule, paragraph: Span, seam: _Seam, headline: bool, level: Level) -> Finding:
    gap = seam.gap.shift(paragraph.start)
    broken = replace(gap, "\n\n", "begin a new paragraph")
    stopped = replace(Span(gap.start, gap.start), ".", "insert a full stop")
    what = "a headline" if headline else "a sentence" if seam.complete else "a heading"
    span = Span(gap.start - len(seam.last), gap.end + len(seam.opener))
    message = f"{what} runs into the next sentence: “{seam.last} {seam.opener}”"
    fixes = (broken, stopped) if headline or not seam.complete else (stopped, broken)
    return Finding(rule.id, span, message, level, fixes, rule.confidence)


KIND = document_kind(Params, {"seam": Report(_fused, [_SEAM])})
