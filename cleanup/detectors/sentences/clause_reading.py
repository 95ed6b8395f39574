"""Where a clause begins, and whether words are a whole one: a subject and a finite verb, by the classes of words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from cleanup import lazy_regex
from cleanup.detectors.sentences.clauses import REMEMBERED, announcing, auxiliaries, bare, is_finite
from cleanup.lexicon import Case, lexicon
from cleanup.model import Span
from cleanup.text import word_lists

#: Pronouns that are subjects and nothing else, and those that may be objects as well.
NOMINATIVE = frozenset(["he", "she", "they", "we", "i"])
EITHER_CASE = frozenset(["it", "you", "there", "this", "these", "those", "everyone", "everybody", "nobody"])
#: Words that begin a noun phrase.
OPENING_NOUNS = frozenset([
    *("the", "a", "an", "this", "these", "those", "his", "her", "its", "their", "our", "my", "your", "many", "some"),
    *("most", "several", "another", "no", "thousands", "hundreds", "millions", "dozens", "people", "two", "three"),
])  # fmt: skip
_ALSO_NOUNS = frozenset(["this", "these", "those", "everyone", "everybody", "nobody"])
_PLURAL = frozenset(["they", "we", "i", "you", "these", "those"])
#: What opens a clause inside another, or ties two clauses: behind it, words belong together otherwise than in a row.
SUBORDINATING = frozenset([
    *("if", "when", "that", "which", "who", "whom", "what", "than", "because", "although", "though", "while", "unless"),
    *("where", "how", "whether", "whatever", "why", "whose", "either", "neither", "whoever", "wherever", "lest"),
    "whereas",
])  # fmt: skip
#: These do so only if a clause follows: `since May`, `such as`, `before the war`.
_SOMETIMES = frozenset(["as", "since", "until", "before", "after", "once", "so"])
#: Verbs and adjectives that a clause may follow without “that”.
_CLAUSE_LEMMAS = frozenset([
    *("say", "think", "believe", "know", "hope", "mean", "see", "hear", "tell", "find", "feel", "guess", "suppose"),
    *("suggest", "show", "report", "claim", "fear", "wish", "expect", "understand", "realize", "realise", "learn"),
    *("imagine", "doubt", "assume", "announce", "declare", "admit", "argue", "insist", "add", "note", "warn", "agree"),
    *("decide", "discover", "remember", "forget", "promise", "swear", "notice", "confirm", "reveal", "state", "ensure"),
    *("ask", "consider", "make", "let", "watch", "help", "recall", "explain", "estimate", "predict", "prove", "worry"),
])  # fmt: skip
_CLAUSE_WORDS = frozenset(
    ["sure", "afraid", "glad", "certain", "sorry", "aware", "confident", "happy", "clear", "told", "convinced"]
)
_TOKEN = lazy_regex.pattern(r"\S+")
_START = lazy_regex.pattern(
    r"(?s:.*)(?:(?<=[^\W\d_]{2}[.!?])(?<!Mr\.)(?<!Mrs\.)(?<!Ms\.)(?<!Dr\.)(?<!St\.) "
    r"|(?<=[\d)%][.!?]) |(?<=[.!?][”\"]) |[\n\r]|(?<![^\n\r]))"
)
_NEVER = lazy_regex.pattern(r"[;:!?“”\"()—…\[\]|*_<>]| [-–] ")
#: How far a sentence is looked at, in code points, and how many words a subject has at most.
WINDOW, _LONGEST = 300, 8


def tokens(text: str) -> list[str]:
    """Return the words of a text, with their marks."""
    return _TOKEN.findall(text)


def before(text: str, at: int) -> Span | None:
    """Return where the sentence before a place begins and ends, if nothing but commas divides it."""
    earliest = max(0, at - WINDOW)
    start = _START.match(text, earliest, at)
    if start is None or _NEVER.search(text, start.end(), at):
        return None
    return Span(start.end(), at)


@lru_cache(REMEMBERED)
def is_adverb(word: str) -> bool:
    """Return whether a word is an adverb that may stand between a subject and its verb."""
    form = bare(word)
    known = lexicon("en")
    if form in _ADVERBS:
        return True
    return form.endswith("ly") and known is not None and "adverb" in known.word_classes(form)


#: Adverbs that may stand between a subject and its verb.
_ADVERBS = frozenset(["also", "never", "always", "now", "still", "often", "then", "soon", "just", "even", "already"])


@lru_cache(REMEMBERED)
def forms(word: str) -> frozenset[str]:
    """Return what a word can be, as the lexicon says it."""
    known = lexicon("en")
    return known.forms(bare(word)) if known else frozenset[str]()


@lru_cache(REMEMBERED)
def classes(word: str) -> frozenset[str]:
    """Return the word classes of a word."""
    known = lexicon("en")
    return known.word_classes(bare(word)) if known else frozenset[str]()


@lru_cache(REMEMBERED)
def takes_clause(word: str) -> bool:
    """Return whether a clause may follow a word without “that”: `he thinks it is late`."""
    form, known = bare(word), lexicon("en")
    lemmas = known.lemmas(form) if known else ()
    return form in _CLAUSE_WORDS or form in word_lists.words("reporting_verbs") or not _CLAUSE_LEMMAS.isdisjoint(lemmas)


def hangs(words: Sequence[str]) -> bool:
    """Return whether one of the words opens a clause that hangs on another."""
    for place, word in enumerate(words):
        form = bare(word)
        if form in SUBORDINATING or (form in _SOMETIMES and (not place or begins_clause(words[place + 1 :]))):
            return True
    return False


def begins_clause(words: Sequence[str], *, loose: bool = False) -> bool:
    """Return whether words begin with a subject and its finite verb, with no mark between them.

    With `loose`, a form that can be a participle is taken as the verb if there is no other; it is, where a clause must
    follow.
    """
    if len(words) < 2 or words[0] != words[0].rstrip(",.;:”\"'’"):
        return False
    first = bare(words[0])
    if first in NOMINATIVE | EITHER_CASE:
        rest = list(words[1:4])
        while len(rest) > 1 and is_adverb(rest[0]) and rest[0][-1].isalpha():
            rest = rest[1:]
        if may_be_finite(rest[0]) or (first in _PLURAL and "verb-base" in forms(rest[0])):
            return True
        if first not in _ALSO_NOUNS:
            return "’" in words[0] or "'" in words[0]
    elif re.fullmatch(r"(?:it|he|she|they|we|you|i|that|there)[’'](?:s|re|ve|d|ll|m)", first):
        return True
    return first in OPENING_NOUNS | _ALSO_NOUNS and _noun_and_verb(words, loose=loose)


def _noun_and_verb(words: Sequence[str], *, loose: bool) -> bool:
    """Return whether a noun phrase, which the first word opens, is followed by its finite verb."""
    perhaps = False
    for place, word in enumerate(words[1 : _LONGEST + 1], 1):
        form = bare(word)
        if form in SUBORDINATING | NOMINATIVE or form in {"and", "or", "to"}:
            return perhaps
        if place > 1 or bare(words[0]) in _ALSO_NOUNS | {"people", "many", "most", "some"}:
            behind = words[place + 1] if place + 1 < len(words) and word[-1].isalnum() else ""
            if surely_finite(word, behind) or _is_plural_with_verb(words[place - 1], word):
                return True
            perhaps = perhaps or (loose and is_finite(word))
        if not word[-1].isalnum():
            return perhaps
    return perhaps


def has_one_verb(words: Sequence[str]) -> bool:
    """Return whether the clause that words begin with has one finite verb, not two: `the boat he had was old`."""
    first = next((n for n, word in enumerate(words) if n and is_finite(word)), None)
    verb = next((n for n, word in enumerate(words) if n and may_be_finite(word)), 1) if first is None else first
    for place, word in enumerate(words[verb + 1 :], verb + 1):
        form = bare(word)
        if not words[place - 1][-1].isalnum() or form in SUBORDINATING or form in {"and", "or", "to"}:
            return True
        if takes_clause(form):
            return True
        if "verb-participle" in forms(form) and (
            bare(words[place - 1]) in auxiliaries() or is_adverb(words[place - 1])
        ):
            continue
        if surely_finite(word, words[place + 1] if place + 1 < len(words) else ""):
            return False
    return True


def _is_plural_with_verb(noun: str, verb: str) -> bool:
    if "noun-plural" not in forms(noun):
        return False
    if "verb-s" in forms(verb):  # two plural nouns in a row are rare
        return True
    return "verb-base" in forms(verb) and not classes(verb) & {"noun", "adjective"}


@lru_cache(REMEMBERED)
def may_be_finite(word: str) -> bool:
    """Return whether a word can be a finite verb, even if it can be a plural noun as well."""
    form = bare(word)
    return form in auxiliaries() or form.endswith(("n't", "n’t")) or not forms(word).isdisjoint({"verb-past", "verb-s"})


def surely_finite(word: str, behind: str) -> bool:
    """Return whether a word behind a noun is a finite verb, and no participle and no noun."""
    form = bare(word)
    if form in auxiliaries() or form.endswith(("n't", "n’t")):
        return True
    found = forms(form)
    if found.isdisjoint({"verb-s", "verb-past"}):
        return False
    if "verb-s" in found and not found & {"noun-plural", "noun"}:
        return True
    if "verb-past" in found and not found & {"verb-participle", "adjective", "noun", "verb-base"}:
        return True
    return bare(behind) in _OBJECTS and "adjective" not in found


_OBJECTS = frozenset(["the", "a", "an", "his", "their", "its", "him", "them", "us", "me", "that", "it", "this", "her"])


@lru_cache(REMEMBERED)
def is_subject(word: str) -> bool:
    """Return whether a clause that begins with this word may begin with its subject."""
    found = classes(word)
    if found & {"pronoun", "determiner"}:
        return True
    known = lexicon("en")
    if known and word[0].isupper() and known.usual_case(bare(word)) is not Case.LOWER:
        return True
    return not found & {"preposition", "conjunction", "adverb", "interjection"} and not forms(word) & {
        "verb-ing",
        "verb-past",
        "verb-base",
    }


#: Prepositions that are adverbs as well and end a clause: “the storm is over”.
_ADVERBIAL = frozenset(["over", "on", "in", "through", "by", "along"])


def is_clause(words: Sequence[str]) -> bool:
    """Return whether words are one whole clause: a subject first, a finite verb, and no other clause in it."""
    bares = [bare(word) for word in words]
    return (
        len(words) > 1
        and is_subject(words[0])
        and not hangs(words)
        and any(map(may_be_finite, words[1:]))
        and not any(map(takes_clause, bares[1:]))
        and "having" not in bares
        and (bares[-1] not in announcing() - _ADVERBIAL or words[-1][0].isupper())
    )
