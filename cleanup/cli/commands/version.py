"""`cleanup version`: print what a bug report should say about this installation."""

from __future__ import annotations

import platform
import unicodedata
from collections.abc import Iterator

import click

from cleanup.cli import terminal
from cleanup.files.user_folders import NOWHERE, cache_folder
from cleanup.rules.registry import builtin_folder

HELP = """Show the versions of cleanup and its dependencies, and the location of its rules and its cache.

\b
Example:
  cleanup version
"""

#: The packages that affect findings, or how a file is read.
PACKAGES = (
    "click",
    "ftfy",
    "google-re2",
    "jinja2",
    "language-tool-python",
    "msgspec",
    "pathspec",
    "pyarrow",
    "pyromark",
    "watchfiles",
    "zstandard",
)


@click.command("version", help=HELP)
def command() -> int:
    """Run the command and return its exit code."""
    terminal.echo(f"{name.ljust(11)} {value}" for name, value in _facts())
    return 0


def _facts() -> Iterator[tuple[str, str]]:
    yield "cleanup", terminal.VERSION
    yield "python", f"{platform.python_version()} ({platform.python_implementation()}, {platform.system()})"
    yield "unicode", unicodedata.unidata_version
    for name in PACKAGES:
        yield name, _version(name)
    yield "rules", str(builtin_folder())
    cache = cache_folder()
    yield "cache", "none: the home directory is unknown; set HOME or CLEANUP_CACHE" if cache == NOWHERE else str(cache)


def _version(package: str) -> str:
    from importlib import metadata  # 30 ms, and the help of the program lists this command

    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return "not installed"
