"""Terms: the capitals of institutions, and words in the other spelling variety."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from cleanup import lazy_regex
from cleanup.detectors.consistency.shared import Params, finding, times
from cleanup.matching import FullText, Passage
from cleanup.model import Finding, Level, Rule, Span
from cleanup.text.segments import places
from cleanup.text.sizes import ARTICLE

#: A match, and the offset of the text that it was found in.
_Match = tuple[int, re.Match[str]]


class TermCase:
    """`health ministry` in a text that writes `Interior Ministry`; the majority wins, on a tie the capitals."""

    def __init__(self, rule: Rule) -> None:
        params: Params = rule.params
        self._rule = rule
        self._term = lazy_regex.pattern(
            rf"\b({'|'.join(params.modifiers)})([ \u00a0])({'|'.join(params.heads)})\b",
            re.IGNORECASE,
        )
        self.triggers = (self._term,)

    def _terms(self, passage: Passage) -> list[re.Match[str]]:
        return list(passage.finditer(self._term))

    def find(self, view: FullText) -> Iterator[Finding]:
        """Yield the terms of the minority."""
        found: dict[str, dict[bool, list[_Match]]] = {}
        for start, match in _placed(view.observed(self._terms)):
            modifier, head = match[1], match[3]
            if modifier.islower() == head.islower() and not head.isupper():
                found.setdefault(head.lower(), {}).setdefault(head[0].isupper(), []).append((start, match))
        for forms in found.values():
            if len(forms) == 2:
                capital = len(forms[True]) >= len(forms[False])
                yield from _recased(self._rule, forms, capital)


def _placed(found: Iterable[tuple[Span, Sequence[re.Match[str]]]]) -> Iterator[_Match]:
    return ((paragraph.start, match) for paragraph, matches in found for match in matches)


def _place(start: int, match: re.Match[str]) -> Span:
    return Span(*match.span()).shift(start)


def _recased(rule: Rule, forms: Mapping[bool, list[_Match]], capital: bool) -> Iterator[Finding]:
    model = forms[capital][0][1].group()
    for start, match in forms[not capital]:
        words = (word[0].upper() + word[1:] if capital else word.lower() for word in (match[1], match[3]))
        new = match[2].join(words)
        message = f"“{match.group()}” is capitalised differently from “{model}” elsewhere in this text"
        yield finding(rule, _place(start, match), new, message)


class Variety:
    """A word in British spelling in an American article, or the reverse, at two to one or more.

    Of one word in both spellings the majority wins, and so does -ize over -ise, or -ise together with other British
    spellings over -ize. With a configured style, every word of the other variety is found, in any text. Capitalised
    words are left alone because they belong to names, unless the text has the same name in the other spelling; with a
    style, one that opens a sentence is flagged. Words in -ise are found in American texts only, as careful British ones
    may write -ize.
    """

    def __init__(self, rule: Rule) -> None:
        params: Params = rule.params
        self._rule = rule
        self._to_british = params.pairs
        self._to_american = {uk: us for us, uk in (*params.pairs.items(), *params.one_way.items())}
        from_american = (*params.pairs, *params.one_way)
        behind = "|".join(params.endings)
        self._american_word = lazy_regex.pattern(rf"\b({_any_of(from_american)})({behind})\b")
        self._british_word = lazy_regex.pattern(rf"\b({_any_of(self._to_american)})({behind})\b")
        self._opening = {
            "us": lazy_regex.pattern(_OPENS.format(_any_of(self._to_american), behind)),
            "uk": lazy_regex.pattern(_OPENS.format(_any_of(self._to_british), behind)),
        }
        self.triggers = (self._american_word, self._british_word)

    def _american(self, passage: Passage) -> list[re.Match[str]]:
        return [one for one in passage.finditer(self._american_word) if one.group() not in self._rule.params.both]

    def _british(self, passage: Passage) -> list[re.Match[str]]:
        return [one for one in passage.finditer(self._british_word) if one.group() not in self._rule.params.both]

    def find(self, view: FullText) -> Iterator[Finding]:
        """Yield the words of the variety that the text, or the style, does not use."""
        american, british = [*_placed(view.observed(self._american))], [*_placed(view.observed(self._british))]
        strictly = [(start, match) for start, match in american if match[1] in self._to_british]
        if wanted := view.profile.style.spelling:
            table, wrong = (self._to_american, british) if wanted == "us" else (self._to_british, strictly)
            first = ((0, match) for match in self._opening[wanted].finditer(view.text))
            opening = [one for one in first if one[1].group().lower() not in self._rule.params.both]
            yield from _housed(self._rule, [*wrong, *opening], table, _VARIETIES[wanted])
            return
        if len(view.text) <= ARTICLE:
            yield from self._outvoted(american, british, strictly)
            yield from self._named(view.text, american)

    def _outvoted(self, american: list[_Match], british: list[_Match], strictly: list[_Match]) -> Iterator[Finding]:
        if strictly and len(american) >= CLEARLY * max(1, len(british)):
            yield from _respelt(self._rule, british, self._to_american, "American", len(american))
        elif len(british) >= CLEARLY * max(1, len(strictly)):
            yield from _respelt(self._rule, strictly, self._to_british, "British", len(british))
            yield from self._ized(american, british)
        else:
            yield from self._in_both(american, british)
            yield from self._ized(american, british)

    def _ized(self, american: list[_Match], british: list[_Match]) -> Iterator[Finding]:
        """Yield words in -ise where the text prefers -ize, or in -ize where it is British and has -ise."""
        ways = self._rule.params.one_way
        ize = [(start, match) for start, match in american if match[1] in ways]
        ise = [(start, match) for start, match in british if self._to_american[match[1]] in ways]
        if len(ize) >= CLEARLY * len(ise) > 0:
            yield from _respelt(self._rule, ise, self._to_american, "-ize", len(ize))
        elif ise and ize and len(british) >= 2 * len(american):
            yield from _respelt(self._rule, ize, ways, "British", len(british))

    def _in_both(self, american: list[_Match], british: list[_Match]) -> Iterator[Finding]:
        """Yield the minority of a word that the text spells in both ways."""
        for us, uk in self._rule.params.pairs.items():
            ours = [(start, match) for start, match in american if match[1] == us]
            theirs = [(start, match) for start, match in british if match[1] == uk]
            if len(ours) > len(theirs) > 0:
                yield from _respelt(self._rule, theirs, self._to_american, "American", len(ours))
            elif len(theirs) > len(ours) > 0:
                yield from _respelt(self._rule, ours, self._to_british, "British", len(theirs))

    def _named(self, text: str, american: list[_Match]) -> Iterator[Finding]:
        """Yield British words in names that the text has in American spelling, too: the Defence Ministry."""
        behind = ((match[0], _AFTER.match(text, start + match.end())) for start, match in american)
        for us, word in dict.fromkeys((us, after[1].lower()) for us, after in behind if after):
            uk = self._rule.params.pairs.get(us, us).capitalize()
            for at in places(text, uk) if uk.lower() != us else ():
                next_ = _AFTER.match(text, at + len(uk))
                if next_ and next_[1].lower() == word:
                    message = f"“{uk} {next_[1]}” is spelt “{us} {word}” elsewhere in this text"
                    yield finding(self._rule, Span(at, at + len(uk)), us.capitalize(), message, Level.FLAG)


_AFTER = lazy_regex.pattern(r" ([^\W\d_]+)")
#: How much more often a text has to use one variety.
CLEARLY = 2
_VARIETIES = {"us": "American", "uk": "British"}
#: A capitalised word at the beginning of a sentence in lowercase, whose capital need not be that of a name.
_OPENS = r"(?:\A|(?<=[.!?…][ \n])|(?<=[.!?…][”’][ \n])|(?<=[\r\n]))(?=[A-Z])(?i:({})({}))(?=[ \u00a0][a-z])"
#: Words that have a second meaning with one spelling.
_AMBIGUOUS = frozenset({"meter"})


def _housed(rule: Rule, found: Iterable[_Match], table: Mapping[str, str], name: str) -> Iterator[Finding]:
    """Yield words that are not of the configured variety."""
    for start, match in found:
        stem, small = match[1].lower(), match[1].islower()
        new = _respell(table[stem], match[2])
        sure = small and stem not in _AMBIGUOUS
        message = f"“{match.group()}” is not {name} spelling, which the house style requires"
        yield finding(
            rule, _place(start, match), new if small else new.capitalize(), message, None if sure else Level.FLAG
        )


def _respell(stem: str, ending: str) -> str:
    """Return a stem with its ending: centre and -ed are centred, center and -d are centered."""
    if stem.endswith("re") and ending[:1] in ("e", "i"):
        return stem[:-1] + ending
    return f"{stem}e{ending}" if stem.endswith("er") and ending == "d" else stem + ending


def _any_of(stems: Iterable[str]) -> str:
    """Return an alternation by first letters: a word is compared only with what begins like it."""
    rests: dict[str, list[str]] = {}
    for stem in stems:
        rests.setdefault(stem[0], []).append(stem[1:])
    return "|".join(f"{first}(?:{'|'.join(rest)})" for first, rest in rests.items())


def _respelt(rule: Rule, found: list[_Match], table: Mapping[str, str], name: str, evidence: int) -> Iterator[Finding]:
    for start, match in found:
        new = _respell(table[match[1]], match[2])
        message = f"“{match.group()}” is not {name} spelling, which this text uses {times(evidence)}"
        sure = evidence >= CLEARLY * len(found) and match[1] not in _AMBIGUOUS
        yield finding(rule, _place(start, match), new, message, None if sure else Level.FLAG)
