"""Terms: the capitals of institutions, and words of the other spelling variety."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from cleanup import lazy_regex
from cleanup.detectors.consistency.shared import Params, finding, times
from cleanup.matching.filters import Search
from cleanup.matching.memo import matches, place
from cleanup.matching.view import Searching, View, WholeDetector
from cleanup.model import Finding, Level, Rule

#: A match, and where what it was found in begins.
_Match = tuple[int, re.Match[str]]


def case(rule: Rule) -> WholeDetector:
    """`health ministry` in a text that writes `Interior Ministry`; the majority wins, on a tie the capitals."""
    params: Params = rule.params
    pattern = rf"\b({'|'.join(params.modifiers)})([ \u00a0])({'|'.join(params.heads)})\b"
    search = Search(term=lazy_regex.pattern(pattern, re.IGNORECASE, needs=tuple(head.lower() for head in params.heads)))

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
        message = f"'{match.group()}' is capitalised differently from '{model}' elsewhere in this text"
        yield finding(rule, place(start, match), new, message)


def variety(rule: Rule) -> WholeDetector:
    """A word in British spelling in an American text, or the other way round, at four to one or more.

    Where a style is set it is every word of the other variety. Capitalised words are left alone: they belong to names;
    under a style one that opens a sentence is flagged. Words in -ise are found in American texts only, as careful
    British ones may write -ize.
    """
    params: Params = rule.params
    to_british = params.pairs
    to_american = {uk: us for us, uk in (*params.pairs.items(), *params.one_way.items())}
    from_american = (*params.pairs, *params.one_way)
    behind = "|".join(params.endings)
    search = Search(
        american=lazy_regex.pattern(rf"\b({_any_of(from_american)})({behind})\b", needs=from_american),
        british=lazy_regex.pattern(rf"\b({_any_of(to_american)})({behind})\b", needs=tuple(to_american)),
    )
    opening = {
        "us": lazy_regex.pattern(_OPENS.format(_any_of(to_american), behind)),
        "uk": lazy_regex.pattern(_OPENS.format(_any_of(to_british), behind)),
    }

    def detect(view: View) -> Iterator[Finding]:
        american, british = (list(_words(view, search, name, params)) for name in ("american", "british"))
        strictly = [(start, match) for start, match in american if match[1] in to_british]
        if wanted := view.profile.style.spelling:
            table, wrong = (to_american, british) if wanted == "us" else (to_british, strictly)
            first = [
                (0, match) for match in opening[wanted].finditer(view.text) if match.group().lower() not in params.both
            ]
            yield from _housed(rule, [*wrong, *first], table, _VARIETIES[wanted])
            return
        if len(american) >= 4 and len(american) >= 4 * len(british):
            yield from _respelt(rule, british, to_american, "American", len(american))
        if len(british) >= 4 and len(british) >= 4 * len(strictly):
            yield from _respelt(rule, strictly, to_british, "British", len(british))

    return Searching(detect, lambda: (search.gate,))


_VARIETIES = {"us": "American", "uk": "British"}
#: A word with a capital where a sentence begins and goes on in small letters: its capital need not be that of a name.
_OPENS = r"(?:\A|(?<=[.!?…][ \n])|(?<=[.!?…][”’][ \n])|(?<=[\r\n]))(?=[A-Z])(?i:({})({}))(?=[ \u00a0][a-z])"
#: Words that have a second meaning with one spelling.
_AMBIGUOUS = frozenset({"meter"})


def _words(view: View, search: Search, name: str, params: Params) -> Iterator[_Match]:
    return ((start, match) for start, match in matches(view, search, name) if match.group() not in params.both)


def _housed(rule: Rule, found: Iterable[_Match], table: Mapping[str, str], name: str) -> Iterator[Finding]:
    """Words that are not of the variety which is set."""
    for start, match in found:
        stem, small = match[1].lower(), match[1].islower()
        new = _respell(table[stem], match[2])
        sure = small and stem not in _AMBIGUOUS
        message = f"'{match.group()}' is not {name} spelling, which the house style requires"
        yield finding(
            rule, place(start, match), new if small else new.capitalize(), message, None if sure else Level.FLAG
        )


def _respell(stem: str, ending: str) -> str:
    """A stem with its ending: centre and -ed are centred, center and -d are centered."""
    if stem.endswith("re") and ending[:1] in ("e", "i"):
        return stem[:-1] + ending
    return f"{stem}e{ending}" if stem.endswith("er") and ending == "d" else stem + ending


def _any_of(stems: Iterable[str]) -> str:
    """An alternation by first letters: a word is compared only with what begins as it does."""
    rests: dict[str, list[str]] = {}
    for stem in stems:
        rests.setdefault(stem[0], []).append(stem[1:])
    return "|".join(f"{first}(?:{'|'.join(rest)})" for first, rest in rests.items())


def _respelt(rule: Rule, found: list[_Match], table: Mapping[str, str], name: str, evidence: int) -> Iterator[Finding]:
    for start, match in found:
        new = _respell(table[match[1]], match[2])
        message = f"'{match.group()}' is not {name} spelling, which this text uses {times(evidence)}"
        yield finding(rule, place(start, match), new, message, Level.FLAG)
