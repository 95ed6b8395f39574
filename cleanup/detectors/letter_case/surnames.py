"""Surnames in capitals behind a given name (`Anna KESTEN`), as French and international papers write them."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from cleanup import lazy_regex
from cleanup.detectors.letter_case.shared import recased
from cleanup.lexicon import Case, Lexicon, lexicon
from cleanup.matching import FullText, Passage
from cleanup.model import Finding, Rule
from cleanup.text import word_lists

_NAME = lazy_regex.pattern(
    r"(?P<given>[A-ZÀ-ÖØ-Þ](?<![\w.@#/-].)[a-zà-öø-ÿ]+(?:-[A-ZÀ-ÖØ-Þ][a-zà-öø-ÿ]+)?)(?:[ \u00a0][A-Z]\.)?[ \u00a0]"
    r"(?P<name>(?:(?:DE|DU|DI|DA|LA|LE|VAN|VON|DER|DEN|TER|EL|AL)[ \u00a0])*"
    r"(?:Mc|Mac|[A-Z]['’])?[A-ZÀ-ÖØ-Þ]{3,}(?:['’-][A-ZÀ-ÖØ-Þ]{2,})*)(?![\w’'-]|[ \u00a0][—–])"
)
#: A surname in capitals before the given name, as in East Asia and Hungary.
_BEFORE_GIVEN = lazy_regex.pattern(
    r"[A-ZÀ-ÖØ-Þ](?<=[a-z,][ \u00a0].)[A-ZÀ-ÖØ-Þ]{2,}"
    r"(?=[ \u00a0](?P<given>[A-Z][a-z]+(?:-[A-Za-z][a-z]+)?)(?![\w’'-]|[ \u00a0][A-Z]))"
)
_ROLE = (
    r"director|head|chief|chair\w*|president|minister|professor|expert|spokes\w+|member|deputy|leader|mayor|ambassador"
    r"|founder|author|doctor|manager|secretary|representative|researcher|editor|journalist|lawyer|coordinator|owner|coach"
)
#: What is said of a person behind the name: a post, or a verb of speech.
_PERSON = lazy_regex.pattern(
    rf"(?i:,[ \u00a0](?:(?:the|an?|former|deputy|general|vice|managing|executive)[ \u00a0-])*(?:{_ROLE})\b)"
    r"|[ \u00a0](?:said|says|told|added|explained|stated|noted|declared|stressed|warned|wrote)\b"
)
#: Titles, which stand before a name.
_TITLES = (
    "Dr|Mr|Mrs|Ms|Prof|Professor|President|Chancellor|Minister|Senator|Governor|Mayor|Judge|Justice|General|Colonel"
    "|Captain|Admiral|Chief|King|Queen|Prince|Princess|Pope|Bishop|Archbishop|Cardinal|Father|Sister|Sir|Lord|Lady|Dame"
    "|Sheikh|Sultan|Emperor|Empress|Ambassador|Sergeant|Lieutenant|Inspector|Coach"
)
_TITLED = lazy_regex.pattern(rf"(?<![\w.])(?:{_TITLES})\.?[ \u00a0]\Z")
_PART = lazy_regex.pattern(r"(?P<prefix>Mc|Mac|)(?P<rest>[^\W\d_]+)")
_SMALL = lazy_regex.pattern(r"\b[a-z]{2,}\b")
_PARTICLES = frozenset(["de", "du", "di", "da", "la", "le", "van", "von", "der", "den", "ter", "el", "al"])
_VOWEL = lazy_regex.pattern(r"[AEIOUYÀ-ÖØ-Ý]")
_ROMAN = frozenset("IVXLCDM")
_NAMES = frozenset([Case.CAPITAL, Case.UNKNOWN])
#: A paragraph with fewer words in small letters is a line of a table or a list.
_PROSE = 4
#: A name of so many letters that no other word is spelt like is no abbreviation.
_LONG = 5
#: A shorter word in capitals is more often an abbreviation.
_LEAST = 4


class _Surname(msgspec.Struct, frozen=True):
    """A given name before a name in capitals, which begins at an offset; whether it is told who that person is."""

    given: str
    name: str
    at: int
    told: bool


def _in_capitals(passage: Passage) -> list[_Surname]:
    """Return the names in capitals of a paragraph of prose."""
    text = passage.text
    if len(_SMALL.findall(text)) < _PROSE:
        return []
    known = lexicon("en")
    return [
        _Surname(one["given"], one.group(), one.start(), told=True)
        for one in passage.finditer(_BEFORE_GIVEN)
        if known is not None and _is_before_given(known, one)
    ] + [
        _Surname(one["given"], one["name"], one.start("name"), _is_told(known, text, one))
        for one in passage.finditer(_NAME)
        if _may_be_surname(one["name"])
    ]


def _is_told(known: Lexicon | None, text: str, match: re.Match[str]) -> bool:
    """Return whether a title, what follows, or the name itself, which is no other word, shows that it is a name."""
    ends = (match.start(), match.start("name"))
    if _PERSON.match(text, match.end()) or any(_TITLED.search(text, max(0, end - 14), end) for end in ends):
        return True
    name, given = match["name"].lower(), match["given"].lower()
    return (
        known is not None
        and len(name) >= _LONG
        and known.usual_case(name) is Case.CAPITAL
        and not known.word_classes(name)
        and given not in word_lists.words("stopwords")
    )


def _is_before_given(known: Lexicon, match: re.Match[str]) -> bool:
    """Return whether words in capitals and the next are a surname and a given name."""
    name, given = match.group().lower(), match["given"]
    if known.word_classes(name) or not _VOWEL.search(match.group()):
        return False
    if given.lower() in word_lists.words("given_names"):
        return known.usual_case(name) in _NAMES
    return (
        known.usual_case(name) is Case.CAPITAL
        and not known.word_classes(given.lower())
        and known.usual_case(given.lower()) in _NAMES
    )


def _may_be_surname(name: str) -> bool:
    number = not set(name) - _ROMAN  # “Pope Leo XIII”
    letters = len(name) >= _LEAST and bool(_VOWEL.search(name)) and not number
    return letters and name.lower() not in word_lists.words("stopwords")


def surnames(rule: Rule, whole: FullText) -> Iterator[Finding]:
    """Yield surnames in capitals where a known given name, or what is said of the person, shows that they are names."""
    known = word_lists.words("given_names")
    for span, found in whole.observed(_in_capitals):
        for one in found:
            new = titled(one.name)
            named = not known.isdisjoint(one.given.lower().split("-")) or f"{one.given} {new}" in whole.text
            if named or one.told:
                yield recased(rule, span.start + one.at, one.name, new, f"the surname “{one.name}” is in capitals")


def titled(name: str) -> str:
    """Return a name in capitals as it is written in a sentence: `VAN DER MEER` becomes `van der Meer`."""

    def part(match: re.Match[str]) -> str:
        rest = match["rest"]
        return match["prefix"] + (rest.lower() if rest.lower() in _PARTICLES else rest.capitalize())

    return _PART.sub(part, name)


TRIGGERS = (_NAME, _BEFORE_GIVEN)
