"""The `phrases` kind: a table of phrases and their replacements, all rules of a pass in one automaton.

A phrase matches whole words, in lower case, Capitalised or UPPER CASE (the replacement follows), and
across a line break; with `case = "exact"` only as written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, Literal

import msgspec
import re2

from cleanup.detectors.base import LocalDetector, LocalKind, describe, replace
from cleanup.model import Finding, Rule, Span


class Params(msgspec.Struct, frozen=True):
    """Keys of a phrases rule. An empty list of replacements only flags."""

    phrases: dict[str, str | tuple[str, ...]]
    case: Literal["follow", "exact"] = "follow"


_QUIET = re2.Options()
_QUIET.log_errors = False
_QUIET.longest_match = True
_QUIET.max_mem = 64 << 20  # with less, an automaton of thousands of phrases is thrown away and built again


def build(rules: Sequence[Rule]) -> LocalDetector:
    """A detector of all the rules at once."""
    table: dict[str, list[tuple[Rule, str]]] = {}
    for rule in rules:
        params: Params = rule.params
        for phrase in params.phrases:
            table.setdefault(_key(phrase), []).append((rule, phrase))
    automaton = _automaton(sorted(table))

    def detect(text: str) -> Iterator[Finding]:
        if automaton is None:
            return
        for match in _matches(automaton, text):
            found = text[match.start : match.end]
            for rule, phrase in table[_key(found)]:
                yield from _finding(rule, phrase, found, match)

    return detect


def _key(phrase: str) -> str:
    return " ".join(phrase.lower().replace("'", "’").split())


def _automaton(keys: list[str]) -> Any:
    if not keys:
        return None
    alternatives = "|".join(re2.escape(k).replace("\\ ", r"\s+").replace("’", "['’]") for k in keys)
    return re2.compile(f"(?i)(?:{alternatives})", _QUIET)


def _matches(automaton: Any, text: str) -> Iterator[Span]:
    data = text.encode("utf-8", "surrogatepass")
    at = at_byte = at_point = 0
    while (found := automaton.search(data, at)) is not None:
        start, end = found.span()
        first = at_point + len(data[at_byte:start].decode("utf-8", "surrogatepass"))
        last = first + len(data[start:end].decode("utf-8", "surrogatepass"))
        if _is_word(text, first, last):
            yield Span(first, last)
            at, at_byte, at_point = end, end, last
        else:
            at_byte, at_point = start, first
            at = start + len(text[first].encode("utf-8", "surrogatepass"))


def _is_word(text: str, start: int, end: int) -> bool:
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    return not ((before.isalnum() and text[start].isalnum()) or (after.isalnum() and text[end - 1].isalnum()))


def _finding(rule: Rule, phrase: str, found: str, span: Span) -> Iterator[Finding]:
    params: Params = rule.params
    if params.case == "exact" and " ".join(found.split()) != phrase:
        return
    value = params.phrases[phrase]
    options = (value,) if isinstance(value, str) else value
    fixes = tuple(
        replace(span, _follow(found, new) if params.case == "follow" else new, f"write “{new}”") for new in options
    )
    yield Finding(rule.id, span, describe(rule, found), rule.level, fixes, rule.confidence)


def _follow(found: str, new: str) -> str:
    """The replacement in the case of what it replaces."""
    letters = re.sub(r"[^\w]", "", found)
    if len(letters) > 1 and letters.isupper():
        return new.upper()
    return new[:1].upper() + new[1:] if found[:1].isupper() else new


KIND = LocalKind(Params, build)
