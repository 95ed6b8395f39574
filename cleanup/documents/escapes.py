"""How characters are written in a source: literally, escaped, as a reference, or not at all."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property

import msgspec

from cleanup.model import Document

_REFERENCE = r"&#\d{1,7};"
#: Encodings of all characters.
_WIDE = ("utf-8", "utf-16", "utf-32")


class Writing(msgspec.Struct, frozen=True, dict=True):
    """The way in which a source writes characters: `escapes` are those that must be escaped.

    A character that `encoding` lacks is written as a reference (`&#8217;`) if `references` is true; otherwise it cannot
    be written.
    """

    escapes: tuple[tuple[str, str], ...] = ()
    encoding: str = "utf-8"
    references: bool = False

    @classmethod
    def of(cls, document: Document) -> Writing:
        """Return how characters are written in a document."""
        return cls(document.escapes, document.encoding, document.references)

    @cached_property
    def holds_all(self) -> bool:
        """Return whether the encoding has every character."""
        return self.encoding.startswith(_WIDE)

    @cached_property
    def verbatim(self) -> bool:
        """Return whether every character is written literally."""
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
        """Return a shown text as it is written in the source, or None if it cannot be written."""
        return self.encodable(text.translate(self._table) if self.escapes else text)

    def encodable(self, written: str) -> str | None:
        """Return a piece of a source with references for what the encoding lacks, or None if it cannot be written."""
        if self.holds_all or written.isascii():
            return written
        try:
            data = written.encode(self.encoding, "xmlcharrefreplace" if self.references else "strict")
            return data.decode(self.encoding)
        except UnicodeError:
            return None

    def read(self, written: str) -> str:
        """Return what a piece of a source shows."""
        if not self.escapes and not self.references:
            return written
        return self._written.sub(self._shown, written)

    def _shown(self, match: re.Match[str]) -> str:
        from html import unescape  # needed only where a person decides

        return self._back.get(match.group()) or unescape(match.group())
