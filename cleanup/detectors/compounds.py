"""The `compounds` kind: two or more words that describe the noun after them together, without their hyphens.

Other languages write one word, a clause, or nothing between the parts (`state owned company`, `long term plan`, `five
year plan`). Some parts form a compound before any noun; with others the same words can be a clause (`the army backed
plans`), and the nouns on both sides decide.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

import msgspec

from cleanup import lazy_regex
from cleanup.lexicon import FUNCTION_CLASSES, Lexicon, lexicon
from cleanup.matching import Passage, Report, Trigger, local_kind, words
from cleanup.model import Edit, Finding, Fix, Rule, Span
from cleanup.text import word_lists


class Params(msgspec.Struct, frozen=True):
    """Keys of a compounds rule: `report` names what it reports.

    `lasts` are last words of compounds, and `pairs` those with the words that may come before them. For measures,
    `lasts` are units before any noun, and `counted` units that are nouns of their own as well. For prefixes, `pairs`
    has the words in lowercase that may come after each; a star is the rest of a word.
    """

    report: Literal["attribute", "participle", "measure", "prefix"]
    lasts: tuple[str, ...] = ()
    counted: tuple[str, ...] = ()
    pairs: dict[str, tuple[str, ...]] = {}


_BLANK = "[ \u00a0]"
_NEXT = lazy_regex.pattern(r"[ \u00a0](?P<word>[^\W\d_]+(?:['’-][^\W\d_]+)*)")
_PREVIOUS = lazy_regex.pattern(r"(?P<word>[^\W\d_]+(?:['’-][^\W\d_]+)*)[ \u00a0]\Z")
_FIRST = lazy_regex.pattern(r"(?<![\w’'\-.&@/])(?P<word>[^\W\d_]{2,})\Z")
#: How far back to look for the words before a compound, in code points.
_WINDOW = 40
_WORDS = word_lists.sections("compounds")
#: What a word of a compound, or of the noun phrase after it, is not.
#: Words of time and amount: with them a clause ends, or a noun phrase of its own begins.
_APART = frozenset(_WORDS["apart"])
#: Nouns that the lexicon has as other words only.
_NOUNS = frozenset({"think", "minority", "round"})
_COPULAS = frozenset(_WORDS["copulas"])
_ARTICLES = frozenset(_WORDS["articles"])
_PLURAL = frozenset(_WORDS["plural"])
#: Between the parts of a sentence: after these, no clause begins with a name.
_BEFORE_NAME = frozenset(_WORDS["before-name"])
_FINITE = frozenset(_WORDS["finite"])
#: Nouns that need no article, whatever their plural.
_MASS = frozenset(_WORDS["mass"])
#: How much rarer than its singular the plural of a noun with an article may be, on the Zipf scale.
_RARER = 1.4
#: Plurals of rarer words are not counted well enough for that.
_COUNTED = 3.5
#: The verb of these takes no object, so that a noun after them is described.
_UNAMBIGUOUS = frozenset({"based", "born", "oriented", "shaped", "sized", "centred", "centered"})


class _NounPhrase(msgspec.Struct, frozen=True):
    """The noun phrase after a compound: its last word in lowercase, and the word after it, with its capital."""

    head: str
    following: str


def _words_after(text: str, at: int, most: int = 5) -> list[str]:
    words: list[str] = []
    while len(words) < most and (match := _NEXT.match(text, at)):
        words.append(match["word"])
        at = match.end()
    return words


def _phrase_after(text: str, at: int, lex: Lexicon) -> _NounPhrase | None:
    """Return the noun phrase that begins at an offset: adjectives, then nouns."""
    head = ""
    words = _words_after(text, at)
    for word in words:
        classes = lex.word_classes(word)
        if word.endswith(("’s", "'s")) or (not head and "number" in classes):
            break
        if not head and word[0].isupper() and not classes - {"noun", "adjective", "verb"}:
            continue  # a name or nationality before the noun
        if (classes & FUNCTION_CLASSES and word not in _NOUNS) or word.lower() in _APART:
            break
        if not head and "noun" not in classes and "adjective" in classes:
            continue
        if (
            ("noun" not in classes and word not in _NOUNS)
            or (head and ("verb" in classes or "adjective" in classes))
            or word[0].isupper()
        ):
            break
        head = word.lower()
    following = words[words.index(head) + 1] if head in words[:-1] else ""
    return _NounPhrase(head, following) if head else None


def _word_before(text: str, at: int) -> str:
    """Return the word before an offset if only a blank is between them, or else an empty string."""
    match = _PREVIOUS.search(text, max(0, at - _WINDOW), at)
    return match["word"].lower() if match else ""


def _is_plural(word: str, lex: Lexicon) -> bool:
    forms = lex.forms(word)
    return "noun-plural" in forms and "noun-singular" not in forms


def _needs_article(word: str, lex: Lexicon) -> bool:
    """Return whether a word is a noun in the singular that cannot be a noun phrase alone."""
    if word in _MASS or "noun-singular" not in lex.forms(word):
        return False
    plurals = [form for form in lex.inflect(word, "noun-plural") if form != word]
    least = lex.frequency(word) - _RARER if lex.frequency(word) >= _COUNTED else 0
    return any(lex.frequency(form) >= least for form in plurals)


def _hyphenate(rule: Rule, text: str, span: Span) -> Finding:
    """Return the finding that puts hyphens for all blanks of a span."""
    blanks = [at for at in range(span.start, span.end) if text[at] in " \u00a0"]
    shown = text[span.start : span.end]
    new = re.sub(_BLANK, "-", shown)
    fix = Fix(tuple(Edit(Span(at, at + 1), "-") for at in blanks), f"write “{new}”")
    message = f"“{shown}” is one word here, so it takes a hyphen"
    return Finding(rule.id, span, message, rule.level, (fix,), rule.confidence)


class Attribute:
    """A known compound before a noun: `long term plan`, `oil rich region`, `up to date figures`."""

    def __init__(self, rule: Rule) -> None:
        params: Params = rule.params
        self._rule = rule
        self._last = lazy_regex.pattern(rf"{_BLANK}(?P<last>{'|'.join(sorted(params.pairs))})(?={_BLANK}[^\W\d_])")
        self._firsts = {
            last: lazy_regex.pattern(rf"(?<![\w’'\-.&@/])(?i:{'|'.join(firsts)})\Z")
            for last, firsts in params.pairs.items()
        }
        pairs = (f"(?i:{'|'.join(firsts)}){_BLANK}{last}" for last, firsts in params.pairs.items())
        self.triggers: tuple[Trigger, ...] = (words(lazy_regex.pattern("|".join(pairs)), of=self._last),)

    def find(self, passage: Passage) -> Iterator[Finding]:
        text, lex = passage.text, lexicon("en")
        for match in passage.finditer(self._last) if lex else ():
            first = self._firsts[match["last"]].search(text, max(0, match.start() - _WINDOW), match.start())
            if first and lex and _describes(text, first, match["last"], match.end(), lex):
                yield _hyphenate(self._rule, text, Span(first.start(), match.end()))


#: Before a compound, these make it a predicate.
_DEGREES = frozenset({"very", "so", "too", "as", "how", "more", "most"})
#: Before one whose last word is a noun, these make a phrase of its own: at high speed, in the long term.
_PHRASE_OPENERS = frozenset({"at", "in", "within"})
_COUNTS = frozenset({"one", "two", "three", "four", "six"})
_VERBS = frozenset(_WORDS["verbs"])


def _describes(text: str, first: re.Match[str], last: str, end: int, lex: Lexicon) -> bool:
    """Return whether a noun follows a compound, and no copula or preposition makes it the end of a phrase."""
    phrase = _phrase_after(text, end, lex)
    before = _word_before(text, first.start())
    if phrase is None or before in _COPULAS or before in _DEGREES or (last == "long" and _is_counted(text, first)):
        return False
    if "noun-singular" not in lex.forms(last):
        return True
    if first.group().lower() in _COUNTS:
        return before in _ARTICLES and _needs_article(phrase.head, lex)
    opened = before in _PHRASE_OPENERS
    if before == "the" and last in {"term", "run"}:
        opened = _word_before(text, first.start() - len("the ")) in _PHRASE_OPENERS | {"for", "over", "on"}
    return not opened and phrase.head not in _VERBS


class Participle:
    """A noun and the participle of a verb before another noun: `Moscow backed separatists`."""

    def __init__(self, rule: Rule) -> None:
        params: Params = rule.params
        self._rule = rule
        self._last = lazy_regex.pattern(rf"{_BLANK}(?P<last>{'|'.join(params.lasts)})(?={_BLANK}[^\W\d_])")
        self.triggers: tuple[Trigger, ...] = (self._last,)

    def find(self, passage: Passage) -> Iterator[Finding]:
        text, lex = passage.text, lexicon("en")
        for match in passage.finditer(self._last) if lex else ():
            first = _FIRST.search(text, max(0, match.start() - _WINDOW), match.start())
            if not first or not lex:
                continue
            phrase = _phrase_after(text, match.end(), lex)
            if phrase and _is_compound(
                _Parts(first["word"], match["last"], _word_before(text, first.start())), phrase, lex
            ):
                yield _hyphenate(self._rule, text, Span(first.start(), match.end()))


class _Parts(msgspec.Struct, frozen=True):
    """The two words of a possible compound, and the word before them, in lowercase."""

    first: str
    last: str
    before: str


def _is_compound(parts: _Parts, phrase: _NounPhrase, lex: Lexicon) -> bool:
    """Return whether two words describe the noun phrase after them, and are no subject and verb."""
    if not _is_described_by(parts.first, lex):
        return False
    name = parts.first[0].isupper() and (
        bool(parts.before) or parts.first.isupper() or not lex.word_classes(parts.first)
    )
    if parts.last in _UNAMBIGUOUS:
        return True
    bare = not name and _needs_article(parts.first.lower(), lex) and _opens_phrase(parts, lex)
    if _needs_article(phrase.head, lex):
        titled = phrase.following[:1].isupper() and parts.before not in _ARTICLES and not bare
        return not titled
    plural = _is_plural(phrase.head, lex)
    if plural and parts.before in _PLURAL and not (parts.before == "all" and "verb-base" in lex.forms(parts.first)):
        return True
    return bare or (name and parts.before in _BEFORE_NAME) or phrase.following in _FINITE


def _is_described_by(first: str, lex: Lexicon) -> bool:
    """Return whether a word can be the first of a compound: a noun in the singular, a name, a nationality."""
    classes = lex.word_classes(first)
    if first.isupper():
        return True
    if classes & (FUNCTION_CLASSES | {"number"}) or first.lower() in _APART or first.endswith("ing"):
        return False
    if first[0].isupper() and not classes:
        return True
    return ("noun" in classes or first[0].isupper()) and "adverb" not in classes and not _is_plural(first.lower(), lex)


def _opens_phrase(parts: _Parts, lex: Lexicon) -> bool:
    """Return whether a noun phrase begins with a word: after a preposition, a conjunction, or what is only a verb."""
    classes = lex.word_classes(parts.before)
    if "verb-base" in lex.forms(parts.first):
        return "preposition" in classes and parts.before != "to"
    return bool(classes & {"preposition", "conjunction"}) or classes == {"verb"}


_NUMBERS = (
    "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen"
    "|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred"
)
_NUMBER = lazy_regex.pattern(rf"(?<![\w.,:/’'$€£-])(?P<number>(?i:{_NUMBERS}|one)|\d{{1,3}}(?:\.\d|,\d{{3}})?)\Z")
_NAMED = lazy_regex.pattern(
    r"(?:[A-Z][\w’'.-]*|chapter|section|figure|level|top|type|grade|number|and|or|to|–|-)[ \u00a0]\Z"
)
_OPENING = frozenset(_WORDS["openers"])
_DIMENSIONS = frozenset(_WORDS["dimensions"])
_LASTING = frozenset({"year", "month", "week", "day", "hour", "mile"})
_LONG = lazy_regex.pattern(" long")
_AGED = lazy_regex.pattern(r"[ \u00a0-]old(?![\w-])")


def _is_counted(text: str, first: re.Match[str]) -> bool:
    """Return whether a number is before a unit: a measure."""
    return bool(_NUMBER.search(text, max(0, first.start() - 1 - _WINDOW), max(0, first.start() - 1)))


class Measure:
    """A number and its unit before a noun (`five year plan`), and an age (`12 year old son`)."""

    def __init__(self, rule: Rule) -> None:
        params: Params = rule.params
        self._rule = rule
        self._free = frozenset(params.lasts)
        units = "|".join((*params.lasts, *params.counted))
        unit = rf"[ \u00a0-](?P<unit>{units})(?=[ \u00a0-][^\W\d_])"
        self._unit = lazy_regex.pattern(unit)
        counted = lazy_regex.pattern(rf"(?:(?i:{_NUMBERS}|one)|\d){unit}")
        self.triggers: tuple[Trigger, ...] = (words(counted, of=self._unit),)

    def find(self, passage: Passage) -> Iterator[Finding]:
        text, lex = passage.text, lexicon("en")
        for match in passage.finditer(self._unit) if lex else ():
            number = _NUMBER.search(text, max(0, match.start() - _WINDOW), match.start())
            if not number or not lex or self._is_named(text, number.start()):
                continue
            before = _word_before(text, number.start())
            aged = _AGED.match(text, match.end()) if match["unit"] in {"year", "month", "week", "day"} else None
            one = number["number"].lower() in {"one", "1"}
            if match["unit"] in _LASTING and text.startswith(" long ", match.end()):
                aged = _LONG.match(text, match.end())
            if aged and (before in _ARTICLES or (not one and _phrase_after(text, aged.end(), lex))):
                end = aged.end()
            elif match.group()[0] != "-" and self._is_measured(match, before, one, lex):
                end = match.end()
            else:
                continue
            span = Span(number.start(), end)
            if " " in text[span.start : span.end] or "\u00a0" in text[span.start : span.end]:
                yield _hyphenate(self._rule, text, span)

    def _is_named(self, text: str, start: int) -> bool:
        """Return whether a number belongs to what is before it: a name, a date, a range."""
        named = _NAMED.search(text, max(0, start - _WINDOW), start)
        return named is not None and named.group()[:-1].lower() not in _OPENING

    def _is_measured(self, match: re.Match[str], before: str, one: bool, lex: Lexicon) -> bool:
        phrase = _phrase_after(match.string, match.end(), lex)
        if phrase is None or match.string[match.end()] == "-" or phrase.head in _DIMENSIONS:
            return False
        article = before in {"a", "an", "another", "every", "each"} or before.endswith(("'s", "’s"))
        singular = _needs_article(phrase.head, lex)
        if match["unit"] in self._free and not one:
            return article or before in _ARTICLES or singular or match["unit"] not in {"day", "man", "minute", "second"}
        return singular and (not one or before in _ARTICLES)


class Prefix:
    """A prefix before a word that it belongs to: `co founder`, `pre war`."""

    def __init__(self, rule: Rule) -> None:
        params: Params = rule.params
        self._rule = rule
        self._prefix = lazy_regex.pattern(
            rf"(?<!& )(?<![\w’'\-&.@/])(?P<prefix>(?i:{'|'.join(params.pairs)})){_BLANK}(?=[^\W\d_])"
        )
        self._words = {
            prefix: lazy_regex.pattern(rf"(?i:{'|'.join(words).replace('*', '[a-z]*')})(?![\w’'-])")
            for prefix, words in params.pairs.items()
        }
        self.triggers: tuple[Trigger, ...] = (self._prefix,)

    def find(self, passage: Passage) -> Iterator[Finding]:
        for match in passage.finditer(self._prefix):
            if word := self._words[match["prefix"].lower()].match(passage.text, match.end()):
                yield _hyphenate(self._rule, passage.text, Span(match.start(), word.end()))


_REPORTS = {"attribute": Attribute, "participle": Participle, "measure": Measure, "prefix": Prefix}
_REPORT = Report[Passage](lambda made, passage: made.find(passage), lambda made: made.triggers)
KIND = local_kind(Params, dict.fromkeys(_REPORTS, _REPORT), ready=lambda rule, _: _REPORTS[rule.params.report](rule))
