"""Plain text: all of it is prose but addresses of the web and of mail."""

from __future__ import annotations

from cleanup.readers.parts import Reading, shield
from cleanup.readers.protected import addresses


def read(text: str) -> Reading:
    """The addresses as holes."""
    return Reading(shield(text, (), addresses))
