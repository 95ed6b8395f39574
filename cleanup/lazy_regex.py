"""Regular expressions that are compiled when first used, or when a text first holds what they need.

The modules hold some three hundred of them, and most texts need few: compiled at import they took 50 ms of every start.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import Any, AnyStr, cast

#: So many times a pattern asks for what it needs; then it is compiled, which is faster for so many texts.
ASKED = 24
#: Only of texts of so many code points at most.
SHORT = 10_000
#: Letters that match others than their small ones where case does not matter: ſ is an s, K a k, İ and ı an i.
_ODD = "ſKİı"

#: What the methods of a pattern give for a text that holds no match.
_NOTHING: dict[str, Callable[..., Any]] = {
    "search": lambda _text, *_: None,
    "match": lambda _text, *_: None,
    "fullmatch": lambda _text, *_: None,
    "findall": lambda _text, *_: [],
    "finditer": lambda _text, *_: iter(()),
}


class _Lazy:
    """Stands for a pattern; its methods come from the real one, each looked up once."""

    def __init__(self, source: Any, flags: int, needs: tuple[str, ...]) -> None:
        self._source = source
        self._flags = flags
        self._needs = needs
        self._left = ASKED if needs else 0

    def __getattr__(self, name: str) -> Any:
        if self._left and name in _NOTHING:
            return partial(self._asked, name)
        value = getattr(re.compile(self._source, self._flags), name)
        setattr(self, name, value)
        return value

    def _asked(self, name: str, text: str, *within: int) -> Any:
        """What a method gives; as long as nothing that is needed was there, without the real one."""
        if self._left and len(text) <= SHORT:
            self._left -= 1
            part = text[within[0] : within[1]] if len(within) == 2 else text
            if not _holds(part, self._needs, bool(self._flags & re.IGNORECASE) or self._source.startswith("(?i)")):
                return _NOTHING[name](text)
        self._left = 0
        return getattr(self, name)(text, *within)


def _holds(text: str, needs: tuple[str, ...], any_case: bool) -> bool:
    """Whether one of the needs stands in a text."""
    if any_case:
        if not text.isascii() and any(letter in text for letter in _ODD):
            return True
        text = text.lower()
    return any(need in text for need in needs)


def pattern(source: AnyStr, flags: int = 0, *, needs: tuple[str, ...] = ()) -> re.Pattern[AnyStr]:
    """A pattern that compiles on first use; a wrong one raises re.error only then.

    With `needs`, it does so for the first text that holds one of them. They are words one of which every match holds;
    in small letters where case does not matter.
    """
    return cast("re.Pattern[AnyStr]", _Lazy(source, flags, needs))


def source(compiled: re.Pattern[str]) -> tuple[str, int]:
    """The source and flags of a pattern, without compiling it."""
    if isinstance(compiled, _Lazy):
        return compiled._source, compiled._flags
    return compiled.pattern, compiled.flags
