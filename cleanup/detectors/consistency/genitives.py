"""The genitive of a name without its apostrophe, as German writes it: `Obamas plan` in a text about Obama.

A plural has the same letters (`the Kellers`), so the name has to be in the text without the ending as well, and what
follows has to be what the person or place has: a noun, and no verb.
"""

from __future__ import annotations

from collections.abc import Iterator

from cleanup import lazy_regex
from cleanup.detectors.consistency.names import TRIGGERS, capitalised, spans_of
from cleanup.detectors.consistency.shared import finding, times
from cleanup.lexicon import Case, Lexicon, lexicon
from cleanup.matching import FullText
from cleanup.model import Finding, Rule, Span
from cleanup.text.segments import whole_words
from cleanup.text.sizes import ARTICLE

__all__ = ["TRIGGERS", "genitives"]

_GENITIVE = lazy_regex.pattern(r"[A-Z][^\W\d_A-Z]+[^\W\d_sxzA-Z]s\Z")
_BEFORE = lazy_regex.pattern(r"(\w+)[ \u00a0]\Z")
_AFTER = lazy_regex.pattern(r"[ \u00a0]([a-z]+)(?:-[a-z]+)?(?:[ \u00a0]([a-z]+))?")
#: What precedes a plural.
_PLURAL = frozenset([
    *("the", "these", "those", "all", "both", "two", "three", "many", "most", "some", "other", "few", "several", "no"),
    *("young", "old"),
])  # fmt: skip
#: How long the text around a name is read, in code points.
_WINDOW = 60


def genitives(rule: Rule, view: FullText) -> Iterator[Finding]:
    """Yield names with the ending of a genitive before a noun, in an article that has them without it."""
    known = lexicon("en") if len(view.text) <= ARTICLE else None
    if known is None:
        return
    mark = "’" if "’" in view.text else "'"
    for name in sorted(view.once(capitalised)):
        if _GENITIVE.match(name) and not known.knows(name) and _is_name(known, view.text, name[:-1]):
            bare = sum(1 for _ in whole_words(view.text, name[:-1]))
            for span in spans_of(view.text, name) if bare else ():
                if _owns(known, view.text, span):
                    new = f"{name[:-1]}{mark}s"
                    message = f"the genitive of “{name[:-1]}”, {times(bare)} in this text, has an apostrophe"
                    yield finding(rule, span, new, message)


def _is_name(known: Lexicon, text: str, word: str) -> bool:
    if known.usual_case(word) not in (Case.CAPITAL, Case.UNKNOWN):
        return False
    return not any(True for _ in whole_words(text, word.lower()))


def _owns(known: Lexicon, text: str, span: Span) -> bool:
    """Return whether a noun follows, perhaps after an adjective, and nothing before it asks for a plural."""
    before = _BEFORE.search(text, max(0, span.start - _WINDOW), span.start)
    after = _AFTER.match(text, span.end)
    if after is None or (before and before[1].lower() in _PLURAL):
        return False
    return _is_noun(known, after[1]) or (
        _is_adjective(known, after[1]) and bool(after[2]) and _is_noun(known, after[2])
    )


def _is_noun(known: Lexicon, word: str) -> bool:
    classes = known.word_classes(word)
    return "noun" in classes and classes.isdisjoint(_NOT_OWNED) and "verb-past" not in known.forms(word)


def _is_adjective(known: Lexicon, word: str) -> bool:
    classes = known.word_classes(word)
    return "adjective" in classes and classes.isdisjoint(_NOT_OWNED - {"adverb"})


_NOT_OWNED = frozenset(["adverb", "preposition", "conjunction", "pronoun", "determiner", "auxiliary"])
