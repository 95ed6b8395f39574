"""Which format the text of an editor is in, by its file and by the language that the editor takes it for."""

from __future__ import annotations

from pathlib import PurePath

from pygls.uris import to_fs_path, uri_scheme

from cleanup.documents.readers import FORMATS, SUFFIXES
from cleanup.errors import DocumentError
from cleanup.files.not_prose import is_script, refuse_by_name

#: The format by language id, as the protocol, Vim and other editors name languages.
LANGUAGES = {
    "gettext": "po",
    "html": "html",
    "markdown": "markdown",
    "mdx": "mdx",
    "pandoc": "markdown",
    "plaintext": "text",
    "po": "po",
    "srt": "subtitles",
    "subrip": "subtitles",
    "text": "text",
    "tmx": "tmx",
    "txt": "text",
    "vtt": "subtitles",
    "webvtt": "subtitles",
    "xhtml": "html",
    "xliff": "xliff",
}

#: Schemes of texts that have no file yet.
_UNTITLED = frozenset({"untitled", "buffer", ""})


def path_of(uri: str) -> str | None:
    """Return the path of a text, an empty string if it has no file yet, or None if it is elsewhere than in a file."""
    if uri_scheme(uri) in _UNTITLED:
        return ""
    path = to_fs_path(uri)
    return None if path is None or "\0" in path else path


def format_of(path: str, configured: str, language_id: str, text: str) -> str:
    """Return the name of the format of a text, or an empty string if it is not prose in a format that has a reader.

    What the configuration says comes first, then the suffix of the path, as for files, then the language.
    """
    name = configured
    if not name and path:
        try:
            refuse_by_name(path)
        except DocumentError:
            return ""
        name = "" if is_script(path, text[:80].encode("utf-8", "replace")) else SUFFIXES.get(_suffix(path), "")
    name = name or LANGUAGES.get(language_id.lower(), "")
    return name if name in FORMATS and "\0" not in text else ""


def _suffix(path: str) -> str:
    return PurePath(path).suffix.lower()
