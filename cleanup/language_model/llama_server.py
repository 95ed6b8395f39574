"""A llama.cpp server of our own for a model file: found or started, shared by all runs with the same file."""

from __future__ import annotations

import json
import platform
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from cleanup.errors import CleanupError
from cleanup.files.user_folders import cache_folder
from cleanup.language_model import gguf, llama_process
from cleanup.local_servers.launcher import Facts, Lease, LocalServer
from cleanup.local_servers.supervisor import HOST, PORT, SETTINGS_PATH, ServerProgram
from cleanup.processes import programs

PACKAGE = "xllamacpp"
INSTALL_HINT = "pip install 'cleanup-toolkit[model]'"
#: Seconds for the largest model on a slow disk.
START_SECONDS = 300

#: How the server is set up, by the names of xllamacpp.
_SETTINGS: dict[str, Any] = {
    "hostnames": [HOST],
    # Four requests at once share these tokens: instructions, context and a passage of 1,200 characters, asked and
    # answered, take at most 2,000.
    "n_parallel": 4,
    "n_ctx": 8192,
    "kv_unified": True,
    # A model that reasons first would do so at length, and answer no better.
    "enable_reasoning": 0,
    "default_template_kwargs": {"enable_thinking": "false"},
    # By default up to 8 GB of memory for prompts that do not return.
    "cache_ram_mib": 0,
    # Neither pages for a browser, nor leave for scripts of other pages, nor a look at what others ask.
    "ui": False,
    "cors_origins": "",
    "endpoint_slots": False,
    # Errors and warnings; no line for each request.
    "verbosity": 2,
}
#: What llama.cpp says is wrong, or else Python.
_PROBLEM = r"^[\d.]+ E (?:\w+ +)?\w+: (?:error loading model: )?(.+)|^(\w+Error: .+)"
#: The folder of all these servers in the cache folder.
_FOLDER = "llama"


@dataclass(slots=True)
class LlamaServer:
    """The server for a model file, for one thread: `connect` to it as often as need be, and `close` it at the end."""

    model: Path
    _lease: Lease | None = None

    def connect(self, *, keep: bool = False) -> str:
        """The address of the API, as `http://127.0.0.1:PORT/v1`; the server is started if need be, or has died.

        `keep` lets it stay without us. Raises CleanupError.
        """
        self.close()
        path = self.model.absolute()
        gguf.check(path)
        try:
            self._lease = shared(path).lease(lambda: _prepared(path), keep=keep)
        except CleanupError as error:
            raise error.about(str(path)) from error
        return f"{self._lease.url}v1"

    def close(self) -> None:
        """Give it back; the last one to do so ends the server, unless it was started to stay."""
        if self._lease:
            self._lease.close()
            self._lease = None


def shared(path: Path) -> LocalServer:
    """The server of all runs with that file; another file of that name, or a newer one, gets another."""
    state = path.stat()
    key = sha256(f"{path} {state.st_size} {state.st_mtime_ns}".encode()).hexdigest()[:12]
    return _named(f"{_FOLDER}/{path.stem[:40]}-{key}")


def running() -> Iterator[tuple[LocalServer, Facts]]:
    """The servers of this user on this machine that run, and what is known of each."""
    for server in known():
        facts = server.status()
        if facts:
            yield server, facts


def folder() -> Path:
    """Where all these servers have their logs, each in a folder of its own."""
    return cache_folder() / _FOLDER


def known() -> list[LocalServer]:
    """The servers of this user on this machine, whether they run or have run."""
    folders = sorted(folder().glob(f"*/{platform.node() or 'here'}"))
    return [_named(f"{_FOLDER}/{folder.parent.name}") for folder in folders]


def package_version() -> str:
    """The package that brings llama.cpp, and its version. Raises CleanupError without it."""
    try:
        return f"{PACKAGE} {version(PACKAGE)}"
    except PackageNotFoundError as error:
        raise CleanupError(f"a model file requires the package {PACKAGE}", hint=INSTALL_HINT) from error


def _named(name: str) -> LocalServer:
    return LocalServer(name, hint="see `cleanup model status`", start_seconds=START_SECONDS)


def _prepared(path: Path) -> tuple[ServerProgram, Facts]:
    package_version()
    program = ServerProgram(
        command=programs.python(llama_process.__file__, SETTINGS_PATH, PORT),
        settings=json.dumps({"model": str(path), **_SETTINGS}),
        started=llama_process.STARTED,
        port_taken="couldn't bind HTTP server socket",
        problem=_PROBLEM,
        health="/health",
    )
    return program, {"model": path.name, "path": str(path)}
