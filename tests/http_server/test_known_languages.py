"""The languages that the API names."""

from __future__ import annotations

import pytest

from cleanup.http_server import known_languages
from cleanup.http_server.known_languages import LANGUAGES


def test_codes_are_unique_and_complete() -> None:
    codes = [language.long_code for language in LANGUAGES]
    assert len(set(codes)) == len(codes)
    assert all(language.long_code.split("-")[0] == language.code and language.name for language in LANGUAGES)


@pytest.mark.parametrize(
    ("code", "long_code"),
    [("en", "en"), ("en-US", "en-US"), ("EN-us", "en-US"), ("ca", "ca-ES"), ("ca-es-VALENCIA", "ca-ES-valencia")],
)
def test_a_code_is_known_in_any_case(code: str, long_code: str) -> None:
    found = known_languages.named(code)
    assert found
    assert found.long_code == long_code


@pytest.mark.parametrize("code", ["", "xx", "en_US", "en-XX", "auto", "English", "ß"])
def test_other_codes_are_not(code: str) -> None:
    assert known_languages.named(code) is None


@pytest.mark.parametrize(
    ("language", "preferred", "long_code"),
    [
        ("en", (), "en-US"),
        ("en", ("de-AT", "en-GB"), "en-GB"),
        ("de", ("de-AT", "en-GB"), "de-AT"),
        ("de", ("en-GB",), "de-DE"),
        ("ru", (), "ru-RU"),
        ("en", ("en-XX",), "en-US"),
    ],
)
def test_the_variant_of_a_language_is_a_preferred_one_or_the_usual(
    language: str, preferred: tuple[str, ...], long_code: str
) -> None:
    found = known_languages.usual(language, preferred)
    assert found
    assert found.long_code == long_code


def test_what_is_not_listed_has_no_variant() -> None:
    assert known_languages.usual("is") is None
    assert known_languages.usual(None) is None
