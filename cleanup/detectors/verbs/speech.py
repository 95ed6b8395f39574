"""Where people speak in a text, as their dialect has a grammar of its own."""

from __future__ import annotations

from cleanup import lazy_regex
from cleanup.matching import FullText
from cleanup.text.segments import search_lines

#: A text in which people say so writes a dialect, in which these verbs are as they should be.
_DIALECT = lazy_regex.pattern(r"\b(?:ain|warn)[’']t\b")
_OFTEN = 3
#: A quotation in single marks, whose end looks like an apostrophe.
SINGLE = lazy_regex.pattern(r"‘[A-Z]")


def is_dialect(view: FullText) -> bool:
    """Return whether a text writes a dialect."""
    return sum(1 for _ in search_lines(_DIALECT, view.text, "ain’t", "ain't", "warn’t", "warn't")) >= _OFTEN


def is_quoted(text: str, at: int) -> bool:
    """Return whether a place in a paragraph is inside double quotation marks."""
    opened = text.count("“", 0, at) + text.count("«", 0, at) - text.count("”", 0, at) - text.count("»", 0, at)
    return opened > 0 or text.count('"', 0, at) % 2 == 1
