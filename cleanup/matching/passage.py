"""A paragraph as a kind of rule sees it, and what a finding in it needs: the words of its message, and a fix."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from cleanup.matching.filters import Paragraph
from cleanup.matching.re2_patterns import ContextMatch, Re2Pattern
from cleanup.model import Edit, Fix, Rule, Span

if TYPE_CHECKING:
    from cleanup.matching.triggers import Watch

_Known = TypeVar("_Known")


class Passage:
    """A paragraph as a kind sees it. `plain`: all that is not ASCII in it are blanks and general punctuation."""

    __slots__ = ("_hits", "_paragraph", "_watch", "text")

    def __init__(self, paragraph: Paragraph, watch: Watch | None = None, hits: Sequence[Any] = ()) -> None:
        self.text = paragraph.text
        self._paragraph = paragraph
        self._watch = watch
        self._hits = hits

    @property
    def plain(self) -> bool:
        return self._paragraph.plain

    def finditer(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """The matches of a pattern. A trigger that is known not to be there is not looked for."""
        if self._watch and not self._watch.may_hold(pattern, self._hits):
            return iter(())
        return pattern.finditer(self.text)

    def found(self, pattern: Re2Pattern) -> Iterator[ContextMatch]:
        """The matches of a pattern of RE2, and what its named groups hold."""
        return pattern.finditer(self._paragraph)

    def once(self, observe: Callable[[Passage], _Known]) -> _Known:
        """What a function says of it, which is asked only once for all rules and rounds; a pure function of the text.

        It is remembered under the function, which has to live as long as the kind.
        """
        known = self._paragraph.known
        if observe not in known:
            known[observe] = observe(self)
        found: _Known = known[observe]
        return found


def replace(span: Span, replacement: str, title: str) -> Fix:
    """A fix of one edit."""
    return Fix((Edit(span, replacement),), title)


def describe(rule: Rule, matched: str) -> str:
    """The rule's message for a match: its own template (`{match}`), or the summary with the text quoted."""
    shown = " ".join(matched.split()) or matched
    if rule.message:
        return rule.message.replace("{match}", shown)
    if not shown.strip():
        return rule.summary
    return f"{rule.summary}: “{shown if shown.isprintable() else repr(shown)[1:-1]}”"
