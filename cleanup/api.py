"""What `import cleanup` offers: the work of `check` and `fix`, on a text or a file, with the options of both.

Whatever is not needed for a plain `fix(text)` is imported where it is used.
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
    """What can be said besides a text. The names are those of the command line and of the configuration.

    `config` is the file of a configuration, `True` for the nearest one on the way up, `False` for none.
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
    """What can be said besides a path."""

    encoding: str


#: Where a plain text needs neither a configuration nor another choice of rules.
_PLAIN = frozenset({"suggested"})


def fix(text: str, options: Options) -> str:
    """The repaired text alone, for which few rules are needed. Raises TypeError and CleanupError."""
    if options.keys() <= _PLAIN and isinstance(text, str):
        through = _through(options)
        return loading.repairing_engine(through).plan(readers.document(text), through=through).text
    return plan(text, options, "fix").text


def plan(text: str, options: Options, function: str) -> Plan:
    """The plan of a text for a function of `cleanup`. Raises TypeError and CleanupError."""
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
    """The plan of a file, as the command line would make it. Raises TypeError and CleanupError."""
    from cleanup.cli.replay import Rejected
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
    """Repair a file in place, in one step; the plan says what was changed. Raises TypeError and CleanupError."""
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
        book.know(name)
    return resolver, settings


@lru_cache(maxsize=16)
def _resolver(said: Overrides) -> Resolver:
    """One for each way of calling, so that its rules are made ready once."""
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
    """One value, or many."""
    if value is None:
        return []
    return [value] if isinstance(value, str | bytes | os.PathLike) else list(value)


def _names(value: str | Iterable[str] | None) -> tuple[str, ...]:
    """Names of rules or groups, one by one or with commas between."""
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
    """A value as its type asks for it. Raises CleanupError."""
    import msgspec

    from cleanup.parsing import toml_positions

    try:
        return msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        place, what = toml_positions.where(error)
        raise CleanupError(f"option {'.'.join(filter(None, (key, place)))!r}: {what}", hint=_HINTS[key]) from error


_HINTS = {
    "language": "write its code, such as 'en'",
    "levels": "it maps rules or groups to safe, suggested or flag",
    "style": "its keys and values are those of the table [style] of a configuration",
}


def _encoding(name: str | None) -> str | None:
    from cleanup.documents.readers.decoding import codec

    return codec(name) if name else None


def _no_format(form: str, known: Iterable[str]) -> CleanupError:
    hint = "give the file to cleanup.check_file or cleanup.fix_file" if form == readers.DOCX else near_miss(form, known)
    return CleanupError(f"no format of a text: {form!r}", hint=hint)


def _refuse_unknown(options: Mapping[str, object], kind: type[Options], function: str) -> None:
    """Raise TypeError for an option that there is not."""
    for name in options:
        if name not in kind.__annotations__:
            hint = near_miss(name, kind.__annotations__)
            raise TypeError(f"cleanup.{function} has no option {name!r}; {hint}")


def _refuse_other_than_text(text: object, function: str) -> None:
    """Raise TypeError that says what would be right."""
    if isinstance(text, str):
        return
    given = type(text).__name__
    call = f"cleanup.{function}"
    if isinstance(text, bytes | bytearray):
        what = f"decode them: {call}(data.decode('utf-8')), or give the file to {call}_file(path)"
    elif isinstance(text, os.PathLike):
        what = f"a file goes to {call}_file(path)"
    elif isinstance(text, list | tuple | set):
        what = f"call it for each text: [{call}(text) for text in texts]"
    else:
        what = "a text is what open(…, encoding='utf-8').read() gives"
    raise TypeError(f"{call} takes a str, not {given}; {what}")


def _name(path: object, function: str) -> str:
    """The name of a file. Raises TypeError and DocumentError."""
    if not isinstance(path, str | bytes | os.PathLike):
        given = type(path).__name__
        raise TypeError(f"cleanup.{function} takes a path, not {given}; a text goes to cleanup.{function[:-5]}(text)")
    name = os.fsdecode(path)
    if "\0" in name or "\n" in name:
        raise DocumentError(f"no path: {name[:20]!r} …", hint=f"a text goes to cleanup.{function[:-5]}(text)")
    return name
