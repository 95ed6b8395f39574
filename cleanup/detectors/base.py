"""What every kind of rule has in common: what it sees, what it is built from, what it gives back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import msgspec

from cleanup.languagetool.matches import Matcher
from cleanup.model import Edit, Finding, Fix, Rule, Span
from cleanup.profile import Profile
from cleanup.style import OWN, Style
from cleanup.text import paragraphs


class View:
    """A text as a detector sees it: its paragraphs and its own style, computed when first asked for.

    `matcher` answers for LanguageTool; None where it takes no part.
    """

    def __init__(
        self, text: str, language: str | None = None, style: Style = OWN, matcher: Matcher | None = None
    ) -> None:
        self.text = text
        self.matcher = matcher
        self._language = language
        self._style = style

    @cached_property
    def paragraphs(self) -> tuple[Span, ...]:
        """Spans of the paragraphs, in order (see `cleanup.text.paragraphs`)."""
        return tuple(paragraphs(self.text))

    @cached_property
    def profile(self) -> Profile:
        """The document's own style, measured on this text."""
        return Profile(self.text, self._language, self._style)


#: Findings of one paragraph, in the paragraph's own offsets. Must be a pure function of that text.
LocalDetector = Callable[[str], Iterable[Finding]]
#: Findings of a whole text, in its offsets. Must be a pure function of the view.
WholeDetector = Callable[[View], Iterable[Finding]]


def _accept(_rule: Rule) -> None:
    """Nothing to check beyond the types of the keys."""


@dataclass(frozen=True, slots=True)
class LocalKind:
    """A kind whose findings depend on one paragraph alone, so that unchanged ones need no second look.

    `validate` checks what the types of its keys cannot say; it raises RuleError.
    """

    params: type[msgspec.Struct]
    build: Callable[[Sequence[Rule]], LocalDetector]
    validate: Callable[[Rule], None] = _accept


@dataclass(frozen=True, slots=True)
class WholeKind:
    """A kind that needs the document: its style, its other paragraphs."""

    params: type[msgspec.Struct]
    build: Callable[[Sequence[Rule]], WholeDetector]
    validate: Callable[[Rule], None] = _accept


Kind = LocalKind | WholeKind


def replace(span: Span, replacement: str, title: str) -> Fix:
    """A fix of one edit."""
    return Fix((Edit(span, replacement),), title)


def describe(rule: Rule, matched: str) -> str:
    """The rule's message for a match: its own template (`{match}`), or the summary with the text quoted."""
    shown = " ".join(matched.split()) or matched
    if rule.message:
        return rule.message.replace("{match}", shown)
    return f"{rule.summary}: {shown!r}" if shown.strip() else rule.summary
