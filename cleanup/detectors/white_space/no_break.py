"""No-break spaces, and spaces of a typesetter's width, that no typographer would have set.

Editors of web sites write `&nbsp;` at the end of paragraphs, beside spaces and around what was pasted. Typographers
bind a number and its unit, an abbreviation, a short word, two parts of a name and the last word of a paragraph.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum

from cleanup import lazy_regex
from cleanup.detectors.white_space.layout import runs, wide_blanks
from cleanup.matching import FullText, replace
from cleanup.model import Finding, Rule, Span
from cleanup.text import word_lists
from cleanup.text.segments import is_abbreviation

#: How far to look for the words on either side, in code points.
_WINDOW = 40
_OPENING, _CLOSING = "“„‘\"'(‹[", "”“’\"'),;)›]"
_PLAIN = lazy_regex.pattern(r"[^\W\d_]+(?:[’'\-‑][^\W\d_]+)*\Z")
_NUMBER = lazy_regex.pattern(r"[(“‘\"']?[$€£¥]?\d")
_SENTENCE_END = lazy_regex.pattern(r"[^\W\d_]{2}[.!?…][”’\"')]*\Z")
#: Shorter words are set without a break after or before them.
_SHORT = 3
#: A typographer binds a dash to the word before it, never to the one after it.
_DASHES = ("–", "—")
#: So many spaces without any reason show that those with a weak one were not set by a typographer either.
ENOUGH = 3


class _Reason(Enum):
    NONE, WEAK, GOOD = range(3)


def find(rule: Rule, whole: FullText) -> Iterator[Finding]:
    """Yield the no-break spaces between words that have no reason to be there."""
    text = whole.text
    held = [(span, _reason(text, span)) for span in runs(text, *whole.once(wide_blanks)) if _is_between(text, span)]
    pasted = sum(reason is _Reason.NONE for _, reason in held) >= ENOUGH
    for span, reason in held:
        if reason is _Reason.NONE or (pasted and reason is _Reason.WEAK):
            message = f"U+{ord(text[span.start]):04X}, a no-break space without a reason"
            yield Finding(rule.id, span, message, rule.level, (replace(span, " ", "write a space"),), rule.confidence)


def _is_between(text: str, span: Span) -> bool:
    """Return whether a run is a single space between two words of a line."""
    left, right = text[max(0, span.start - 1) : span.start], text[span.end : span.end + 1]
    return len(span) == 1 and bool(left.strip()) and bool(right.strip())


def _reason(text: str, span: Span) -> _Reason:
    """Return how good the reason for the space is: for those between two words in plain letters, none at all."""
    left = text[max(0, span.start - _WINDOW) : span.start].rsplit(maxsplit=1)[-1]
    right = text[span.end : span.end + _WINDOW].split(maxsplit=1)[0]
    before, after = left.strip(_OPENING + _CLOSING), right.lstrip(_OPENING).rstrip(_CLOSING + ".!?…")
    counted = bool(_NUMBER.match(right))
    if left in _DASHES and text.endswith((" ", "\u00a0"), 0, span.start - 1):
        return _Reason.NONE if _PLAIN.match(after) else _Reason.GOOD
    if _SENTENCE_END.search(left) and not is_abbreviation(left.rstrip(_CLOSING)):
        return _Reason.NONE if counted or _PLAIN.match(after) else _Reason.GOOD
    if _is_bound(before, after, counted=counted):
        return _Reason.GOOD
    names = before[0].isupper() and after[0].isupper() and not left.endswith(",")
    last = not text[span.end + len(right) : span.end + len(right) + 2].strip(" ")
    return _Reason.WEAK if names or last or min(len(before), len(after)) < _SHORT else _Reason.NONE


def _is_bound(before: str, after: str, *, counted: bool) -> bool:
    """Return whether two words belong together: a noun and its number, a sign, an abbreviation, an initial."""
    if not _PLAIN.match(before):
        return True
    if counted:
        return before not in word_lists.words("determiners")
    return not _PLAIN.match(after) or is_abbreviation(f"{before}.") or len(after) == 1 or after.isupper()
