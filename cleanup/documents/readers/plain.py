"""Plain text: everything is prose except web addresses, email addresses and code."""

from __future__ import annotations

from cleanup.documents.readers.parts import ParsedText, shield
from cleanup.documents.readers.protected import addresses, technical


def read(text: str) -> ParsedText:
    """Return the addresses and the code as holes."""
    return ParsedText(shield(text, (), technical(addresses)))
