"""The `pattern` kind: RE2 patterns with context, and templates for their replacements."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from cleanup.detectors.boilerplate import template
from cleanup.edits.edits import minimal
from cleanup.errors import RuleError
from cleanup.matching import (
    Needs,
    Passage,
    Re2Pattern,
    Report,
    check_pattern,
    compile_re2,
    describe,
    local_kind,
    replace,
    required,
)
from cleanup.model import Finding, Fix, Rule, Span

_PATTERN_KEYS = ("pattern", "left", "right", "not_left", "not_right")


class Params(msgspec.Struct, frozen=True):
    """Keys of a pattern rule. `replace` may be one template, several (best first), or absent for a flag."""

    pattern: str
    replace: str | tuple[str, ...] | None = None
    left: str = ""
    right: str = ""
    not_left: str = ""
    not_right: str = ""
    words: bool = False
    title: str = ""


class _Made(msgspec.Struct, frozen=True):
    """A rule with its pattern prepared for searching."""

    rule: Rule
    pattern: Re2Pattern


def _ready(rule: Rule, _: Sequence[Rule]) -> _Made:
    p: Params = rule.params
    pattern = Re2Pattern(
        p.pattern,
        left=p.left,
        right=p.right,
        not_left=p.not_left,
        not_right=p.not_right,
        words=p.words,
        needs=rule.needs,
    )
    return _Made(rule, pattern)


def _needs(rule: Rule) -> Needs:
    params: Params = rule.params
    return required(params.pattern, left=params.left, right=params.right)


def validate(rule: Rule) -> None:
    """Check the patterns and templates of one rule. Raises RuleError."""
    from cleanup.rules.rule_file import line_in

    params: Params = rule.params
    for key in _PATTERN_KEYS:
        check_pattern(rule, key, getattr(params, key))
    groups = compile_re2(f"(?P<match>{params.pattern})").groupindex
    for text in _templates(params):
        wrong = template.check(text, groups)
        if wrong:
            raise RuleError(f"replace: {wrong}", path=rule.path, line=line_in(rule.path, "replace"))


def _templates(params: Params) -> tuple[str, ...]:
    if params.replace is None:
        return ()
    return (params.replace,) if isinstance(params.replace, str) else params.replace


def _find(made: _Made, passage: Passage) -> Iterator[Finding]:
    rule, params = made.rule, made.rule.params
    for span, groups in passage.found(made.pattern):
        matched = groups["match"]
        fixes = tuple(
            _smallest(span, matched, new, params.title or rule.summary)
            for new in (template.fill(t, groups) for t in _templates(params))
            if new != matched
        )
        if fixes or not _templates(params):
            yield Finding(rule.id, span, describe(rule, matched), rule.level, fixes, rule.confidence)


def _smallest(span: Span, matched: str, new: str, title: str) -> Fix:
    """Return the fix that changes only what differs."""
    inner, replacement = minimal(matched, new)
    return replace(inner.shift(span.start), replacement, title)


KIND = local_kind(Params, Report(_find, lambda made: [made.pattern]), ready=_ready, validate=validate, needs=_needs)
