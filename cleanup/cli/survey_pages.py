"""The pages that a survey writes: the overview, and beside it a directory with the review pages of documents."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePath
from urllib.parse import quote

from cleanup.cli import terminal
from cleanup.cli.planning import is_our_page
from cleanup.files.discovery import Discovered, Source, origins
from cleanup.files.writing import copying, create
from cleanup.survey.figures import Figures

#: The maximum length of the readable part of a page's name, in characters.
_NAME_LENGTH = 40


def folder_of(path: Path) -> Path:
    """Return the directory of the review pages of an overview: `survey.html` has `survey-pages`."""
    return path.with_name(f"{path.stem}-pages")


def is_earlier(path: Path, source: Source) -> bool:
    """Return whether a source is the overview that an earlier survey wrote to that path, and that may be replaced."""
    if source.real != os.path.realpath(path):
        return False
    try:
        with path.open("rb") as file:
            return is_our_page(file.read(2000))
    except OSError:
        return False


def name_of(path: str) -> str:
    """Return the file name of the review page of a document: the same in every run, another for every path."""
    stem = re.sub(r"[^A-Za-z0-9._-]+", "_", PurePath(path).name)[-_NAME_LENGTH:].lstrip(".-")
    return f"{stem}-{hashlib.sha256(path.encode('utf-8', 'surrogateescape')).hexdigest()[:12]}.html"


def write_page(overview_path: Path, source: Source, page: str) -> str:
    """Write the review page of a document, with no more permissions than it has, and return the link to it.

    Raises DocumentError.
    """
    folder, name = folder_of(overview_path), name_of(source.path)
    with copying(folder / name, folder, sources=[source.origin]) as file:
        file.write(page.encode("utf-8", "replace"))
    return f"{quote(folder.name)}/{quote(name)}"


def write_overview(path: Path, shown: Sequence[Figures], links: Mapping[str, str], found: Discovered) -> None:
    """Write the overview; `links` are those of review pages by the path of the document. Raises DocumentError."""
    from cleanup.survey import overview

    page = overview.render(shown, links, version=terminal.VERSION)
    create(path, page.encode("utf-8", "replace"), sources=origins(found))
