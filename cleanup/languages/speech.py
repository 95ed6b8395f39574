"""What languages a text is in, as far as rules are concerned: that of the whole, and those of its passages."""

from __future__ import annotations

from collections.abc import Container, Sequence

import msgspec

from cleanup.languages.declared import of_path
from cleanup.languages.identify import identify_language, settled
from cleanup.languages.passages import language_at, spoken
from cleanup.model import Span

#: Languages by code; none where nobody knows.
Languages = tuple[str, ...]


class TextLanguage(msgspec.Struct, frozen=True):
    """The language of a text (None: unknown; `mul`: several), and all languages whose rules it needs.

    It is `overruled` where somebody has set the language of a text that shows another one: then no passage is doubted.
    """

    language: str | None
    languages: Languages
    overruled: bool = False

    def is_of(self, languages: Container[str | None], text: str, place: Span, paragraphs: Sequence[Span]) -> bool:
        """Whether rules of some languages have a say at a place of a text, whose paragraphs are given."""
        return self.overruled or language_at(text, place, paragraphs, self.language) in languages


def speech_of(text: str, *, language: str | None, declared: str | None, path: str) -> TextLanguage:
    """What a text is in that declares a language, in a file of that path; `language` is set by somebody, and wins."""
    if language is None:
        found = settled(text, declared=declared, named=of_path(path))
        return TextLanguage(found, spoken(text, found))
    return TextLanguage(language, spoken(text, language), identify_language(text) not in (None, language))
