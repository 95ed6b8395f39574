"""Find and repair the damage that scraping, machine translation and article spinning leave in text.

    >>> import cleanup
    >>> cleanup.fix("It has swept away many. countries of the region.")
    'It has swept away many countries of the region.'

`fix` makes the safe repairs; `check` lists all findings; `plan` returns both, with the changes in positions of the
original text. `fix_file`, `check_file` and `plan_file` do the same for a file of any format, with its configuration.
The other options (`select`, `levels`, `style` …) are named as on the command line: see `cleanup.api.Options`.
"""

from __future__ import annotations

TYPE_CHECKING = False  # as type checkers read it too; `typing` takes as long to import as Python to start
if TYPE_CHECKING:
    from typing import Any, Unpack

    from cleanup.api import Filename, FileOptions, Options
    from cleanup.errors import CleanupError, DocumentError, RuleError
    from cleanup.model import Change, Document, Edit, Finding, Fix, Level, Plan, Span

__version__ = "0.1.0"

__all__ = [
    "Change",
    "CleanupError",
    "Document",
    "DocumentError",
    "Edit",
    "Finding",
    "Fix",
    "Level",
    "Plan",
    "RuleError",
    "Span",
    "check",
    "check_file",
    "fix",
    "fix_file",
    "plan",
    "plan_file",
]


def check(text: str, **options: Unpack[Options]) -> tuple[Finding, ...]:
    """Return all findings in `text`, sorted by position; spans are in code points of `text`. Raises CleanupError."""
    from cleanup import api

    return api.plan(text, options, "check").findings


def fix(text: str, **options: Unpack[Options]) -> str:
    """Return `text` with the safe repairs made; with `suggested=True`, the suggested ones too. Raises CleanupError.

    `fix(fix(x)) == fix(x)`; a text without findings is returned as it is.
    """
    from cleanup import api

    return api.fix(text, options)


def plan(text: str, **options: Unpack[Options]) -> Plan:
    """Findings and changes together: what `check` lists and what `fix` would do with it. Raises CleanupError."""
    from cleanup import api

    return api.plan(text, options, "plan")


def check_file(path: Filename, **options: Unpack[FileOptions]) -> tuple[Finding, ...]:
    """Everything that `cleanup check PATH` finds, by its suffix and its configuration. Raises CleanupError."""
    from cleanup import api

    return api.plan_file(path, options, "check_file").findings


def fix_file(path: Filename, *, backup: bool = False, **options: Unpack[FileOptions]) -> Plan:
    """Repair a file in place, in one step, as `cleanup fix PATH` does; the plan says how. Raises CleanupError.

    With `backup` the original of one that changes stays beside it, as `NAME.orig`.
    """
    from cleanup import api

    return api.fix_file(path, options, backup=backup)


def plan_file(path: Filename, **options: Unpack[FileOptions]) -> Plan:
    """Findings and changes of a file, which stays as it is. Raises CleanupError."""
    from cleanup import api

    return api.plan_file(path, options, "plan_file")


def __getattr__(name: str) -> Any:
    """The types above, imported when first asked for: `import cleanup` alone costs next to nothing."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from cleanup import errors, model

    return getattr(errors if name.endswith("Error") else model, name)
