"""The `untranslated` kind: foreign words left in an English sentence.

A translator that does not know a word, or takes it for a name, copies it. Such a word is reported if the words beside
it are plainly English: in a passage, a title or a quotation in the other language it is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import Literal

import msgspec

from cleanup import lazy_regex
from cleanup.matching import (
    Needs,
    Passage,
    Re2Pattern,
    Re2Source,
    Report,
    describe,
    local_kind,
    replace,
    words_needed,
)
from cleanup.model import Finding, Fix, Rule, Span
from cleanup.text import word_lists

Style = Literal["word", "noun", "name", "person", "link", "script"]


class Params(msgspec.Struct, frozen=True):
    """Keys of an untranslated rule.

    `words` maps a foreign word or phrase to its English, or to several translations from the best; `shape` is an RE2
    pattern of words that are foreign by their letters, `known` are those of that shape that English has borrowed
    (`-èd`: an ending). `style` says how the words are written, and what must be beside them:

    - `word`: in any case, and the English follows it; `noun`: the capital is the source’s and is dropped;
    - `name`: of a place or body, exactly as written; `person`: a surname, after a first name or a lowercase letter;
    - `link`: a short word between two English words; `script`: letters of another alphabet.
    """

    style: Style = "word"
    words: dict[str, str | tuple[str, ...]] = {}
    shape: str = ""
    known: tuple[str, ...] = ()


#: The context on either side that decides the language of a passage, in code points.
WINDOW = 60

_EDGE, _END = r"(?:^|[^\pL\pM\pN_])", r"(?:[^\pL\pM\pN_]|$)"
_TOKEN = lazy_regex.pattern(r"[^\W\d_]+(?:[’'\-][^\W\d_]+)*|\d[\d.,]*")
_BEFORE = lazy_regex.pattern(r"([^\W_]+(?:[’'\-.,][^\W_]+)*)(\.?)[ \u00a0]\Z")
_AFTER = lazy_regex.pattern(r"[ \u00a0]([^\W_]+(?:[’'\-.,][^\W_]+)*)")
_SENTENCE_START = lazy_regex.pattern(r"(?:\A|[.!?…][”’\"')]?\s+)[“‘\"(]?\Z")
_PLACE_BEHIND_COMMA = lazy_regex.pattern(r", [A-Z]")
_MENTIONED = frozenset(
    [
        "word",
        "words",
        "term",
        "terms",
        "called",
        "named",
        "titled",
        "entitled",
        "meaning",
        "means",
        "as",
        "reads",
        "read",
        "label",
        "sign",
        "newspaper",
        "daily",
        "weekly",
        "magazine",
        "song",
        "film",
        "album",
        "book",
        "hotel",
        "restaurant",
        "café",
        "radio",
        "stade",
        "rue",
        "avenue",
        "boulevard",
        "calle",
        "plaza",
        "via",
        "station",
        "hashtag",
        "slogan",
        "spelled",
        "spelt",
        "written",
        "phrase",
        "expression",
    ]
)
_HONORED = frozenset(["mr", "mrs", "ms", "dr", "president", "chancellor", "premier", "minister", "general", "leader"])


class _WordInContext(msgspec.Struct, frozen=True, dict=True):
    """A word and the words that touch it."""

    text: str
    start: int
    end: int

    @property
    def found(self) -> str:
        return self.text[self.start : self.end]

    @cached_property
    def left(self) -> str:
        match = _BEFORE.search(self.text, max(0, self.start - WINDOW), self.start)
        return match[1] if match and (not match[2] or match[1].lower() in _HONORED) else ""

    @cached_property
    def right(self) -> str:
        match = _AFTER.match(self.text, self.end)
        return match[1] if match else ""

    @cached_property
    def opens(self) -> bool:
        """Return whether a sentence begins here."""
        return bool(_SENTENCE_START.search(self.text, max(0, self.start - 6), self.start))

    @cached_property
    def is_whole(self) -> bool:
        """Return whether no letter, digit, hyphen or sign of emphasis touches the word."""
        before = self.text[self.start - 1] if self.start else " "
        after = self.text[self.end] if self.end < len(self.text) else " "
        ahead = self.text[self.end + 1 : self.end + 2]
        glued = after in "-’'.@" and ahead.isalpha() and not self.text.startswith(("’s ", "'s "), self.end)
        return before in " \u00a0\n(“—–" and not after.isalnum() and after not in "_*/\\" and not glued

    @cached_property
    def is_set_apart(self) -> bool:
        """Return whether the word is in quotation marks or brackets, or is explained after it."""
        text, start = self.text, self.start
        if text.count("“", 0, start) > text.count("”", 0, start) or text.count('"', 0, start) % 2:
            return True
        if text.count("«", 0, start) > text.count("»", 0, start) or text.count("(", 0, start) > text.count(
            ")", 0, start
        ):
            return True
        lone = text.rfind("‘", max(0, start - 40), start)
        if lone >= 0 and "’" not in text[lone:start]:
            return True
        return text.startswith((" (", ", or ", ", meaning "), self.end) or self.left.lower() in _MENTIONED

    @cached_property
    def is_english(self) -> bool:
        """Return whether the passage around the word is English, by its function words."""
        around = self.text[max(0, self.start - WINDOW) : self.start] + " | " + self.text[self.end : self.end + WINDOW]
        tokens = [token.lower() for token in _TOKEN.findall(around)]
        english = sum(token in _strong() for token in tokens)
        return english >= 2 and english > sum(token in _alien() for token in tokens)

    @cached_property
    def is_not_foreign(self) -> bool:
        """Return whether nothing around the word is in another language; enough for a name or a foreign letter."""
        around = self.text[max(0, self.start - WINDOW) : self.start] + " | " + self.text[self.end : self.end + WINDOW]
        return not any(token.lower() in _alien() for token in _TOKEN.findall(around))


def _strong() -> frozenset[str]:
    return word_lists.words("plain_english") - word_lists.words("foreign_words")


def _alien() -> frozenset[str]:
    return word_lists.words("foreign_words") - word_lists.words("plain_english")


def _plain(token: str) -> bool:
    """Return whether a token is a number, or a word that may be English: of basic letters, and no foreign function
    word.
    """
    lower = token.lower()
    if token[:1].isdigit() or lower in word_lists.words("plain_english") or lower in word_lists.words("demonyms"):
        return True
    return token.isascii() and token.islower() and lower not in word_lists.words("foreign_words")


def _beside_english(place: _WordInContext) -> bool:
    left, right = place.left, place.right
    strong = left.lower() in _strong() or left[:1].isdigit() or right.lower() in _strong()
    return (strong or (not right and left.islower())) and all(not t or _plain(t) for t in (left, right))


def _as_word(place: _WordInContext) -> bool:
    if place.found[0].isupper():
        named = place.left in ("the", "The", "a", "A") and place.right in _strong()
        return named or (place.opens and " " in place.found and _beside_english(place))
    return _beside_english(place)


def _as_noun(place: _WordInContext) -> bool:
    left = place.left.lower()
    # after a preposition or “said” the word may be a person’s name
    articled = (
        left in word_lists.words("determiners") or left[:1].isdigit() or left not in word_lists.words("plain_english")
    )
    return place.found[0].isupper() and bool(left) and articled and _beside_english(place)


def _as_name(place: _WordInContext) -> bool:
    if place.right[:1].isupper() or _PLACE_BEHIND_COMMA.match(place.text, place.end):
        return False
    return bool(place.left) and _plain(place.left) and (not place.right or _plain(place.right))


def _as_person(place: _WordInContext) -> bool:
    left = place.left
    if not left or left.lower() in word_lists.words("determiners") or place.right[:1].isupper():
        return False
    return (left.isascii() or left[:1].isupper()) and (not place.right or _plain(place.right))


def _as_link(place: _WordInContext) -> bool:
    left, right = place.left, place.right
    sides = left.islower() and right.islower() and len(left) > 3 and len(right) > 2
    if not sides or right in ("axis", "axes", "value", "values", "coordinate", "direction", "seq", "cetera", "alii"):
        return False
    return _plain(left) and left not in word_lists.words("determiners") and _plain(right)


def _as_script(place: _WordInContext) -> bool:
    return place.left.isascii() and place.right.isascii() and _beside_english(place)


_STANDS: dict[Style, Callable[[_WordInContext], bool]] = {
    "word": _as_word,
    "noun": _as_noun,
    "name": _as_name,
    "person": _as_person,
    "link": _as_link,
    "script": _as_script,
}


#: A run of letters; a foreign word or phrase is looked up by its first one.
_LETTERS = lazy_regex.pattern(r"[^\W\d_]+")


def _needs(rule: Rule) -> Needs:
    """Return what a plain text needs to contain a word of the rule’s shape, and the first runs of letters of its
    words.
    """
    params: Params = rule.params
    heads = {run for word in params.words for run in _LETTERS.findall(word.lower())[:1]}
    return words_needed(params.shape) if params.shape else (), tuple(sorted(heads))


def _lower(passage: Passage) -> str:
    return passage.text.lower()


def _letters(passage: Passage) -> set[str]:
    """Return the runs of letters in lowercase."""
    return set(_LETTERS.findall(passage.once(_lower)))


def _find(table: _Table, passage: Passage) -> Iterator[Finding]:
    if table.may_hold(passage.once(_lower), passage.once(_letters), passage.plain):
        for place in table.places(passage):
            if place.is_whole and table.stands(place) and not place.is_set_apart:
                yield table.finding(place)


class _Table:
    """One rule’s words as a pattern."""

    def __init__(self, rule: Rule, _: Sequence[Rule]) -> None:
        self.rule = rule
        self.params: Params = rule.params
        self._exact = self.params.style in ("name", "person", "link")
        self._known = frozenset(self.params.known)
        self._endings = tuple(word[1:] for word in self.params.known if word.startswith("-"))
        self._fold = "" if self._exact else "(?i)"

    @property
    def source(self) -> str:
        """Return the pattern of all the words, and of what must be on either side."""
        return f"{self._fold}{_EDGE}(?:{self._alternatives}){_END}"

    @cached_property
    def _pattern(self) -> Re2Pattern:
        return Re2Pattern(f"{self._fold}{self._alternatives}", left=_EDGE, right=_END, longest=True)

    @cached_property
    def _alternatives(self) -> str:
        written = [re.escape(w).replace("\\ ", r"[ \x{A0}]").replace("’", "['’]") for w in sorted(self._words)]
        return "|".join([*written, *([self.params.shape] if self.params.shape else [])])

    @cached_property
    def _words(self) -> dict[str, str | tuple[str, ...]]:
        return {self._key(word): value for word, value in self.params.words.items()}

    @cached_property
    def _phrases(self) -> dict[str, list[list[str]]]:
        """Return the foreign words and phrases as runs of letters in lowercase, by the first of them."""
        found: dict[str, list[list[str]]] = {}
        for word in self.params.words:
            runs = _LETTERS.findall(word.lower())
            found.setdefault(runs[0] if runs else "", []).append(runs)
        return found

    def may_hold(self, text: str, words: set[str], plain: bool) -> bool:
        """Return whether a text of these words (runs of letters), all in lowercase, can contain one of the table’s."""
        known = plain and self.rule.needs
        if self.params.shape and (not known or any(part in text for part in self.rule.needs[0])):
            return True
        if known and words.isdisjoint(self.rule.needs[1]):
            return False
        phrases = self._phrases
        return any(words.issuperset(phrase) for head in words & phrases.keys() for phrase in phrases[head])

    def _key(self, word: str) -> str:
        plain = word.replace("'", "’").replace("\u00a0", " ")
        return plain if self._exact else plain.lower()

    def places(self, passage: Passage) -> Iterator[_WordInContext]:
        for span, groups in passage.found(self._pattern):
            word = groups["match"].lower()
            if word not in self._known and not (self._endings and word.endswith(self._endings)):
                yield _WordInContext(passage.text, span.start, span.end)

    def stands(self, place: _WordInContext) -> bool:
        """Return whether the word is in an English context, as its style requires."""
        style = self.params.style
        certain = style in ("name", "person") or (style == "link" and not place.found.isascii())
        return _STANDS[style](place) and (place.is_english or (certain and place.is_not_foreign))

    def finding(self, place: _WordInContext) -> Finding:
        span = Span(place.start, place.end)
        value = self._words.get(self._key(place.found), ())
        options = (value,) if isinstance(value, str) else value
        fixes = tuple(self._fix(span, self._cased(place, new)) for new in options)
        return Finding(
            self.rule.id, span, describe(self.rule, place.found), self.rule.level, fixes, self.rule.confidence
        )

    def _fix(self, span: Span, new: str) -> Fix:
        return replace(span, new, f"write “{new}”")

    def _cased(self, place: _WordInContext, new: str) -> str:
        if place.left.lower() == "the":
            new = new.removeprefix("the ")
        capital = place.found[0].isupper() and (self.params.style == "word" or place.opens)
        return new[:1].upper() + new[1:] if capital and not self._exact else new


KIND = local_kind(Params, Report(_find, lambda table: [Re2Source(lambda: table.source)]), ready=_Table, needs=_needs)
