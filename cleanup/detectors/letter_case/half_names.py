"""Names of treaties and bodies half in capitals: `Ministry of foreign Affairs`, `nuclear non-Proliferation Treaty`.

German writes the nouns of such a name with capitals and its adjectives without; Russian gives a capital to the first
word alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cleanup import lazy_regex
from cleanup.detectors.letter_case.shared import recased
from cleanup.lexicon import Case, Lexicon, lexicon
from cleanup.matching import FullText, Passage, Words, words
from cleanup.model import Finding, Rule, Span
from cleanup.text.segments import whole_words
from cleanup.text.sizes import ARTICLE

_BODY = (
    "Ministry|Minister|Department|Committee|Commission|Council|Court|Office|Bureau|Agency|Institute|Organi[sz]ation"
    "|Association|Society|Federation|Fund|Academy|University|Faculty|Secretary|Conference|Centre|Center|Chamber|Directorate"
)
_PAPER = "Treaty|Convention|Declaration|Charter|Pact|Protocol|Agreement|Accord|Covenant|Act|Statute"
#: The body or paper first: the words behind “of” belong to its name.
_OF = lazy_regex.pattern(
    rf"\b(?:{_BODY}|{_PAPER})[ \u00a0](?:of|for|on|against|to)(?:[ \u00a0]the)?"
    r"(?P<small>(?:[ \u00a0](?:[a-z]{3,}|[a-z]+-[a-zA-Z]+)(?:[ \u00a0](?:of|and|for)(?=[ \u00a0][a-z]))?){1,3})"
    r"[ \u00a0](?P<last>[A-Z][a-z]{3,})\b"
)
#: A compound half in capitals before the paper.
_BEFORE = lazy_regex.pattern(
    r"\bthe(?P<small>(?:[ \u00a0][a-z]{3,}){0,2})[ \u00a0]"
    r"(?P<prefix>non|anti|counter|inter|co|self|multi|sub|pre|post|cross|long|short)"
    rf"-(?P<last>[A-Z][a-z]{{3,}})[ \u00a0](?P<head>{_PAPER}|{_BODY})\b"
)
_WORD = lazy_regex.pattern(r"[^\W\d_]+")
#: A listed name is known by its first two words.
_LISTED = lazy_regex.pattern(r"(?i:\b(?P<first>x))")
_LINKS = frozenset(["of", "and", "for", "the", "on", "in", "to"])
#: Words that say which of several, and are never in a name.
_PICKING = frozenset(
    ["new", "old", "former", "first", "last", "next", "same", "whole", "so", "called", "current", "then"]
)


def _names(passage: Passage) -> list[tuple[int, str, str]]:
    """Return where names half in capitals begin, what they are at present, and what they should be."""
    known = lexicon("en")
    if known is None:
        return []
    found = []
    for match in passage.finditer(_OF):
        small = _content(match["small"])
        if small and _is_common(known, match["last"]) and all(_fits(known, word) for word in small):
            found.append(_titled(passage.text, Span(match.start(), match.end())))
    for match in passage.finditer(_BEFORE):
        if _is_common(known, match["last"]) and all(_fits(known, word) for word in _content(match["small"])):
            found.append(_titled(passage.text, Span(match.end() - len(match.group()) + 4, match.end())))
    return found


def _content(words: str) -> Sequence[str]:
    return [word for word in _WORD.findall(words) if word not in _LINKS]


def _is_common(known: Lexicon, word: str) -> bool:
    """Return whether a capital of the word must come from a name that it is part of."""
    return known.usual_case(word) is Case.LOWER and "noun" in known.word_classes(word)


def _fits(known: Lexicon, word: str) -> bool:
    """Return whether a small word may be part of a name."""
    return word not in _PICKING and bool(known.word_classes(word) & {"adjective", "noun"} or word in _PREFIXES)


_PREFIXES = frozenset(["non", "anti", "counter", "inter", "co", "multi"])


def _titled(text: str, area: Span) -> tuple[int, str, str]:
    old = text[area.start : area.end]
    new = _WORD.sub(
        lambda word: word.group() if word.group() in _LINKS else word.group()[0].upper() + word.group()[1:], old
    )
    return area.start, old, new


def half_names(rule: Rule, whole: FullText) -> Iterator[Finding]:
    """Yield the names of bodies and papers of which some words lack their capitals."""
    for span, found in whole.observed(_names):
        for at, old, new in found:
            yield recased(rule, span.start + at, old, new, f"“{old}” is a name, half in capitals")


#: A letter whose small form is two, so that offsets differ.
_LONGER_IF_SMALL = "\u0130"


class NameList:
    """Names of a list that are written half in capitals, or small in a text that elsewhere writes the capitals."""

    def __init__(self, rule: Rule) -> None:
        self._rule = rule
        self._right = {name.lower(): name for name in rule.params.names}
        self._by_first: dict[str, list[str]] = {}
        for name in self._right:
            self._by_first.setdefault(_WORD.findall(name)[0], []).append(name)

    def triggers(self) -> Sequence[Words]:
        """Return what is looked for first: the first two words of the names."""
        pairs = [name.split(" ")[:2] for name in self._right]
        return [words(_LISTED, first=[blank.join(pair) for pair in pairs for blank in " \u00a0"])]

    def _seen(self, passage: Passage) -> list[tuple[int, str]]:
        """Return the names in a paragraph, however they are written, and where they begin."""
        text = passage.text
        lower = text.lower().replace("\u00a0", " ")
        names = [name for word in dict.fromkeys(_WORD.findall(lower)) for name in self._by_first.get(word, ())]
        return [(at, text[at : at + len(name)]) for name in names for at in whole_words(lower, name)]

    def find(self, whole: FullText) -> Iterator[Finding]:
        """Yield the names that lack capitals."""
        if len(whole.text) > ARTICLE or _LONGER_IF_SMALL in whole.text:
            return
        found = [(span.start + at, old) for span, seen in whole.observed(self._seen) for at, old in seen]
        forms = {old for _, old in found}
        for at, old in found:
            right = self._right[old.lower().replace("\u00a0", " ")]
            new = "".join(wanted if wanted.isupper() else given for wanted, given in zip(right, old, strict=True))
            if new != old and (new in forms or _is_half(whole.text, at, old)):
                yield recased(self._rule, at, old, new, f"“{old}” is a name, half in capitals")


def _is_half(text: str, at: int, name: str) -> bool:
    """Return whether a word of a name, which would be small elsewhere, has a capital inside a sentence."""
    known = lexicon("en")
    words = _WORD.findall(name)
    inner = words[0 if _is_inside(text, at) else 1 :]
    return known is not None and any(
        word[0].isupper() and known.usual_case(word) in (Case.LOWER, Case.EITHER) and not word.isupper()
        for word in inner
    )


def _is_inside(text: str, at: int) -> bool:
    """Return whether a lowercase word stands before an offset, in the same sentence."""
    return bool(_LOWER_BEFORE.search(text, max(0, at - 30), at))


_LOWER_BEFORE = lazy_regex.pattern(r"[a-z],?[ \u00a0]\Z")


TRIGGERS = (_OF, _BEFORE)
