"""The `split_compounds` kind: a compound with a space on one side of its hyphen, as in `well- known`.

A tokeniser split it, or a line end at the hyphen became a space. The text itself has the compound in one piece
elsewhere, or the lexicon knows it. A hyphen that hangs (`short- and long-term`) joins nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from cleanup import lazy_regex
from cleanup.lexicon import lexicon
from cleanup.matching import FullText, Report, describe, document_kind, replace
from cleanup.model import Finding, Rule, Span


class Params(msgspec.Struct, frozen=True):
    """A split_compounds rule has no keys of its own."""


_SPLIT = lazy_regex.pattern(
    r"(?<![\w\-’'])(?P<head>[^\W\d_]{2,})(?:-[ \u00a0]|[ \u00a0]-)(?P<tail>[a-z]{2,})(?![\w\-’'])"
)
#: Words behind a hyphen that hangs.
_JOINING = frozenset(["and", "or", "to", "nor", "but", "as", "than", "through", "und", "oder", "bis"])


def _find(rule: Rule, whole: FullText) -> Iterator[Finding]:
    for match in whole.finditer(_SPLIT):
        compound = f"{match['head']}-{match['tail']}"
        if match["tail"] in _JOINING or not _is_compound(whole, compound.lower()):
            continue
        cut = Span(match.end("head"), match.start("tail"))
        fix = replace(cut, "-", f"write “{compound}”")
        message = describe(rule, match.group())
        yield Finding(rule.id, Span(*match.span()), message, rule.level, (fix,), rule.confidence)


def _is_compound(whole: FullText, compound: str) -> bool:
    words = lexicon("en")
    return compound in whole.vocabulary.lower() or (words is not None and words.knows(compound))


KIND = document_kind(Params, Report(_find, (_SPLIT,)))
