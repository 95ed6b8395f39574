"""The one harness for tables of texts: those that stay, and what becomes of the others at each level.

A test file keeps its texts in tables by name and checks all of them in one test:

    ENGINE = engine("grammar", "repeated-word missing-article")

    @pytest.mark.parametrize("case", cases(keep=KEEP, safe=SAFE, suggested=SUGGESTED, flagged=FLAGGED))
    def test_texts(case: Case) -> None:
        check(ENGINE, case)
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec
import pytest

from cleanup.documents.readers import document
from cleanup.engine import loading
from cleanup.engine.engine import Engine
from cleanup.model import Level
from tests.repairing import repaired

#: A rule, and what it marks in a text.
Mark = tuple[str, str]
#: A text, and all that is marked in it.
Marked = tuple[str, *tuple[Mark, ...]]

_NONE: Mapping[str, Any] = {}


class Case(msgspec.Struct, frozen=True):
    """A text, what `fix` and `fix --suggested` make of it, and what is flagged in the result of the latter."""

    text: str
    safe: str
    suggested: str
    flagged: tuple[Mark, ...] = ()


def engine(group: str, names: str) -> Engine:
    """An engine of some rules of a group, their names with blanks between."""
    return Engine(loading.load(prove=False).pick([f"{group}/{name}" for name in names.split()]).rules)


def cases(
    *,
    keep: Mapping[str, str] = _NONE,
    safe: Mapping[str, tuple[str, str]] = _NONE,
    suggested: Mapping[str, tuple[str, str]] = _NONE,
    flagged: Mapping[str, Marked] = _NONE,
) -> list[Any]:
    """One parameter of a test for each row of the tables.

    keep: texts in which nothing is found. safe: texts and what `fix` makes of them, with nothing left to find.
    suggested: texts that only `fix --suggested` changes, and what it makes, with nothing left to find. flagged: texts
    that no level changes, and each rule that finds something there, with the text it marks.
    """
    made = {
        "keep": {name: Case(text, text, text) for name, text in keep.items()},
        "safe": {name: Case(before, after, after) for name, (before, after) in safe.items()},
        "suggested": {name: Case(before, before, after) for name, (before, after) in suggested.items()},
        "flagged": {name: Case(text, text, text, tuple(marks)) for name, (text, *marks) in flagged.items()},
    }
    return [pytest.param(case, id=f"{table}: {name}") for table, rows in made.items() for name, case in rows.items()]


def check(engine: Engine, case: Case, language: str | None = "en") -> None:
    """Assert that a text becomes what its table says, that once is enough, and that just its flags are left.

    The text is in `language`, or with None in the one that is detected. Safe repairs and what is left have to be the
    same when the language is detected; a suggested repair may need to be told, as a short text hardly shows it.
    """
    assert repaired(engine, case.text, Level.SUGGESTED, language=language) == case.suggested
    assert repaired(engine, case.suggested, Level.SUGGESTED, language=language) == case.suggested
    flagged = [(rule, Level.FLAG, marked) for rule, marked in case.flagged]
    for told in {language, None}:
        assert repaired(engine, case.text, Level.SAFE, language=told) == case.safe
        assert repaired(engine, case.safe, Level.SAFE, language=told) == case.safe
        found = engine.plan(document(case.suggested), language=told).findings
        marks = [(one.rule, one.level, case.suggested[one.span.start : one.span.end]) for one in found]
        assert marks == flagged
