"""Names in lowercase that the text elsewhere writes with their capital."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleanup import lazy_regex
from cleanup.detectors.letter_case.shared import LONGEST, recased
from cleanup.lexicon import Case, Lexicon, lexicon
from cleanup.matching import FullText
from cleanup.model import Finding, Rule, Span
from cleanup.text import word_lists

_CAPITAL = lazy_regex.pattern(r"[A-Z](?<![\w.@#/&-].)[a-z]{3,}(?![\w@/-]|\.\w)")
_BEFORE = lazy_regex.pattern(r"(?<![\w@#/.&=_-])([a-z]{3,}) \Z")
#: What may stand beside a word, as blanks.
_BLANKED = str.maketrans(dict.fromkeys(".,;:!?…()’'”“\"", " "))
#: How far back to look for a given name, in code points.
_WINDOW = 24


def lowercase_names(rule: Rule, whole: FullText) -> Iterator[Finding]:
    """Yield lowercase names that are no words, where the text writes them at least as often with a capital."""
    text = whole.text
    if len(text) > LONGEST:
        return
    capital = {name.lower() for name in _CAPITAL.findall(text)}
    small = capital.intersection(text.translate(_BLANKED).split())
    known = lexicon("en") if small else None
    if known is None:
        return
    found = [span for name in small if _is_only_name(known, name) for span in _lowercase(text, name)]
    end = 0
    for span in sorted(found):  # a given name before its surname comes first, and is part of both
        if span.start >= end:
            old = text[span.start : span.end]
            new = " ".join(word.capitalize() for word in old.split(" "))
            yield recased(rule, span.start, old, new, f"“{old}” is a name, “{new}” elsewhere in this text")
        end = max(end, span.end)


def _is_only_name(known: Lexicon, name: str) -> bool:
    """Return whether a word is nothing but a name."""
    never = name in word_lists.words("foreign_words") or name in word_lists.words("lowercase_names")
    return known.usual_case(name) is Case.CAPITAL and not known.word_classes(name) and not never


def _lowercase(text: str, name: str) -> Iterator[Span]:
    """Yield the places of a name in lowercase, with the given name before it if the text has both with capitals."""
    right = name.capitalize()
    places = list(re.finditer(rf"(?<![\w@#/.&=_-]){name}(?![\w@/=_-]|\.\w)", text))
    if len(places) > len(re.findall(rf"(?<=[a-z,;] ){right}\b", text)):
        return
    for place in places:
        before = _BEFORE.search(text, max(0, place.start() - _WINDOW), place.start())
        full = before is not None and f"{before[1].capitalize()} {right}" in text
        yield Span(before.start() if before and full else place.start(), place.end())
