"""Whether a change follows the document: its marks, its spelling, its abbreviations, its layout.

A model that is asked for corrections also modernises: it writes the marks, the serial comma and the variety of English
that it knows best. Such a change passes only towards what the document itself mostly writes, or what its house style
sets.
"""

from __future__ import annotations

from collections.abc import Callable

from cleanup import lazy_regex
from cleanup.guard.alignment import Correction, words
from cleanup.guard.capitals import keeps_capitals
from cleanup.guard.classes import class_of
from cleanup.guard.house import House
from cleanup.guard.layout import keeps_layout
from cleanup.guard.quotation import GLYPHS, keeps_quotation_marks, quotation_marks
from cleanup.guard.short_forms import keeps_short_forms
from cleanup.guard.variety import american, interchangeable

_JOINING = lazy_regex.pattern(r"^\s*(?:and|or|nor|as well as)\b")
_SENTENCE_END = lazy_regex.pattern(r"[.!?…][”’\"')\]]*\s")
#: Words that may as well be left out, or stand for each other.
_OPTIONAL = frozenset({"that", "which", "now", "just", "also", "then"})
#: Verbs that all report what somebody says; which of them it is, the writer has chosen.
_SAYING = {
    form: verb
    for verb in ("say", "state", "note", "remark", "declare", "comment", "mention", "report", "announce", "claim")
    for form in (verb, f"{verb}s", f"{verb.removesuffix('e')}ed", f"{verb.removesuffix('e')}ing")
} | {"said": "say"}


def keeps_lists(change: Correction, house: House) -> bool:
    """Return whether no comma before “and” comes or goes against the document's own lists."""
    old, new = change.before.count(","), change.after.count(",")
    if old == new or words(change.before) != words(change.after):
        return True
    text = (change.after if new > old else change.before) + change.right[:20]
    if not _JOINING.search(text[text.find(",") + 1 :]):
        return True
    return house.serial_comma is not None and house.serial_comma == (new > old)


def keeps_variety(change: Correction, house: House) -> bool:
    """Return whether no word changes between American and British spelling, unless towards the document's own."""
    pairs = [
        (a, b)
        for old, new in zip(change.old, change.new, strict=False)
        for a, b in zip(old.split("-"), new.split("-"), strict=False)
        if a.lower() != b.lower()
    ]
    if any(interchangeable(a.lower(), b.lower()) and not house.known.prefers(b, a) for a, b in pairs):
        return False
    varied = [(a, b) for a, b in pairs if american(a.lower()) == american(b.lower())]
    if all(house.known.prefers(b, a) for a, b in varied):
        return True
    wanted = house.profile.spelling
    return wanted is not None and all((b.lower() == american(b.lower())) == (wanted == "us") for _, b in varied)


def keeps_wording(change: Correction, _: House) -> bool:
    """Return whether more changes than an optional word, or the order of sentences, or who said what was quoted."""
    both = {word.lower() for word in (*change.old, *change.new)}
    if both and both <= _OPTIONAL and change.before.count(",") == change.after.count(","):
        return False
    if _is_said_otherwise(change):
        return False
    if not both and (any(c.isdigit() for c in change.before) or _SENTENCE_END.search(change.before)):
        return [w.lower() for w in words(change.before)] == [w.lower() for w in words(change.after)]
    if change.old and not change.new and class_of(change) != "boilerplate":
        quoted = quotation_marks(change.before) or change.left.rstrip()[-1:] in GLYPHS
        return not quoted and bool(change.left.strip())
    return True


def _is_said_otherwise(change: Correction) -> bool:
    """Return whether all that changes is the verb that reports what is said."""
    (old, new) = ([word.lower() for word in some if word.lower() != "that"] for some in (change.old, change.new))
    verbs = [_SAYING.get(word) for word in (*old, *new)]
    return len(old) == len(new) == 1 and None not in verbs and verbs[0] != verbs[1]


#: By the reason that is given where one does not hold.
FITS: dict[str, Callable[[Correction, House], bool]] = {
    "quotation-marks": keeps_quotation_marks,
    "serial-comma": keeps_lists,
    "spelling-variety": keeps_variety,
    "short-forms": keeps_short_forms,
    "layout": keeps_layout,
    "capitals": keeps_capitals,
    "wording": keeps_wording,
}
