"""The door between what is found and what makes that fast: how a kind of rule is put together.

A kind says what its rules find, and what that cannot be found without. Which paragraphs are looked at, what is kept
from one round to the next, where in the text a paragraph stands and what time each rule takes is no concern of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import msgspec

from cleanup.matching.filters import Paragraph
from cleanup.matching.passage import Passage
from cleanup.matching.policy import Policy
from cleanup.matching.timing import each
from cleanup.matching.triggers import Trigger, Watch
from cleanup.matching.view import View
from cleanup.model import Edit, Finding, Needs, Rule, Span
from cleanup.style.document_style import Profile

if TYPE_CHECKING:
    from cleanup.language_model.passages import Proposer
    from cleanup.languagetool.matches import Matcher

_Known = TypeVar("_Known")
_Seen = TypeVar("_Seen")


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
    def tokens(self) -> tuple[str, ...]:
        """Every run of characters between blanks, once, in order."""
        return self._view.tokens

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

    @property
    def proposer(self) -> Proposer | None:
        """What answers for a language model; None where it takes no part."""
        return self._view.proposer

    @property
    def original(self) -> str:
        """The text before any repair of this run."""
        return self._view.made.text if self._view.made else self.text

    def carried(self, span: Span, edits: Sequence[Edit]) -> tuple[Span, tuple[Edit, ...]] | None:
        """A place of the original and edits there, in this text; None where a repair was made at one of these edits."""
        return self._view.made.onward(span, edits) if self._view.made else (span, tuple(edits))

    def passages(self) -> Iterator[Span]:
        """Where the paragraphs are that may hold a trigger."""
        return (span for span, *_ in self._view.open(self._watch.gate))

    def finditer(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """The matches of a trigger, which spans no line end, in the whole text; it may look beyond its paragraph."""
        finditer, text, may_hold = pattern.finditer, self.text, self._watch.may_hold
        for span, _, hits in self._view.open(self._watch.gate):
            if may_hold(pattern, hits):
                yield from finditer(text, span.start, span.end + 1)  # a line end may be looked at

    def observed(self, observe: Callable[[Passage], _Known]) -> Iterator[tuple[Span, _Known]]:
        """What a function says of each paragraph that may hold a trigger, and where that is (see `Passage.once`)."""
        watch, shown = self._watch, self._watch.shows(observe)
        for span, paragraph, hits in self._view.open(watch.gate):
            yield span, hits[0] if shown else Passage(paragraph, watch, hits).once(observe)

    def once(self, observe: Callable[[FullText], _Known]) -> _Known:
        """What a function says of it, which is asked only once for all rules of a kind."""
        if observe not in self._known:
            self._known[observe] = observe(self)
        found: _Known = self._known[observe]
        return found


class LocalDetector(msgspec.Struct, frozen=True):
    """Rules made ready to look at paragraphs, told which triggers of a watch they may hold.

    Their findings are in the paragraph's own offsets, and are a pure function of its text.
    """

    watch: Watch
    look: Callable[[Paragraph, Sequence[Any]], Iterable[Finding]]


class DocumentDetector(msgspec.Struct, frozen=True):
    """Rules made ready to look at whole texts, and the watches that they ask; a pure function of the view."""

    watches: Sequence[Watch]
    look: Callable[[View], Iterable[Finding]]


class Kind(msgspec.Struct, frozen=True):
    """A kind of rule, made by `local_kind` or `document_kind`, which tell the meaning of its parts."""

    params: type[msgspec.Struct]
    build: Callable[[Sequence[Rule], Policy], LocalDetector | DocumentDetector]
    validate: Callable[[Rule], None]
    needs: Callable[[Rule], Needs] | None


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


class Together(msgspec.Struct, Generic[_Seen], frozen=True):
    """What all rules of a kind find in what they see, where none can tell without the others; else as `Report`.

    `ready` makes the rules into one thing, which `find` is given.
    """

    find: Callable[[Any, _Seen], Iterable[Finding]]
    ready: Callable[[Sequence[Rule]], Any]
    triggers: Triggers = ()


class _Asked(msgspec.Struct, Generic[_Seen], frozen=True):
    """A rule made ready; None for all of a kind."""

    rule: Rule | None
    find: Callable[[Any, _Seen], Iterable[Finding]]
    made: Any
    triggers: Sequence[Trigger]


#: A report for each value of a key, or one for all rules.
Reports = Mapping[str, Report[_Seen]] | Report[_Seen] | Together[_Seen]


def _itself(rule: Rule, _: Sequence[Rule]) -> Rule:
    return rule


def _accept(_rule: Rule) -> None:
    """Nothing to check beyond the types of the keys."""


def local_kind(
    params: type[msgspec.Struct],
    reports: Reports[Passage],
    *,
    key: str = "report",
    ready: Ready = _itself,
    validate: Callable[[Rule], None] = _accept,
    needs: Callable[[Rule], Needs] | None = None,
) -> Kind:
    """A kind whose findings depend on one paragraph alone: what is found in it is found once, in its own offsets.

    `key` of a rule file names the report; a kind with a single report has none. `validate` checks what the types of the
    keys cannot say; it raises RuleError. `needs` works out, once for each version of a rule, what plain texts must hold
    for it; the rule made ready has that as `Rule.needs`.
    """

    def build(rules: Sequence[Rule], policy: Policy) -> LocalDetector:
        asked = _made_ready(rules, reports, key, ready)
        together, owners = isinstance(reports, Together), dict[Trigger, list[int]]()
        for number, one in enumerate(asked):
            for trigger in dict.fromkeys(one.triggers):
                owners.setdefault(trigger, []).append(number)
        watch, by_entry = Watch(owners, policy, sliced=False), [*owners.values()]

        def look(paragraph: Paragraph, hits: Sequence[Any]) -> Iterator[Finding]:
            passage = Passage(paragraph, watch, hits)
            numbers = by_entry[hits[0]] if len(hits) == 1 else sorted({n for hit in hits for n in by_entry[hit]})
            due = [asked[number] for number in numbers]
            for one in due if together else each(due):
                yield from one.find(one.made, passage)

        return LocalDetector(watch, look)

    return Kind(params, build, validate, needs)


def document_kind(
    params: type[msgspec.Struct],
    reports: Reports[FullText],
    *,
    key: str = "report",
    ready: Ready = _itself,
    validate: Callable[[Rule], None] = _accept,
    needs: Callable[[Rule], Needs] | None = None,
) -> Kind:
    """A kind that needs the whole text: it finds out what single paragraphs show, then decides from all of that.

    The keys are those of `local_kind`. Reports with the same triggers look for them together.
    """

    def build(rules: Sequence[Rule], policy: Policy) -> DocumentDetector:
        watches: dict[tuple[Trigger, ...], Watch] = {}
        together, asked = isinstance(reports, Together), []
        for one in _made_ready(rules, reports, key, ready):
            triggers = tuple(one.triggers)
            if triggers not in watches:
                watches[triggers] = Watch(triggers, policy, sliced=True)
            asked.append((one, watches[triggers]))

        def detect(view: View) -> Iterator[Finding]:
            known: dict[object, Any] = {}
            for one, watch in asked if together else each(asked):
                yield from one.find(one.made, FullText(view, watch, known))
            known.clear()  # what is known of a text may hold that text

        return DocumentDetector([watch for triggers, watch in watches.items() if triggers], detect)

    return Kind(params, build, validate, needs)


def _made_ready(rules: Sequence[Rule], reports: Reports[_Seen], key: str, ready: Ready) -> list[_Asked[_Seen]]:
    if isinstance(reports, Together):
        return [_asked(None, reports, reports.ready(rules))]
    return [
        _asked(rule, reports if isinstance(reports, Report) else reports[getattr(rule.params, key)], ready(rule, rules))
        for rule in rules
    ]


def _asked(rule: Rule | None, report: Report[_Seen] | Together[_Seen], made: Any) -> _Asked[_Seen]:
    triggers = report.triggers(made) if callable(report.triggers) else report.triggers
    return _Asked(rule, report.find, made, triggers)
