"""`cleanup init`: write a first configuration, based on the texts."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any, get_args, get_origin, get_type_hints

import click
import msgspec
from msgspec import Meta

from cleanup.cli import terminal
from cleanup.config import config_file
from cleanup.config.config_file import Config, choices_of
from cleanup.config.resolve import Resolver
from cleanup.errors import CleanupError
from cleanup.files.discovery import Source, find, read
from cleanup.files.writing import create
from cleanup.model import Document
from cleanup.style.habits import Habit, habits_of
from cleanup.style.house_style import Style
from cleanup.text.phrasing import counted

HELP = """Write a commented .cleanup.toml to DIR (default: the current directory).

The file is based on the texts in the directory: it lists their formats, and the quotation marks, spelling and titles
that most of them use. No value takes effect until you remove the # in front of it. An existing configuration is never
replaced.

\b
Example:
  cleanup init articles/
"""

#: The maximum number of texts to read.
SAMPLE = 500

#: Example values of keys whose default is empty.
EXAMPLES: Mapping[str, Any] = {
    "url": "http://127.0.0.1:8080/v1",
    "name": "qwen3-8b",
    "cache": "answers",
    "select": ["quotes", "spacing"],
    "ignore": ["consistency/dash"],
    "rules": ["house-rules"],
    "language": "en",
    "accept": ["per se"],
    "extend-exclude": ["drafts/"],
    "baseline": ".cleanup-baseline.json",
    "levels": {"quotes/unclosed": "flag"},
    "per-file-ignores": {"quotations/*.md": ["grammar"]},
    "formats": {"*.page": "markdown"},
    "names": ["Tokayev"],
}


@click.command("init", help=HELP)
@click.argument("folder", metavar="[DIR]", default=".", type=click.Path(exists=True, file_okay=False, path_type=Path))
def command(folder: Path) -> int:
    """Run the command and return its exit code."""
    path = folder / config_file.NAMES[0]
    _refuse_second(folder, path)
    above = config_file.find(folder.resolve())
    sources = find([str(folder)], scope=Resolver()).sources
    texts = list(_texts(sources[:SAMPLE]))
    create(path, "\n".join([*_page(sources, texts), ""]).encode())
    terminal.info(f"Wrote {path}, based on {counted(len(texts), 'text')}.")
    if above.path:
        terminal.info(f"It replaces {above.path} for the texts in this directory.")
    return 0


def _refuse_second(folder: Path, path: Path) -> None:
    hint = "`cleanup config` shows the effective configuration"
    if os.path.lexists(path):
        raise CleanupError("the configuration already exists", path=str(path), hint=hint)
    project = folder / config_file.NAMES[1]
    if project.is_file() and config_file.read(project):
        raise CleanupError("the table [tool.cleanup] already exists", path=str(project), hint=hint)


def _texts(sources: Sequence[Source]) -> Iterator[Document]:
    for source in sources:
        with terminal.one_file(source.path, terminal.report_error):
            yield read(source.path)


def _page(sources: Sequence[Source], texts: Sequence[Document]) -> Iterator[str]:
    """Yield the lines of the file: each key with its purpose, as a comment; the tables last, as TOML demands."""
    habits = habits_of(texts)
    kinds = Counter(Path(source.path).suffix.lower() for source in sources)
    listed = ", ".join(f"{number} {suffix}" for suffix, number in kinds.most_common())
    yield "# Configuration of cleanup for this directory and its subdirectories. Remove a # to set a value."
    yield f"# Found here: {listed or 'no texts'}. `cleanup config FILE` shows the effective configuration of a file."
    defaults = {
        field.encode_name: getattr(config_file.DEFAULTS, field.name) for field in msgspec.structs.fields(Config)
    }
    tables = [name for name, value in defaults.items() if isinstance(value, (dict, msgspec.Struct))]
    for name in sorted(defaults, key=tables.__contains__):
        yield ""
        if name not in tables:
            yield from _key(Config, name, defaults[name], habits.get(name))
            continue
        yield f"# {_meaning(Config, name)}"
        yield f"[{name}]"
        table = defaults[name]
        if isinstance(table, msgspec.Struct):
            for field in msgspec.structs.fields(table):
                key, value = field.encode_name, getattr(table, field.name)
                yield from _key(type(table), key, value, habits.get(key) if isinstance(table, Style) else None)
        else:
            yield from (f"# {json.dumps(key)} = {json.dumps(value)}" for key, value in EXAMPLES[name].items())


def _key(table: type[msgspec.Struct], name: str, default: Any, habit: Habit | None) -> Iterator[str]:
    choices = choices_of(config_file.keys_of(table)[name])
    known = f" Known are {', '.join(choices)}." if choices else ""
    seen = f" So {habit.votes} of {habit.voters} texts that show it." if habit else ""
    yield f"# {_meaning(table, name)}{known}{seen}"
    value = habit.value if habit else default or EXAMPLES.get(name, choices[0] if choices else default)
    yield f"# {name} = {json.dumps(value, ensure_ascii=False)}"


def _meaning(table: type[msgspec.Struct], name: str) -> str:
    """Return the purpose of a key, from the description of its field."""
    hints = get_type_hints(table, include_extras=True)
    field = next(field for field in msgspec.structs.fields(table) if field.encode_name == name)
    hint = hints[field.name]
    notes = get_args(hint)[1:] if get_origin(hint) is Annotated else ()
    return next((note.description or "" for note in notes if isinstance(note, Meta)), "")
