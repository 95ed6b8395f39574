"""Where people speak in a text."""

from __future__ import annotations

from cleanup import lazy_regex

#: A quotation in single marks, whose end looks like an apostrophe.
SINGLE = lazy_regex.pattern(r"‘[A-Z]")


def is_quoted(text: str, at: int) -> bool:
    """Return whether a place in a paragraph is inside double quotation marks."""
    opened = text.count("“", 0, at) + text.count("«", 0, at) - text.count("”", 0, at) - text.count("»", 0, at)
    return opened > 0 or text.count('"', 0, at) % 2 == 1
