"""`cleanup config`: show the effective configuration of a file, and where each value comes from."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import msgspec

from cleanup.cli import options, terminal
from cleanup.config.config_file import ConfigFile
from cleanup.config.resolve import Resolver, Settings
from cleanup.documents.readers import SUFFIXES
from cleanup.engine.engine import Engine
from cleanup.errors import DocumentError
from cleanup.files.not_prose import refuse_by_name
from cleanup.reports.text import visible
from cleanup.text.phrasing import counted

HELP = """Show the effective configuration of FILE, which need not exist, and where each value comes from.

Options given here are shown as they would apply in `check` and `fix`. With --schema, print a JSON Schema instead, for
completion and validation in editors: of the configuration, or by name of a rule file, of the JSON report, or of a
finding (a line of --format jsonl).

\b
Examples:
  cleanup config articles/one.txt
  cleanup config --select quotes articles/one.txt
  cleanup config --schema > cleanup.schema.json
"""

#: The schemas that can be printed; `cleanup.config.schemas` generates them.
SCHEMAS = ("configuration", "rule", "report", "finding")


@click.command("config", help=HELP)
@click.argument("file", metavar="[FILE]", default=".", type=str)
@options.choice
@click.option(
    "--schema",
    type=click.Choice(SCHEMAS),
    is_flag=False,
    flag_value=SCHEMAS[0],
    help=f"Print a JSON Schema instead. [default name: {SCHEMAS[0]}]",
)
def command(file: str, choice: options.RuleSelection, schema: str | None) -> int:
    """Run the command and return its exit code."""
    if schema:
        from cleanup.config import schemas

        terminal.echo_document(schemas.text(schema), end="")
        return 0
    resolver = Resolver(choice.overrides())
    settings = resolver.settings(str(Path(file) / "any") if Path(file).is_dir() else file)
    engine = resolver.engine(settings)
    terminal.echo_page(_page(file, settings, engine))
    return 0


def _page(path: str, settings: Settings, engine: Engine) -> Iterator[str]:
    file, paint = settings.file, terminal.paint()
    yield f"{paint(visible(path), 'path')}  {visible(_shown(file.path)) if file.path else 'no configuration'}"
    yield f"{counted(len(engine.rules), 'rule')} apply. {_reading(path, settings)}"
    if file.excludes(Path(os.path.realpath(path)), folder=Path(path).is_dir()):
        yield "Excluded: skipped in directories, and with --force-exclude even if named."
    yield ""
    rows = list(_rows(settings))
    width = max(len(key) for key, _, _ in rows)
    for key, value, source in rows:
        yield f"{key.ljust(width)} = {visible(value).ljust(24)}  {paint(f'# {source}', 'dim')}"


def _reading(path: str, settings: Settings) -> str:
    if settings.form:
        return f"Read as {settings.form}, by [formats]."
    own = Path(path).suffix.lower()
    try:
        refuse_by_name(path)
    except DocumentError as error:
        return f"Not read: {error.message}."
    return f"Read as {own}, by its suffix." if own in SUFFIXES else "Read as plain text."


def _rows(settings: Settings) -> Iterator[tuple[str, str, str]]:
    """Yield key, value and source of all settings; a dash is the value of a key without value and default."""
    file = settings.file
    for field, name, value in _values(settings.config):
        if isinstance(value, msgspec.Struct):
            for _, key, item in _values(value):
                yield f"{name}.{key}", _toml(item), _source(file, (name, key))
        elif isinstance(value, dict) and value:
            for key, item in value.items():
                yield f"{name}.{_toml(key)}", _toml(item), _source(file, (name, key))
        elif field in settings.overridden:
            added = (name,) in file.given and field in ("ignore", "rules") and "select" not in settings.overridden
            yield name, _toml(value), f"{_source(file, (name,))}, command line" if added else "command line"
        else:
            yield name, _toml(value or None) if isinstance(value, dict) else _toml(value), _source(file, (name,))


def _values(table: msgspec.Struct) -> list[tuple[str, str, Any]]:
    """Return the fields of a table: name in the code, key, value."""
    return [
        (field.name, field.encode_name, getattr(table, field.name)) for field in msgspec.structs.fields(type(table))
    ]


def _source(file: ConfigFile, keys: tuple[str, ...]) -> str:
    known = keys in file.given or (keys[:1] in file.given and keys[0] not in ("style", "model"))
    return f"{visible(_shown(file.path))}:{file.line(keys)}" if known else "default"


def _shown(path: str) -> str:
    """Return a path relative to the current directory, if it is below it."""
    here = Path.cwd()
    return str(Path(path).relative_to(here)) if Path(path).is_relative_to(here) else path


def _toml(value: Any) -> str:
    """Return a value in the syntax of TOML."""
    return "-" if value is None else json.dumps(value, ensure_ascii=False)
