"""First words of a paragraph in capitals, which were set so in print: `BORIS Johnson today`, `A MAN has died`."""

from __future__ import annotations

from collections.abc import Iterator

from cleanup import lazy_regex
from cleanup.detectors.letter_case.shared import is_prose, recased
from cleanup.lexicon import Case, Lexicon, lexicon
from cleanup.matching import FullText, Passage, words
from cleanup.model import Finding, Level, Rule
from cleanup.text.sizes import ARTICLE

_FIRST = lazy_regex.pattern(
    r"[“\"]?(?P<words>(?:[A-Z]{1,12}[ \u00a0]){0,3}[A-Z]{2,14})"
    r"(?=[ \u00a0](?:[a-z]|(?P<surname>[A-Z][a-z]+)[ \u00a0][a-z]))"
)
_ENTRY = lazy_regex.pattern(r"[A-Z]{3}[ \u00a0][A-Za-z][a-z]|[A-Z]{2}[ \u00a0][A-Z]{2}|[A-Z] [A-Z]{2}")
_WORD = lazy_regex.pattern(r"[A-Z]+")
#: A single shorter word is more often an abbreviation.
_LEAST = 4
#: A text where more paragraphs begin so has labels, or is a play.
_MOST = 3


def _capitals(passage: Passage) -> tuple[str, int, bool] | None:
    """Return the words in capitals that begin a paragraph of prose, where, and whether a surname follows."""
    text, known = passage.text, lexicon("en")
    match = _FIRST.match(text)
    if match is None or known is None or not is_prose(text):
        return None
    capitals = match["words"].split()
    if not all(_is_word(known, word, named=bool(match["surname"])) for word in capitals):
        return None
    if len(capitals) == 1 and len(capitals[0]) < _LEAST:
        return None
    return match["words"], match.start("words"), bool(match["surname"])


def _is_word(known: Lexicon, word: str, *, named: bool) -> bool:
    """Return whether a word is none that is usually in capitals; `named`: a given name."""
    if word in ("A", "I"):
        return not named
    case = known.usual_case(word.lower())
    return case is Case.CAPITAL and not known.word_classes(word.lower()) if named else case is Case.LOWER


def drop_capitals(rule: Rule, whole: FullText) -> Iterator[Finding]:
    """Yield the first words of paragraphs in capitals; common words as a flag: some papers keep them so."""
    if len(whole.text) > ARTICLE:
        return
    found = [(span.start, seen) for span, seen in whole.observed(_capitals) if seen is not None]
    if len(found) > _MOST:
        return
    for start, (old, at, named) in found:
        new = old.capitalize() if not named else " ".join(word.capitalize() for word in old.split(" "))
        message = f"“{old}” begins the paragraph in capitals, as in print"
        yield recased(rule, start + at, old, new, message, level=None if named else Level.FLAG)


TRIGGERS = (words(_ENTRY, of=_FIRST),)
