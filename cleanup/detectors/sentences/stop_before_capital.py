"""The `stop_before_capital` kind: a full stop before a capital where the sentence cannot end.

Only the words beside the full stop can show it: an adjective whose noun is missing, a reporting verb whose clause is, a
subject whose verb is, a given name whose surname is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Literal

import msgspec

from cleanup import lazy_regex
from cleanup.matching import Passage, Report, Trigger, local_kind, words
from cleanup.model import Edit, Finding, Fix, Rule, Span
from cleanup.text import word_lists


class Params(msgspec.Struct, frozen=True):
    """Keys of a stop_before_capital rule: `report` names what the sentence lacks, `words` what precedes the full stop
    (or follows it, if a verb is missing), `after` what precedes that, `never` phrases that may end a sentence.
    """

    report: Literal["adjective", "clause", "verb", "name"]
    words: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    never: tuple[str, ...] = ()


_STOP = lazy_regex.pattern(
    r"(?<=[a-z])(?P<stop>\.)(?P<gap>[ \u00a0])(?P<next>[A-Z][\w’-]*)(?P<after>[ ,]?)(?P<more>[\w’-]*)"
)
_BEFORE = lazy_regex.pattern(r"(?:(?P<first>[\w’-]+)(?P<comma>,?)[ \u00a0])?(?P<last>[\w’-]+)\Z")
_WHO = lazy_regex.pattern(r", who [^,.;:!?“”\"]{4,90}\Z")
_WINDOW = 110


def _stops(passage: Passage) -> list[tuple[re.Match[str], re.Match[str]]]:
    """Return the full stops of a paragraph, each after the match of what precedes it."""
    text = passage.text
    found = ((_before(text, match.start()), match) for match in _STOP.finditer(text))
    return [(before, match) for before, match in found if before]


def _before(text: str, stop: int) -> re.Match[str] | None:
    return _BEFORE.search(text, _two_words_back(text, stop), stop)


def _two_words_back(text: str, stop: int) -> int:
    """Return the earliest start of the last word but one before a full stop, so that a search from there is short."""
    at, first = stop, max(0, stop - _WINDOW)
    for _ in range(2):
        at = max(text.rfind(" ", first, at), text.rfind("\u00a0", first, at))
        if at < 0:
            return first
    return at


_ADJECTIVE_STOP = lazy_regex.pattern(r"(?P<last>x)\.[ \u00a0][A-Z]")
_THAT_STOP = lazy_regex.pattern(r"that\.[ \u00a0][A-Z]")
_STOP_VERB = lazy_regex.pattern(r"\.[ \u00a0](?i:(?P<next>x)) ")
_NAME_STOP = lazy_regex.pattern(r"(?i:(?P<last>x))\.[ \u00a0][A-Z]")


@lru_cache(maxsize=4096)
def _opens(word: str) -> bool:
    return word.lower() in word_lists.words("sentence_openers")


def _is_noun(word: str) -> bool:
    lower = word.lower()
    listed = word_lists.words("leading") | word_lists.words("links") | word_lists.words("expecting")
    return not (_opens(word) or lower in listed or lower.endswith("ly"))


def _adjective(rule: Rule, before: re.Match[str], match: re.Match[str]) -> Iterator[Finding]:
    params: Params = rule.params
    first, last = before["first"] or "", before["last"]
    if last not in params.words or before["comma"] or first.lower() not in params.after or not _is_noun(match["next"]):
        return
    if f"{first.lower()} {last}" in params.never or match["after"] != " " or not match["more"]:
        return
    plain = match["more"][0].islower() and match["next"].lower() not in word_lists.words("demonyms")
    if last == "former" and plain:  # “the former” takes the place of a noun
        return
    message = f"a full stop separates “{last}” from its noun"
    yield _join(rule, match, before, message, small=plain and match["next"].endswith("s"))


def _clause(rule: Rule, before: re.Match[str], match: re.Match[str]) -> Iterator[Finding]:
    if before["last"] != "that" or (before["first"] or "") not in rule.params.words:
        return
    message = f"a full stop separates “{before['first']} that” from its clause"
    yield _join(rule, match, before, message, small=_opens(match["next"]) and match["next"] != "I")


def _verb(rule: Rule, before: re.Match[str], match: re.Match[str]) -> Iterator[Finding]:
    if match["next"].lower() not in rule.params.words or match["after"] != " ":
        return
    if not _WHO.search(match.string, max(0, match.start() - _WINDOW), match.start()):
        return
    message = f"a full stop separates the verb “{match['next']}” from its subject"
    yield _join(rule, match, before, message, small=True, comma=True)


def _name(rule: Rule, before: re.Match[str], match: re.Match[str]) -> Iterator[Finding]:
    params: Params = rule.params
    first, last = before["first"] or "", before["last"]
    if last.lower() not in word_lists.words("given_names") or not last[0].isupper() or _opens(match["next"]):
        return
    if match["next"] == last:  # “Peter. Peter, look at me.”
        return
    apposition = bool(before["comma"]) and first.islower() and match["after"] == ","
    titled = first in params.after and not before["comma"] and match["after"] == " " and match["more"][:1].islower()
    if apposition or titled:
        yield _join(rule, match, before, f"a full stop splits the name “{last} {match['next']}”", small=False)


def _join(
    rule: Rule, match: re.Match[str], before: re.Match[str], message: str, *, small: bool, comma: bool = False
) -> Finding:
    stop = Edit(Span(*match.span("stop")), "," if comma else "")
    first = Span(match.start("next"), match.start("next") + 1)
    edits = (stop, Edit(first, match["next"][0].lower())) if small else (stop,)
    span = Span(before.start("last"), match.end("next"))
    return Finding(rule.id, span, message, rule.level, (Fix(edits, "join the clause"),), rule.confidence)


def _at_stops(
    find: Callable[[Rule, re.Match[str], re.Match[str]], Iterator[Finding]], trigger: Callable[[Rule], Trigger]
) -> Report[Passage]:
    """Return a report of what is found at a full stop, with what a rule needs there to examine it."""

    def look(rule: Rule, passage: Passage) -> Iterator[Finding]:
        for before, match in passage.once(_stops):
            yield from find(rule, before, match)

    return Report(look, lambda rule: [trigger(rule)])


KIND = local_kind(
    Params,
    {
        "adjective": _at_stops(_adjective, lambda rule: words(_ADJECTIVE_STOP, last=rule.params.words)),
        "clause": _at_stops(_clause, lambda _: _THAT_STOP),
        "verb": _at_stops(_verb, lambda rule: words(_STOP_VERB, next=rule.params.words)),
        "name": _at_stops(_name, lambda _: words(_NAME_STOP, last=lambda: word_lists.words("given_names"))),
    },
)
