"""`cleanup model`: install models, keep a server for one running, and check how far one can be trusted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from cleanup.cli import local_server_status, model_check, terminal
from cleanup.errors import CleanupError
from cleanup.language_model import llama_server, model_files
from cleanup.language_model.llama_server import LlamaServer

GROUP_HELP = """Install language models, show their status, keep a server running, and check a model.

The server answers requests of the OpenAI API from this machine. All processes that use the same model share it.

\b
Examples:
  cleanup model install
  cleanup model install qwen3-4b
  cleanup model start qwen3-4b
"""

INSTALL_HELP = """Install the model NAME for the current user; without NAME, list the models.

Downloads it from the Hugging Face Hub and verifies its checksum. An interrupted download is resumed. --from copies a
model file (GGUF) that you already have.

\b
Examples:
  cleanup model install
  cleanup model install qwen3-4b
  cleanup model install --from Downloads/some-model.gguf
"""

START_HELP = """Start the server for MODEL and keep it running, so that later calls need not load the model.

MODEL is a model file (GGUF) or the name of an installed model. It may be omitted if only one model is installed.

\b
Examples:
  cleanup model start
  cleanup model start qwen3-4b
  cleanup model start Downloads/some-model.gguf
"""


@click.group("model", help=GROUP_HELP)
def command() -> None:
    """Hold the sub-commands."""


@command.command("install", help=INSTALL_HELP, short_help="Install a model, or list the models.")
@click.argument("name", required=False, default="")
@click.option(
    "--from",
    "source",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Model file (GGUF) to copy.",
)
def install(name: str, source: Path | None) -> int:
    """Install a model, or list those that there are."""
    if source:
        found = model_files.copy(source, _safe(name or source.stem))
    elif name:
        found = model_files.fetch(model_files.named(name), progress=terminal.shows_progress())
    else:
        terminal.echo(_offered())
        return 0
    terminal.echo([_installed(found)])
    return 0


def _safe(name: str) -> str:
    if not name.strip(".") or Path(name).name != name:
        raise click.UsageError(f"{name!r} is not a name for a model")
    return name


def _offered() -> Iterator[str]:
    for model in model_files.MODELS:
        state = ", installed" if model_files.place(model.name).is_file() else ""
        size = f"{model.size / 1_000_000_000:.1f} GB"
        yield (
            f"{model.name + ':':<14}{model.memory} GB of memory, download {size}, {model.licence}, "
            f"{model.repository}{state}"
        )


def _installed(path: Path) -> str:
    return f"{path.stem}, {path.stat().st_size / 1_000_000:,.0f} MB, in {path}"


@command.command("status", help="Show what is installed and running. Exit code: 0 if a model can be run, otherwise 1.")
def status() -> int:
    """Print a line for the package, one for each model, and one for each server."""
    usable = True
    lines = []
    try:
        lines.append(("llama.cpp", llama_server.package_version()))
    except CleanupError as error:
        usable = False
        lines.append(("llama.cpp", str(error)))
    lines += [("Model", _installed(path)) for path in model_files.installed()] or [("Model", "none is installed")]
    lines += [("Server", line) for line in _servers()]
    terminal.echo(f"{name + ':':<11}{said}" for name, said in lines)
    return int(not usable)


def _servers() -> list[str]:
    running = [local_server_status.running(facts, facts["model"]) for _, facts in llama_server.running()]
    return running or [f"not running; the logs of earlier ones, if any, are in {llama_server.folder()}"]


@command.command("start", help=START_HELP, short_help="Start the server for a model and keep it running.")
@click.argument("model", required=False, default="")
def start(model: str) -> int:
    """Start it, or let the one that runs stay."""
    path = model_files.find(model)
    server = LlamaServer(path)
    url = server.connect(keep=True)
    server.close()
    terminal.echo([f"{path.name} is running at {url}"])
    return 0


@command.command("stop", help="Stop the servers of all models.")
def stop() -> int:
    """Stop them."""
    stopped = [server.stop() for server in llama_server.known()]
    terminal.echo(["Stopped." if any(stopped) else "No server is running."])
    return 0


command.add_command(model_check.command)
