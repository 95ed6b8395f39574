"""Regular expressions that are compiled when first used, or when a text first contains what they require.

There are some three hundred of them, and most texts need few: compiling all at import added 50 ms to every start.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, cached_property, partial
from pathlib import Path
from typing import Any, AnyStr, cast

import msgspec

#: The number of times that a pattern first looks for what it requires; then it is compiled, which is faster from there.
#: Other code that searches for words before it builds an automaton does so as often (`matching.policy`).
MAX_PROBES = 24
#: The maximum length of such a text, in code points.
MAX_PROBED_LENGTH = 10_000
#: Written by `python -m benchmarks.required_strings --write`.
REQUIRED = Path(__file__).with_name("required.tsv")
#: Characters that match letters other than their lowercase forms if case is ignored: ſ is an s, K a k, İ and ı an i.
_ODD = "ſKİı"

#: What the methods of a pattern return for a text without a match.
_NOTHING: dict[str, Callable[..., Any]] = {
    "search": lambda _text, *_: None,
    "match": lambda _text, *_: None,
    "fullmatch": lambda _text, *_: None,
    "findall": lambda _text, *_: [],
    "finditer": lambda _text, *_: iter(()),
}


class Required(msgspec.Struct, frozen=True, array_like=True):
    """What a text must contain for a pattern to match: one of several strings.

    `folded`: the ASCII capitals of the text are to be lowercased first.
    """

    folded: bool
    strings: tuple[str, ...]

    def stands_in(self, text: str) -> bool:
        """Return whether a text may contain a match of the pattern."""
        if self.folded:
            if not text.isascii() and any(letter in text for letter in _ODD):
                return True
            text = text.encode("utf-8", "surrogatepass").lower().decode("utf-8", "surrogatepass")
        return any(one in text for one in self.strings)


def key(source: str, flags: int) -> bytes:
    """Return the name of a pattern in the file: its source in JSON, and its flags."""
    return b"%b\t%d" % (msgspec.json.encode(source), flags)


@cache
def _lines() -> dict[bytes, bytes]:
    """Return what each pattern requires, in JSON, which is parsed only for the patterns that are used."""
    return dict(line.rpartition(b"\t")[::2] for line in REQUIRED.read_bytes().splitlines())


def required(source: Any, flags: int) -> Required | None:
    """Return what a text must contain for a pattern to match, if that is known."""
    line = _lines().get(key(source, flags)) if isinstance(source, str) else None
    return msgspec.json.decode(line, type=Required) if line else None


class Lazy:
    """A pattern that is not compiled yet; its methods are those of the compiled one, each looked up once."""

    def __init__(self, source: Any, flags: int) -> None:
        self.source = source
        self.given_flags = flags
        self._left = MAX_PROBES

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
        """Return the result of a method; the pattern is not compiled while no text contains what it requires."""
        if self._left and self._needs and len(text) <= MAX_PROBED_LENGTH:
            self._left -= 1
            # It may look at what precedes the part that is searched, but not at what follows.
            if not self._needs.stands_in(text[: within[1]] if len(within) == 2 else text):
                return _NOTHING[name](text)
        self._left = 0
        return getattr(self, name)(text, *within)


def pattern(source: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """Return a pattern that is compiled on first use; only then does an invalid one raise re.error.

    If it is known which strings it requires, it is compiled for the first text that contains one of them.
    """
    return cast("re.Pattern[AnyStr]", Lazy(source, flags))


def source(compiled: re.Pattern[str]) -> tuple[str, int]:
    """Return the source and flags of a pattern without compiling it."""
    if isinstance(compiled, Lazy):
        return compiled.source, compiled.given_flags
    return compiled.pattern, compiled.flags
