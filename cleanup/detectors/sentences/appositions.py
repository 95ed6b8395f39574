"""The `appositions` kind: a name that is put behind a long title with “the” without the commas around it.

Russian and Ukrainian write `the head of the ministry Anna Moreau said`. In English, a title with its article says who
is meant, so the name is set off. A title without an article (`Secretary of State Anna Moreau`) needs no commas.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import msgspec

from cleanup import lazy_regex
from cleanup.detectors.sentences.clauses import announcing, is_finite
from cleanup.lexicon import Case, lexicon
from cleanup.matching import Passage, Report, local_kind, words
from cleanup.model import Edit, Finding, Fix, Rule, Span
from cleanup.text import word_lists


class Params(msgspec.Struct, frozen=True):
    """Keys of an appositions rule.

    `titles` are what a person is; `bodies` are the last words of names of institutions and countries, which the name of
    a person may follow; `named` are nouns that the name of a thing may follow (`the head of the company Red River`).
    """

    titles: tuple[str, ...]
    bodies: tuple[str, ...]
    named: tuple[str, ...]


_TITLE = lazy_regex.pattern(
    r"(?:\b[Tt]he|[\w-]+[’']s|\b[Ii]ts|\b[Tt]heir|\b(?P<also>and)) "
    r"(?:(?!(?:of|for|at|in|on|to|by|and|the) )[\w’'-]+ ){0,4}?"
    r"(?P<title>[\w-]+) (?:of|for|at|in|on|to(?= the | [A-Z])) "
)
_PART = lazy_regex.pattern(
    r"(?P<title>x) (?:of|for|at|in|on|to) (?:[^ .,;:!?]+ ){1,9}[A-Z][^ .,;:!?]+ (?:[^ ]+ ){0,2}[A-Z]"
)
_WORD = lazy_regex.pattern(r"[^\W_][\w’'-]*")
_GIVEN = r"[A-Z][\w’'-]*[^\W\dA-Z_]"
_NAME = lazy_regex.pattern(
    rf"(?P<given>{_GIVEN})(?: (?:{_GIVEN}|[A-Z]\.|de|van|von|al|bin|la)){{0,2}} [A-Z][\w-]*[^\W\dA-Z_]"
    r"(?![\w’'-]| [A-Z])"
)
_SECOND = lazy_regex.pattern(rf" and {_GIVEN} [A-Z][\w-]*[^\W\dA-Z_](?![\w’'-])")
_CLOSED = lazy_regex.pattern(r"[\s]*(?:[.,;:!?)\]”\"–—-]|\Z)")
#: How many words may stand between the title and the name.
_MOST = 8


def _missing(rule: Rule, passage: Passage) -> Iterator[Finding]:
    params: Params = rule.params
    text, done = passage.text, 0
    for match in passage.finditer(_TITLE):
        if not _is_title(match["title"], params) or match.start() < done:
            continue
        if match["also"] and (
            not done or match.start() > done + 1
        ):  # `Treasurer Ann Holm and Chief of Staff Mark Holm`
            continue
        if span := _name(text, match, params):
            done = span.end
            yield _finding(rule, text, span)


@cache
def _set(listed: tuple[str, ...]) -> frozenset[str]:
    return frozenset(listed)


def _is_title(word: str, params: Params) -> bool:
    return word.lower() in _set(params.titles) or _is_plural(word, params)


def _is_plural(word: str, params: Params) -> bool:
    return word.endswith("s") and word[:-1].lower() in _set(params.titles)


def _name(text: str, title: re.Match[str], params: Params) -> Span | None:
    """Return where the name behind a title is, or both names behind a plural, unless it belongs to the title."""
    at, before = title.end(), ""
    for _ in range(_MOST):
        word = _WORD.match(text, at)
        if word is None or is_finite(word.group()):
            return None
        name = _NAME.match(text, at) if before else None
        if name and _may_follow(before, name["given"], params) and _is_person(name.group(), params):
            second = _SECOND.match(text, name.end()) if _is_plural(title["title"], params) else None
            return Span(name.start(), (second or name).end())
        before, at = word.group(), word.end() + 1
        if text[word.end() : at] != " ":
            return None
    return None


def _may_follow(before: str, given: str, params: Params) -> bool:
    known = given.lower() in word_lists.words("given_names")
    if before[0].isupper():
        return known or before in _set(params.bodies)
    if before in announcing() or any(before in word_lists.words(name) for name in ("determiners", "number_words")):
        return False
    return known or before not in _set(params.named)


def _is_person(name: str, params: Params) -> bool:
    bodies, demonyms = _set(params.bodies), word_lists.words("demonyms")
    parts = name.split()
    if any(word in bodies or word.lower() in demonyms or _is_title(word, params) for word in parts):
        return False
    known = lexicon("en")
    return known is None or any(known.usual_case(word) is not Case.LOWER for word in parts)


def _finding(rule: Rule, text: str, name: Span) -> Finding:
    opening = Edit(Span(name.start - 1, name.start - 1), ",")
    closing = () if _CLOSED.match(text, name.end) else (Edit(Span(name.end, name.end), ","),)
    fix = Fix((opening, *closing), "set the name off")
    message = f"the title says who is meant; “{text[name.start : name.end]}” needs commas around it"
    return Finding(rule.id, Span(name.start - 1, name.end), message, rule.level, (fix,), rule.confidence)


def _forms(titles: tuple[str, ...]) -> list[str]:
    """Return the titles in the singular and the plural, in small letters and capitalised."""
    both = [form for title in titles for form in (title, f"{title}s")]
    return [*both, *(form.capitalize() for form in both)]


KIND = local_kind(Params, Report(_missing, lambda rule: [words(_PART, of=_TITLE, title=_forms(rule.params.titles))]))
