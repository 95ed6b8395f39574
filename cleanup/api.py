"""The functions of `import cleanup`: `check`, `fix` and `plan` for a text or a file, and their options.

Modules that a plain `fix(text)` does not need are imported where they are used.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypedDict

from cleanup.documents import readers
from cleanup.engine import loading
from cleanup.errors import CleanupError, DocumentError, near_miss
from cleanup.model import Level, Plan

if TYPE_CHECKING:
    from pathlib import Path

    from cleanup.config.resolve import Overrides, Resolver, Settings
    from cleanup.style.house_style import Style

    Filename = str | bytes | os.PathLike[str] | os.PathLike[bytes]


class Options(TypedDict, total=False):
    """The options of `check`, `fix` and `plan`, named as on the command line and in the configuration.

    `config` is the path of a configuration file, `True` for the nearest one in the directory of the text or its
    parents, or `False` for none.
    """

    select: str | Iterable[str]
    ignore: str | Iterable[str]
    rules: Filename | Iterable[Filename]
    preview: bool
    suggested: bool
    levels: Mapping[str, str]
    accept: str | Iterable[str]
    style: Mapping[str, object] | Style
    language: str
    format: str
    config: Filename | bool


class FileOptions(Options, total=False):
    """The options of `check_file`, `fix_file` and `plan_file`."""

    encoding: str


#: The options with which a text needs neither a configuration nor another selection of rules.
_PLAIN = frozenset({"suggested"})


def fix(text: str, options: Options) -> str:
    """Return the repaired text; only the rules that can repair are run. Raises TypeError and CleanupError."""
    if options.keys() <= _PLAIN and isinstance(text, str):
        through = _through(options)
        return loading.repairing_engine(through).plan(readers.document(text), through=through).text
    return plan(text, options, "fix").text


def plan(text: str, options: Options, function: str) -> Plan:
    """Return the plan of a text; `function` names the caller in errors. Raises TypeError and CleanupError."""
    _refuse_other_than_text(text, function)
    _refuse_unknown(options, Options, function)
    if options.keys() <= _PLAIN:
        return loading.engine().plan(readers.document(text), through=_through(options))
    resolver, settings = _applied("<text>", options, config=False)
    form = options.get("format") or settings.form or "text"
    if form not in readers.FORMATS:
        raise _no_format(form, readers.FORMATS)
    return resolver.plan(readers.document(text, form=form), settings)


def _through(options: Options) -> Level:
    return Level.SUGGESTED if options.get("suggested") else Level.SAFE


def plan_file(path: Filename, options: FileOptions, function: str) -> Plan:
    """Return the plan of a file, as the command line would make it. Raises TypeError and CleanupError."""
    from cleanup.config.rejected import Rejected
    from cleanup.files.discovery import Source, read

    name = _name(path, function)
    _refuse_unknown(options, FileOptions, function)
    resolver, settings = _applied(name, options, config=True)
    form = options.get("format") or settings.form
    if form and form not in readers.NAMES:
        raise _no_format(form, readers.NAMES)
    document = read(name, form, encoding=_encoding(options.get("encoding")))
    known = Rejected().known(Source(name, os.path.basename(name)), document, settings)  # type: ignore[arg-type]  # noqa: PTH119
    return resolver.plan(document, settings, known=known)


def fix_file(path: Filename, options: FileOptions, *, backup: bool) -> Plan:
    """Repair a file in place, atomically, and return its plan. Raises TypeError and CleanupError."""
    from cleanup.files.writing import replace

    made = plan_file(path, options, "fix_file")
    if made.changes:
        before = readers.write(made.document)
        after = readers.write(made.document, made.edits)
        if backup:
            from cleanup.files.backups import keep

            keep(made.document.path, before)
        replace(made.document.path, after, was=before)
    return made


def _applied(path: str, options: Options, *, config: bool) -> tuple[Resolver, Settings]:
    resolver = _resolver(_overrides(options, config))
    settings = resolver.settings(path)
    book = resolver.book(settings)
    for name in options.get("levels", ()):
        book.require_known(name)
    return resolver, settings


@lru_cache(maxsize=16)
def _resolver(said: Overrides) -> Resolver:
    """Return the resolver of these options, the same one for equal options, so that rules are prepared once."""
    from cleanup.config.resolve import Resolver

    return Resolver(said)


def _overrides(options: Options, config: bool) -> Overrides:
    from cleanup.config.resolve import Overrides

    where = options.get("config", config)
    return Overrides(
        select=_names(options.get("select")),
        ignore=_names(options.get("ignore")),
        rules=tuple(map(_path, _listed(options.get("rules")))),
        preview=options.get("preview"),
        suggested=options.get("suggested"),
        language=_converted("language", options.get("language"), str | None),
        levels=tuple(_converted("levels", options.get("levels", {}), dict[str, Level]).items()),
        accept=tuple(str(phrase) for phrase in _listed(options.get("accept"))),
        style=_style(options.get("style")),
        config=where if isinstance(where, bool) else _path(where),
    )


def _listed(value: Any) -> list[Any]:
    """Return the value in a list, or the values as a list."""
    if value is None:
        return []
    return [value] if isinstance(value, str | bytes | os.PathLike) else list(value)


def _names(value: str | Iterable[str] | None) -> tuple[str, ...]:
    """Return the names of rules or groups, given as a list or separated by commas."""
    return tuple(name.strip() for part in _listed(value) for name in str(part).split(",") if name.strip())


def _path(value: Filename) -> Path:
    from pathlib import Path

    return Path(os.fsdecode(value)).absolute()


def _style(value: Any) -> Style:
    from cleanup.style.house_style import OWN, Style

    if value is None:
        return OWN
    return value if isinstance(value, Style) else _converted("style", value, Style)


def _converted(key: str, value: Any, kind: Any) -> Any:
    """Convert a value to the type of its option. Raises CleanupError."""
    import msgspec

    from cleanup.parsing import toml_positions

    try:
        return msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        place, what = toml_positions.where(error)
        raise CleanupError(f"option {'.'.join(filter(None, (key, place)))!r}: {what}", hint=_HINTS[key]) from error


_HINTS = {
    "language": "use a language code, such as 'en'",
    "levels": "it maps rules or groups to safe, suggested or flag",
    "style": "use the keys and values of the table [style] of a configuration",
}


def _encoding(name: str | None) -> str | None:
    from cleanup.documents.readers.decoding import codec

    return codec(name) if name else None


def _no_format(form: str, known: Iterable[str]) -> CleanupError:
    hint = "use cleanup.check_file or cleanup.fix_file" if form == readers.DOCX else near_miss(form, known)
    return CleanupError(f"unknown format: {form!r}", hint=hint)


def _refuse_unknown(options: Mapping[str, object], kind: type[Options], function: str) -> None:
    """Raise TypeError if an option is unknown."""
    for name in options:
        if name not in kind.__annotations__:
            hint = near_miss(name, kind.__annotations__)
            raise TypeError(f"cleanup.{function} has no option {name!r}; {hint}")


def _refuse_other_than_text(text: object, function: str) -> None:
    """Raise TypeError unless `text` is a str, and say what to do instead."""
    if isinstance(text, str):
        return
    given = type(text).__name__
    call = f"cleanup.{function}"
    if isinstance(text, bytes | bytearray):
        what = f"decode them: {call}(data.decode('utf-8')), or use {call}_file(path)"
    elif isinstance(text, os.PathLike):
        what = f"for a file, use {call}_file(path)"
    elif isinstance(text, list | tuple | set):
        what = f"call it for each text: [{call}(text) for text in texts]"
    else:
        what = "read a file with open(…, encoding='utf-8').read()"
    raise TypeError(f"{call} takes a str, not {given}; {what}")


def _name(path: object, function: str) -> str:
    """Return a path as str. Raises TypeError and DocumentError."""
    if not isinstance(path, str | bytes | os.PathLike):
        given = type(path).__name__
        raise TypeError(f"cleanup.{function} takes a path, not {given}; for a text, use cleanup.{function[:-5]}(text)")
    name = os.fsdecode(path)
    if "\0" in name or "\n" in name:
        raise DocumentError(f"not a path: {name[:20]!r} …", hint=f"for a text, use cleanup.{function[:-5]}(text)")
    return name
