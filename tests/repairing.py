"""What the tests of rules share: a text as an engine repairs it."""

from __future__ import annotations

from cleanup.documents.readers import document
from cleanup.edits.edits import apply
from cleanup.engine.engine import Engine
from cleanup.language_model.passages import Proposer
from cleanup.model import Level


def repaired(
    engine: Engine,
    text: str,
    through: Level = Level.SUGGESTED,
    path: str = "<text>",
    language: str | None = "en",
    *,
    proposer: Proposer | None = None,
) -> str:
    """The text with all repairs down to the level `through` made; without a `language` its own is found out."""
    plan = engine.plan(document(text, path), through=through, language=language, proposer=proposer)
    return apply(plan.edits, text)
