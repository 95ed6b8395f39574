"""The keys of a boilerplate rule, and the patterns of lines that they make."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Literal

import msgspec

from cleanup.detectors.boilerplate.shared_parts import defined
from cleanup.matching import Needs, RulePatterns, check_pattern, lines_needed
from cleanup.model import Rule

#: What may precede a template, besides space; in a character class.
BULLETS = "»›>•▶►*·|–—-"
SKIPPED = f" \t\n\f\r{BULLETS}"
_BEFORE = rf"[\s{BULLETS}]*"
#: Between two templates on one line, and after the last: buttons in a row, the sentences of one prompt.
_BETWEEN = r"[\s|·•,/*:»›>…–—-]*"
_STOPPED = r"[\s|·•,/*:»›>…–—.!-]*"

Role = Literal["lines", "headings", "tail_only", "beside"]


class Params(msgspec.Struct, frozen=True):
    """Keys of a boilerplate rule. Every pattern is RE2, ignores case, and matches a whole line (except `cuts`).

    Patterns write the apostrophe as ’ and match both kinds. The keys that contain patterns:

    - `define`: named parts, written `<name>` in all others, beside those of `shared_parts`;
    - `lines`: boilerplate on their own;
    - `headings`: titles of a widget, whose teasers follow up to the next boilerplate;
    - `tail_only`: boilerplate only in a tail that contains other boilerplate, or as the very last line;
    - `beside`: boilerplate only if the same end of the text contains other boilerplate;
    - `cuts`: the group `cut` is removed from inside a line, and `join` put in its place;
    - `sentences`: boilerplate as a line, and as a sentence of a line whose paragraphs were run together;
    - `followers`: lines removed right after a cut, in that order, all or none.

    `noun` completes "… is ⟨noun⟩, not part of the text". `zone`: the end of the text where all this counts. `anywhere`:
    found in the middle too, as a suggestion; there, `headings` need two words, and `beside` a line near that the same
    rule has found. `article`: only in texts too short to be a book. `stop`: the line may end in a full stop. `code`:
    its lines are no words of a language, so no sentence runs on into them.
    """

    noun: str
    define: dict[str, str] = {}
    lines: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    tail_only: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    cuts: tuple[str, ...] = ()
    join: str = ""
    sentences: tuple[str, ...] = ()
    followers: tuple[str, ...] = ()
    zone: Literal["both", "head", "tail"] = "both"
    code: bool = False
    anywhere: bool = False
    article: bool = False
    stop: bool = True


def _roles(params: Params) -> tuple[tuple[Role, tuple[str, ...]], ...]:
    return (
        ("lines", (*params.lines, *params.sentences)),
        ("headings", params.headings),
        ("tail_only", params.tail_only),
        ("beside", params.beside),
    )


def rule_patterns(rule: Rule) -> RulePatterns:
    """Return the patterns of a rule one by one, those of lines in the order of their roles."""
    params: Params = rule.params
    lines = (*params.lines, *(one for _, patterns in _roles(params)[1:] for one in patterns))

    def wholes() -> list[str]:
        return [whole for _, whole in whole_patterns(rule)]

    return RulePatterns(partial(with_parts, rule), lines, params.sentences, params.cuts, rule.needs, wholes)


def whole_patterns(rule: Rule) -> Iterator[tuple[Role, str]]:
    """Yield the pattern of whole lines for each role of a rule: its patterns in a row."""
    params: Params = rule.params
    between = _STOPPED if params.stop else _BETWEEN
    for role, patterns in _roles(params):
        if patterns:
            one = "|".join(with_parts(rule, pattern) for pattern in patterns)
            yield role, f"{_BEFORE}(?:(?:{one}){between})+"


def needs(rule: Rule) -> Needs:
    """Return what a plain text must hold for the patterns of a rule, as `lines_needed` orders it."""
    single = rule_patterns(rule)
    wholes = [single.define(one) for one in (*single.lines, *single.sentences)]
    return lines_needed(wholes, [single.define(one) for one in single.cuts], SKIPPED)


def with_parts(rule: Rule, pattern: str) -> str:
    """Return a pattern of a rule with its named parts in place."""
    return defined(pattern, rule.params.define)


def validate(rule: Rule) -> None:
    """Check the patterns of one rule. Raises RuleError for the first that is not valid RE2."""
    for key in ("lines", "headings", "tail_only", "beside", "cuts", "sentences", "followers"):
        for pattern in getattr(rule.params, key):
            check_pattern(rule, key, with_parts(rule, pattern), listed=True)
