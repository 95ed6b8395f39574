"""The commands that an editor sends back: ignore a rule, accept a phrase."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from lsprotocol import types
from pygls.exceptions import JsonRpcInvalidParams

from cleanup.errors import CleanupError
from cleanup.language_server import configuring
from cleanup.language_server.actions import (
    ACCEPT,
    IGNORE_EVERYWHERE,
    IGNORE_HERE,
    IGNORE_IN_FILE,
    workspace_edit,
)
from cleanup.language_server.formats import path_of
from cleanup.language_server.ignoring import ignoring
from cleanup.language_server.open_text import OpenText
from cleanup.language_server.server import CleanupServer


async def _ignore_here(ls: CleanupServer, uri: str, finding: str) -> None:
    """Insert a comment by which the rule of a finding ignores its paragraph."""
    text = _open_text(ls, uri)
    await ls.checked(text, now=True)
    plan = text.checked.plan if text.checked else None
    found = next((one for one in plan.findings if one.id == finding), None) if plan else None
    if plan is None or found is None:
        ls.inform("there is nothing to ignore any more")
        return
    edit = ignoring(plan.document, found)
    if edit is None:
        ls.inform(f"no comment can be put there; ignore {found.rule} in this file instead")
        return
    change = types.ApplyWorkspaceEditParams(workspace_edit(text, [edit], ls.abilities), f"Ignore {found.rule} here")
    await ls.workspace_apply_edit_async(change)


def _ignore_in_file(ls: CleanupServer, uri: str, rule: str) -> None:
    """Ignore a rule in a file, by the configuration."""
    place = _place(ls, text := _open_text(ls, uri))
    _refuse_unknown(text, rule)
    path = path_of(uri)
    if not path:
        raise _invalid("there is no file yet: save the text first")
    _add(ls, place, ("per-file-ignores", configuring.glob_of(path, place)), rule)


def _ignore_everywhere(ls: CleanupServer, uri: str, rule: str) -> None:
    """Ignore a rule in all files of a configuration."""
    place = _place(ls, text := _open_text(ls, uri))
    _refuse_unknown(text, rule)
    _add(ls, place, ("ignore",), rule)


def _accept(ls: CleanupServer, uri: str, phrase: str) -> None:
    """Accept a word or a phrase in all files of a configuration."""
    place = _place(ls, _open_text(ls, uri))
    if not phrase.strip():
        raise _invalid("there is nothing to accept")
    _add(ls, place, ("accept",), phrase)


COMMANDS: dict[str, Callable[..., Any]] = {
    IGNORE_HERE: _ignore_here,
    IGNORE_IN_FILE: _ignore_in_file,
    IGNORE_EVERYWHERE: _ignore_everywhere,
    ACCEPT: _accept,
}


def configuration(ls: CleanupServer, text: OpenText) -> Path | None:
    """Return the configuration file for a text: the one that applies, or one to create; None if there is no place."""
    if text.checked and text.checked.configuration:
        return Path(text.checked.configuration)
    path = path_of(text.uri)
    return None if path is None else configuring.place_for(path, tuple(ls.folders.values()))


def _open_text(ls: CleanupServer, uri: str) -> OpenText:
    text = ls.find(uri)
    if text is None:
        raise _invalid(f"{uri} is not open")
    return text


def _place(ls: CleanupServer, text: OpenText) -> Path:
    place = configuration(ls, text)
    if place is None:
        raise _invalid("there is no place for a configuration: save the text first, or open a folder")
    return place


def _refuse_unknown(text: OpenText, rule: str) -> None:
    """Raise an error for a rule that the configuration of a text does not use: a name that is no rule breaks it."""
    if text.checked is None or rule not in text.checked.rules:
        raise _invalid(f"no such rule here: {rule!r}")


def _add(ls: CleanupServer, place: Path, keys: tuple[str, ...], value: str) -> None:
    try:
        configuring.add(place, keys, value)
    except CleanupError as error:
        ls.tell(error)
        return
    ls.inform(f"added {value!r} to {'.'.join(keys)!r} in {place}")
    ls.files_changed()


def _invalid(message: str) -> JsonRpcInvalidParams:
    return JsonRpcInvalidParams(message)
