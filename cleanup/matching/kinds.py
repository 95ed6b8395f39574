"""The door between what is found and what makes that fast: how a kind of rule is put together.

A kind says what its rules find, and what that cannot be found without. Which paragraphs are looked at, what is kept
from one round to the next, where in the text a paragraph stands and what time each rule takes is no concern of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Generic, TypeVar

import msgspec

from cleanup.languagetool.matches import Matcher
from cleanup.matching.filters import Paragraph
from cleanup.matching.re2_patterns import Found, Re2Pattern
from cleanup.matching.timing import each
from cleanup.matching.triggers import Trigger, Watch
from cleanup.matching.view import Gated, LocalKind, Needs, Searching, View, WholeDetector, WholeKind
from cleanup.model import Finding, Rule, Span
from cleanup.style.document_style import Profile

_Known = TypeVar("_Known")
_Seen = TypeVar("_Seen")


class Passage:
    """A paragraph as a kind sees it. `plain`: all that is not ASCII in it are blanks and general punctuation."""

    __slots__ = ("_hits", "_paragraph", "_watch", "text")

    def __init__(self, paragraph: Paragraph, watch: Watch, hits: Sequence[Any]) -> None:
        self.text = paragraph.text
        self._paragraph = paragraph
        self._watch = watch
        self._hits = hits

    @property
    def plain(self) -> bool:
        return self._paragraph.plain

    def finditer(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """The matches of a pattern. A trigger that is known not to be there is not looked for."""
        return pattern.finditer(self.text) if self._watch.may_hold(pattern, self._hits) else iter(())

    def found(self, pattern: Re2Pattern) -> Iterator[Found]:
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


class FullText:
    """A whole text as a kind sees it."""

    __slots__ = ("_known", "_view", "_watch", "text")

    def __init__(self, view: View, watch: Watch, known: dict[object, Any]) -> None:
        self.text = view.text
        self._view = view
        self._watch = watch
        self._known = known

    @property
    def paragraphs(self) -> tuple[Span, ...]:
        """Where the paragraphs are, in order."""
        return self._view.paragraphs

    @property
    def vocabulary(self) -> str:
        """Every run of characters between blanks, once, with blanks between them."""
        return self._view.vocabulary

    @property
    def profile(self) -> Profile:
        """The text's own style, or that which is set."""
        return self._view.profile

    @property
    def matcher(self) -> Matcher | None:
        """What answers for LanguageTool; None where it takes no part."""
        return self._view.matcher

    def finditer(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """The matches of a trigger, which spans no line end, in the whole text; it may look beyond its paragraph."""
        finditer, text, may_hold = pattern.finditer, self.text, self._watch.may_hold
        for span, _, hits in self._view.open(self._watch.gate):
            if may_hold(pattern, hits):
                yield from finditer(text, span.start, span.end + 1)  # a line end may be looked at

    def observed(self, observe: Callable[[Passage], _Known]) -> Iterator[tuple[Span, _Known]]:
        """What a function says of each paragraph that may hold a trigger, and where that is (see `Passage.once`)."""
        watch = self._watch
        for span, paragraph, hits in self._view.open(watch.gate):
            known = paragraph.known
            if observe not in known:
                known[observe] = observe(Passage(paragraph, watch, hits))
            yield span, known[observe]

    def once(self, observe: Callable[[FullText], _Known]) -> _Known:
        """What a function says of it, which is asked only once for all rules of a kind."""
        if observe not in self._known:
            self._known[observe] = observe(self)
        found: _Known = self._known[observe]
        return found


#: What is looked for first, or how it is made of what a rule was made into.
Triggers = Sequence[Trigger] | Callable[[Any], Sequence[Trigger]]
#: What a rule is made into when it is made ready, given the rule and all that are made ready with it.
Ready = Callable[[Rule, Sequence[Rule]], Any]


class Report(msgspec.Struct, Generic[_Seen], frozen=True):
    """What rules of one report find in what they see, and the triggers without one of which they find nothing.

    `find` is given what the rule was made into, which is the rule itself unless the kind says otherwise.
    """

    find: Callable[[Any, _Seen], Iterable[Finding]]
    triggers: Triggers = ()


class _Asked(msgspec.Struct, Generic[_Seen], frozen=True):
    """A rule made ready."""

    rule: Rule
    find: Callable[[Any, _Seen], Iterable[Finding]]
    made: Any
    triggers: Sequence[Trigger]


def _itself(rule: Rule, _: Sequence[Rule]) -> Rule:
    return rule


def _accept(_rule: Rule) -> None:
    """Nothing to check beyond the types of the keys."""


def local_kind(
    params: type[msgspec.Struct],
    reports: Mapping[str, Report[Passage]] | Report[Passage],
    *,
    key: str = "report",
    ready: Ready = _itself,
    validate: Callable[[Rule], None] = _accept,
    needs: Callable[[Rule], Needs] | None = None,
) -> LocalKind:
    """A kind whose findings depend on one paragraph alone: what is found in it is found once, in its own offsets.

    `key` of a rule file names the report; a kind with a single report has none. `validate` checks what the types of the
    keys cannot say; it raises RuleError. `needs` works out, once for each version of a rule, what plain texts must hold
    for it; the rule made ready has that as `Rule.needs`.
    """

    def build(rules: Sequence[Rule]) -> Gated:
        asked = _made_ready(rules, reports, key, ready)
        owners: dict[Trigger, list[int]] = {}
        for number, one in enumerate(asked):
            for trigger in one.triggers:
                owners.setdefault(trigger, []).append(number)
        watch, by_entry = Watch(owners, sliced=False), [*owners.values()]

        def look(paragraph: Paragraph, hits: Sequence[Any]) -> Iterator[Finding]:
            passage = Passage(paragraph, watch, hits)
            for one in each([asked[number] for number in sorted({n for hit in hits for n in by_entry[hit]})]):
                yield from one.find(one.made, passage)

        return Gated(watch.gate, look)

    return LocalKind(params, build, validate, needs)


def document_kind(
    params: type[msgspec.Struct],
    reports: Mapping[str, Report[FullText]] | Report[FullText],
    *,
    key: str = "report",
    ready: Ready = _itself,
    validate: Callable[[Rule], None] = _accept,
    needs: Callable[[Rule], Needs] | None = None,
) -> WholeKind:
    """A kind that needs the whole text: it finds out what single paragraphs show, then decides from all of that.

    The keys are those of `local_kind`. Reports with the same triggers look for them together.
    """

    def build(rules: Sequence[Rule]) -> WholeDetector:
        watches: dict[tuple[Trigger, ...], Watch] = {}
        asked = []
        for one in _made_ready(rules, reports, key, ready):
            triggers = tuple(one.triggers)
            if triggers not in watches:
                watches[triggers] = Watch(triggers, sliced=True)
            asked.append((one, watches[triggers]))

        def detect(view: View) -> Iterator[Finding]:
            known: dict[object, Any] = {}
            for one, watch in each(asked):
                yield from one.find(one.made, FullText(view, watch, known))
            known.clear()  # what is known of a text may hold that text

        return Searching(detect, lambda: [watch.gate for triggers, watch in watches.items() if triggers])

    return WholeKind(params, build, validate, needs)


def _made_ready(
    rules: Sequence[Rule], reports: Mapping[str, Report[_Seen]] | Report[_Seen], key: str, ready: Ready
) -> list[_Asked[_Seen]]:
    asked = []
    for rule in rules:
        report = reports if isinstance(reports, Report) else reports[getattr(rule.params, key)]
        made = ready(rule, rules)
        triggers = report.triggers(made) if callable(report.triggers) else report.triggers
        asked.append(_Asked(rule, report.find, made, triggers))
    return asked
