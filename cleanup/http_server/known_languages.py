"""The languages that the API names: those of LanguageTool 6.8, since its clients compare them with their own.

The rules that need no language (spaces, encoding, quotation marks that contradict each other) run in all of them. The
codes and names are those of LanguageTool's language modules:
https://github.com/languagetool-org/languagetool/tree/v6.8/languagetool-language-modules
"""

from __future__ import annotations

from functools import cache
from typing import Final

import msgspec

#: Asks for the language of the text itself.
AUTO: Final = "auto"
#: What a text is taken for whose language is not clear, as LanguageTool does.
FALLBACK: Final = "en-US"


class KnownLanguage(msgspec.Struct, frozen=True, rename="camel"):
    """A language or one of its variants: `long_code` names it, `code` is the language alone."""

    name: str
    code: str
    long_code: str


_TABLE = """
ar Arabic
ast-ES Asturian
be-BY Belarusian
br-FR Breton
ca-ES Catalan
ca-ES-valencia Catalan (Valencian)
ca-ES-balear Catalan (Balearic)
zh-CN Chinese
crh-UA Crimean Tatar
da-DK Danish
nl Dutch
nl-BE Dutch (Belgium)
en English
en-US English (US)
en-AU English (Australian)
en-CA English (Canadian)
en-GB English (GB)
en-NZ English (New Zealand)
en-ZA English (South African)
eo Esperanto
fr French
fr-BE French (Belgium)
fr-CA French (Canada)
fr-CH French (Switzerland)
gl-ES Galician
de German
de-AT German (Austria)
de-DE German (Germany)
de-CH German (Swiss)
el-GR Greek
ga-IE Irish
it Italian
ja-JP Japanese
km-KH Khmer
fa Persian
pl-PL Polish
pt Portuguese
pt-AO Portuguese (Angola preAO)
pt-BR Portuguese (Brazil)
pt-MZ Portuguese (Moçambique preAO)
pt-PT Portuguese (Portugal)
ro-RO Romanian
ru-RU Russian
de-DE-x-simple-language Simple German
sk-SK Slovak
sl-SI Slovenian
es Spanish
es-AR Spanish (voseo)
es-ES Spanish
sv Swedish
tl-PH Tagalog
ta-IN Tamil
uk-UA Ukrainian
"""

#: The variant that a language alone stands for where a text is in it; for the others, their first line.
_USUAL = {"en": "en-US", "de": "de-DE", "pt": "pt-PT", "fr": "fr", "nl": "nl", "es": "es", "ca": "ca-ES"}


def _languages() -> tuple[KnownLanguage, ...]:
    rows = (line.partition(" ") for line in _TABLE.strip().splitlines())
    return tuple(KnownLanguage(name, long_code.partition("-")[0], long_code) for long_code, _, name in rows)


LANGUAGES: Final = _languages()


@cache
def _by_code() -> dict[str, KnownLanguage]:
    short = {language.code: language for language in reversed(LANGUAGES)}
    return short | {language.long_code.lower(): language for language in LANGUAGES}


def named(code: str) -> KnownLanguage | None:
    """Return the language of a code, with or without its variant, in any case; None for an unknown one."""
    return _by_code().get(code.lower())


def usual(code: str | None, preferred: tuple[str, ...] = ()) -> KnownLanguage | None:
    """Return the variant to name for a text in a language (ISO 639): a preferred one of this language, or the usual
    one.
    """
    wanted = [variant for variant in preferred if variant.partition("-")[0].lower() == code]
    found = map(named, [*wanted, _USUAL.get(code or "", code or "")])
    return next((language for language in found if language), None)
