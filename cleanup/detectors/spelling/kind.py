"""The `spelling` kind: words in small letters that no dictionary knows, and how they may have come about.

A capitalised unknown word is a name, and an unknown word beside another is foreign or dialect, as are the unknown words
of a text that has many; all these are left alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Literal

import msgspec

from cleanup import lazy_regex
from cleanup.detectors.spelling.unknown_words import SHORTEST, Slip, is_made_of_words, is_word, slips
from cleanup.lexicon import FUNCTION_CLASSES, Lexicon, lexicon
from cleanup.matching import FullText, Report, document_kind, replace
from cleanup.model import Finding, Level, Rule, Span
from cleanup.text.segments import occurrences


class Params(msgspec.Struct, frozen=True):
    """Keys of a spelling rule: `report` names what it reports."""

    report: Literal["misspelt", "missing-space", "split"]


#: A run of small letters that is a word of its own.
_RUN = lazy_regex.pattern(r"[“‘\"'(\[]*+([a-z]{4,})(?=[,.;:!?”’\"')\]…]*+\Z)")
_WORD = lazy_regex.pattern(r"(?<![\w’'@#&./\\=+-])[a-z]+(?![\w’'@/\\=+-]|[.:]\w)")
_NEXT = lazy_regex.pattern(r" ([a-z]+)(?![\w’'@/\\-]|[.:]\w)")
_LAST = lazy_regex.pattern(r"(?<![\w’'@#./\\-])([a-z]+) \Z")
_LETTERS = lazy_regex.pattern(r"[^\W\d_]+")

#: A text with more unknown words than this, and than this share of its tokens, is in dialect, or technical.
MOST_UNKNOWN = 6
MOST_SHARE = 0.012
#: What is near enough to show that a passage is foreign or dialect, in code points.
NEAR = 40
#: A frequent word has this frequency, the first of two candidates so much more than the second, and the others count
#: from this one on.
FREQUENT = 3.3
CLEARLY = 1.5
RARE = 2.5
#: Longer words are misspelt rather than invented.
LONG = 7
#: A term of the text is written like this more often.
OFTEN = 2
#: Slips that happen while writing a word that one means.
_LIKELY = frozenset({"doubled", "undoubled", "swapped", "omitted"})
#: Other slips are looked for in longer words.
LONGER = 8
#: The frequency of words that only long lists have; some are misspellings (`occured`).
UNCOUNTED = 1.0
#: How often two words follow each other in a trillion words, if one of them is a function word; else their pair must be
#: in the text. `a` and a word of long lists need a very frequent pair.
FREQUENT_PAIR = 150_000_000
VERY_FREQUENT_PAIR = 1_000_000_000
KNOWN_PAIR = 5_000_000
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
_LEAST_HEAD = 4
#: A word of this frequency is no rarity.
KNOWN = 3.0
_SHORT_WORDS = frozenset({"a", "i"})
#: A word of this frequency begins and ends no other one by itself.
VERY_FREQUENT = 5.5


#: Tokens that hold no word to be asked for, so that most words of a text need not be looked up; and how many are kept.
MOST_SETTLED = 200_000
_settled: set[str] = set()


class _Unknown(msgspec.Struct, frozen=True):
    """The unknown words of a text: all, and those that are no new words either; and words of long lists only."""

    lexicon: Lexicon
    words: frozenset[str]
    strange: tuple[str, ...]
    uncounted: tuple[str, ...]


def _unknown(whole: FullText) -> _Unknown | None:
    """Return the unknown words of a text; None if it has many."""
    found = lexicon("en")
    if found is None:
        return None
    words = dict(_new_words(whole.tokens))
    unknown = frozenset(word for word in words.values() if not is_word(found, word))
    long = (word for word in unknown if len(word) >= SHORTEST)
    strange = sorted(word for word in long if not is_made_of_words(found, word))
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
    """Return whether another word near by is unknown, in small letters, or is foreign by its letters."""
    around = text[max(0, span.start - NEAR) : span.start], text[span.end : span.end + NEAR]
    cut = (around[0].partition(" ")[2], around[1].rpartition(" ")[0])
    near = [word for part in cut for word in _LETTERS.findall(part)]
    return any(word in unknown.words or not (word.isascii() or word[0].isupper()) for word in near)


def _misspelt(rule: Rule, text: str, unknown: _Unknown) -> Iterator[Finding]:
    for word in (*unknown.strange, *unknown.uncounted):
        slip = _one_slip(unknown.lexicon, word)
        if slip is None or _cuts(unknown.lexicon, word, text):
            continue
        spans = list(_occurrences(text, word))
        used = next(_occurrences(text, slip.word), None) is not None
        likely = slip.shape in _LIKELY
        if not used and (len(spans) > OFTEN or len(word) < (LONG if likely else LONGER)):
            continue
        level = rule.level if len(word) >= LONG and (likely or used) else Level.FLAG
        for span in spans:
            if not _is_near_others(text, span, unknown) and not _joined(text, span, unknown.lexicon):
                yield _respelt(rule, span, f"“{word}” is in no dictionary", slip.word, level)


def _respelt(rule: Rule, span: Span, message: str, new: str, level: Level) -> Finding:
    return Finding(rule.id, span, message, level, (replace(span, new, f"write “{new}”"),), rule.confidence)


def _one_slip(lexicon: Lexicon, word: str) -> Slip | None:
    """Return the one frequent word that a word may have been."""
    found = slips(lexicon, word, RARE)
    if not found or found[0].frequency < FREQUENT:
        return None
    if is_word(lexicon, word):
        return found[0] if len(found) == 1 and found[0].shape in _LIKELY and len(word) >= LONG - 1 else None
    return found[0] if len(found) == 1 or found[0].frequency - found[1].frequency >= CLEARLY else None


def _cuts(lexicon: Lexicon, word: str, text: str) -> list[str]:
    """Return the pairs that a word may have been: frequent ones with a function word, and those of the text."""
    cuts = ((word[:cut], word[cut:]) for cut in range(1, len(word)))
    found = []
    for first, second in cuts:
        if all(len(part) > 1 or part in _SHORT_WORDS for part in (first, second)):
            count = lexicon.pair_count(first, second)
            frequent = VERY_FREQUENT_PAIR if len(first) == 1 or is_word(lexicon, word) else FREQUENT_PAIR
            function = any(lexicon.word_classes(part) & FUNCTION_CLASSES for part in (first, second))
            pair = f"{first} {second}"
            if count >= frequent if function else count >= KNOWN_PAIR and f" {pair} " in text:
                found.append(pair)
    return found


def _parted(lexicon: Lexicon, word: str) -> list[str]:
    """Return an unknown word as a common one and a function word, if no word of English begins or ends so."""
    found = []
    for tail in _LAST_WORDS:
        head = word.removesuffix(tail)
        if head != word and len(head) >= _LEAST_HEAD and _is_common(lexicon, head):
            found.append(f"{head} {tail}")
    for head in _FIRST_WORDS:
        tail = word.removeprefix(head)
        if tail != word and len(tail) >= _LEAST_HEAD and _is_common(lexicon, tail):
            found.append(f"{head} {tail}")
    return found


def _is_common(lexicon: Lexicon, word: str) -> bool:
    return is_word(lexicon, word) and lexicon.frequency(word) >= KNOWN


def _glued(rule: Rule, text: str, unknown: _Unknown) -> Iterator[Finding]:
    for word in (*sorted(unknown.words), *unknown.uncounted):
        cuts = _cuts(unknown.lexicon, word, text)
        if not cuts and word in unknown.words:
            cuts = _parted(unknown.lexicon, word)
        spans = list(_occurrences(text, word)) if len(cuts) == 1 else []
        for span in spans if len(spans) <= OFTEN else ():
            if not _is_near_others(text, span, unknown):
                yield _respelt(rule, span, f"“{word}” is two words", cuts[0], rule.level)


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
                    yield _respelt(rule, found[0], f"“{parts}” is one word", new, rule.level)


def _found(find: Callable[[Rule, str, _Unknown], Iterator[Finding]], rule: Rule, whole: FullText) -> Iterator[Finding]:
    if unknown := whole.once(_unknown):
        yield from find(rule, whole.text, unknown)


KIND = document_kind(
    Params,
    {
        "misspelt": Report(partial(_found, _misspelt)),
        "missing-space": Report(partial(_found, _glued)),
        "split": Report(partial(_found, _split)),
    },
)
