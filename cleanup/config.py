"""Find and read the configuration that applies to a file.

`.cleanup.toml`, or the table `[tool.cleanup]` of a `pyproject.toml`, whichever is nearest on the way up from the file;
in one folder `.cleanup.toml` goes first.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from cleanup import tomltext
from cleanup.errors import CleanupError, near_miss
from cleanup.style import Style

#: Ask LanguageTool, and count it as an error when it cannot be asked.
REQUIRED = "required"


class Config(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """The keys of a configuration."""

    style: Style = Style()
    languagetool: bool | str = False

    def __post_init__(self) -> None:
        """Refuse a word that means nothing."""
        given = self.languagetool
        if isinstance(given, str) and given != REQUIRED and not given.startswith(("http://", "https://")):
            raise ValueError(f"{given!r} is no server")


_TYPES: dict[str, type[msgspec.Struct]] = {"": Config, "style": Style}


@cache
def find(folder: Path) -> Config:
    """The configuration for files of a folder; the defaults where there is none. Raises CleanupError."""
    for name in (".cleanup.toml", "pyproject.toml"):
        path = folder / name
        if path.is_file():
            found = read(path)
            if found is not None:
                return found
    return Config() if folder.parent == folder else find(folder.parent)


def read(path: Path) -> Config | None:
    """The configuration in one file; None for a pyproject.toml that has none. Raises CleanupError."""
    text = path.read_text("utf-8")
    table = tomltext.load(text, str(path))
    if path.name == "pyproject.toml":
        table = table.get("tool", {}).get("cleanup")
        if table is None:
            return None
    return _convert(table, text, path)


def _convert(table: dict[str, Any], text: str, path: Path) -> Config:
    for place, kind in _TYPES.items():
        part = table.get(place, {}) if place else table
        known = [field.encode_name for field in msgspec.structs.fields(kind)]
        for key in part if isinstance(part, dict) else ():
            if key not in known:
                raise CleanupError(
                    f"unknown key {key!r}", path=str(path), line=tomltext.line_of(text, key), hint=near_miss(key, known)
                )
    try:
        return msgspec.convert(table, Config)
    except msgspec.ValidationError as error:
        at, what = tomltext.where(error)
        # Only one key is looked at by code of ours, whose errors come without a place.
        key = at.rpartition(".")[2] or "languagetool"
        hint = _choices(key)
        raise CleanupError(
            f"key {key!r}: {what}", path=str(path), line=tomltext.line_of(text, key), hint=hint
        ) from error


def _choices(key: str) -> str:
    if key == "languagetool":
        return "it is true, false, 'required', or a URL such as 'http://127.0.0.1:8081'"
    for field in msgspec.structs.fields(Style):
        if field.encode_name == key:
            literal = next(iter(getattr(field.type, "__args__", ())), None)
            values = [str(value) for value in getattr(literal, "__args__", ())]
            return f"known are {', '.join(values)}" if values else ""
    return ""
