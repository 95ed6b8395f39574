"""How each language sets its quotation marks: which marks, which inside those, and where a space belongs.

The marks are those of the Unicode CLDR (the delimiters of each locale) and, as `others`, those that edited books and
newspapers in the language also use. A language that is not listed has no opinion here.
"""

from __future__ import annotations

from functools import cache

import msgspec


class Convention(msgspec.Struct, frozen=True):
    """The usage of one language. Each pair of marks is a string of two characters, opening and closing.

    `spaced` are the marks that take a space: before them, or after an opening one.
    """

    outer: str
    nested: str
    others: tuple[str, ...] = ()
    spaced: str = ""

    @property
    def pairs(self) -> tuple[str, ...]:
        """All correct pairs."""
        return (self.outer, self.nested, *self.others)


_ENGLISH = Convention("“”", "‘’")
_GERMAN = Convention("„“", "‚‘", ("»«", "›‹", "«»", "‹›"))
_SWEDISH = Convention("””", "’’", ("»»", "“”"))
_ROMANCE = Convention("«»", "“”", ("‘’",))
_RUSSIAN = Convention("«»", "„“", ("“”",))
_CORNERS = Convention("「」", "『』", ("“”",))

#: The usage by language.
CONVENTIONS: dict[str, Convention] = {
    "af": _ENGLISH,
    "ar": Convention("”“", "’‘", ("«»", "“”")),
    "be": _RUSSIAN,
    "bg": Convention("„“", "’’", ("«»", "„”")),
    "bs": Convention("„”", "‘’", ("„“", "»«")),
    "ca": _ROMANCE,
    "cs": _GERMAN,
    "cy": _ENGLISH,
    "da": Convention("“”", "‘’", ("„“", "»«", "””", "›‹")),
    "de": _GERMAN,
    "el": _ROMANCE,
    "en": _ENGLISH,
    "es": _ROMANCE,
    "et": Convention("„“", "‚‘", ("„”", "«»")),
    "eu": _ROMANCE,
    "fa": Convention("«»", "‹›", ("“”",)),
    "fi": _SWEDISH,
    "fr": Convention("«»", "“”", ("‹›",), spaced=":;!?«»"),
    "ga": _ENGLISH,
    "gd": _ENGLISH,
    "gl": _ROMANCE,
    "he": Convention("””", "’’", ("„”", "“”")),
    "hr": Convention("„”", "‘’", ("„“", "»«")),
    "hu": Convention("„”", "»«", ("’’",)),
    "hy": Convention("«»", "“”"),
    "id": _ENGLISH,
    "is": Convention("„“", "‚‘"),
    "it": _ROMANCE,
    "ja": _CORNERS,
    "ka": Convention("„“", "“”", ("«»",)),
    "ko": Convention("“”", "‘’", ("「」", "『』")),
    "lt": Convention("„“", "‚‘", ("«»",)),
    "lv": Convention("“”", "‘’", ("„”", "«»", "„“")),
    "mk": Convention("„“", "’‘"),
    "nl": Convention("‘’", "“”", ("„”", "‚’")),
    "no": Convention("«»", "‘’", ("“”", "„“")),
    "pl": Convention("„”", "«»", ("‚’", "»«")),
    "pt": Convention("“”", "‘’", ("«»",)),
    "ro": Convention("„”", "«»", ("„“",)),
    "ru": _RUSSIAN,
    "sk": _GERMAN,
    "sl": Convention("„“", "‚‘", ("»«", "›‹")),
    "sq": Convention("«»", "“”", ("„“", "‘’")),
    "sr": Convention("„“", "’’", ("„”", "‚’", "»«")),
    "sv": _SWEDISH,
    "tr": _ENGLISH,
    "uk": _RUSSIAN,
    "vi": _ENGLISH,
    "zh": Convention("“”", "‘’", ("「」", "『』", "《》")),
}


def is_right(language: str | None, opening: str, closing: str) -> bool:
    """Return whether a pair of marks, without the spaces inside, is one that a language uses."""
    usage = CONVENTIONS.get(language or "")
    return usage is not None and opening + closing in usage.pairs


@cache
def all_pairs() -> tuple[str, ...]:
    """Return every pair of marks that some language uses, each once."""
    return tuple(dict.fromkeys(pair for usage in CONVENTIONS.values() for pair in usage.pairs))


def strangers(language: str) -> tuple[str, str]:
    """Return the marks that only other languages quote with, and those that only others set a space before."""
    own = set("".join(CONVENTIONS[language].pairs))
    spaced = "".join(usage.spaced for usage in CONVENTIONS.values())
    return (
        "".join(sorted(set("".join(all_pairs())) - own)),
        "".join(sorted(set(spaced) - own - set(CONVENTIONS[language].spaced) - set("«»"))),
    )
