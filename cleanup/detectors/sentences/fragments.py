"""The `fragments` kind: a clause that hangs on another, but is set as a sentence of its own.

`Although the price has fallen. Sales are still low.` The first sentence begins like a part of one and has one subject
with one verb, so the rest of it is in the next sentence, or in the one before (`He left. Because he was ill.`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from cleanup import lazy_regex
from cleanup.detectors.sentences.clause_reading import SUBORDINATING, begins_clause, has_one_verb, tokens
from cleanup.detectors.sentences.clauses import bare
from cleanup.matching import FullText, Report, document_kind
from cleanup.model import Edit, Finding, Fix, Rule, Span


class Params(msgspec.Struct, frozen=True):
    """A fragments rule has no keys of its own."""


_OPENERS = (
    "Although|Even if|Even though|Whereas|Because|Unless|Whenever|As soon as|While|If|Since"
    "|even if|although|even though|if"
)
_CUT = lazy_regex.pattern(
    rf"(?P<before>[.] |(?<![^\n\r])|, (?:but|and) )(?P<opener>{_OPENERS}) "
    rf"(?P<rest>[^,.;:!?“”\"()—\n\r]+[^\W\d_A-Z]{{3}})(?P<stop>[.])(?P<next> [A-Z][\w’']*)?"
)
#: Clauses that as a rule come first, and those that as a rule come last.
_LAST = frozenset(["Because", "Whereas"])
_LEAST = 3


def _cut(rule: Rule, whole: FullText) -> Iterator[Finding]:
    for match in whole.finditer(_CUT):
        words = tokens(match["rest"])
        if len(words) >= _LEAST and _is_one_clause(words) and (fix := _fix(match)):
            span = Span(match.start("opener"), match.end("stop"))
            message = f"“{match['opener']} …” is no sentence of its own"
            yield Finding(rule.id, span, message, rule.level, (fix,), rule.confidence)


def _is_one_clause(words: list[str]) -> bool:
    """Return whether words are a clause that no other follows: `the price has fallen`, not `he comes they will see`."""
    if not begins_clause(words, loose=True) or not has_one_verb(words):
        return False
    tied = next((place for place, word in enumerate(words) if bare(word) in SUBORDINATING), len(words))
    return not any(begins_clause(words[place:], loose=True) for place in range(2, tied))


def _fix(match: re.Match[str]) -> Fix | None:
    """Return what joins the clause to the sentence before it or behind it."""
    opener, at = match["opener"], match.start("opener")
    if opener in _LAST:
        if not match["before"]:
            return None
        return Fix((Edit(Span(match.start(), at + len(opener)), f" {opener.lower()}"),), "join the sentences")
    following = (match["next"] or "").strip()
    if not following:
        return None
    new = following if following == "I" or bare(following) not in _SMALL else following.lower()
    return Fix((Edit(Span(match.start("stop"), match.end("next")), f", {new}"),), "join the sentences")


_SMALL = frozenset([
    *("it", "he", "she", "they", "we", "you", "the", "a", "an", "this", "these", "those", "there", "his", "her", "its"),
    *("their", "our", "my", "many", "some", "most", "no", "nobody", "everyone", "people", "in", "on", "at", "sales"),
])  # fmt: skip

KIND = document_kind(Params, Report(_cut, [_CUT]))
