"""`cleanup lsp`: a language server for editors."""

from __future__ import annotations

import click

from cleanup.cli import terminal
from cleanup.cli.exit_codes import ERROR
from cleanup.errors import CleanupError, reason

HELP = """Serve an editor by the Language Server Protocol, over standard input and output.

The editor starts this command. It shows the findings as you write, explains them, and offers to repair, ignore or
accept them. Requires the extra `lsp`: pip install 'cleanup-toolkit[lsp]'.

\b
Examples:
  cleanup lsp
  cleanup lsp --tcp 127.0.0.1:8765

Exit code: 0 if the editor has shut the server down, 1 if it has left without a word, 2 on error.
"""


def _address(_context: click.Context, _parameter: click.Parameter, value: str | None) -> tuple[str, int] | None:
    """Return host and port of HOST:PORT, where an IPv6 address is in brackets."""
    if value is None:
        return None
    host, _, port = value.rpartition(":")
    if not host or not port.isascii() or not port.isdigit() or int(port) > 65_535:
        raise click.BadParameter(f"{value!r} is not an address; write it as 127.0.0.1:8765")
    return host.removeprefix("[").removesuffix("]"), int(port)


@click.command("lsp", help=HELP)
@click.option("--stdio", is_flag=True, help="Use standard input and output, which is the default; many editors say so.")
@click.option(
    "--tcp",
    "address",
    callback=_address,
    metavar="HOST:PORT",
    help="Wait for one editor at this address instead; with port 0, the system chooses one.",
)
def command(stdio: bool, address: tuple[str, int] | None) -> int:
    """Run the server until the editor leaves, and return its exit code."""
    if stdio and address:
        raise click.UsageError("--stdio cannot be combined with --tcp")
    try:
        from cleanup.language_server import running
    except ModuleNotFoundError as error:
        hint = "pip install 'cleanup-toolkit[lsp]'"
        package, *_ = str(error.name).split(".")
        raise CleanupError(f"`cleanup lsp` requires the package {package}", hint=hint) from error
    if address is None:
        return int(not running.over_stdio())
    try:
        return int(not running.over_tcp(*address, _listening))
    except OSError as error:
        terminal.report_error(CleanupError(f"cannot listen at {address[0]}:{address[1]}: {reason(error)}"))
        return ERROR


def _listening(host: str, port: int) -> None:
    terminal.info(f"Listening at {f'[{host}]' if ':' in host else host}:{port}")
