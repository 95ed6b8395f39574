"""Passages in another language than the text around them: a paragraph, a sentence, a quotation.

Clean text costs nothing: the language of a passage is determined only where something is found.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from cleanup import lazy_regex
from cleanup.languages.identify import english_evidence, has_foreign_marks, identify_language, is_plainly_english
from cleanup.languages.quotation import all_pairs
from cleanup.lexicon import Case, lexicon
from cleanup.model import Span
from cleanup.text.segments import paragraphs, sentences, words

#: The minimum number of words of a paragraph or sentence, and of a quotation, to show a language of its own. (Of 40,000
#: paragraphs of edited English with at least four words, eleven show another one: five are in it, four are code.)
MIN_WORDS, MIN_QUOTED_WORDS = 4, 3
#: A passage with at least this many words and no English function word is not English, whatever else it is (Irish,
#: Scottish Gaelic and others that the identifier does not know).
MIN_WORDS_WITHOUT_ENGLISH = 6
#: A passage is English if so large a share of its words in small letters is. (Of 9,886 sentences of German, French,
#: Spanish and Turkish without an English function word, 40 have it, and most of those are known to be in theirs.)
ENGLISH_SHARE = 0.8
#: In a text in another language, a paragraph with this many words is English if it is so at sight and in punctuation.
MIN_ENGLISH_WORDS = 20
#: So many paragraphs are remembered, those of a text of a megabyte, however long they are.
_KEPT = 2048


def languages_needed(text: str, language: str | None) -> tuple[str, ...]:
    """Return the languages whose rules a text in `language` needs: that language, and English if it occurs."""
    main = (language,) if language else ()
    if language == "en" or not any(_is_english(text[span.start : span.end]) for span in paragraphs(text)):
        return main
    return (*main, "en")


def language_at(text: str, place: Span, within: Sequence[Span], language: str | None) -> str | None:
    """Return the language of the words at a place of a text in `language`; `within` are its paragraphs.

    It is that of the passage, if the passage shows one. None if the language is unknown, or if the passage is English
    but may follow the usage of the surrounding language.
    """
    number = bisect_right(within, place.start, key=lambda span: span.start) - 1
    if number < 0 or within[number].end < place.start:
        return language
    start = within[number].start
    paragraph = text[start : within[number].end]
    if language != "en" and _is_english(paragraph):
        return "en"
    for passage in _around(paragraph, place.start - start, min(place.end - start, len(paragraph))):
        found = identify_language(passage)
        if found is None and _is_none_known(passage):
            return None
        if found not in (None, language):
            return found if found != "en" else None
    return language


def _is_none_known(passage: str) -> bool:
    """Return whether a passage of unknown language is not English: it is long enough, has no English function word, and
    few of its words are English.
    """
    count, plain = english_evidence(passage)
    return count >= MIN_WORDS_WITHOUT_ENGLISH and not plain and not _is_of_english_words(passage)


def _is_of_english_words(passage: str) -> bool:
    """Return whether most words of a passage are English ones, as in `fewer rooms mean higher rents this year`."""
    english = lexicon("en")
    small = [word for word in words(passage) if word.islower() and len(word) > 2]
    known = sum(english.usual_case(word) not in (Case.UNKNOWN, Case.CAPITAL) for word in small) if english else 0
    return bool(small) and known >= ENGLISH_SHARE * len(small)


@lru_cache(_KEPT)
def _is_english(paragraph: str) -> bool:
    """Return whether a paragraph is English on its own evidence."""
    if " the " not in paragraph or has_foreign_marks(paragraph):
        return False
    count, plain = english_evidence(paragraph)
    return count >= MIN_ENGLISH_WORDS and is_plainly_english(count, plain)


def _around(paragraph: str, first: int, last: int) -> Iterator[str]:
    """Yield the passages that contain a place of a paragraph and are long enough to show a language, the largest
    first.
    """
    for start, end in _passages(paragraph):
        if start <= first and last <= end:
            yield paragraph[start:end]


@lru_cache(_KEPT)
def _passages(paragraph: str) -> tuple[tuple[int, int], ...]:
    """Return start and end of a paragraph, its sentences, what a colon introduces, and its quotations with their marks.

    Only those with the minimum number of words are returned.
    """
    found = [(0, len(paragraph), MIN_WORDS)]
    for span in sentences(paragraph):
        found.append((span.start, span.end, MIN_WORDS))
        colon = paragraph.find(": ", span.start, span.end)
        if colon >= 0:
            found.append((colon + 2, span.end, MIN_WORDS))
    marks = _marks().intersection(_MARK_LIKE.findall(paragraph))
    for pair in (*all_pairs(), '""') if marks else ():
        opening, closing = pair[0], pair[1]
        if opening in marks and closing in marks:
            found += [(*match.span(), MIN_QUOTED_WORDS) for match in _quotation(opening, closing).finditer(paragraph)]
    long = [(start, end) for start, end, least in found if len(words(paragraph[start:end])) >= least]
    return tuple(dict.fromkeys(long))


#: Everything that is not plainly something else.
_MARK_LIKE = lazy_regex.pattern(r"[^\w\s.,;:!?()-]")


@cache
def _marks() -> frozenset[str]:
    """Return all quotation marks of all languages, and the straight ones."""
    return frozenset("".join(all_pairs())) | {'"'}


@cache
def _quotation(opening: str, closing: str) -> re.Pattern[str]:
    return re.compile(f"{opening}[^{opening}{closing}]+{closing}")
