"""Names in lowercase that the text elsewhere writes with their capital."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleanup import lazy_regex
from cleanup.detectors.letter_case.shared import recased
from cleanup.lexicon import Case, Lexicon, lexicon
from cleanup.matching import FullText
from cleanup.model import Finding, Rule, Span
from cleanup.text import word_lists
from cleanup.text.segments import occurrences, places
from cleanup.text.sizes import ARTICLE

_CAPITAL = lazy_regex.pattern(r"[A-Z](?<![\w.@#/&-].)[a-z]{3,}(?![\w@/-]|\.\w)")
_BEFORE = lazy_regex.pattern(r"(?<![\w@#/.&=_-])([a-z]{3,}) \Z")
#: What may stand beside a word, as blanks; and those in ASCII, each of which becomes one.
_BESIDE = frozenset(".,;:!?…()’'”“\"")
_BLANKED = bytes.maketrans(b".,;:!?()'\"", b" " * 10)
#: How far back to look for a given name, in code points.
_WINDOW = 24


def lowercase_names(rule: Rule, whole: FullText) -> Iterator[Finding]:
    """Yield lowercase names that are no words, where the text writes them at least as often with a capital."""
    text = whole.text
    if len(text) > ARTICLE:
        return
    words = whole.vocabulary
    capital = {name.lower() for name in _CAPITAL.findall(words)}
    small = capital.intersection(_parts(words))
    known = lexicon("en") if small else None
    if known is None:
        return
    names = [name for name in small if _is_only_name(known, name) and _stands_alone(words, name)]
    found = [span for name in names for span in _lowercase(text, name)]
    end = 0
    for span in sorted(found):  # a given name before its surname comes first, and is part of both
        if span.start >= end:
            old = text[span.start : span.end]
            new = " ".join(word.capitalize() for word in old.split(" "))
            yield recased(rule, span.start, old, new, f"“{old}” is a name, “{new}” elsewhere in this text")
        end = max(end, span.end)


def _is_only_name(known: Lexicon, name: str) -> bool:
    """Return whether a word is nothing but a name."""
    if known.usual_case(name) is not Case.CAPITAL or known.word_classes(name):
        return False
    return name not in word_lists.words("foreign_words") and name not in word_lists.words("lowercase_names")


def _parts(text: str) -> list[str]:
    """Return what is between marks, and all that is not ASCII: bytes are replaced in a tenth of the time."""
    return text.encode("ascii", "replace").translate(_BLANKED).decode("ascii").split()


def _stands_alone(text: str, name: str) -> bool:
    """Return whether a name in lowercase is a word of its own somewhere."""
    return any(
        _may_be_beside(text[at - 1 : at]) and _may_be_beside(text[at + len(name) : at + len(name) + 1])
        for at in places(text, name)
    )


def _may_be_beside(char: str) -> bool:
    return not char or char.isspace() or char in _BESIDE


def _lowercase(text: str, name: str) -> Iterator[Span]:
    """Yield the places of a name in lowercase, with the given name before it if the text has both with capitals."""
    right = name.capitalize()
    small = list(occurrences(text, name, re.compile(rf"(?<![\w@#/.&=_-]){name}(?![\w@/=_-]|\.\w)")))
    if len(small) > len(list(occurrences(text, right, re.compile(rf"(?<=[a-z,;] ){right}\b")))):
        return
    for place in small:
        before = _BEFORE.search(text, max(0, place.start() - _WINDOW), place.start())
        full = before is not None and f"{before[1].capitalize()} {right}" in text
        yield Span(before.start() if before and full else place.start(), place.end())
