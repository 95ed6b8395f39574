"""Finding and reading the configuration that applies to a file.

`.cleanup.toml`, or the table `[tool.cleanup]` of a `pyproject.toml`, whichever is nearest in the directory of the file
and its parents; in the same directory `.cleanup.toml` takes precedence. Files are not merged.
"""

from __future__ import annotations

import os
import types
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

import msgspec
from msgspec import Meta

from cleanup.errors import CleanupError, near_miss, reason
from cleanup.files import regular_files
from cleanup.model import Level
from cleanup.style.house_style import Style

#: Directories of other people's texts; legal texts, whose every line must stay (a rule for scraped pages would remove
#: “All rights reserved.”); lists for programs. Hidden and git-ignored files are left out anyway.
OTHERS = (
    *("node_modules/", "site-packages/", "venv/"),
    *("LICENSE*", "LICENCE*", "COPYING*", "COPYRIGHT*", "NOTICE*", "license.*", "licence.*"),
    *("CMakeLists.txt", "requirements*.txt", "constraints*.txt", "robots.txt"),
)

#: Use LanguageTool, and report an error if it is not available.
REQUIRED = "required"

NAMES = (".cleanup.toml", "pyproject.toml")

#: The maximum number of directories to go up in one step.
_STEP = 100

FailOn = Literal["safe", "suggested", "flag", "never"]


class ModelTable(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename="kebab"):
    """The keys of the table `[model]`: a language model that proposes corrections."""

    url: Annotated[
        str,
        Meta(
            description="Server with the OpenAI chat API. One on another machine is used only with "
            "`--model-allow-remote` on the command line."
        ),
    ] = ""
    gguf: Annotated[
        str,
        Meta(
            description="Model to run on this machine: the name of an installed one, or a file (GGUF), relative to "
            "this file and in its directory. Not together with `url`."
        ),
    ] = ""
    name: Annotated[str, Meta(description="Name of the model; by default, the only one of the server.")] = ""
    parallel: Annotated[int, Meta(ge=1, le=64, description="Passages to ask about at a time.")] = 4
    limit: Annotated[int, Meta(ge=0, description="Tokens after which no more is asked in a run; 0: no limit.")] = 0
    cache: Annotated[
        str | None,
        Meta(description="Directory for the answers of the model, relative to this file."),
    ] = None


class Config(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename="kebab"):
    """The keys of `.cleanup.toml`, or of `[tool.cleanup]` in a pyproject.toml."""

    select: Annotated[tuple[str, ...], Meta(description="Rules or groups to use.")] = ()
    ignore: Annotated[tuple[str, ...], Meta(description="Rules or groups to ignore.")] = ()
    preview: Annotated[bool, Meta(description="Also use preview rules.")] = False
    rules: Annotated[
        tuple[str, ...], Meta(description="Directories with additional rule files, relative to this file.")
    ] = ()
    suggested: Annotated[bool, Meta(description="Also make the suggested repairs.")] = False
    fail_on: Annotated[
        FailOn, Meta(description="`check` exits with 1 if there is a finding of this level or a safer one.")
    ] = "suggested"
    language: Annotated[str | None, Meta(description="Language of the texts (ISO 639); detected by default.")] = None
    accept: Annotated[tuple[str, ...], Meta(description="Words and phrases that are correct as they are.")] = ()
    exclude: Annotated[
        tuple[str, ...],
        Meta(description="What to skip in directories, as in .gitignore; replaces the default."),
    ] = OTHERS
    extend_exclude: Annotated[tuple[str, ...], Meta(description="What to skip in addition to `exclude`.")] = ()
    baseline: Annotated[
        str | None,
        Meta(description="File written by `cleanup baseline`, relative to this file; its findings are ignored."),
    ] = None
    levels: Annotated[
        dict[str, Level], Meta(description="Level by rule or group; a rule takes precedence over its group.")
    ] = {}
    per_file_ignores: Annotated[
        dict[str, tuple[str, ...]], Meta(description="Rules or groups to ignore, by glob of files.")
    ] = {}
    formats: Annotated[
        dict[str, str],
        Meta(description="Format by glob of files; the last match wins."),
    ] = {}
    languagetool: Annotated[
        bool | str,
        Meta(
            description="Also use LanguageTool, with a local server; `required`: fail if it is not available. A URL "
            "names the server on this machine that `--languagetool` uses."
        ),
    ] = False
    model: Annotated[ModelTable, Meta(description="Language model that proposes corrections.")] = ModelTable()
    style: Annotated[Style, Meta(description="House style; by default, repairs follow each document.")] = Style()

    @property
    def server(self) -> str:
        """The address of a server, or an empty string."""
        said = self.languagetool
        return said if isinstance(said, str) and said != REQUIRED else ""


#: An empty configuration.
DEFAULTS = Config()


class ConfigFile(msgspec.Struct, frozen=True):
    """A configuration and where it was found. `path` and `text` are empty if nothing is configured."""

    config: Config = DEFAULTS
    path: str = ""
    text: str = ""
    table: tuple[str, ...] = ()
    given: frozenset[tuple[str, ...]] = frozenset()

    @property
    def folder(self) -> Path:
        """The directory that paths and globs are relative to; the current directory if nothing is configured."""
        return Path(self.path).parent if self.path else Path.cwd()

    def line(self, keys: Sequence[str], value: str = "") -> int:
        """Return the line of a key, or of a string among its values."""
        from cleanup.parsing import toml_positions

        return toml_positions.place(self.text, (*self.table, *keys), value)

    def error(self, message: str, keys: Sequence[str], value: str = "", hint: str = "") -> CleanupError:
        """Return an error about a key, or about a string among its values."""
        return CleanupError(message, path=self.path, line=self.line(keys, value), hint=hint)

    def own(self, name: str, key: str, option: str) -> Path:
        """Return the path that a value names, in the directory of this configuration. Raises CleanupError if it is
        elsewhere.

        `option` is the option of the command line for paths elsewhere. A configuration comes with the texts, possibly
        from a stranger: it may read what came with it, and no more.
        """
        path = self.folder / name
        if not regular_files.inside(path, self.folder):
            hint = f"to use it, name it on the command line with {option}"
            raise self.error(f"key {key!r}: {name!r} leads out of this directory", key.split("."), name, hint)
        return path

    def matches(self, glob: str, path: Path) -> bool:
        """Return whether a glob of this configuration matches a file (absolute, free of links)."""
        return self._among((glob,), path, folder=False)

    def excludes(self, path: Path, *, folder: bool) -> bool:
        """Return whether a path (absolute, free of links) is skipped in directories."""
        return self._among((*self.config.exclude, *self.config.extend_exclude), path, folder=folder)

    def _among(self, globs: tuple[str, ...], path: Path, *, folder: bool) -> bool:
        from cleanup.files.globs import Globs

        return bool(Globs(str(self.folder), globs).verdict(path, folder=folder))


@cache
def find(folder: Path) -> ConfigFile:
    """Return the configuration for the files of a directory (absolute, free of links). Raises CleanupError."""
    for above in list(folder.parents)[::-_STEP] if len(folder.parts) % _STEP == 0 else ():
        find(above)  # cached from now on, so that deep directories do not cause deep recursion
    for name in NAMES:
        path = folder / name
        if os.path.exists(path):  # noqa: PTH110 - False, and no error, where the folder may not be searched
            found = read(path)
            if found is not None:
                return found
    return ConfigFile() if folder.parent == folder else find(folder.parent)


def read(path: Path) -> ConfigFile | None:
    """Return the configuration in a file, or None for a pyproject.toml without one. Raises CleanupError."""
    try:
        text = regular_files.text(path, regular_files.WRITTEN)
    except (OSError, UnicodeDecodeError) as error:
        why = reason(error) if isinstance(error, OSError) else str(error)
        raise CleanupError(f"cannot read the configuration: {why}", path=str(path)) from error
    from cleanup.parsing import toml_positions  # most runs have no configuration

    table = toml_positions.load(text, str(path))
    where: tuple[str, ...] = ()
    if path.name == "pyproject.toml":
        where = ("tool", "cleanup")
        tools = table.get("tool")
        if not isinstance(tools, dict) or "cleanup" not in tools:
            return None
        table = tools["cleanup"]
    if path.is_symlink() and not regular_files.inside(path, path.parent):
        raise CleanupError(
            "the configuration is a link that leads out of its directory",
            path=str(path),
            hint="put the file itself there",
        )
    return _checked(ConfigFile(path=str(path), text=text, table=where), table)


def _checked(file: ConfigFile, table: Any) -> ConfigFile:
    """Return the configuration of a table, validated key by key so that an error can name its key."""
    from cleanup.files.globs import wrong

    given = frozenset(_given(file, table, Config))
    config = msgspec.convert(table, Config)
    for key, patterns in _glob_keys(config):
        for pattern in wrong(patterns):
            raise file.error(f"invalid glob: {pattern!r}", (key,), pattern, "use the syntax of .gitignore")
    if config.language is not None and not (config.language.isascii() and config.language.isalpha()):
        hint = "use a language code, such as 'en'"
        raise file.error(f"invalid language: {config.language!r}", ("language",), hint=hint)
    if config.server:
        _check_server(file, config.server)
    if config.model.url and config.model.gguf:
        hint = "remove one of them"
        raise file.error("keys 'model.url' and 'model.gguf' name two models", ("model", "gguf"), hint=hint)
    if config.model.url:
        _check_model(file, config.model.url)
    return ConfigFile(config, file.path, file.text, file.table, given)


def _check_server(file: ConfigFile, server: str) -> None:
    """Raise CleanupError for an invalid server address, or one that is not known to be this machine."""
    from cleanup.web.address import parse

    key = "languagetool"
    if "://" not in server:
        raise file.error(f"key {key!r}: {server!r} is not the URL of a server", (key,), hint=_HINTS[key])
    try:
        found = parse(server)
    except CleanupError as error:
        raise file.error(f"key {key!r}: {error.message}", (key,), hint=error.hint) from error
    if not found.loopback:
        hint = "use 127.0.0.1 or [::1] here; name another machine on the command line with --languagetool"
        raise file.error(f"key {key!r}: {found.host} is not a numeric address of this machine", (key,), hint=hint)


def _check_model(file: ConfigFile, url: str) -> None:
    """Raise CleanupError for what is no address of a server."""
    from cleanup.web.address import parse

    try:
        parse(url)
    except CleanupError as error:
        raise file.error(f"key 'model.url': {error.message}", ("model", "url"), hint=error.hint) from error


def _glob_keys(config: Config) -> Iterator[tuple[str, tuple[str, ...]]]:
    yield "exclude", config.exclude
    yield "extend-exclude", config.extend_exclude
    yield "per-file-ignores", tuple(config.per_file_ignores)
    yield "formats", tuple(config.formats)


def keys_of(kind: type[msgspec.Struct]) -> dict[str, Any]:
    """Return the keys of a table and their types."""
    hints = get_type_hints(kind)
    return {field.encode_name: hints[field.name] for field in msgspec.structs.fields(kind)}


def _given(
    file: ConfigFile, table: Any, kind: type[msgspec.Struct], above: tuple[str, ...] = ()
) -> Iterator[tuple[str, ...]]:
    """Yield the keys that a table sets, each validated. Raises CleanupError."""
    if not isinstance(table, dict):
        raise file.error(f"{'.'.join(above) or '[tool.cleanup]'} is not a table", above)
    known, exact = keys_of(kind), {field.encode_name: field.type for field in msgspec.structs.fields(kind)}
    for key, value in table.items():
        keys = (*above, key)
        if key not in known:
            raise file.error(f"unknown key {key!r}", keys, hint=_suggestion(key, kind))
        yield keys
        if get_origin(known[key]) is dict and isinstance(value, dict):
            _, inner = get_args(known[key])
            for name, item in value.items():
                _fits(file, item, inner, (*keys, name))
        elif known[key] in _TABLES:
            yield from _given(file, value, known[key], keys)
        else:
            _fits(file, value, exact[key], keys)


#: Tables inside the configuration, by name.
_TABLES: dict[type[msgspec.Struct], str] = {Style: "style", ModelTable: "model"}


def _suggestion(key: str, kind: type[msgspec.Struct]) -> str:
    """Return a hint for an unknown key: the table that it belongs in, or a similar key."""
    if key in keys_of(Config):
        return f"it belongs above the tables, not in [{_TABLES[kind]}]"
    for table, name in _TABLES.items():
        if kind is Config and key in keys_of(table):
            return f"it belongs in the table [{name}]"
    return near_miss(key, keys_of(kind))


def _fits(file: ConfigFile, value: Any, kind: Any, keys: tuple[str, ...]) -> None:
    try:
        msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        from cleanup.parsing import toml_positions

        _, what = toml_positions.where(error)
        choices = choices_of(get_args(kind)[0] if get_origin(kind) is Annotated else kind)
        hint = near_miss(value, choices) if choices and isinstance(value, str) else _HINTS.get(keys[-1], "")
        raise file.error(f"key {'.'.join(keys)!r}: {what}", keys, hint=hint) from error


_HINTS = {"languagetool": "expected true, false, 'required', or a URL such as 'http://127.0.0.1:8081'"}


def choices_of(kind: Any) -> list[str]:
    """Return the allowed values of a type, if they are a closed set."""
    if get_origin(kind) in (Union, types.UnionType):
        return [word for part in get_args(kind) for word in choices_of(part)]
    if get_origin(kind) is Literal:
        return [str(word) for word in get_args(kind)]
    return [str(word) for word in kind] if isinstance(kind, type) and issubclass(kind, Level) else []
