"""The `spelling` kind: words in small letters that no dictionary knows, and how they may have come about.

A capitalised unknown word is a name, and an unknown word beside another is foreign or dialect, as are the unknown words
of a text that has many, and of a paragraph with marks of dialect; all these are left alone.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Literal

import msgspec

from cleanup import lazy_regex
from cleanup.detectors.spelling.unknown_words import (
    LIKELY,
    RARE,
    SHORTEST,
    VERY_FREQUENT,
    Slip,
    common_cuts,
    is_evident_slip,
    is_frequent,
    is_made_of_words,
    is_word,
    right_inflections,
    slips,
)
from cleanup.lexicon import FUNCTION_CLASSES, Lexicon, lexicon
from cleanup.matching import FullText, Report, document_kind, replace
from cleanup.model import Finding, Level, Rule, Span
from cleanup.text.dialect import is_dialect, is_in_dialect
from cleanup.text.segments import occurrences
from cleanup.text.word_lists import sections


class Params(msgspec.Struct, frozen=True):
    """Keys of a spelling rule: `report` names what it reports."""

    report: Literal["misspelt", "missing-space", "split", "hyphen", "inflection", "unknown"]


#: A run of small letters that is a word of its own.
_RUN = lazy_regex.pattern(r"[“‘\"'(\[]*+([a-z]{4,})(?=[,.;:!?”’\"')\]…]*+\Z)")
_WORD = lazy_regex.pattern(r"(?<![\w’'@#&./\\=+-])[a-z]+(?![\w’'@/\\=+-]|[.:]\w)")
_NEXT = lazy_regex.pattern(r" ([a-z]+)(?![\w’'@/\\-]|[.:]\w)")
_LAST = lazy_regex.pattern(r"(?<![\w’'@#./\\-])([a-z]+) \Z")
_HYPHENATED = lazy_regex.pattern(r"(?<![\w’'@#&./\\=+-])([A-Za-z][a-z]+)-([a-z]{2,})(?![\w’'@/\\=+-]|[.:]\w)")
#: What a foreign word follows in a name or a phrase: `Observatoire des armements`, `mot de passe`.
_FOREIGN_ARTICLE = lazy_regex.pattern(
    r"(?<![\w’'])(?:[dl]es?|du|la|der|das|dem|den|el|los|las|dell[ao]|del|di|zur?|vom) \Z"
)
_LETTERS = lazy_regex.pattern(r"[^\W\d_]+")

#: A text with more unknown words than this, and than this share of its tokens, is in dialect, or technical.
MOST_UNKNOWN = 6
MOST_SHARE = 0.012
#: What is near enough to show that a passage is foreign or dialect, in code points.
NEAR = 40
#: A frequent word has this frequency, the first of two candidates so much more than the second.
FREQUENT = 3.3
CLEARLY = 1.5
#: Shorter words are misspelt if so frequent a word is near.
VERY_KNOWN = 4.5
#: Words offered for a misspelt one.
MOST_FIXES = 3
#: Longer words are misspelt rather than invented.
LONG = 7
#: A term of the text is written like this more often.
OFTEN = 2
#: Other slips are looked for in longer words.
LONGER = 8
#: The frequency of words that only long lists have; some are misspellings (`occured`).
UNCOUNTED = 1.0
#: How often two words follow each other in a trillion words, if one of them is a function word; else their pair must be
#: in the text. `a` and a word of long lists need a very frequent pair.
FREQUENT_PAIR = 150_000_000
VERY_FREQUENT_PAIR = 1_000_000_000
KNOWN_PAIR = 5_000_000
#: A pair of words, not both nouns, that needs no other evidence; and one with a word that ends many others.
WELL_KNOWN_PAIR = 90_000_000
LESS_FREQUENT_PAIR = 10_000_000
#: Function words that end or begin hardly any other word, and the length of the shortest word beside them.
_LAST_WORDS = (
    "from",
    "with",
    "that",
    "which",
    "where",
    "after",
    "before",
    "their",
    "between",
    "about",
    "into",
    "have",
    "were",
    "was",
    "has",
    "and",
    "the",
    "to",
    "by",
)
_FIRST_WORDS = ("the", "and", "that", "from", "with", "which", "their", "about")
#: Function words that do end others, so that the pair must be known.
_LAST_WORDS_OF_PAIRS = ("of", "in", "for", "on", "is", "as", "or", "at")
_LEAST_HEAD = 4
#: What stands before a word that the text only mentions; the beginning of the text is no such place.
_MENTIONS = frozenset("“‘\"'(*_„«")
#: A word of this frequency is no rarity.
KNOWN = 3.0
_SHORT_WORDS = frozenset({"a", "i"})
#: Shorter words with a hyphen are spoken slowly (`ve-ry`).
_LEAST_HYPHENATED = 6


#: Tokens that hold no word to be asked for, so that most words of a text need not be looked up; and how many are kept.
MOST_SETTLED = 200_000
_settled: set[str] = set()


class _Unknown(msgspec.Struct, frozen=True):
    """The unknown words of a text: all, and those that are no new words either; and words of long lists only."""

    lexicon: Lexicon
    words: frozenset[str]
    strange: tuple[str, ...]
    uncounted: tuple[str, ...]

    def is_foreign(self, word: str) -> bool:
        """Return whether a word is unknown, and no new word of English."""
        return word in self.words and (len(word) < SHORTEST or word in self.strange)


def _unknown(whole: FullText) -> _Unknown | None:
    """Return the unknown words of a text; None if it has many."""
    found = lexicon("en")
    if found is None or is_dialect(whole.text):
        return None
    words = dict(_new_words(whole.tokens))
    unknown = frozenset(word for word in words.values() if not is_word(found, word))
    long = (word for word in unknown if len(word) >= SHORTEST)
    strange = sorted(word for word in long if not is_made_of_words(found, word) or is_evident_slip(found, word))
    most = max(MOST_UNKNOWN, MOST_SHARE * len(whole.tokens))
    if len(strange) > most:
        strange = [word for word in strange if not _parted(found, word)]
    if len(strange) > most:
        return None
    uncounted = {word for word in words.values() if word not in unknown and found.frequency(word) <= UNCOUNTED}
    _settled.update(token for token, word in words.items() if word not in unknown and word not in uncounted)
    return _Unknown(found, unknown, tuple(strange), tuple(sorted(uncounted)))


def _new_words(tokens: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield the tokens that are words in small letters and have not been settled, each with its word."""
    if len(_settled) > MOST_SETTLED:
        _settled.clear()
    asked = set(tokens) - _settled
    for token in asked:
        if match := _RUN.match(token):
            yield token, match[1]
        else:
            _settled.add(token)


def _occurrences(text: str, word: str) -> Iterator[Span]:
    return (Span(*match.span()) for match in occurrences(text, word, _WORD))


def _is_near_others(text: str, span: Span, unknown: _Unknown) -> bool:
    """Return whether another word near by is unknown, in small letters, or foreign by its letters or as an article."""
    around = text[max(0, span.start - NEAR) : span.start], text[span.end : span.end + NEAR]
    if _FOREIGN_ARTICLE.search(around[0]):
        return True
    cut = (around[0].partition(" ")[2], around[1].rpartition(" ")[0])
    near = [word for part in cut for word in _LETTERS.findall(part)]
    return any(unknown.is_foreign(word) or not (word.isascii() or word[0].isupper()) for word in near)


def _misspelt(rule: Rule, text: str, unknown: _Unknown) -> Iterator[Finding]:
    for word in (*unknown.strange, *unknown.uncounted):
        found = _read_slips(unknown.lexicon, word, text)
        inflected = word in unknown.words and right_inflections(unknown.lexicon, word)
        if not found.slips or inflected or _cuts(unknown.lexicon, word, text):
            continue
        spans = list(_occurrences(text, word))
        if len(spans) > OFTEN and not (found.used and found.certain):
            continue
        for span in spans:
            if not _is_near_others(text, span, unknown) and not _joined(text, span, unknown.lexicon):
                level = rule.level if found.certain else Level.FLAG
                new = [slip.word for slip in found.slips]
                yield _respelt(rule, span, f"“{word}” is in no dictionary", new, level)


def _respelt(rule: Rule, span: Span, message: str, new: Iterable[str], level: Level) -> Finding:
    """Return a finding that writes one of some words, the best first."""
    fixes = tuple(replace(span, one, f"write “{one}”") for one in new)
    return Finding(rule.id, span, message, level, fixes, rule.confidence)


class _Slips(msgspec.Struct, frozen=True):
    """What a word may have been, the likeliest first; `used`: the text has that word, too."""

    slips: tuple[Slip, ...] = ()
    used: bool = False
    certain: bool = False


def _read_slips(lexicon: Lexicon, word: str, text: str) -> _Slips:
    """Return the words of which a word may be a slip, and whether the first of them is meant for certain."""
    found = slips(lexicon, word, RARE)
    if not found:
        return _Slips()
    best = found[0]
    clear = len(found) == 1 or best.likelihood - found[1].likelihood >= CLEARLY
    likely = best.shape in LIKELY
    if is_word(lexicon, word):
        meant = len(found) == 1 and likely and len(word) >= LONG - 1 and best.frequency >= FREQUENT
        return _Slips(found, certain=len(word) >= LONG) if meant else _Slips()
    used = next(_occurrences(text, best.word), None) is not None
    long = len(word) >= (LONG if likely else LONGER)
    if not (used or long or (best.frequency >= VERY_KNOWN and (likely or clear))):
        return _Slips()
    certain = clear and best.frequency >= FREQUENT and len(word) >= LONG and (likely or used)
    return _Slips(found[:MOST_FIXES], used, certain)


def _cuts(lexicon: Lexicon, word: str, text: str) -> list[str]:
    """Return the pairs that a word may have been: frequent ones with a function word, well-known ones, and those of
    the text.
    """
    cuts = ((word[:cut], word[cut:]) for cut in range(1, len(word)))
    return [
        f"{first} {second}"
        for first, second in cuts
        if all(len(part) > 1 or part in _SHORT_WORDS for part in (first, second))
        and lexicon.pair_count(first, second) >= _least_count(lexicon, first, second, text)
    ]


def _least_count(lexicon: Lexicon, first: str, second: str, text: str) -> float:
    """Return how frequent a pair must be to be taken for what a word was; two nouns are a new word, not a slip."""
    classes = [lexicon.word_classes(part) for part in (first, second)]
    if any(of_part & FUNCTION_CLASSES for of_part in classes):
        return VERY_FREQUENT_PAIR if len(first) == 1 or is_word(lexicon, first + second) else FREQUENT_PAIR
    if f" {first} {second} " in text:
        return KNOWN_PAIR
    return math.inf if all("noun" in of_part for of_part in classes) else WELL_KNOWN_PAIR


def _parted(lexicon: Lexicon, word: str) -> list[str]:
    """Return an unknown word as a common one and a function word, if no word of English begins or ends so."""
    found = []
    for tail in _LAST_WORDS:
        head = word.removesuffix(tail)
        if head != word and len(head) >= _LEAST_HEAD and is_frequent(lexicon, head, KNOWN):
            found.append(f"{head} {tail}")
    for head in _FIRST_WORDS:
        tail = word.removeprefix(head)
        if tail != word and len(tail) >= _LEAST_HEAD and is_frequent(lexicon, tail, KNOWN):
            found.append(f"{head} {tail}")
    for tail in _LAST_WORDS_OF_PAIRS:
        head = word.removesuffix(tail)
        if head != word and is_frequent(lexicon, head, KNOWN) and lexicon.pair_count(head, tail) >= LESS_FREQUENT_PAIR:
            found.append(f"{head} {tail}")
    return list(dict.fromkeys(found))


def _glued(rule: Rule, text: str, unknown: _Unknown) -> Iterator[Finding]:
    for word in (*sorted(unknown.words), *unknown.uncounted):
        cuts, level = _cuts(unknown.lexicon, word, text), rule.level
        if not cuts and word in unknown.words:
            cuts = _parted(unknown.lexicon, word)
            if not cuts:
                cuts, level = common_cuts(unknown.lexicon, word), Level.FLAG
        spans = list(_occurrences(text, word)) if len(cuts) == 1 else []
        for span in spans if len(spans) <= OFTEN else ():
            if not _is_near_others(text, span, unknown):
                yield _respelt(rule, span, f"“{word}” is two words", cuts, level)


def _joined(text: str, span: Span, lexicon: Lexicon) -> list[Span]:
    """Return the spans of two words, one of them at `span`, that are one word when joined."""
    before = _LAST.search(text, max(0, span.start - 30), span.start)
    after = _NEXT.match(text, span.end)
    pairs = [Span(before.start(1), span.end)] if before else []
    pairs += [Span(span.start, after.end(1))] if after else []
    return [pair for pair in pairs if lexicon.frequency(text[pair.start : pair.end].replace(" ", "")) >= RARE]


def _split(rule: Rule, text: str, unknown: _Unknown) -> Iterator[Finding]:
    seen: set[Span] = set()
    for word in sorted(unknown.words):
        for span in _occurrences(text, word):
            found = _joined(text, span, unknown.lexicon)
            if len(found) == 1 and found[0] not in seen:
                seen.add(found[0])
                parts = text[found[0].start : found[0].end]
                new = parts.replace(" ", "")
                words = [part for part in parts.split(" ") if len(part) > 1]
                used = next(_occurrences(text, new), None) is not None
                if used or all(unknown.lexicon.frequency(part) < VERY_FREQUENT for part in words):
                    yield _respelt(rule, found[0], f"“{parts}” is one word", [new], rule.level)


def _inflection(rule: Rule, text: str, unknown: _Unknown) -> Iterator[Finding]:
    for word in sorted(unknown.words):
        made = right_inflections(unknown.lexicon, word)
        for span in _occurrences(text, word) if made else ():
            if not _is_near_others(text, span, unknown):
                yield _respelt(rule, span, f"“{word}” is inflected wrongly", made, rule.level)


def _hyphenated(rule: Rule, whole: FullText) -> Iterator[Finding]:
    found = lexicon("en")
    if found is None:
        return
    for match in whole.finditer(_HYPHENATED):
        written, word = match.group(), f"{match[1]}{match[2]}"
        if _is_one_word(found, match[1].lower(), match[2]) and whole.text.count(written) <= OFTEN:
            span = Span(*match.span())
            spoken = word in whole.text[max(0, span.start - NEAR) : span.start]  # “Nature, na-ture!”
            if not spoken and not is_in_dialect(whole.text, span):
                yield _respelt(rule, span, f"“{written}” is one word", [word], rule.level)


def _is_one_word(lexicon: Lexicon, head: str, tail: str) -> bool:
    """Return whether two parts are one word, and not such as writers hyphenate: words, or a prefix and a word."""
    if is_word(lexicon, tail) and (is_word(lexicon, head) or head in sections("affixes")["prefixes"]):
        return False
    return head != "co" and len(head + tail) >= _LEAST_HYPHENATED and is_frequent(lexicon, head + tail, KNOWN)


def _unread(rule: Rule, text: str, unknown: _Unknown) -> Iterator[Finding]:
    for word in unknown.strange:
        spans = list(_occurrences(text, word))
        if len(spans) > OFTEN or _is_explained(unknown.lexicon, word, text):
            continue
        for span in spans:
            mentioned = text[max(0, span.start - 1) : span.start] in _MENTIONS
            if not (mentioned or _is_near_others(text, span, unknown) or _joined(text, span, unknown.lexicon)):
                yield Finding(rule.id, span, f"“{word}” is in no dictionary", rule.level, (), rule.confidence)


def _is_explained(lexicon: Lexicon, word: str, text: str) -> bool:
    """Return whether another report says what a word may have been."""
    return lexicon.knows(word) or bool(
        right_inflections(lexicon, word)
        or _read_slips(lexicon, word, text).slips
        or _cuts(lexicon, word, text)
        or _parted(lexicon, word)
    )


def _found(find: Callable[[Rule, str, _Unknown], Iterator[Finding]], rule: Rule, whole: FullText) -> Iterator[Finding]:
    if unknown := whole.once(_unknown):
        yield from (one for one in find(rule, whole.text, unknown) if not is_in_dialect(whole.text, one.span))


KIND = document_kind(
    Params,
    {
        "misspelt": Report(partial(_found, _misspelt)),
        "missing-space": Report(partial(_found, _glued)),
        "split": Report(partial(_found, _split)),
        "inflection": Report(partial(_found, _inflection)),
        "hyphen": Report(_hyphenated, [_HYPHENATED]),
        "unknown": Report(partial(_found, _unread)),
    },
)
