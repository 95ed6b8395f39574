"""What the engine is asked for one document."""

from __future__ import annotations

import msgspec

from cleanup.documents.suppressions import Ignore
from cleanup.edits.finding_ids import Known
from cleanup.engine.left_alone import Holder
from cleanup.languages.speech import Speech, speech_of
from cleanup.languagetool.matches import Matcher
from cleanup.model import Document, Edit, Level
from cleanup.style.house_style import Style


class Task(msgspec.Struct, frozen=True):
    """A document and what is asked for it.

    `demoted` are rules that may only flag, and `contested` places, in the shown text, where a rule may only flag;
    `refused` are edits that the mark-up would not survive, `rejected` the places that a rule must leave as they are.
    """

    document: Document
    style: Style
    language: str | None
    through: Level
    known: Known
    matcher: Matcher | None = None
    ignores: tuple[Ignore, ...] = ()
    demoted: frozenset[str] = frozenset()
    refused: frozenset[Edit] = frozenset()
    rejected: frozenset[Holder] = frozenset()
    contested: frozenset[Holder] = frozenset()

    def speech(self, text: str, declared: str | None) -> Speech:
        """What a text is in that the document shows, or has come to show; the document may declare a language."""
        return speech_of(text, language=self.language, declared=declared, path=self.document.path)
