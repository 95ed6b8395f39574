"""Find and repair the damage that scraping, machine translation and article spinning leave in text.

    >>> import cleanup
    >>> cleanup.fix("It has swept away many. countries of the region.")
    'It has swept away many countries of the region.'

`fix` applies the safe repairs alone; `check` lists everything found; `plan` gives both, with the changes in
original coordinates.
"""

from __future__ import annotations

TYPE_CHECKING = False  # as type checkers read it too; `typing` takes as long to import as Python to start
if TYPE_CHECKING:
    from typing import Any

    from cleanup.errors import CleanupError
    from cleanup.model import Change, Document, Edit, Finding, Fix, Level, Plan, Span

__version__ = "0.1.0"

__all__ = [
    "Change",
    "CleanupError",
    "Document",
    "Edit",
    "Finding",
    "Fix",
    "Level",
    "Plan",
    "Span",
    "check",
    "fix",
    "plan",
]


def check(text: str) -> tuple[Finding, ...]:
    """Everything the built-in rules find in `text`, sorted by place, spans in code points of `text`."""
    return plan(text).findings


def fix(text: str, *, suggested: bool = False) -> str:
    """`text` with every safe repair made, and with `suggested` the likely ones too.

    `fix(fix(x)) == fix(x)`; a text without findings comes back as it is.
    """
    from cleanup.edits import apply

    return apply(plan(text, suggested=suggested).edits, text)


def plan(text: str, *, suggested: bool = False) -> Plan:
    """Findings and changes together: what `check` lists and what `fix` would do with it."""
    from cleanup import library
    from cleanup.model import Level
    from cleanup.readers import document

    return library.engine().plan(document(text), through=Level.SUGGESTED if suggested else Level.SAFE)


def __getattr__(name: str) -> Any:
    """The types above, imported when first asked for: `import cleanup` alone costs next to nothing."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from cleanup import errors, model

    return getattr(errors if name == "CleanupError" else model, name)
