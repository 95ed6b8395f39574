"""Terms: the capitals of institutions, and words of the other spelling variety."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from cleanup import lazy
from cleanup.detectors.base import View
from cleanup.detectors.consistency.params import Params, finding, times
from cleanup.detectors.gate import Search
from cleanup.model import Finding, Rule, Span


def case(rule: Rule) -> Callable[[View], Iterator[Finding]]:
    """`health ministry` in a text that writes `Interior Ministry`; the majority wins, on a tie the capitals."""
    params: Params = rule.params
    pattern = rf"\b({'|'.join(params.modifiers)})([ \u00a0])({'|'.join(params.heads)})\b"
    search = Search(term=lazy.pattern(pattern, re.IGNORECASE, needs=tuple(head.lower() for head in params.heads)))

    def detect(view: View) -> Iterator[Finding]:
        found: dict[str, dict[bool, list[re.Match[str]]]] = {}
        for match in view.matches(search, "term"):
            modifier, head = match[1], match[3]
            if modifier.islower() == head.islower() and not head.isupper():
                found.setdefault(head.lower(), {}).setdefault(head[0].isupper(), []).append(match)
        for forms in found.values():
            if len(forms) == 2:
                capital = len(forms[True]) >= len(forms[False])
                yield from _recased(rule, forms, capital)

    return detect


def _recased(rule: Rule, forms: Mapping[bool, list[re.Match[str]]], capital: bool) -> Iterator[Finding]:
    model = forms[capital][0].group()
    for match in forms[not capital]:
        words = (word[0].upper() + word[1:] if capital else word.lower() for word in (match[1], match[3]))
        new = match[2].join(words)
        yield finding(
            rule, Span(*match.span()), new, f"'{match.group()}' has not the capitals of '{model}' in this text"
        )


def variety(rule: Rule) -> Callable[[View], Iterator[Finding]]:
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
        american=lazy.pattern(rf"\b({'|'.join(from_american)})({behind})\b", needs=from_american),
        british=lazy.pattern(rf"\b({'|'.join(to_american)})({behind})\b", needs=tuple(to_american)),
    )

    def detect(view: View) -> Iterator[Finding]:
        if len(view.worded(search)) < len(search.patterns):
            return
        american, british = (list(view.matches(search, name)) for name in ("american", "british"))
        if len(american) >= 4 and len(american) >= 4 * len(british):
            yield from _respelt(rule, british, to_american, "American", len(american))
        strictly = [match for match in american if match[1] in to_british]
        if len(british) >= 4 and len(british) >= 4 * len(strictly):
            yield from _respelt(rule, strictly, to_british, "British", len(british))

    return detect


def _respelt(
    rule: Rule, matches: list[re.Match[str]], table: Mapping[str, str], name: str, evidence: int
) -> Iterator[Finding]:
    for match in matches:
        new = table[match[1]] + match[2]
        message = f"'{match.group()}' is not the {name} spelling, which this text has {times(evidence)}"
        yield finding(rule, Span(*match.span()), new, message)
