"""The languages of a text as far as rules are concerned: that of the whole text, and those of its passages."""

from __future__ import annotations

from collections.abc import Container, Sequence

import msgspec

from cleanup.languages.declared import of_path
from cleanup.languages.identify import identify_language, settled
from cleanup.languages.passages import language_at, languages_needed
from cleanup.model import Span

#: Languages by code; empty if unknown.
Languages = tuple[str, ...]


class TextLanguage(msgspec.Struct, frozen=True):
    """The language of a text (None: unknown; `mul`: several), and all languages whose rules it needs.

    It is `overruled` if the user has set the language of a text that shows another one: then no passage is in doubt.
    """

    language: str | None
    languages: Languages
    overruled: bool = False

    def is_of(self, languages: Container[str | None], text: str, place: Span, paragraphs: Sequence[Span]) -> bool:
        """Return whether rules of these languages apply at a place of a text with these paragraphs."""
        return self.overruled or language_at(text, place, paragraphs, self.language) in languages


def text_language_of(text: str, *, language: str | None, declared: str | None, path: str) -> TextLanguage:
    """Return the language of a text that declares one, in a file with that path; `language` is set by the user and
    wins.
    """
    if language is None:
        found = settled(text, declared=declared, named=of_path(path))
        return TextLanguage(found, languages_needed(text, found))
    return TextLanguage(language, languages_needed(text, language), identify_language(text) not in (None, language))
