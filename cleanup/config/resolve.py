"""What applies to each file: its configuration, overridden by the command line, and the engine for both."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from cleanup.config import config_file
from cleanup.config.config_file import Config, ConfigFile
from cleanup.documents import readers
from cleanup.edits.finding_ids import NONE, JudgedFindings
from cleanup.engine import loading
from cleanup.engine.engine import Engine
from cleanup.engine.passes import Prefetch
from cleanup.errors import CleanupError, near_miss
from cleanup.files import regular_files
from cleanup.matching.index_file import ScanCache
from cleanup.matching.view import Memory
from cleanup.model import Document, Level, Plan, Rule
from cleanup.rules import registry
from cleanup.rules.allowlist import Accepted
from cleanup.rules.registry import Rulebook
from cleanup.style.house_style import OWN, Style

if TYPE_CHECKING:
    from cleanup.language_model.passages import Proposer
    from cleanup.languagetool.matches import Matcher


class Overrides(msgspec.Struct, frozen=True):
    """Options of the command line or of a program. None and empty values set nothing.

    `select` replaces the `select` and `ignore` of the configuration; `ignore`, `rules` and `accept` are added to its
    values; `levels` and the keys of `style` override them. `config` is the path of the configuration, True for the
    nearest one of each file, False for none. `form` is the format of the files in `named`, whatever the configuration
    says.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    rules: tuple[Path, ...] = ()
    preview: bool | None = None
    suggested: bool | None = None
    fail_on: str | None = None
    language: str | None = None
    force_exclude: bool = False
    levels: tuple[tuple[str, Level], ...] = ()
    accept: tuple[str, ...] = ()
    style: Style = OWN
    config: Path | bool = True
    form: str = ""
    named: frozenset[str] = frozenset()


class EngineOptions(msgspec.Struct, frozen=True):
    """Everything that an engine depends on; files with equal options share an engine."""

    select: tuple[str, ...]
    ignore: tuple[str, ...]
    rules: tuple[Path, ...]
    preview: bool
    levels: tuple[tuple[str, Level], ...]
    accept: tuple[str, ...]


class Settings(msgspec.Struct, frozen=True):
    """The settings of one file: its configuration with the changes of the command line (`overridden`, by field)."""

    file: ConfigFile
    config: Config
    overridden: frozenset[str]
    choice: EngineOptions
    form: str

    @property
    def through(self) -> Level:
        """The least trusted level that is applied."""
        return Level.SUGGESTED if self.config.suggested else Level.SAFE


class Resolver(msgspec.Struct):
    """The settings of the files of one run, and their engines. It is also the `Scope` for finding files."""

    overrides: Overrides = Overrides()
    engines: dict[EngineOptions, Engine] = msgspec.field(default_factory=dict)
    _books: dict[tuple[Path, ...], Rulebook] = msgspec.field(default_factory=dict)
    _known: set[str] = msgspec.field(default_factory=set)
    _own: dict[str, tuple[Path, ...]] = msgspec.field(default_factory=dict)

    def __reduce__(self) -> tuple[object, ...]:
        """Send the rules to another process, which creates the engines anew; engines cannot be sent."""
        return Resolver, (self.overrides, {}, self._books, self._known)

    @property
    def force(self) -> bool:
        """Whether named files and directories can be excluded too."""
        return self.overrides.force_exclude

    def excluded(self, path: Path, *, folder: bool) -> bool:
        """Return whether a configuration excludes a path (absolute, free of links). Raises CleanupError."""
        return self._file(path.parent).excludes(path, folder=folder)

    def read_as(self, name: str) -> str:
        """Return the format that the command line requests for a named file, or an empty string."""
        return self.overrides.form if name in self.overrides.named else ""

    def form(self, path: Path) -> str:
        """Return the configured format of a path, or an empty string if the suffix decides. Raises CleanupError."""
        file = self._file(path.parent)
        formats = file.config.formats
        chosen = [name for glob, name in formats.items() if file.matches(glob, path)]
        for glob, name in formats.items():
            if name not in readers.NAMES:
                hint = near_miss(name, readers.NAMES)
                raise file.error(f"unknown format: {name!r}", ("formats", glob), hint=hint)
        return chosen[-1] if chosen else ""

    def settings(self, path: str) -> Settings:
        """Return the settings of a file, which need not exist. Raises CleanupError."""
        real = Path(os.path.realpath(path))
        file = self._file(real.parent)
        changes = _changes(file.config, self.overrides)
        applied = msgspec.structs.replace(file.config, **changes)
        here = (names for glob, names in applied.per_file_ignores.items() if file.matches(glob, real))
        choice = EngineOptions(
            select=applied.select,
            ignore=(*applied.ignore, *(name for names in here for name in names)),
            rules=self.folders(file),
            preview=applied.preview,
            levels=tuple(applied.levels.items()),
            accept=applied.accept,
        )
        return Settings(file, applied, frozenset(changes), choice, self.read_as(path) or self.form(real))

    def _file(self, folder: Path) -> ConfigFile:
        """Return the configuration for the files of a directory (absolute, free of links). Raises CleanupError."""
        given = self.overrides.config
        if isinstance(given, bool):
            return config_file.find(folder) if given else ConfigFile()
        found = config_file.read(given)
        if found is None:
            raise CleanupError("contains no configuration", path=str(given), hint="expected a table [tool.cleanup]")
        return found

    def folders(self, file: ConfigFile) -> tuple[Path, ...]:
        """Return the directories of rules that a configuration and the command line name. Raises CleanupError."""
        if file.path not in self._own:
            self._own[file.path] = tuple(_folder(file, name) for name in file.config.rules)
        return (*self._own[file.path], *self.overrides.rules)

    def engine(self, settings: Settings) -> Engine:
        """Return the engine for files with these settings. Raises CleanupError."""
        choice = settings.choice
        if choice not in self.engines:
            book = self.book(settings)
            chosen = book.at(dict(choice.levels)).pick(choice.select, choice.ignore, preview=choice.preview)
            self.engines[choice] = Engine(chosen.rules, Accepted(choice.accept), ScanCache, chosen.guards)
        return self.engines[choice]

    def renew(self) -> None:
        """Create the engines anew, because an interruption may have left their state incomplete."""
        for choice, engine in self.engines.items():
            rules, guards = tuple(engine.rules.values()), tuple(engine.guards.values())
            self.engines[choice] = Engine(rules, Accepted(choice.accept), ScanCache, guards)

    def plan(
        self,
        document: Document,
        settings: Settings,
        *,
        through: Level | None = None,
        known: JudgedFindings = NONE,
        matcher: Matcher | None = None,
        proposer: Proposer | None = None,
        meter: Counter[str] | None = None,
        prefetch: Prefetch | None = None,
        memory: Memory | None = None,
    ) -> Plan:
        """Return the plan of a document under its settings. Raises CleanupError."""
        return self.engine(settings).plan(
            document,
            through=through or settings.through,
            style=settings.config.style,
            language=settings.config.language,
            known=known,
            matcher=matcher,
            proposer=proposer,
            meter=meter,
            prefetch=prefetch,
            memory=memory,
        )

    def book(self, settings: Settings) -> Rulebook:
        """Return all rules that settings can select; verify that the names in their configuration are rules or
        groups.
        """
        folders = settings.choice.rules
        if folders not in self._books:
            self._books[folders] = loading.load(folders)
        book = self._books[folders]
        if settings.file.path not in self._known:
            _refuse_unknown(settings.file, book)
            self._known.add(settings.file.path)
        return book

    @property
    def rules(self) -> Mapping[str, Rule]:
        """The rules of all engines so far, by id."""
        return {rule_id: rule for engine in self.engines.values() for rule_id, rule in engine.rules.items()}


def _changes(said: Config, over: Overrides) -> dict[str, Any]:
    """Return the fields of a configuration that the command line changes."""
    changes: dict[str, Any] = {
        field: value
        for field in ("preview", "suggested", "fail_on", "language")
        if (value := getattr(over, field)) is not None
    }
    if over.select:
        changes |= {"select": over.select, "ignore": over.ignore}
    elif over.ignore:
        changes["ignore"] = (*said.ignore, *over.ignore)
    if over.levels:
        changes["levels"] = {**said.levels, **dict(over.levels)}
    if over.accept:
        changes["accept"] = (*said.accept, *over.accept)
    if over.style != OWN:
        changes["style"] = _styled(said.style, over.style)
    if over.rules:
        changes["rules"] = (*said.rules, *map(str, over.rules))
    return changes


def _folder(file: ConfigFile, name: str) -> Path:
    """Return a directory of rules that a configuration names. Raises CleanupError if it leads out of its directory."""
    folder = file.own(name, "rules", "--rules")
    if not folder.is_dir():
        raise file.error(f"no such directory of rules: {name!r}", ("rules",), name)
    for link in registry.links(folder):
        if not regular_files.inside(link, file.folder):
            hint = "put the file itself there, or name the directory on the command line with --rules"
            raise file.error(f"{link} is a link that leads out of this directory", ("rules",), name, hint)
    return folder


def _styled(said: Style, over: Style) -> Style:
    """Return a style with the keys that another sets."""
    unset = {field: getattr(OWN, field) for field in Style.__struct_fields__}
    given = {field: value for field, default in unset.items() if (value := getattr(over, field)) != default}
    return msgspec.structs.replace(said, **given)


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
            book.require_known(name)
        except CleanupError as error:
            raise file.error(error.message, keys, name, error.hint) from error
