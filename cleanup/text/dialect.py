"""Dialect in English prose: speech that is spelt as it sounds, whose words and grammar are meant."""

from __future__ import annotations

from cleanup import lazy_regex
from cleanup.model import Span
from cleanup.text.segments import search_lines

#: Sounds that a writer leaves out (`’em`, `o’`, `th’`, `goin’`, `warn’t`), and forms that no standard text has.
_MARKS = lazy_regex.pattern(
    r"(?i)(?<![\w’'])(?:[’'](?:em|tis|twas|twere|twill|tother|ere|im|er|bout)\b|(?:o|th|an|wi|ha|yo|y)[’'](?![\w’'])"
    r"|t[’'](?:other|is|was|were)\b|(?:ain|hain|tain|warn)[’']t\b|look[’']?ee\b|[a-z]{2,}in[’'](?=\s[a-z])"
    r"|(?:knowed|growed|throwed|catched|drownded|yourn|hisn|ourn|theirn|afore|feller|fellers|sez|wot|dat|dey)\b"
    r"|I (?:says|knows|seen|done)\b(?= [a-z])"
    r")"
)


#: A text in which people say so is written in dialect.
_SAID = lazy_regex.pattern(r"\b(?:ain|warn)[’']t\b")
_OFTEN = 3


def is_dialect(text: str) -> bool:
    """Return whether people speak dialect in a text again and again."""
    return sum(1 for _ in search_lines(_SAID, text, "ain’t", "ain't", "warn’t", "warn't")) >= _OFTEN


def is_in_dialect(text: str, span: Span) -> bool:
    """Return whether the line that a span begins in holds marks of dialect."""
    start, end = text.rfind("\n", 0, span.start) + 1, text.find("\n", span.start)
    return _MARKS.search(text, start, end if end >= 0 else len(text)) is not None
