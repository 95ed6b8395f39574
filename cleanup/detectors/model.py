"""The `model` kind: changes of one class that a language model proposes and the guard lets through.

A rule file names the class and says how far it is trusted. Nothing is asked here: the text has a proposer, or the rules
take no part. The model is asked about the text as it was given; where one of our rules has repaired it since, the
rule wins.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Literal

import msgspec

from cleanup.errors import RuleError
from cleanup.matching import FullText, Together, document_kind
from cleanup.model import Finding, Level, Rule

if TYPE_CHECKING:
    from cleanup.detectors.proposals import Judged

ClassName = Literal[
    "space", "case", "quotation", "dash", "punctuation", "order", "article", "preposition", "pronoun", "auxiliary",
    "inflection", "spelling", "missing-word", "extra-word", "word-choice", "boilerplate", "fact",
]  # fmt: skip


#: What a change may touch, as `cleanup.guard.facts.FACTS` has it.
FACT_NAMES = ("numbers", "negation", "modality", "direction", "addresses", "names")


class Params(msgspec.Struct, frozen=True, rename={"class_": "class"}):
    """Keys of a model rule: the `class` of change that it stands for, as `cleanup.guard.classes` has them.

    `max_words`: no more words may go or come. `protects`: what such a change must leave as it is, by the names of
    `FACT_NAMES`. `unchecked`: the level for a model that has not been checked.
    """

    class_: ClassName
    max_words: int = 8
    protects: tuple[str, ...] = FACT_NAMES
    unchecked: Level = Level.SUGGESTED


class _Rules(msgspec.Struct):
    """The rules by class, and what was judged of the last text: it stays the same from round to round."""

    by_class: dict[str, Rule]
    judged: Judged | None = None


def _ready(rules: Sequence[Rule]) -> _Rules:
    return _Rules({rule.params.class_: rule for rule in rules})


def _find(rules: _Rules, whole: FullText) -> Iterator[Finding]:
    """The proposals for the original that no repair of a rule has overtaken, in this text."""
    if whole.proposer is None or whole.profile.language not in (None, "en"):
        return
    from cleanup.detectors import proposals  # the guard is for few runs

    rules.judged = proposals.judged(rules.by_class, whole, whole.proposer, rules.judged)
    yield from proposals.current(rules.judged, whole)


def validate(rule: Rule) -> None:
    """Check what the types cannot say. Raises RuleError."""
    from cleanup.rules.rule_file import line_in

    params: Params = rule.params

    def wrong(key: str, message: str, hint: str) -> RuleError:
        return RuleError(f"{key}: {message}", path=rule.path, line=line_in(rule.path, key), hint=hint)

    if rule.level is Level.SAFE:
        raise wrong("level", "a model's proposal is never safe", "write 'suggested' or 'flag'")
    if params.max_words < 1:
        raise wrong("max_words", f"{params.max_words} is too small", "write 1 or more")
    for name in params.protects:
        if name not in FACT_NAMES:
            raise wrong("protects", f"no such fact: {name!r}", f"expected one of: {', '.join(FACT_NAMES)}")


KIND = document_kind(Params, Together(_find, _ready), validate=validate)
