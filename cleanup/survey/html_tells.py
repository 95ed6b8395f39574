"""What translation tools leave in the mark-up of a page: the first evidence of where a text comes from.

A page that was translated in a browser or by a server, and then saved, says so itself. The presence of a widget only
says that the site offers translations; the page may be the original.

Sources: the filters of the Paracrawl project for machine-translated pages (bitextor/warc2text, `tags_filters`), and
the attributes that the translators of Chrome, Edge and Safari write into a page.
"""

from __future__ import annotations

from collections.abc import Iterator

from cleanup import lazy_regex
from cleanup.errors import DocumentError
from cleanup.model import Document, Span
from cleanup.survey.impressions import Clue
from cleanup.survey.signals import TRANSLATED_PAGE, TRANSLATION_WIDGET, Signal

#: A page without any of these has no tell.
_ANY = lazy_regex.pattern(
    r"(?i)translat|weglot|goog-te|mst(?:text|mutation)|mtfrom|vertical-align:\s*inherit|conveythis|linguise|bablic"
)

_Row = tuple[Signal, str, str, str]
#: Signal, element (empty: any), attribute, and what its value contains.
_TELLS: tuple[_Row, ...] = (
    (TRANSLATED_PAGE, "", "class", r"(?:^|\s)translated-(?:ltr|rtl)(?:\s|$)"),
    (TRANSLATED_PAGE, "", "class", r"(?:^|\s)goog-text-highlight(?:\s|$)"),
    (TRANSLATED_PAGE, "font", "style", r"vertical-align:\s*inherit"),
    (TRANSLATED_PAGE, "", "lang", r"-x-mtfrom-"),
    (TRANSLATED_PAGE, "", "_msttexthash", r""),
    (TRANSLATED_PAGE, "", "_msthash", r""),
    (TRANSLATED_PAGE, "font", "_mstmutation", r""),
    (TRANSLATED_PAGE, "", "_istranslated", r"1"),
    (TRANSLATED_PAGE, "link", "rel", r"\balternate-machine-translated-from\b"),
    (TRANSLATED_PAGE, "meta", "name", r"^translation-stats$"),
    (TRANSLATED_PAGE, "base", "href", r"^https?://(?:[\w-]+\.translate\.goog|translate\.google(?:usercontent)?\.)"),
    (TRANSLATION_WIDGET, "", "class", r"\b(?:skiptranslate|goog-te-[\w-]+|gtranslate[\w-]*|weglot[\w-]*|wg-drop)\b"),
    (TRANSLATION_WIDGET, "", "id", r"^(?:gtranslate|google_translate_element|weglot|transposh|linguise|bablic)"),
    (TRANSLATION_WIDGET, "script", "src", r"gtranslate|weglot|translate\.google|transposh|conveythis|linguise|bablic"),
    (TRANSLATION_WIDGET, "link", "id", r"^(?:gtranslate|weglot|transposh)"),
)

_VALUES = {value: lazy_regex.pattern(f"(?i){value}") for _, _, _, value in _TELLS}


def tells(document: Document) -> Iterator[Clue]:
    """Yield the tells of an HTML page in their order, each a start tag; none for another format."""
    if document.format != "html" or not _ANY.search(document.text):
        return
    from cleanup.documents.readers.htmltokens import tokens

    try:
        listed = tokens(document.text)
    except DocumentError:  # the reader masks what the parser refuses; a survey can do without
        return
    for token in listed:
        signal = _signal(token.name, dict(token.attributes)) if token.kind in ("start", "void") else None
        if signal:
            end = document.text.find(">", token.start) + 1 or len(document.text)
            yield Clue(signal, Span(token.start, end))


def _signal(name: str, values: dict[str, str | None]) -> Signal | None:
    """Return the first signal of a start tag."""
    for signal, element, attribute, value in _TELLS:
        if attribute in values and element in ("", name) and _VALUES[value].search(values[attribute] or ""):
            return signal
    return None
