"""Identifying the language of a text, if the text makes it clear.

The rules of a language run only if the language is certain, so None is a normal answer. English, the language of most
rules, is recognised by its function words. If they leave a doubt, the identifier `eldc` decides, which knows 60
languages and says when it is not sure. It is imported only then. On platforms without a wheel of it, function words
have to suffice, and the language of more texts is unknown.

Codes are those of ISO 639-1.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache, lru_cache

from cleanup.languages.declared import code
from cleanup.languages.quotation import strangers
from cleanup.text import word_lists
from cleanup.text.remembered import remembered
from cleanup.text.segments import words

#: English at sight: this many different function words, and this share of all words. 73 % of 2,843 sentences of edited
#: English qualify, and none of 3,288 sentences of German, French, Spanish, Turkish and Russian.
MIN_DISTINCT_WORDS, MIN_WORD_SHARE = 3, 0.15
#: If the identifier takes a text for English without being sure, this many of these words confirm it.
AGREEING = 2
#: More than one language.
SEVERAL = "mul"
#: A text with fewer words is short.
SHORT_TEXT_WORDS = 40
#: The number of code points that decide the language of a longer text; a sample is enough.
SAMPLE = 36_000
#: The maximum length of a passage, in code points.
PASSAGE = 4_000


def identify_language(text: str) -> str | None:
    """Return the language of a text, or None if the text is too short or the language unknown."""
    return _of_passage(text) if len(text) <= PASSAGE else _of_text(text[:SAMPLE])


def _identified(sample: str) -> str | None:
    count, plain = english_evidence(sample)
    foreign = count < SHORT_TEXT_WORDS and has_foreign_marks(sample)
    if is_plainly_english(count, plain) and not foreign:
        return "en"
    if not count:
        return None
    found, sure = _identifier()(sample)
    return found if sure or (found == "en" and len(set(plain)) >= AGREEING and not foreign) else None


#: What is known of texts keeps them: many passages, which come up again and again, and few whole texts.
_of_passage = lru_cache(maxsize=4096)(_identified)
_of_text = lru_cache(maxsize=16)(_identified)


def settled(text: str, *, declared: str | None = None, named: str | None = None) -> str | None:
    """Return the language of a text that declares one, or whose file is named after one.

    Return `mul` if it declares one and is in another, because either may be right. A file name may be chance, so the
    text itself takes precedence over it.
    """
    found = identify_language(text)
    if declared and found:
        return declared if found == declared else SEVERAL
    return declared or found or named


def has_foreign_marks(text: str) -> bool:
    """Return whether a text contains punctuation or spaces that other languages use and English does not."""
    return bool(_foreign().search(text))


@cache
def _foreign() -> re.Pattern[str]:
    marks, spaced = strangers("en")
    return re.compile(rf"[{re.escape(marks)}¿¡]|[^\W\d_][.,]?[ \u00a0\u202f][{re.escape(spaced)}](?!\w)")


def english_evidence(text: str) -> tuple[int, Sequence[str]]:
    """Return how many words a text has, and those that are function words of English, in small letters."""
    lines = [_evidence(line) for line in text.split("\n")]
    return sum(count for count, _ in lines), [word for _, plain in lines for word in plain]


@remembered
def _evidence(line: str) -> tuple[int, tuple[str, ...]]:
    said = [word.lower() for word in words(line)]
    known = word_lists.words("english_function_words")
    return len(said), tuple(word for word in said if word in known)


def is_plainly_english(count: int, plain: Sequence[str]) -> bool:
    """Return whether so many words, with these function words of English, are English at sight."""
    return len(plain) >= MIN_WORD_SHARE * count and len(set(plain)) >= MIN_DISTINCT_WORDS


@cache
def _identifier() -> Callable[[str], tuple[str | None, bool]]:
    """Return the identifier for texts that are not plainly English: it returns a language, and whether that is
    certain.
    """
    try:
        import eldc
    except ImportError:
        return lambda text: (by_function_words(text), True)
    eldc.init()

    def ask(text: str) -> tuple[str | None, bool]:
        found = eldc.detect_details(text.encode("utf-8", "replace").decode())
        return code(found.language), found.reliable

    return ask


@cache
def function_words() -> dict[str, frozenset[str]]:
    """Return the frequent function words by language."""
    return {code: frozenset(listed) for code, listed in word_lists.sections("stopwords").items()}


def by_function_words(text: str) -> str | None:
    """Return the language whose function words predominate in a text; English only at sight, see
    `identify_language`.
    """
    said = Counter(word.lower() for word in words(text))
    total = said.total()
    shares = {
        code: sum(count for word, count in said.items() if word in listed) / total
        for code, listed in function_words().items()
    }
    best, second, *_ = sorted(shares, key=lambda code: -shares[code])
    clear = shares[best] >= max(0.12, 1.3 * shares[second]) and shares[best] * total >= 2
    return best if clear and best != "en" else None
