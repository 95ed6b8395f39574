"""Tags, teams and names of files that say a language."""

from __future__ import annotations

import pytest

from cleanup.languages.declared import code, of_path, of_team


@pytest.mark.parametrize(
    ("tag", "language"),
    [("de-AT", "de"), ("pt_BR.UTF-8", "pt"), ("ZH", "zh"), ("nb", "no"), (" fr ", "fr"), ("english", None), ("", None)],
)
def test_a_tag_begins_with_its_language(tag: str, language: str | None) -> None:
    assert code(tag) == language


@pytest.mark.parametrize(
    ("path", "language"),
    [
        ("fr.po", "fr"),
        ("po/pt_BR.po", "pt"),
        ("po/sr@latin.po", "sr"),
        ("messages.de.xlf", "de"),
        ("README.zh-Hant.md", "zh"),
        ("site/locale/fr/LC_MESSAGES/shop.po", "fr"),
        ("fr/LC_MESSAGES/shop.po", "fr"),
        ("app/it.lproj/help.html", "it"),
        ("i18n/es/start.md", "es"),
        ("articles/de/start.md", None),
        ("shop.po", None),
        ("notes.txt", None),
        ("<stdin>", None),
        ("", None),
    ],
)
def test_a_file_is_named_by_its_language(path: str, language: str | None) -> None:
    assert of_path(path) == language


@pytest.mark.parametrize(
    ("team", "language"),
    [
        ("French <fr@example.org>", "fr"),
        ("Norwegian Bokmål <i18n-no@example.org>", "no"),
        ("Shop (http://example.org/projects/shop/language/de/)", "de"),
        ("<l10n-catalan@example.org>", "ca"),
        ("<pt_BR@example.org>", "pt"),
        ("LANGUAGE <LL@example.org>", None),
        ("", None),
    ],
)
def test_a_team_says_its_language(team: str, language: str | None) -> None:
    assert of_team(team) == language
