"""Passages in another language than the text around them: a paragraph, a sentence, a quotation.

A clean text costs nothing: only where something is found does anybody ask in which language.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from cleanup import lazy_regex
from cleanup.languages.identify import has_foreign_marks, identify_language, is_plainly_english
from cleanup.languages.quotation import all_pairs
from cleanup.model import Span
from cleanup.text import word_lists
from cleanup.text.segments import paragraphs, sentences, words

#: So many words must a paragraph or sentence have, and a quotation, to show a language of its own. (Of 40,000
#: paragraphs of edited English with at least four words eleven show another one: five are of it, four are code.)
LEAST, LEAST_QUOTED = 4, 3
#: A passage of so many words, no function word of English among them, is not English whatever else it is (Irish, Scots
#: Gaelic and others that the identifier does not know).
TELLING = 6
#: In a text of another language a paragraph of so many words is English when it is so at sight, and sets its marks so.
WHOLE = 20


def spoken(text: str, language: str | None) -> tuple[str, ...]:
    """The languages whose rules a text needs, one that is mostly in `language`: that, and English where it shows."""
    main = (language,) if language else ()
    if language == "en" or not any(_is_english(text[span.start : span.end]) for span in paragraphs(text)):
        return main
    return (*main, "en")


def language_at(text: str, place: Span, within: Sequence[Span], language: str | None) -> str | None:
    """The language of the words at a place of a text that is mostly in `language`; `within` are its paragraphs.

    It is that of the passage where the passage shows one; None where it shows none that is known, and where it shows
    English but may follow the usage of the language around it.
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
    """Whether a passage of unknown language is not English either: it is long enough, and says no word of it."""
    said = [word.lower() for word in words(passage)]
    return len(said) >= TELLING and not word_lists.words("english_function_words").intersection(said)


@lru_cache(maxsize=256)
def _is_english(paragraph: str) -> bool:
    """Whether a paragraph is English on its own evidence."""
    if " the " not in paragraph or has_foreign_marks(paragraph):
        return False
    said = [word.lower() for word in words(paragraph)]
    return len(said) >= WHOLE and is_plainly_english(said)


def _around(paragraph: str, first: int, last: int) -> Iterator[str]:
    """The passages that hold a place of a paragraph and are long enough to show a language, the largest first."""
    for start, end in _passages(paragraph):
        if start <= first and last <= end:
            yield paragraph[start:end]


@lru_cache(maxsize=256)
def _passages(paragraph: str) -> tuple[tuple[int, int], ...]:
    """Start and end of a paragraph, its sentences, what they announce by a colon, and its quotations with their marks.

    Those that have the words that each must have.
    """
    found = [(0, len(paragraph), LEAST)]
    for span in sentences(paragraph):
        found.append((span.start, span.end, LEAST))
        colon = paragraph.find(": ", span.start, span.end)
        if colon >= 0:
            found.append((colon + 2, span.end, LEAST))
    marks = _marks().intersection(_MARK_LIKE.findall(paragraph))
    for pair in (*all_pairs(), '""') if marks else ():
        opening, closing = pair[0], pair[1]
        if opening in marks and closing in marks:
            found += [(*match.span(), LEAST_QUOTED) for match in _quotation(opening, closing).finditer(paragraph)]
    long = [(start, end) for start, end, least in found if len(words(paragraph[start:end])) >= least]
    return tuple(dict.fromkeys(long))


#: All that is not plainly something else.
_MARK_LIKE = lazy_regex.pattern(r"[^\w\s.,;:!?()-]")


@cache
def _marks() -> frozenset[str]:
    """All marks that some language quotes with, and those of typewriters."""
    return frozenset("".join(all_pairs())) | {'"'}


@cache
def _quotation(opening: str, closing: str) -> re.Pattern[str]:
    return re.compile(f"{opening}[^{opening}{closing}]+{closing}")
