"""Regular expressions that are compiled when first used.

The detectors hold some two hundred of them, and most texts need few: compiled at import they took 50 ms of every start.
"""

from __future__ import annotations

import re
from typing import Any, cast


class _Lazy:
    """Stands for a pattern; its methods come from the real one, each looked up once."""

    def __init__(self, source: str, flags: int) -> None:
        self._source = source
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        value = getattr(re.compile(self._source, self._flags), name)
        setattr(self, name, value)
        return value


def pattern(source: str, flags: int = 0) -> re.Pattern[str]:
    """A pattern that compiles on first use; a wrong one raises re.error only then."""
    return cast("re.Pattern[str]", _Lazy(source, flags))


def source(compiled: re.Pattern[str]) -> tuple[str, int]:
    """The source and flags of a pattern, without compiling it."""
    if isinstance(compiled, _Lazy):
        return compiled._source, compiled._flags
    return compiled.pattern, compiled.flags
