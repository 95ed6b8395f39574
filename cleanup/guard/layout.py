"""Whether a change keeps the layout of a passage: headlines, items of lists, brackets, compounds and numbers."""

from __future__ import annotations

from collections.abc import Callable

from cleanup import lazy_regex
from cleanup.guard.alignment import DASHES, SENTENCE_BREAK, Correction, words
from cleanup.guard.house import House
from cleanup.guard.quotation import GLYPHS

_BULLETS = DASHES | frozenset("•*·")
_BRACKETS = frozenset("[]()")
_ENDS_INSIDE = lazy_regex.pattern(r"[.!?…][”’\"')\]]*\s+\S")
_SPACED_DASH = lazy_regex.pattern(r"\s[-–—]+\s|—")
#: The styles of a document that write a dash.
_KINDS_OF_DASH = {"–": ("spaced-en",), "—": ("em", "spaced-em")}
_UNIT_SIGNS = frozenset("%‰°€$£¥₽₴")
_SPACED_UNIT = lazy_regex.pattern(r"\d\s[%‰°€$£¥₽₴]")
_CLOSED_UNIT = lazy_regex.pattern(r"\d[%‰°€$£¥₽₴]")
#: A passage of at most so many words with no end of a sentence in it may be a headline, a caption or an item.
MAX_HEADLINE = 16


def keeps_layout(change: Correction, house: House) -> bool:
    """Return whether none of the changes of layout is made that nobody has asked for."""
    return not any(is_made(change, house) for is_made in _CHANGES)


def _ends_headline(change: Correction, _: House) -> bool:
    """Return whether a full stop ends a headline or an item."""
    before, after = change.before.strip(), change.after.strip()
    if change.right.strip() or after not in (".", ""):
        return False
    return before in (";", ",") or (not before and _is_headline(change))


def _is_headline(change: Correction) -> bool:
    return len(words(change.passage)) <= MAX_HEADLINE and not _ENDS_INSIDE.search(change.passage)


def _removes_bullet(change: Correction, _: House) -> bool:
    before = change.before.strip()
    return not change.left.strip() and bool(before) and set(before) <= _BULLETS


def _adds_dash(change: Correction, _: House) -> bool:
    """Return whether a dash is put in that is not the second of two, or behind the place that opens a report."""
    added = any(c in DASHES for c in change.after) and not change.before.strip()
    begun = SENTENCE_BREAK.split(change.left)[-1]
    return added and len(_SPACED_DASH.findall(begun)) != 1 and not change.left.strip().isupper()


def _removes_brackets(change: Correction, _: House) -> bool:
    """Return whether words lose the brackets around them."""
    bracketed, bare = _BRACKETS & set(change.before), not _BRACKETS & set(change.after)
    return bool(bracketed and words(change.before)) and bare


def _divides_word(change: Correction, house: House) -> bool:
    """Return whether a compound gets a hyphen, or a number is parted from its unit, against the document."""
    old, new = change.before.strip(), change.after.strip()
    hyphen = old.isalpha() and old == new.replace("-", "") and old != new
    unit = old[:1].isdigit() and old[-1:].isalpha() and old == new.replace(" ", "")
    share = {old.lower(), new.lower()} == {"per cent", "percent"}
    return (hyphen or unit or share) and not house.known.prefers(new, old)


def _changes_dash(change: Correction, house: House) -> bool:
    """Return whether a dash within a word changes, or becomes one that the document does not use."""
    old, new = change.before.strip(), change.after.strip()
    if old == new or not old or not new or (set(old) | set(new)) - DASHES:
        return False
    within = change.left[-1:].isalnum() and change.right[:1].isalnum() and change.before == old
    return within or ("-" not in old and house.profile.dash not in _KINDS_OF_DASH.get(new, ()))


def _divides_number(change: Correction, _: House) -> bool:
    return _is_space(change) and change.left.rstrip(".,")[-1:].isdigit() and change.right[:1].isdigit()


def _moves_unit(change: Correction, house: House) -> bool:
    """Return whether a space comes or goes between a number and its sign, and the document does not do so itself."""
    if not _is_space(change) or not change.left[-1:].isdigit() or change.right[:1] not in _UNIT_SIGNS:
        return False
    spaced, closed = (len(pattern.findall(house.known.text)) for pattern in (_SPACED_UNIT, _CLOSED_UNIT))
    return spaced <= closed if change.after else closed <= spaced


def _parts_mark(change: Correction, _: House) -> bool:
    """Return whether a space would part a closing mark from what it closes, or come or go beside a dash."""
    closing = not change.before and change.left[-1:] in ".,!?…" and change.right[:1] in GLYPHS
    dash = {change.left.rstrip()[-1:], change.right.lstrip()[:1]} & {"—", "–"}
    return _is_space(change) and (closing or bool(dash))


def _is_space(change: Correction) -> bool:
    return not change.before.strip() and not change.after.strip()


def _breaks_line(change: Correction, _: House) -> bool:
    """Return whether a line ends where the passage shows no trace of an end."""
    return "\n" in change.after and "\n" not in change.before and "  " not in change.before


_CHANGES: tuple[Callable[[Correction, House], bool], ...] = (
    _ends_headline,
    _removes_bullet,
    _adds_dash,
    _removes_brackets,
    _divides_word,
    _divides_number,
    _moves_unit,
    _changes_dash,
    _parts_mark,
    _breaks_line,
)
