"""The `phrases` kind: a table of phrases and their replacements, for all rules of a pass at once.

A phrase matches whole words, in lowercase, Capitalised or UPPERCASE (the replacement follows), and across a line break;
with `case = "exact"` only as written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal

import msgspec

from cleanup import lazy_regex
from cleanup.errors import RuleError
from cleanup.matching import Needs, Passage, PhraseBook, Together, describe, local_kind, phrases_needed, replace
from cleanup.model import Finding, Rule, Span


class Params(msgspec.Struct, frozen=True):
    """Keys of a phrases rule. An empty list of replacements only flags."""

    phrases: dict[str, str | tuple[str, ...]]
    case: Literal["follow", "exact"] = "follow"


_CITATION_END = lazy_regex.pattern(r"[,.]?[”’\"']")


def _ready(rules: Sequence[Rule]) -> PhraseBook[Rule]:
    return PhraseBook(
        [(phrase, rule) for rule in rules for phrase in rule.params.phrases], [rule.needs for rule in rules]
    )


def _find(book: PhraseBook[Rule], passage: Passage) -> Iterator[Finding]:
    text = passage.text
    for span, listed in book.find(passage, _counts):
        for phrase, rule in listed:
            yield from _finding(
                rule, phrase, text[span.start : span.end], span, straight="’" not in text and "'" in text
            )


def _needs(rule: Rule) -> Needs:
    return phrases_needed(rule.params.phrases)


def _counts(text: str, start: int, end: int) -> bool:
    return _is_word(text, start, end) and not _is_cited(text, start, end)


def _is_cited(text: str, start: int, end: int) -> bool:
    """Return whether only the phrase is in quotation marks, as a word that is being discussed."""
    return start > 0 and text[start - 1] in "“‘\"'" and bool(_CITATION_END.match(text, end))


def _is_word(text: str, start: int, end: int) -> bool:
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    return not ((before.isalnum() and text[start].isalnum()) or (after.isalnum() and text[end - 1].isalnum()))


def _finding(rule: Rule, phrase: str, found: str, span: Span, *, straight: bool) -> Iterator[Finding]:
    params: Params = rule.params
    if params.case == "exact" and " ".join(found.split()) != phrase:
        return
    value = params.phrases[phrase]
    options = (value,) if isinstance(value, str) else value
    if straight:
        options = tuple(new.replace("’", "'") for new in options)
    fixes = tuple(
        replace(span, _follow(found, new) if params.case == "follow" else new, f"write “{new}”") for new in options
    )
    yield Finding(rule.id, span, describe(rule, found), rule.level, fixes, rule.confidence)


def _follow(found: str, new: str) -> str:
    """Return the replacement in the case of what it replaces."""
    letters = re.sub(r"[^\w]", "", found)
    if len(letters) > 1 and letters.isupper():
        return new.upper()
    return new[:1].upper() + new[1:] if found[:1].isupper() else new


def validate(rule: Rule) -> None:
    """Check that phrases begin with a word. Raises RuleError."""
    from cleanup.rules.rule_file import line_in

    for phrase in rule.params.phrases:
        if not phrase[:1].isalnum():
            line = line_in(rule.path, phrase)
            hint = "begin with a word, or use the kind 'pattern'"
            raise RuleError(f"the phrase {phrase!r} does not begin with a word", path=rule.path, line=line, hint=hint)


KIND = local_kind(Params, Together(_find, _ready, lambda book: [book]), validate=validate, needs=_needs)
