"""Regular expressions that are compiled when first used, or when a text first holds what they require.

The modules hold some three hundred of them, and most texts need few: compiled at import they took 50 ms of every start.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, cached_property, partial
from pathlib import Path
from typing import Any, AnyStr, cast

import msgspec

#: So many times a pattern asks for what it requires; then it is compiled, which is faster for so many texts. Whatever
#: else asks for words before it makes an automaton asks as often (`matching.policy`).
ASKED = 24
#: Only of texts of so many code points at most.
SHORT = 10_000
#: Written by `python -m benchmarks.required_strings --write`.
REQUIRED = Path(__file__).with_name("required.tsv")
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


class Required(msgspec.Struct, frozen=True, array_like=True):
    """What a text holds in which a pattern is found: one of some strings.

    `folded`: the ASCII capitals of the text are to be made small first.
    """

    folded: bool
    strings: tuple[str, ...]

    def stands_in(self, text: str) -> bool:
        """Whether a text may hold the pattern."""
        if self.folded:
            if not text.isascii() and any(letter in text for letter in _ODD):
                return True
            text = text.encode("utf-8", "surrogatepass").lower().decode("utf-8", "surrogatepass")
        return any(one in text for one in self.strings)


def key(source: str, flags: int) -> bytes:
    """How the file names a pattern: its source in JSON, and its flags."""
    return b"%b\t%d" % (msgspec.json.encode(source), flags)


@cache
def _lines() -> dict[bytes, bytes]:
    """What each pattern requires, in JSON, which is read only for the patterns that are used."""
    return dict(line.rpartition(b"\t")[::2] for line in REQUIRED.read_bytes().splitlines())


def required(source: Any, flags: int) -> Required | None:
    """What a text requires to hold a pattern, if that is known."""
    line = _lines().get(key(source, flags)) if isinstance(source, str) else None
    return msgspec.json.decode(line, type=Required) if line else None


class Lazy:
    """Stands for a pattern; its methods come from the real one, each looked up once."""

    def __init__(self, source: Any, flags: int) -> None:
        self.source = source
        self.given_flags = flags
        self._left = ASKED

    def __getattr__(self, name: str) -> Any:
        if name in _NOTHING and self._left and self._needs:
            return partial(self._asked, name)
        value = getattr(re.compile(self.source, self.given_flags), name)
        setattr(self, name, value)
        return value

    @cached_property
    def _needs(self) -> Required | None:
        return required(self.source, self.given_flags)

    def _asked(self, name: str, text: str, *within: int) -> Any:
        """What a method gives; as long as nothing that is needed was there, without the real one."""
        if self._left and self._needs and len(text) <= SHORT:
            self._left -= 1
            # It may look at what stands before the part that is searched, not at what follows.
            if not self._needs.stands_in(text[: within[1]] if len(within) == 2 else text):
                return _NOTHING[name](text)
        self._left = 0
        return getattr(self, name)(text, *within)


def pattern(source: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """A pattern that compiles on first use; a wrong one raises re.error only then.

    If it is known which strings it requires, it compiles for the first text that holds one of them.
    """
    return cast("re.Pattern[AnyStr]", Lazy(source, flags))


def source(compiled: re.Pattern[str]) -> tuple[str, int]:
    """The source and flags of a pattern, without compiling it."""
    if isinstance(compiled, Lazy):
        return compiled.source, compiled.given_flags
    return compiled.pattern, compiled.flags
