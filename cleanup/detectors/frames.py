"""What the kinds that look for words in frames share: frames, the search for them, and what they ask of a word.

A frame is a pattern around a candidate, and a judge that asks the lexicon about it. Every pattern of a `frame_kind`
begins with a space, which is looked for much faster than a border of words; so a space is set before the paragraph, and
all places in it are one more than in the paragraph. Most paragraphs hold a match of the common frames, so that no
automaton could rule paragraphs out: they are searched once for all rules of a kind.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Generic, TypeVar

import msgspec

from cleanup.lexicon import Lexicon, lexicon
from cleanup.matching import FullText, Kind, Passage, Report, document_kind, replace, where
from cleanup.model import Finding, Rule, Span

_Judged = TypeVar("_Judged")

#: What is wrong with a match; None if it may be right.
Judge = Callable[[Lexicon, re.Match[str]], _Judged | None]


class WordFrame(msgspec.Struct, Generic[_Judged], frozen=True):
    """A pattern, and what judges its matches.

    A text with a match has one of the words `needs` between blanks, and does not hold what `unless` matches.
    """

    pattern: re.Pattern[str]
    judge: Judge[_Judged]
    needs: frozenset[str] = frozenset()
    unless: re.Pattern[str] | None = None


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


def needing(words: str) -> frozenset[str]:
    """Return words between blanks, and those that are in lowercase capitalized, too."""
    return frozenset(words.split()) | {word.capitalize() for word in words.split()}


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
    observe = _observer(frames, replacement, candidate)
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
    frames: Mapping[str, tuple[WordFrame[_Judged], ...]],
    replacement: Callable[[re.Match[str], _Judged], tuple[Span, str]],
    candidate: str,
) -> Callable[[Passage], tuple[Objection, ...]]:
    """Return what finds all that the frames show in a paragraph."""

    def objection(report: str, match: re.Match[str], judged: _Judged) -> Objection:
        span, new = replacement(match, judged)
        old, frame = match.string[span.start : span.end], " ".join(match[0].split())
        return Objection(report, span.shift(-1), old, new, frame, match.groupdict().get(candidate))

    def show(text: str, held: set[str], words: Lexicon) -> Iterator[Objection]:
        for report, some in frames.items():
            for frame in some:
                if (frame.needs and frame.needs.isdisjoint(held)) or (frame.unless and frame.unless.search(text)):
                    continue
                for match in frame.pattern.finditer(text):
                    if judged := frame.judge(words, match):
                        yield objection(report, match, judged)

    def observe(passage: Passage) -> tuple[Objection, ...]:
        words = lexicon("en")
        return tuple(show(f" {passage.text}", passage.once(_held), words)) if words else ()

    return observe


def _held(passage: Passage) -> set[str]:
    return set(passage.text.split())


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
