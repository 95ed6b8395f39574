"""Names that run into the words beside them, where a link around the name was removed: `forRussiato help`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from cleanup import lazy_regex
from cleanup.lexicon import FUNCTION_CLASSES, Case, Lexicon, lexicon
from cleanup.matching import FullText, replace
from cleanup.model import Finding, Rule, Span
from cleanup.text.sizes import ARTICLE

#: A capital inside a word, with the rest of the word.
INNER_CAPITAL = lazy_regex.pattern(r"[A-Z](?<=[a-z]{2}.)(?:[a-z]{2,}|[A-Z]{1,3})(?![\w@/_(]|\.\w)")
_BEFORE = lazy_regex.pattern(r"(?:(?<=[\s“‘\"'(—–])|\A)(?:[A-Za-z]+-)*(?P<word>[A-Z]?[a-z]+)\Z")
_WINDOW = 40
#: Abbreviations that follow short words in news.
_BODIES = frozenset({"EU", "UN", "US", "UK", "NATO", "WHO", "IMF"})
#: From this frequency on a longer word is common enough to be one of two.
_COMMON, _LONG = 3.0, 4
#: More often, the word is a brand.
_MOST = 2


def joined_names(rule: Rule, whole: FullText, stands: Callable[[str], bool], tails: Sequence[str]) -> Iterator[Finding]:
    """Yield names that are joined to the word before them, and perhaps to one of `tails` after them.

    `stands` tells whether a word occurs in the text by itself.
    """
    known = lexicon("en") if len(whole.text) <= ARTICLE else None
    if known is None:
        return
    for match in whole.finditer(INNER_CAPITAL):
        before = _BEFORE.search(whole.text, max(0, match.start() - _WINDOW), match.start())
        if before is None or not _ends_alone(known, before["word"]):
            continue
        name = match.group()
        parts = _parts(known, name, stands, tails)
        token = Span(before.start("word"), match.end())
        written = whole.text[token.start : token.end]
        if parts is None or whole.text.count(written) > _MOST:
            continue
        new = " ".join((before["word"], *parts))
        yield Finding(rule.id, token, f"“{written}” is “{new}”", rule.level, (replace(token, new, "insert a space"),))


def _ends_alone(known: Lexicon, word: str) -> bool:
    """Return whether a word may come before a name: a function word, or a common one."""
    lowered = word.lower()
    if known.word_classes(lowered) & FUNCTION_CLASSES:
        return True
    common = len(word) >= _LONG and known.usual_case(lowered) in (Case.LOWER, Case.EITHER)
    return word == lowered and common and known.frequency(lowered) >= _COMMON


def _parts(known: Lexicon, name: str, stands: Callable[[str], bool], tails: Sequence[str]) -> tuple[str, ...] | None:
    """Return a name, alone or with the word that is joined to it; None if there is no name."""
    if _is_name(known, name, stands):
        return (name,)
    for tail in tails:
        head = name.removesuffix(tail)
        if head != name and len(head) > 2 and _is_name(known, head, stands):
            return head, tail
    return None


def _is_name(known: Lexicon, name: str, stands: Callable[[str], bool]) -> bool:
    if name.isupper():
        return name in _BODIES
    case = known.usual_case(name.lower())
    listed = case is Case.CAPITAL or (case is Case.EITHER and len(name) > _LONG)
    return listed or (stands(name) and not stands(name.lower()))
