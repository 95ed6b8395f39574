"""A document as the engine sees it: what it shows, in which languages, and the rules that look at it."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from cleanup.documents.source_map import Projection
from cleanup.documents.suppressions import Ignore, ignores
from cleanup.engine.task import Task
from cleanup.languages.speech import TextLanguage, speech_of
from cleanup.model import Document, Level, Rule
from cleanup.rules.allowlist import Accepted


class RuleSet(msgspec.Struct, frozen=True):
    """The rules of an engine by id: those that find, and the `guards`, which only keep these off.

    Of both, `guarding` are those that guard what they do not repair. What is `accepted` is not found.
    """

    finding: Mapping[str, Rule]
    guards: Mapping[str, Rule]
    guarding: frozenset[str]
    accepted: Accepted


class Subject(msgspec.Struct, frozen=True):
    """A task with all that is settled before the first rule looks at its text."""

    task: Task
    rules: RuleSet
    projection: Projection
    speech: TextLanguage
    ignores: tuple[Ignore, ...]

    @property
    def document(self) -> Document:
        """The document as it was given, whatever language it was found to be in."""
        return self.task.document

    @property
    def shown(self) -> str:
        """What its reader sees."""
        return self.projection.shown

    @property
    def through(self) -> Level:
        """The least trusted level that is carried out."""
        return self.task.through

    def speech_after(self, text: str) -> TextLanguage:
        """What the document is in once it shows this text, which may declare a language."""
        return self.speech if text == self.shown else _speech(self.task, text)


def subject_of(task: Task, rules: RuleSet) -> Subject:
    """Look at the document of a task as its reader would."""
    projection = Projection.of(task.document)
    speech = _speech(task, projection.shown)
    return Subject(task, rules, projection, speech, ignores(task.document, projection))


def _speech(task: Task, text: str) -> TextLanguage:
    document = task.document
    return speech_of(text, language=task.language, declared=document.language, path=document.path)
