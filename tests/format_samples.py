"""What the tests of formats share: a text as it is shown, and as it is repaired by all built-in rules."""

from __future__ import annotations

from functools import lru_cache

from cleanup.documents.readers import document
from cleanup.documents.source_map import Projection
from cleanup.edits.edits import apply
from cleanup.engine import loading
from cleanup.engine.engine import Engine
from cleanup.model import Finding, Level


@lru_cache(maxsize=1)
def engine() -> Engine:
    """All built-in rules."""
    return loading.engine()


def shown(text: str, path: str) -> str:
    """What a reader of the format sees; `path` says which one it is."""
    return Projection.of(document(text, path)).shown


def repaired(text: str, path: str) -> str:
    """The source with the suggested repairs made too."""
    return apply(engine().plan(document(text, path), through=Level.SUGGESTED).edits, text)


def held(text: str, path: str) -> list[tuple[str, Level, str]]:
    """The findings that are left: rule, level, and the source they are at."""
    plan = engine().plan(document(text, path), through=Level.SUGGESTED)
    return [(f.rule, f.level, _at(f, text)) for f in plan.findings if f.id not in plan.chosen]


def _at(finding: Finding, text: str) -> str:
    return text[finding.span.start : finding.span.end]
