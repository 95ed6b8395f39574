"""How characters are written in a source: as they stand, escaped, as a reference, or not at all."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property

import msgspec

from cleanup.model import Document

_REFERENCE = r"&#\d{1,7};"
#: They hold every character.
_WIDE = ("utf-8", "utf-16", "utf-32")


class Writing(msgspec.Struct, frozen=True, dict=True):
    """`escapes` says how some characters must be written.

    What `encoding` cannot hold is written as a reference (`&#8217;`) with `references`, else not at all.
    """

    escapes: tuple[tuple[str, str], ...] = ()
    encoding: str = "utf-8"
    references: bool = False

    @classmethod
    def of(cls, document: Document) -> Writing:
        """That of a document."""
        return cls(document.escapes, document.encoding, document.references)

    @cached_property
    def holds_all(self) -> bool:
        """Whether the encoding holds every character."""
        return self.encoding.startswith(_WIDE)

    @cached_property
    def verbatim(self) -> bool:
        """Whether every character is written as it stands."""
        return self.holds_all and not self.escapes

    @cached_property
    def _table(self) -> Mapping[int, str]:
        return str.maketrans(dict(self.escapes))

    @cached_property
    def _back(self) -> Mapping[str, str]:
        return {written: char for char, written in self.escapes}

    @cached_property
    def _written(self) -> re.Pattern[str]:
        known = map(re.escape, self._back)
        return re.compile("|".join((*known, _REFERENCE) if self.references else known))

    def write(self, text: str) -> str | None:
        """A shown text as the source has it; None where that cannot be."""
        return self.held(text.translate(self._table) if self.escapes else text)

    def held(self, written: str) -> str | None:
        """A piece of a source in which what the encoding cannot hold is a reference; None where that cannot be."""
        if self.holds_all or written.isascii():
            return written
        try:
            data = written.encode(self.encoding, "xmlcharrefreplace" if self.references else "strict")
            return data.decode(self.encoding)
        except UnicodeError:
            return None

    def read(self, written: str) -> str:
        """What a piece of a source shows."""
        if not self.escapes and not self.references:
            return written
        return self._written.sub(self._shown, written)

    def _shown(self, match: re.Match[str]) -> str:
        from html import unescape  # only where a person decides

        return self._back.get(match.group()) or unescape(match.group())
