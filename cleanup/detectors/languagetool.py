"""The `languagetool` kind: useful matches of LanguageTool, at a level of our own.

A rule file names LanguageTool's rules and the conditions on their matches. Nothing is sent here: without a matcher in
the view, the rules find nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, Literal

import msgspec

from cleanup.edits.edits import minimal
from cleanup.errors import RuleError, near_miss
from cleanup.matching import FullText, Together, check_pattern, compile_re2, describe, document_kind, replace
from cleanup.model import MASK, Finding, Fix, Level, Rule, Span
from cleanup.style.document_style import Profile

if TYPE_CHECKING:
    from cleanup.languagetool.matches import Query, RuleMatch

#: How far `left`, `right` and their opposites look, in characters.
WINDOW = 60

_PATTERNS = ("pattern", "left", "right", "not_left", "not_right")

#: What `style` may require of the document.
_STYLES: dict[str, Callable[[Profile], object]] = {
    "apostrophe": lambda profile: "curly" if profile.apostrophe == "’" else "straight",
    "dash": lambda profile: profile.dash,
    "honorifics": lambda profile: {True: "dotted", False: "plain"}.get(profile.honorific_dot or False),
    "quotes": lambda profile: profile.double_quotes,
    "spelling": lambda profile: profile.spelling,
}


class Params(msgspec.Struct, frozen=True, rename={"not_": "not"}):
    """Keys of a languagetool rule. A match counts if it comes from one of `rules` and meets all conditions.

    `spans`: the marked text is one of these; `not`: it is none of these, ignoring case; `pattern`: all of it has this
    form; `one_line`: it contains no line end; `lower`: it contains no capital; `suggestions`: whether LanguageTool
    offers any; `left`, `right`, `not_left`, `not_right`: what surrounds it (RE2); `style`: what the document mostly
    writes. `replace` says which suggestion to use: the first one, the first if there is no other, or none.
    """

    rules: tuple[str, ...]
    spans: tuple[str, ...] = ()
    not_: tuple[str, ...] = ()
    pattern: str = ""
    left: str = ""
    right: str = ""
    not_left: str = ""
    not_right: str = ""
    one_line: bool = False
    lower: bool = False
    suggestions: Literal["some", "none"] | None = None
    style: dict[str, str] = {}
    replace: Literal["first", "single", "never"] = "single"


class _Asking(msgspec.Struct, frozen=True):
    """The rules, by the LanguageTool rules that they name."""

    rules: Sequence[Rule]
    by_name: dict[str, list[Rule]]


def _ready(rules: Sequence[Rule]) -> _Asking:
    by_name: dict[str, list[Rule]] = {}
    for rule in rules:
        params: Params = rule.params
        for name in params.rules:
            by_name.setdefault(name, []).append(rule)
    return _Asking(rules, by_name)


def _find(asking: _Asking, whole: FullText) -> Iterator[Finding]:
    """Yield the findings of the rules, from matches of exactly the LanguageTool rules that they name."""
    if whole.matcher is None:
        return
    from cleanup.languagetool.matches import askable

    spans = list(askable(whole.text, whole.paragraphs, MASK))
    texts = [whole.text[span.start : span.end] for span in spans]
    asked = question(asking.rules, whole.profile.language)
    answers = whole.matcher(texts, asked) if asked.rules else {}
    for span, text in zip(spans, texts, strict=True):
        for match in answers.get(text, ()):
            for rule in asking.by_name.get(match.rule, ()):
                place = Span(match.start, match.end).shift(span.start)
                if _agrees(rule.params, match, whole, place):
                    yield _finding(rule, match, whole, place)


def question(rules: Sequence[Rule], language: str | None) -> Query:
    """Return the query of rules (of any kind) for a text in a language (English if unknown)."""
    spoken = language or "en"
    own = [rule.params for rule in rules if not rule.languages or spoken in rule.languages]
    names = {name for params in own if isinstance(params, Params) for name in params.rules}
    from cleanup.languagetool.matches import Query

    return Query(spoken, tuple(sorted(names)))


def _agrees(params: Params, match: RuleMatch, whole: FullText, span: Span) -> bool:
    matched = whole.text[span.start : span.end]
    if params.spans and matched not in params.spans:
        return False
    if matched.lower() in params.not_ or (params.lower and matched != matched.lower()):
        return False
    if params.one_line and ("\n" in matched or "\r" in matched):
        return False
    if params.suggestions and (params.suggestions == "some") != bool(match.replacements):
        return False
    if any(_STYLES[key](whole.profile) != wanted for key, wanted in params.style.items()):
        return False
    return _context_allows(params, matched, whole.text, span)


def _context_allows(params: Params, matched: str, text: str, span: Span) -> bool:
    before, after = text[max(0, span.start - WINDOW) : span.start], text[span.end : span.end + WINDOW]
    return (
        (not params.pattern or bool(_compiled(params.pattern).fullmatch(matched)))
        and (not params.left or bool(_compiled(f"(?:{params.left})$").search(before)))
        and (not params.right or bool(_compiled(f"^(?:{params.right})").search(after)))
        and (not params.not_left or not _compiled(f"(?:{params.not_left})$").search(before))
        and (not params.not_right or not _compiled(f"^(?:{params.not_right})").search(after))
    )


_compiled = cache(compile_re2)


def _finding(rule: Rule, match: RuleMatch, whole: FullText, span: Span) -> Finding:
    params: Params = rule.params
    matched = whole.text[span.start : span.end]
    fixes = tuple(_fix(rule, matched, new, span) for new in _taken(params, match, matched, whole.profile))
    level = rule.level if fixes else Level.FLAG
    return Finding(rule.id, span, describe(rule, matched), level, fixes, rule.confidence)


def _taken(params: Params, match: RuleMatch, matched: str, profile: Profile) -> tuple[str, ...]:
    """Return the suggestions that the rule uses, with the document's own apostrophe."""
    if params.replace == "never" or (params.replace == "single" and len(match.replacements) != 1):
        return ()
    offered = [new.replace("'", profile.apostrophe) for new in match.replacements[:3]]
    return tuple(new for new in dict.fromkeys(offered) if new != matched)


def _fix(rule: Rule, matched: str, new: str, span: Span) -> Fix:
    """Return the fix that changes only what differs."""
    inner, replacement = minimal(matched, new)
    return replace(inner.shift(span.start), replacement, rule.summary)


def validate(rule: Rule) -> None:
    """Check what the types cannot say. Raises RuleError."""
    from cleanup.rules.rule_file import line_in

    params: Params = rule.params
    if not params.rules:
        raise RuleError(
            "rules: name at least one rule of LanguageTool", path=rule.path, line=line_in(rule.path, "rules")
        )
    for key in params.style:
        if key not in _STYLES:
            hint = near_miss(key, _STYLES)
            raise RuleError(f"style: unknown key: {key!r}", path=rule.path, line=line_in(rule.path, "style"), hint=hint)
    for text in params.not_:
        if text != text.lower():
            hint = f"write {text.lower()!r}: case is ignored"
            raise RuleError(f"not: {text!r}", path=rule.path, line=line_in(rule.path, "not"), hint=hint)
    for key in _PATTERNS:
        check_pattern(rule, key, getattr(params, key))


KIND = document_kind(Params, Together(_find, _ready), validate=validate)
