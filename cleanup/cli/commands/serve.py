"""`cleanup serve`: LanguageTool's API for its clients, and a page to paste a text into."""

from __future__ import annotations

import importlib.util

import click

from cleanup.cli import terminal
from cleanup.errors import CleanupError
from cleanup.processes.programs import cores

HELP = """Answer clients of LanguageTool, and show a page for pasting a text, until it is stopped with Ctrl-C.

Texts are checked on this machine with the built-in rules and kept nowhere. Other machines cannot connect unless --host
is one of their network.

\b
Examples:
  cleanup serve
  cleanup serve --port 8082
  cleanup serve --allow-origin https://editor.example.org
"""

#: LanguageTool's own port, which its clients suggest.
PORT = 8081
#: The number of processes by default: most are idle on a machine that serves one person.
_MAX_JOBS = 4
_PACKAGES = ("starlette", "uvicorn", "python_multipart")


@click.command("serve", help=HELP)
@click.option("--host", default="127.0.0.1", show_default=True, metavar="ADDRESS", help="Address to listen on.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=PORT,
    show_default=True,
    help="Port to listen on; 0 is any free one.",
)
@click.option(
    "--allow-origin",
    metavar="[ORIGIN]",
    is_flag=False,
    flag_value="*",
    default="",
    help="Let web pages of this origin use the API; without ORIGIN, all web pages.",
)
@click.option(
    "--jobs", type=click.IntRange(min=1), help=f"Number of processes. [default: one for each core, up to {_MAX_JOBS}]"
)
@click.option(
    "--max-seconds",
    type=click.FloatRange(min=0, max=3600),
    default=10.0,
    show_default=True,
    help="Time limit for one text; 0 is none.",
)
def command(*, host: str, port: int, allow_origin: str, jobs: int | None, max_seconds: float) -> int:
    """Serve until the process is asked to end."""
    _need_packages()
    from cleanup.http_server import serving

    found = serving.listening(host, port)
    served = serving.authority(host, found.getsockname()[1])
    if terminal.shows_progress():
        terminal.info("Getting ready; after an installation or an update, this takes a minute.")
    serving.serve(
        found,
        host,
        allow_origin=allow_origin,
        jobs=jobs or min(cores(), _MAX_JOBS),
        seconds=max_seconds,
        on_ready=lambda: _announce(served),
        on_failure=terminal.warn,
    )
    return 0


def _need_packages() -> None:
    missing = [name for name in _PACKAGES if importlib.util.find_spec(name) is None]
    if missing:
        hint = "pip install 'cleanup-toolkit[serve]'"
        raise CleanupError(f"serving requires the package {missing[0]}", hint=hint)


def _announce(served: str) -> None:
    terminal.echo(
        [
            f"Page:          http://{served}/",
            f"LanguageTool:  http://{served} or http://{served}/v2, whichever your client accepts",
            "Stop with Ctrl-C.",
        ]
    )
