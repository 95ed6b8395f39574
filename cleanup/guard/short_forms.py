"""Whether a change keeps abbreviations, titles and contractions as the document writes them."""

from __future__ import annotations

from cleanup import lazy_regex
from cleanup.guard.alignment import Correction, same_letters, words
from cleanup.guard.house import House
from cleanup.style.document_style import HONORIFICS

_INITIALS = lazy_regex.pattern(r"\b[A-Z]\.(?:\s?[A-Z]\b\.?)+")
_HONORIFIC = lazy_regex.pattern(
    rf"\b(?:{'|'.join(HONORIFICS)}|St|Gen|Col|Lt|Sgt|Capt|Rev|Prof|Sen|Gov|Inc|Corp|Ltd|Co|Jr|Sr)\.?\s*$"
)
_DOTTED, _UNDOTTED = lazy_regex.pattern(r"\b[UE]\.[SKNU]\."), lazy_regex.pattern(r"\b[UE][SKNU]\b")
_CONTRACTED = lazy_regex.pattern(r"(?i)\w[’'](?:s|t|re|ve|ll|d|m)\b")
_SHORT_FORMS = {"n't": "not", "'s": "is", "'re": "are", "'ve": "have", "'ll": "will", "'m": "am", "'d": "would"}


def keeps_short_forms(change: Correction, house: House) -> bool:
    """Return whether abbreviations, titles and contractions stay, unless the document mostly writes the other form."""
    before, after = change.before.strip(), change.after.strip()
    alike = same_letters(before, after)
    if _is_about_initials(change) or (alike and _HONORIFIC.search(change.left + change.before.rstrip())):
        return _is_own_abbreviation(change, house) if words(before) else _is_own_honorific(change, house)
    if _is_contraction(change):
        return house.known.prefers(after, before)
    return not any(_is_written_out(a, b) or _is_written_out(b, a) for a, b in zip(change.old, change.new, strict=False))


def _is_about_initials(change: Correction) -> bool:
    around = change.left[-4:] + change.before + change.right[:3]
    return same_letters(change.before, change.after) and any(
        match.start() < len(change.left[-4:]) + len(change.before) and match.end() > len(change.left[-4:])
        for match in _INITIALS.finditer(around)
    )


def _new_form(change: Correction) -> str:
    """The abbreviation in its new form, with the full stop that belongs to it."""
    new = change.after.strip()
    return new + ("." if "." in new and change.right.startswith(".") else "")


def _is_own_abbreviation(change: Correction, house: House) -> bool:
    """Return whether the document has this form, or mostly writes abbreviations of countries like that."""
    new = _new_form(change)
    dotted, plain = (len(pattern.findall(house.known.text)) for pattern in (_DOTTED, _UNDOTTED))
    return house.known.count(new) > 0 or (plain > dotted if "." not in new else dotted > plain)


def _is_own_honorific(change: Correction, house: House) -> bool:
    dotted = house.profile.honorific_dot
    return dotted is not None and dotted == (change.after.count(".") > change.before.count("."))


def _is_contraction(change: Correction) -> bool:
    """Return whether the change writes a contraction out, or contracts what was written out."""
    if bool(_CONTRACTED.search(change.before)) == bool(_CONTRACTED.search(change.after)):
        return False

    def full(text: str) -> str:
        text = text.lower().replace("’", "'").replace("won't", "will not").replace("can't", "can not")
        for short, long in _SHORT_FORMS.items():
            text = text.replace(short, f" {long}")
        return "".join(text.split())

    return full(change.before) == full(change.after)


def _is_written_out(short: str, long: str) -> bool:
    """Return whether a word is another one written out: `Oct` and `October`, `Insta` and `Instagram`."""
    return (
        2 <= len(short) <= 5
        and short[0].isupper()
        and len(long) >= len(short) + 3
        and long[len(short) :].isalpha()
        and long.startswith(short)
    )
