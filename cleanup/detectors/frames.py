"""What the kinds that look for words in frames share: how they report, and what they ask of a word."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar

import msgspec

from cleanup.lexicon import Lexicon
from cleanup.matching import FullText, Kind, Passage, Report, WordFrame, document_kind, frame_search, replace, where
from cleanup.model import Finding, Rule, Span
from cleanup.text.dialect import is_dialect, is_in_dialect

_Judged = TypeVar("_Judged")


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
) -> Kind:
    """Return a kind that reports what its frames show, each under the name of its report.

    `replacement` says for a match and what its judge said of it which part is replaced, and by what. A match whose
    group `candidate` is among the words `never` of a rule may stay, and so may all in dialect, which has its own
    grammar.
    """
    reports = [name for name, some in frames.items() for _ in some]
    search = frame_search([frame for some in frames.values() for frame in some])

    def objection(number: int, match: re.Match[str], judged: _Judged) -> Objection:
        span, new = replacement(match, judged)
        old, frame = match.string[span.start : span.end], " ".join(match[0].split())
        return Objection(reports[number], span.shift(-1), old, new, frame, match.groupdict().get(candidate))

    def observe(passage: Passage) -> tuple[Objection, ...]:
        return tuple(objection(*one) for one in search(passage))

    shown = where(observe)  # one for all reports, so that a paragraph is searched once

    def report(name: str) -> Report[FullText]:
        def find(rule: Rule, view: FullText) -> Iterator[Finding]:
            for paragraph, objections in view.observed(observe):
                for one in objections:
                    stays = one.report != name or one.candidate in rule.params.never
                    span = one.span.shift(paragraph.start)
                    if not stays and not view.once(_is_dialect) and not is_in_dialect(view.text, span):
                        yield replacing(rule, span, one.old, one.new, message(rule, one))

        return Report(find, [shown])

    return document_kind(params, {name: report(name) for name in frames})


def _is_dialect(view: FullText) -> bool:
    return is_dialect(view.text)


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
