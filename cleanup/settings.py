"""What applies to each file: its configuration, overridden by the command line, and the engine made of both."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from cleanup import config, library, readers
from cleanup.accepted import Accepted
from cleanup.config import ConfigFile
from cleanup.engine import Engine
from cleanup.errors import CleanupError, near_miss
from cleanup.model import Document, Level, Rule
from cleanup.rulebook import Rulebook
from cleanup.style import Style


@dataclass(frozen=True, slots=True)
class Overrides:
    """What the command line says. None and empty are: nothing.

    `select` takes the place of what a file selects and ignores; `ignore` and `rules` are added to what it has.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    rules: tuple[Path, ...] = ()
    preview: bool | None = None
    suggested: bool | None = None
    fail_on: str | None = None
    force_exclude: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """All that an engine is made of; equal choices share one."""

    select: tuple[str, ...]
    ignore: tuple[str, ...]
    rules: tuple[Path, ...]
    preview: bool
    levels: tuple[tuple[str, Level], ...]
    accept: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Settings:
    """What applies to one file. `form` is empty where the suffix decides, `language` None where the text does."""

    file: ConfigFile
    choice: Choice
    through: Level
    fail_on: str
    form: str
    language: str | None
    style: Style

    def about(self, document: Document) -> Document:
        """The document, in the language that is set for it."""
        return replace(document, language=self.language) if self.language else document


@dataclass(slots=True)
class Resolver:
    """The settings of the files of one run, and their engines. It is also the `Scope` in which files are found."""

    overrides: Overrides = Overrides()
    engines: dict[Choice, Engine] = field(default_factory=dict)
    _books: dict[tuple[Path, ...], Rulebook] = field(default_factory=dict)
    _known: set[str] = field(default_factory=set)

    @property
    def force(self) -> bool:
        """Whether files and folders that are named can be excluded too."""
        return self.overrides.force_exclude

    def excluded(self, path: Path, *, folder: bool) -> bool:
        """Whether a configuration excludes a path (absolute, free of links). Raises CleanupError."""
        return config.find(path.parent).excludes(path, folder=folder)

    def form(self, path: Path) -> str:
        """The format that a configuration sets for a path; empty where the suffix decides. Raises CleanupError."""
        file = config.find(path.parent)
        formats = file.config.formats
        chosen = [name for glob, name in formats.items() if file.globs((glob,)).verdict(path, folder=False)]
        for glob, name in formats.items():
            if name not in readers.FORMATS:
                hint = near_miss(name, readers.FORMATS)
                raise file.error(f"no such format: {name!r}", ("formats", glob), hint=hint)
        return chosen[-1] if chosen else ""

    def settings(self, path: str) -> Settings:
        """What applies to a file, which need not exist. Raises CleanupError."""
        real = Path(os.path.realpath(path))
        file = config.find(real.parent)
        said, over = file.config, self.overrides
        own = tuple(
            name
            for glob, names in said.per_file_ignores.items()
            if file.globs((glob,)).verdict(real, folder=False)
            for name in names
        )
        choice = Choice(
            select=over.select or said.select,
            ignore=(*(() if over.select else said.ignore), *over.ignore, *own),
            rules=(*(file.folder / folder for folder in said.rules), *over.rules),
            preview=said.preview if over.preview is None else over.preview,
            levels=tuple(said.levels.items()),
            accept=said.accept,
        )
        suggested = said.suggested if over.suggested is None else over.suggested
        return Settings(
            file=file,
            choice=choice,
            through=Level.SUGGESTED if suggested else Level.SAFE,
            fail_on=over.fail_on or said.fail_on,
            form=self.form(real),
            language=said.language,
            style=said.style,
        )

    def engine(self, settings: Settings) -> Engine:
        """The engine for files of these settings. Raises CleanupError."""
        choice = settings.choice
        if choice not in self.engines:
            book = self.book(settings)
            chosen = book.at(dict(choice.levels)).pick(choice.select, choice.ignore, preview=choice.preview)
            self.engines[choice] = Engine(chosen.rules, Accepted(choice.accept))
        return self.engines[choice]

    def book(self, settings: Settings) -> Rulebook:
        """All rules that settings choose from; the names in their configuration are rules or groups of it."""
        folders = settings.choice.rules
        for name in settings.file.config.rules:
            if not (settings.file.folder / name).is_dir():
                raise settings.file.error(f"no such folder of rules: {name!r}", ("rules",), name)
        if folders not in self._books:
            self._books[folders] = library.load(folders)
        book = self._books[folders]
        if settings.file.path not in self._known:
            _refuse_unknown(settings.file, book)
            self._known.add(settings.file.path)
        return book

    @property
    def rules(self) -> Mapping[str, Rule]:
        """The rules of all engines so far, by id."""
        return {rule_id: rule for engine in self.engines.values() for rule_id, rule in engine.rules.items()}


def _refuse_unknown(file: ConfigFile, book: Rulebook) -> None:
    """Raise CleanupError for a name in the configuration that is neither a rule nor a group."""
    said = file.config
    named = [
        *((("select",), name) for name in said.select),
        *((("ignore",), name) for name in said.ignore),
        *((("levels", name), name) for name in said.levels),
        *((("per-file-ignores", glob), name) for glob, names in said.per_file_ignores.items() for name in names),
    ]
    for keys, name in named:
        try:
            book.know(name)
        except CleanupError as error:
            raise file.error(error.message, keys, name, error.hint) from error
