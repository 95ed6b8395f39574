"""What declares the language of a text: tags such as `pt-BR`, and the names of files and directories."""

from __future__ import annotations

import os
from functools import cache

from cleanup import lazy_regex
from cleanup.text import word_lists

#: Different codes of the same language.
_SAME = {"nb": "no", "nn": "no", "iw": "he", "in": "id", "ji": "yi", "fil": "tl"}

_PRIMARY = lazy_regex.pattern(r"([A-Za-z]{2,3})(?![A-Za-z])")
#: `fr`, `pt_BR`, `zh-Hant`, `sr@latin`: a name that is nothing but a tag.
_TAG = lazy_regex.pattern(r"([a-z]{2,3})(?:[-_](?:[A-Z][a-z]{3}|[A-Z]{2}|\d{3}))*(?:@[a-z]+)?")
#: Teams that name their language only in an address.
_ADDRESSED = lazy_regex.pattern(r"(?:[<(/-])([a-z]{2,3}(?:_[A-Z]{2})?)(?:@|/\)|\))")
_WORD = lazy_regex.pattern(r"[^\W\d_]+")
#: Directories whose subdirectories or files are named after languages.
_SHELVES = frozenset(
    ["i18n", "l10n", "lang", "langs", "language", "languages", "locale", "locales", "po", "translations"]
)


def code(tag: str) -> str | None:
    """Return the language of a tag, such as `de-AT`, `pt_BR.UTF-8` or `ZH`, or None if it is not a tag."""
    primary = _PRIMARY.match(tag.strip())
    return _SAME.get(primary[1].lower(), primary[1].lower()) if primary else None


def of_team(team: str) -> str | None:
    """Return the language of a translation team: `French <fr@li.org>`, `German (http://example.org/language/de/)`."""
    for word in _WORD.findall(team.lower()):
        if word in _names():
            return _names()[word]
    addressed = _ADDRESSED.search(team)
    return _tag(addressed[1]) if addressed else None


@cache
def _names() -> dict[str, str]:
    return {name: key for key, names in word_lists.sections("language_names").items() for name in names}


def of_path(path: str) -> str | None:
    """Return the language that a path names: `fr.po`, `README.fr.md`, `locale/fr/LC_MESSAGES/x.po`."""
    *folders, name = path.replace(os.sep, "/").split("/")
    stem, *endings = name.lstrip(".").split(".")
    inner = [*map(_tag, endings[-2:-1]), _tag(stem)]
    return next((found for found in (*inner, *_shelved(folders)) if found), None)


def _shelved(folders: list[str]) -> list[str | None]:
    """Return the languages that directories are named after, the innermost first."""
    found = []
    for above, folder in zip(["", *folders], folders, strict=False):
        if folder.endswith(".lproj"):
            found.append(_tag(folder.removesuffix(".lproj")))
        elif above.lower() in _SHELVES:
            found.append(_tag(folder))
    behind = folders[-2:] if folders[-1:] == ["LC_MESSAGES"] else []
    return [*map(_tag, behind[:1]), *reversed(found)]


def _tag(name: str) -> str | None:
    if not name[:2].islower() or (len(name) > 3 and name[2:4].isalpha()):  # most names, recognised without a pattern
        return None
    tag = _TAG.fullmatch(name)
    return code(tag[1]) if tag and tag[1] in word_lists.words("language_codes") else None
