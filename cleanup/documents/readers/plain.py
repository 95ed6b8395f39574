"""Plain text: all of it is prose but addresses of the web and of mail, and code."""

from __future__ import annotations

from cleanup.documents.readers.parts import ParsedText, shield
from cleanup.documents.readers.protected import addresses, technical


def read(text: str) -> ParsedText:
    """The addresses and the code as holes."""
    return ParsedText(shield(text, (), technical(addresses)))
