"""`cleanup languagetool`: install LanguageTool, show its status, start and stop its server."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import click

from cleanup.cli import local_server_status, terminal
from cleanup.errors import CleanupError
from cleanup.languagetool import install as installing
from cleanup.languagetool import launcher, local_copy
from cleanup.languagetool.local_copy import Installation
from cleanup.processes.programs import program

GROUP_HELP = """Install LanguageTool, show its status, and keep its server running between calls.

`check` and `fix` use it with --languagetool. They use the running server, or start one for themselves.

\b
Examples:
  cleanup languagetool install
  cleanup fix --languagetool articles/
  cleanup languagetool start
"""

INSTALL_HELP = """Install LanguageTool for the current user. It needs Java 17 or later.

Uses Maven if it is installed (English and Spanish, 70 MB; --language adds others), otherwise the download of
language-tool-python (all languages, 250 MB). --from copies a directory that you already have.

\b
Examples:
  cleanup languagetool install
  cleanup languagetool install --language de,fr
  cleanup languagetool install --from Downloads/LanguageTool-6.8
"""

START_HELP = """Start the server and keep it running, so that later calls with --languagetool need not start it.

\b
Examples:
  cleanup languagetool start
  cleanup languagetool start --heap 1g
"""


@click.group("languagetool", help=GROUP_HELP)
def command() -> None:
    """The group of the subcommands."""


@command.command("install", help=INSTALL_HELP, short_help="Install LanguageTool for the current user.")
@click.option(
    "--from",
    "source",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Directory to copy; it must contain languagetool-server.jar.",
)
@click.option("--by", type=click.Choice(["maven", "download"]), help="Installation method.")
@click.option("--language", "languages", metavar="CODE", multiple=True, help="Additional languages (comma-separated).")
def install(source: Path | None, by: str | None, languages: tuple[str, ...]) -> int:
    """Install LanguageTool, and start it once to test it."""
    if source and (by or languages):
        raise click.UsageError("--from cannot be combined with --by or --language")
    if by == "download" and languages:
        raise click.UsageError("--by download includes all languages and cannot be combined with --language")
    codes = [code for listed in languages for code in listed.split(",") if code]
    if launcher.SERVER.stop():
        terminal.info("Stopped the running server.")
    found = installing.install(_way(source, by, codes), *([_named(source)] if source else []))
    terminal.echo([_installed(found)])
    proof = launcher.lease(found)
    launcher.SERVER.stop()
    proof.close()
    return 0


def _way(source: Path | None, by: str | None, codes: list[str]) -> installing.Fetch:
    if source:
        return installing.copied(source)
    if by == "maven" or (by is None and (codes or program("mvn"))):
        return installing.by_maven(codes)
    return installing.downloaded


def _named(source: Path) -> str:
    name = source.resolve().name
    return name if re.fullmatch(r"LanguageTool-[\w.-]+", name) else "LanguageTool-unknown"


@command.command(
    "status", help="Show what is installed and running. Exit code: 0 if LanguageTool is usable, otherwise 1."
)
def status() -> int:
    """Print the state of Java, the installation and the server."""
    lines = list(_facts())
    terminal.echo(f"{name + ':':<14}{said}" for name, said, _ in lines)
    return int(not all(usable for _, _, usable in lines))


def _facts() -> Iterator[tuple[str, str, bool]]:
    try:
        yield "LanguageTool", _installed(local_copy.find()).removeprefix("LanguageTool "), True
    except CleanupError as error:
        yield "LanguageTool", str(error), False
    try:
        yield "Java", _java(local_copy.java()), True
    except CleanupError as error:
        yield "Java", str(error), False
    yield "Server", _server(), True


def _installed(found: Installation) -> str:
    size = f"{found.size / 1_000_000:.0f} MB"
    return f"LanguageTool {found.version}, {', '.join(found.languages)}, {size}, in {found.folder}"


def _java(path: str) -> str:
    # In its own directory, because the current one may contain settings for it.
    done = subprocess.run([path, "-version"], capture_output=True, text=True, check=False, cwd=Path(path).parent)
    return f"{(done.stderr or done.stdout).splitlines()[0]}, {path}"


def _server() -> str:
    facts = launcher.SERVER.status()
    if facts is None:
        return local_server_status.not_running(launcher.SERVER)
    return local_server_status.running(facts, facts["version"], f"heap {facts['heap']}")


def _heap(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    if value is not None and not re.fullmatch(r"[1-9]\d*[kKmMgG]", value):
        raise click.BadParameter(f"{value!r} is not a size such as 768m or 1g")
    return value


@command.command("start", help=START_HELP, short_help="Start the server and keep it running.")
@click.option(
    "--heap",
    metavar="SIZE",
    callback=_heap,
    help=f"Heap size of the server. [default: CLEANUP_LANGUAGETOOL_HEAP, or {launcher.HEAP}]",
)
def start(heap: str | None) -> int:
    """Start the server, unless it is running."""
    lease = launcher.lease(local_copy.find(), keep=True, memory=heap or "")
    lease.close()
    terminal.echo([f"LanguageTool {lease.facts['version']} is running at {lease.url}"])
    return 0


@command.command("stop", help="Stop the server.")
def stop() -> int:
    """Stop it."""
    terminal.echo(["Stopped." if launcher.SERVER.stop() else "No server is running."])
    return 0
