"""What translation tools leave in a page, and what only looks like it."""

from __future__ import annotations

import pytest

from cleanup.documents.readers import document
from cleanup.survey.html_tells import tells

TRANSLATED = [
    '<html lang="en" class="no-js translated-ltr">',
    '<html class="translated-rtl">',
    '<font style="vertical-align: inherit;">',
    '<span class="goog-text-highlight">',
    '<html lang="en-x-mtfrom-de">',
    '<p _msttexthash="123" _msthash="4">',
    '<font _mstmutation="1">',
    '<link rel="alternate-machine-translated-from" hreflang="de" href="/de">',
    '<meta name="translation-stats" content="{}">',
    '<base href="https://www-example-org.translate.goog/">',
]
WIDGETS = [
    '<div id="google_translate_element">',
    '<div class="skiptranslate goog-te-gadget">',
    '<link rel="stylesheet" id="gtranslate-style-css" href="x.css">',
    '<script src="https://cdn.weglot.com/weglot.min.js">',
]
NOTHING = [
    '<p class="notranslate">',
    '<html lang="en" class="not-translated">',
    '<a href="translated.html">',
    '<p title="class=translated-ltr">',
    '<!-- <html class="translated-ltr"> -->',
    '<meta name="description" content="translation-stats">',
    '<td style="vertical-align: inherit">',
    '<p class="translated-ltr-example">',
]


def found(source: str, path: str = "a.html") -> list[tuple[str, str]]:
    return [(tell.signal.name, source[tell.span.start : tell.span.end]) for tell in tells(document(source, path))]


@pytest.mark.parametrize("tag", TRANSLATED)
def test_a_translated_page_says_so(tag: str) -> None:
    assert found(f"\n{tag}One.") == [("translated-page", tag)]


@pytest.mark.parametrize("tag", WIDGETS)
def test_a_widget_only_offers_translations(tag: str) -> None:
    assert found(f"<p>One.</p>{tag}") == [("translation-widget", tag)]


@pytest.mark.parametrize("tag", NOTHING)
def test_other_marks_are_no_tell(tag: str) -> None:
    assert found(f"{tag}One.") == []


def test_only_html_has_tells() -> None:
    assert found(TRANSLATED[0], "a.txt") == []
    assert found(TRANSLATED[0], "a.md") == []


def test_a_tag_that_never_ends_is_no_harm() -> None:
    assert found('<p>x<html class="translated-ltr"') == []
