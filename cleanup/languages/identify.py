"""The language that a text shows; where it shows none, nobody knows.

Rules of a language run only where it is established, so None is an answer like any other. English, the language of
most rules, shows in its function words at sight. Where these leave a doubt a language identifier is asked: `eldc`,
which knows 60 languages and says itself where it is not sure. It is loaded then and not before. Where there is no wheel
of it function words have to do, and more texts are of unknown language.

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
from cleanup.text.segments import words

#: English at sight: so many different ones of these words, and such a share of all words. 73 % of 2,843 sentences of
#: edited English show it, and none of 3,288 sentences of German, French, Spanish, Turkish and Russian.
DIFFERENT, SHARE = 3, 0.15
#: Of a text that the identifier takes for English without being sure, so many of these words make it so.
AGREEING = 2
#: More than one language.
SEVERAL = "mul"
#: Below so many words a text is short.
SHORT = 40
#: The code points that decide the language of a longer text; a sample is enough.
SAMPLE = 36_000


@lru_cache(maxsize=4096)
def identify_language(text: str) -> str | None:
    """The language that a text shows; None where it is too short to tell, or shows none that is known."""
    sample = text[:SAMPLE]
    said = [word.lower() for word in words(sample)]
    foreign = len(said) < SHORT and has_foreign_marks(sample)
    if is_plainly_english(said) and not foreign:
        return "en"
    if not said:
        return None
    found, sure = _identifier()(sample)
    plain = word_lists.words("english_function_words").intersection(said)
    return found if sure or (found == "en" and len(plain) >= AGREEING and not foreign) else None


def settled(text: str, *, declared: str | None = None, named: str | None = None) -> str | None:
    """The language of a text that declares one, or whose file is named by one.

    `mul` where it declares one and shows another: which of them is right nobody knows. A name may be chance, so what
    the text shows wins over it.
    """
    found = identify_language(text)
    if declared and found:
        return declared if found == declared else SEVERAL
    return declared or found or named


def has_foreign_marks(text: str) -> bool:
    """Whether marks or blanks stand in a text that other languages have and English has not."""
    return bool(_foreign().search(text))


@cache
def _foreign() -> re.Pattern[str]:
    marks, spaced = strangers("en")
    return re.compile(rf"[{re.escape(marks)}¿¡]|[^\W\d_][.,]?[ \u00a0\u202f][{re.escape(spaced)}](?!\w)")


def is_plainly_english(said: Sequence[str]) -> bool:
    """Whether words, in lower case, show at sight that they are English."""
    known = word_lists.words("english_function_words")
    plain = [word for word in said if word in known]
    return len(plain) >= SHARE * len(said) and len(set(plain)) >= DIFFERENT


@cache
def _identifier() -> Callable[[str], tuple[str | None, bool]]:
    """What is asked about all texts that are not plainly English: for a language, and whether that is sure."""
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
    """Frequent function words by language."""
    return {code: frozenset(listed) for code, listed in word_lists.sections("stopwords").items()}


def by_function_words(text: str) -> str | None:
    """The language whose function words stand out in a text; English only at sight, see `identify`."""
    said = Counter(word.lower() for word in words(text))
    total = said.total()
    shares = {
        code: sum(count for word, count in said.items() if word in listed) / total
        for code, listed in function_words().items()
    }
    best, second, *_ = sorted(shares, key=lambda code: -shares[code])
    clear = shares[best] >= max(0.12, 1.3 * shares[second]) and shares[best] * total >= 2
    return best if clear and best != "en" else None
