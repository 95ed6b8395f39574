"""Adding to the configuration of a directory what an editor asks to be ignored or accepted.

With tomlkit, which keeps comments and layout of the file as they are.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError

from cleanup import lazy_regex
from cleanup.config import config_file
from cleanup.errors import CleanupError, reason
from cleanup.files import regular_files, writing

_BARE_LINE_FEED = lazy_regex.pattern(r"(?<!\r)\n")

_TABLE = {"pyproject.toml": ("tool", "cleanup")}


def place_for(path: str, folders: Sequence[str]) -> Path | None:
    """Return the file to write to where no configuration applies, or None for a text without a file and workspace.

    That is the innermost directory of the workspace above the text, otherwise the directory of the text: its
    `pyproject.toml` if there is one.
    """
    above = [folder for folder in folders if not path or Path(path).is_relative_to(folder)]
    if not (above or path):
        return None
    folder = Path(max(above, key=len)) if above else Path(path).parent
    project = folder / "pyproject.toml"
    return project if project.is_file() else folder / config_file.NAMES[0]


def glob_of(path: str, configuration: Path) -> str:
    """Return the glob of a configuration that matches one file only."""
    inside = os.path.relpath(os.path.realpath(path), os.path.realpath(configuration.parent))
    escaped = "".join(f"\\{char}" if char in "\\*?[]" else char for char in Path(inside).as_posix())
    return f"/{escaped.removesuffix(' ')}\\ " if escaped.endswith(" ") else f"/{escaped}"


def add(configuration: Path, keys: Sequence[str], value: str) -> None:
    """Add a value to a list in a configuration file, which is created if need be. Raises CleanupError.

    A file that the change would make invalid is left as it is.
    """
    before = _text(configuration)
    after = added(before, _TABLE.get(configuration.name, ()), keys, value, str(configuration))
    if not configuration.exists():
        writing.create(configuration, after.encode("utf-8"))
    elif after != before:
        writing.replace(str(configuration), after.encode("utf-8"), was=before.encode("utf-8"))


def _text(configuration: Path) -> str:
    """Return the text of a file with its own line ends; none if there is no file."""
    try:
        return regular_files.load(configuration, regular_files.WRITTEN)[0].decode("utf-8")
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError) as error:
        said = reason(error) if isinstance(error, OSError) else str(error)
        raise CleanupError(f"cannot read the configuration: {said}", path=str(configuration)) from error


def added(text: str, table: Sequence[str], keys: Sequence[str], value: str, path: str) -> str:
    """Return a configuration with a value added to the list that keys below a table lead to. Raises CleanupError."""
    try:
        document = tomlkit.parse(text)
        place: Any = document
        for key in (*table, *keys[:-1]):
            place = place.setdefault(key, tomlkit.table(is_super_table=key == "tool"))
        values = place.setdefault(keys[-1], tomlkit.array())
        if value not in values:
            values.append(value)
        made = tomlkit.dumps(document)
    except (TOMLKitError, AttributeError, TypeError) as error:
        hint = f"add {value!r} to {'.'.join((*table, *keys))!r} yourself"
        raise CleanupError(f"cannot change the configuration: {error}", path=path, hint=hint) from error
    # tomlkit ends new lines with LF.
    return _BARE_LINE_FEED.sub("\r\n", made) if "\r\n" in text and not _BARE_LINE_FEED.search(text) else made
