"""Terms: the capitals of institutions, and words of the other spelling variety."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from cleanup import lazy
from cleanup.detectors.base import Searching, View, WholeDetector
from cleanup.detectors.consistency.params import Params, finding, times
from cleanup.detectors.gate import Search
from cleanup.detectors.kept import matches, place
from cleanup.model import Finding, Rule

#: A match, and where what it was found in begins.
_Match = tuple[int, re.Match[str]]


def case(rule: Rule) -> WholeDetector:
    """`health ministry` in a text that writes `Interior Ministry`; the majority wins, on a tie the capitals."""
    params: Params = rule.params
    pattern = rf"\b({'|'.join(params.modifiers)})([ \u00a0])({'|'.join(params.heads)})\b"
    search = Search(term=lazy.pattern(pattern, re.IGNORECASE, needs=tuple(head.lower() for head in params.heads)))

    def detect(view: View) -> Iterator[Finding]:
        found: dict[str, dict[bool, list[_Match]]] = {}
        for start, match in matches(view, search, "term"):
            modifier, head = match[1], match[3]
            if modifier.islower() == head.islower() and not head.isupper():
                found.setdefault(head.lower(), {}).setdefault(head[0].isupper(), []).append((start, match))
        for forms in found.values():
            if len(forms) == 2:
                capital = len(forms[True]) >= len(forms[False])
                yield from _recased(rule, forms, capital)

    return Searching(detect, lambda: (search.gate,))


def _recased(rule: Rule, forms: Mapping[bool, list[_Match]], capital: bool) -> Iterator[Finding]:
    model = forms[capital][0][1].group()
    for start, match in forms[not capital]:
        words = (word[0].upper() + word[1:] if capital else word.lower() for word in (match[1], match[3]))
        new = match[2].join(words)
        message = f"'{match.group()}' has not the capitals of '{model}' in this text"
        yield finding(rule, place(start, match), new, message)


def variety(rule: Rule) -> WholeDetector:
    """A word in British spelling in an American text, or the other way round, at four to one or more.

    Capitalised words are left alone: they belong to names. Words in -ise are found in American texts only, as
    careful British ones may write -ize.
    """
    params: Params = rule.params
    to_british = params.pairs
    to_american = {uk: us for us, uk in (*params.pairs.items(), *params.one_way.items())}
    from_american = (*params.pairs, *params.one_way)
    behind = "|".join(params.endings)
    search = Search(
        american=lazy.pattern(rf"\b({_any_of(from_american)})({behind})\b", needs=from_american),
        british=lazy.pattern(rf"\b({_any_of(to_american)})({behind})\b", needs=tuple(to_american)),
    )

    def detect(view: View) -> Iterator[Finding]:
        american, british = (list(matches(view, search, name)) for name in ("american", "british"))
        if len(american) >= 4 and len(american) >= 4 * len(british):
            yield from _respelt(rule, british, to_american, "American", len(american))
        strictly = [(start, match) for start, match in american if match[1] in to_british]
        if len(british) >= 4 and len(british) >= 4 * len(strictly):
            yield from _respelt(rule, strictly, to_british, "British", len(british))

    return Searching(detect, lambda: (search.gate,))


def _any_of(stems: Iterable[str]) -> str:
    """An alternation by first letters: a word is compared only with what begins as it does."""
    rests: dict[str, list[str]] = {}
    for stem in stems:
        rests.setdefault(stem[0], []).append(stem[1:])
    return "|".join(f"{first}(?:{'|'.join(rest)})" for first, rest in rests.items())


def _respelt(rule: Rule, found: list[_Match], table: Mapping[str, str], name: str, evidence: int) -> Iterator[Finding]:
    for start, match in found:
        new = table[match[1]] + match[2]
        message = f"'{match.group()}' is not the {name} spelling, which this text has {times(evidence)}"
        yield finding(rule, place(start, match), new, message)
