"""`cleanup languagetool`: install it, look at it, leave its server running."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import click

from cleanup.cli import terminal
from cleanup.errors import CleanupError
from cleanup.languagetool import install as installing
from cleanup.languagetool import launcher, local_copy
from cleanup.languagetool.local_copy import Installation
from cleanup.processes.programs import program

GROUP_HELP = """Install LanguageTool, see what is there, and keep its server running between calls.

`check` and `fix` use it with --languagetool. They find the server that runs, or start one for themselves.

\b
Examples:
  cleanup languagetool install
  cleanup fix --languagetool articles/
  cleanup languagetool start
"""

INSTALL_HELP = """Install LanguageTool for this user. It needs Java 17 or later to run.

By Maven where that is installed (English and Spanish, 70 MB; --language adds others), else by the download of
language-tool-python (all languages, 250 MB). --from copies a folder that you have already.

\b
Examples:
  cleanup languagetool install
  cleanup languagetool install --language de,fr
  cleanup languagetool install --from Downloads/LanguageTool-6.8
"""

START_HELP = """Start the server and leave it running: later calls with --languagetool are served at once.

\b
Examples:
  cleanup languagetool start
  cleanup languagetool start --heap 1g
"""


@click.group("languagetool", help=GROUP_HELP)
def command() -> None:
    """Hold the sub-commands."""


@command.command("install", help=INSTALL_HELP, short_help="Install LanguageTool for this user.")
@click.option(
    "--from",
    "source",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Copy this folder, which holds languagetool-server.jar.",
)
@click.option("--by", type=click.Choice(["maven", "download"]), help="Get it this way.")
@click.option("--language", "languages", metavar="CODE", multiple=True, help="Also this language, commas between.")
def install(source: Path | None, by: str | None, languages: tuple[str, ...]) -> int:
    """Install it and start it once, as a proof."""
    if source and (by or languages):
        raise click.UsageError("--from copies what is there, so it goes without --by and --language")
    if by == "download" and languages:
        raise click.UsageError("--by download brings all languages, so it goes without --language")
    codes = [code for listed in languages for code in listed.split(",") if code]
    if launcher.stop():
        terminal.note("The server that was running has been stopped.")
    found = installing.install(_way(source, by, codes), *([_named(source)] if source else []))
    terminal.show([_installed(found)])
    proof = launcher.lease(found)
    launcher.stop()
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


@command.command("status", help="Show what is installed and what runs. Exit code: 0 when it can be used, else 1.")
def status() -> int:
    """Print three lines."""
    lines = list(_facts())
    terminal.show(f"{name + ':':<14}{said}" for name, said, _ in lines)
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
    # In its own folder: the current one may hold settings for it.
    done = subprocess.run([path, "-version"], capture_output=True, text=True, check=False, cwd=Path(path).parent)
    return f"{(done.stderr or done.stdout).splitlines()[0]}, {path}"


def _server() -> str:
    facts = launcher.status()
    if facts is None:
        return f"none is running; its last log, if there was one, is {launcher.folder() / 'server.log'}"
    stays = "stays until it is stopped" if facts["keep"] else f"as long as it is used, now by {facts['users']}"
    return f"{facts['version']} at {facts['url']}, process {facts['jvm']}, heap {facts['heap']}, {stays}"


def _heap(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    if value is not None and not re.fullmatch(r"[1-9]\d*[kKmMgG]", value):
        raise click.BadParameter(f"{value!r} is no size such as 768m or 1g")
    return value


@command.command("start", help=START_HELP, short_help="Start the server and leave it running.")
@click.option(
    "--heap",
    metavar="SIZE",
    callback=_heap,
    help=f"Its memory; without it CLEANUP_LANGUAGETOOL_HEAP, or {launcher.HEAP}.",
)
def start(heap: str | None) -> int:
    """Start it, or let the one that runs stay."""
    lease = launcher.lease(local_copy.find(), keep=True, memory=heap or "")
    lease.close()
    terminal.show([f"LanguageTool {lease.facts['version']} is running at {lease.url}"])
    return 0


@command.command("stop", help="Stop the server.")
def stop() -> int:
    """Stop it."""
    terminal.show(["Stopped." if launcher.stop() else "No server is running."])
    return 0
