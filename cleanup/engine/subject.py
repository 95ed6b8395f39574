"""A document as the engine sees it: what is asked for it and refused, what it shows, in which languages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING

import msgspec

from cleanup.documents.source_map import Projection
from cleanup.documents.suppressions import Ignore, ignores
from cleanup.edits.finding_ids import JudgedFindings
from cleanup.engine.passes import Prefetch
from cleanup.engine.repaired import Holder
from cleanup.languages.speech import TextLanguage, text_language_of
from cleanup.matching.view import Memory
from cleanup.model import Document, Edit, Level, Rule
from cleanup.rules.allowlist import Accepted
from cleanup.style.house_style import Style

if TYPE_CHECKING:
    from cleanup.language_model.passages import Proposer
    from cleanup.languagetool.matches import Matcher


class Task(msgspec.Struct, frozen=True):
    """A document and what is asked for it; the arguments of `Engine.plan`."""

    document: Document
    style: Style
    language: str | None
    through: Level
    known: JudgedFindings
    matcher: Matcher | None = None
    proposer: Proposer | None = None
    meter: Counter[str] | None = None
    prefetch: Prefetch | None = None
    memory: Memory = msgspec.field(default_factory=Memory)


class Refusals(msgspec.Struct, frozen=True):
    """What the rounds must not do, since it came to no good before.

    `demoted` are rules that may only flag, and `contested` places, in the shown text, where a rule may only flag;
    `refused` are edits that the mark-up would not survive, `rejected` the places that a rule must leave as they are.
    """

    demoted: frozenset[str] = frozenset()
    refused: frozenset[Edit] = frozenset()
    rejected: frozenset[Holder] = frozenset()
    contested: frozenset[Holder] = frozenset()


class RuleSet(msgspec.Struct, frozen=True):
    """The rules of an engine by id: those that report findings, and the `guards`, which only protect text from these.

    `guarding` are the rules among both that guard what they do not repair. What is `accepted` is not reported.
    """

    finding: Mapping[str, Rule]
    guards: Mapping[str, Rule]
    guarding: frozenset[str]
    accepted: Accepted


class Subject(msgspec.Struct, frozen=True):
    """A task with all that is determined before the first rule runs."""

    task: Task
    rules: RuleSet
    projection: Projection
    text_language: TextLanguage
    ignores: tuple[Ignore, ...]

    @property
    def document(self) -> Document:
        """The document as given, in whatever language."""
        return self.task.document

    @property
    def shown(self) -> str:
        """The text that a reader sees."""
        return self.projection.shown

    @property
    def through(self) -> Level:
        """The least trusted level that is applied."""
        return self.task.through

    def text_language_after(self, text: str) -> TextLanguage:
        """Return the language of the document once it shows this text, which may declare a language."""
        return self.text_language if text == self.shown else _text_language(self.task, text)


def subject_of(task: Task, rules: RuleSet) -> Subject:
    """Determine the text and the language of the document of a task."""
    projection = Projection.of(task.document)
    text_language = _text_language(task, projection.shown)
    return Subject(task, rules, projection, text_language, ignores(task.document, projection))


def _text_language(task: Task, text: str) -> TextLanguage:
    document = task.document
    return text_language_of(text, language=task.language, declared=document.language, path=document.path)
