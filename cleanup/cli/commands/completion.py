"""`cleanup completion`: have the shell complete commands, options, rules and formats."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path, PurePath

import click
import msgspec
from click.shell_completion import get_completion_class

from cleanup.cli import terminal
from cleanup.errors import CleanupError, reason
from cleanup.files.writing import create

GROUP_HELP = """Have the shell complete commands, options, rules and formats with the Tab key.

\b
Examples:
  cleanup completion install
  cleanup completion show zsh
"""

INSTALL_HELP = """Install the completion for SHELL: bash, zsh or fish (default: the shell that you are in).

One file is written, to the directory from which the shell loads completions; no other file is changed. What else your
shell needs, if anything, is said. A second run changes nothing.

\b
Examples:
  cleanup completion install
  cleanup completion install fish

Exit code: 0 on success, 2 on error.
"""

SHOW_HELP = """Print the completion script for SHELL: bash, zsh or fish (default: the shell that you are in).

\b
Examples:
  cleanup completion show
  cleanup completion show bash > /etc/bash_completion.d/cleanup
"""

_NAME, _VARIABLE = "cleanup", "_CLEANUP_COMPLETE"


def _folder(variable: str, otherwise: str) -> Path:
    """Return the directory that a variable names, or one below the home directory. Raises CleanupError without one."""
    given = os.environ.get(variable, "")
    if PurePath(given).is_absolute():
        return Path(given)
    try:
        return Path.home() / otherwise
    except RuntimeError as error:
        raise CleanupError("no home directory", hint=f"set {variable}") from error


def _data() -> Path:
    return _folder("XDG_DATA_HOME", ".local/share")


def _bash() -> Path:
    given = os.environ.get("BASH_COMPLETION_USER_DIR", "")
    base = Path(given) if PurePath(given).is_absolute() else _data() / "bash-completion"
    return base / "completions" / _NAME


def _zsh() -> Path:
    return _data() / "zsh" / "site-functions" / f"_{_NAME}"


def _fish() -> Path:
    return _folder("XDG_CONFIG_HOME", ".config") / "fish" / "completions" / f"{_NAME}.fish"


class Shell(msgspec.Struct, frozen=True):
    """A shell: where it loads the completion of a command from, and what it needs besides, with `{folder}`."""

    place: Callable[[], Path]
    needs: str = ""


SHELLS = {
    "bash": Shell(_bash, "It is used in new shells if the package bash-completion is installed."),
    "zsh": Shell(_zsh, "It is used in new shells if ~/.zshrc has, before compinit: fpath=({folder} $fpath)"),
    "fish": Shell(_fish),
}

#: What click's scripts get wrong. In fish, what follows a comma belongs to the value (`--select quotes,spacing`). In
#: zsh, the second Tab of a session completes nothing, because only the first call of a function loads it.
_MENDED = (
    ('string split "," $completion', 'string split -m 1 "," $completion'),
    ("$zsh_eval_context[-1] == loadautofunc", f"$funcstack[1] == _{_NAME}"),
)

_shell = click.argument("name", metavar="[SHELL]", type=click.Choice(list(SHELLS)), required=False)


@click.group("completion", help=GROUP_HELP)
def command() -> None:
    """The group of the subcommands."""


@command.command("install", help=INSTALL_HELP, short_help="Install the completion for a shell.")
@_shell
def install(name: str | None) -> int:
    """Write the script, and say where."""
    name = name or _current()
    path, script = SHELLS[name].place(), script_for(name).encode()
    known = _known(path)
    if known == script:
        terminal.info(f"{path} is already installed.")
        return 0
    if known is not None and _VARIABLE.encode() not in known:
        raise CleanupError("this file is not a completion of cleanup", path=str(path), hint="move it away")
    create(path, script)
    terminal.info(f"Wrote {path}.")
    if SHELLS[name].needs:
        terminal.info(SHELLS[name].needs.format(folder=path.parent))
    return 0


@command.command("show", help=SHOW_HELP, short_help="Print the completion script for a shell.")
@_shell
def show(name: str | None) -> int:
    """Print the script."""
    terminal.echo_document(script_for(name or _current()), end="")
    return 0


def script_for(name: str) -> str:
    """Return the completion script for a shell."""
    from cleanup.cli.program import program

    made = get_completion_class(name)
    if made is None:
        raise CleanupError(f"no completion for {name}")
    source: str = made(program, {}, _NAME, _VARIABLE).source()
    for old, new in _MENDED:
        source = source.replace(old, new)
    return source


def _known(path: Path) -> bytes | None:
    """Return the bytes of a file, or None if there is none. Raises CleanupError."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise CleanupError(reason(error), path=str(path)) from error


def _current() -> str:
    """Return the shell that this program was started from, or else the login shell. Raises CleanupError."""
    import psutil

    names = [parent.name() for parent in psutil.Process().parents()[:_LEVELS]]
    names.append(PurePath(os.environ.get("SHELL", "")).name)
    for name in names:
        if name.lstrip("-") in SHELLS:
            return str(name.lstrip("-"))
    hint = f"name it: cleanup completion install {'|'.join(SHELLS)}"
    raise CleanupError("it is unknown which shell this is", hint=hint)


#: How many programs may be between the shell and this one, such as a launcher.
_LEVELS = 3
