"""The path and the format of what an editor has open."""

from __future__ import annotations

import pytest

from cleanup.documents.readers import FORMATS
from cleanup.language_server.formats import LANGUAGES, format_of, path_of

PATHS = [
    ("file:///a/b%20c.txt", "/a/b c.txt"),
    ("file:///a/%C3%A4%3F.txt", "/a/ä?.txt"),
    ("untitled:Untitled-1", ""),
    ("file://", ""),
    ("buffer://1", ""),
    ("", ""),
    ("git:/a/b.txt", None),
    ("vscode-notebook-cell:/a.ipynb#x", None),
    ("file:///a%00.txt", None),
]


@pytest.mark.parametrize(("uri", "path"), PATHS)
def test_the_path_of_an_address(uri: str, path: str | None) -> None:
    assert path_of(uri) == path


FORMS = [
    ("/a.txt", "", "markdown", "text"),
    ("/a.MD", "", "plaintext", "markdown"),
    ("/a.page", "markdown", "plaintext", "markdown"),
    ("/a.docx", "", "plaintext", ""),
    ("/a.page", "docx", "plaintext", ""),
    ("/notes", "", "PlainText", "text"),
    ("/a.py", "", "plaintext", ""),
    ("/CMakeLists.txt", "", "plaintext", ""),
    ("/a.py", "text", "python", "text"),
    ("", "", "markdown", "markdown"),
    ("", "", "latex", ""),
]


@pytest.mark.parametrize(("path", "configured", "language", "form"), FORMS)
def test_the_format_of_a_text(path: str, configured: str, language: str, form: str) -> None:
    assert format_of(path, configured, language, "Text.\n") == form


def test_scripts_and_bytes_are_no_prose() -> None:
    assert format_of("/run", "", "shellscript", "#!/bin/sh\n") == ""
    assert format_of("/a.txt", "", "plaintext", "a\0b") == ""


def test_all_formats_have_a_language() -> None:
    assert set(LANGUAGES.values()) == set(FORMATS)
