"""Finding the one server of this user on this machine, or starting it; releasing it, inspecting it, stopping it.

A file in the cache directory identifies the running server: it contains the address and the token of the `supervisor`,
which knows the rest. The next start removes the file of a dead supervisor, under a lock.
"""

from __future__ import annotations

import json
import os
import platform
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from cleanup.errors import CleanupError
from cleanup.files.user_folders import cache_folder
from cleanup.languagetool import supervisor
from cleanup.languagetool.local_copy import SERVER_JAR, Installation, java
from cleanup.processes import programs

#: The heap in megabytes, enough for the 530–600 MB in use; `CLEANUP_LANGUAGETOOL_HEAP` overrides it.
HEAP = "768m"
#: Seconds in which the supervisor has to publish its address.
_APPEAR = 15
_STATUS_HINT = "see `cleanup languagetool status`"

# Supervisors that this process has started. They may outlive it, so `subprocess` is told to forget them; they are still
# its children, and those that have ended are reaped here.
_children: set[int] = set()


@dataclass(slots=True)
class Lease:
    """A running server, reserved as long as this is open. `url` ends in a slash."""

    url: str
    facts: dict[str, Any]
    _connection: socket.socket

    def close(self) -> None:
        """Release the server; the last release ends it, unless it was started to stay."""
        self._connection.close()
        _fetch_ended()


def heap() -> str:
    """Return the heap of the JVM, in the format of Java's `-Xmx`."""
    return os.environ.get("CLEANUP_LANGUAGETOOL_HEAP") or HEAP


def lease(installation: Installation, *, keep: bool = False, memory: str = "") -> Lease:
    """Find or start the server and wait until it is ready. With `keep`, it stays after its release. Raises
    CleanupError.

    `memory` is the heap of a server that has to be started, as returned by `heap`.
    """
    with _lock():
        connection = _find(keep=keep)
        if connection is None:
            connection = _start(installation, keep, memory or heap())
    return _await(connection)


def status() -> dict[str, Any] | None:
    """Return the facts about the running server, or None."""
    connection = _find(keep=False)
    if connection is None:
        return None
    with suppress(CleanupError):
        found = _await(connection)
        found.close()
        return {**found.facts, "users": found.facts["users"] - 1}
    return None


def stop() -> bool:
    """End the server, whoever uses it; return False if there is none."""
    state = _read_state()
    connection = _call({"stop": True}, state) if state else None
    if state is None or connection is None:
        return False
    connection.close()
    deadline = time.monotonic() + 2 * supervisor.STOP_SECONDS
    while _alive(state["pid"]) and time.monotonic() < deadline:
        time.sleep(0.02)
        _fetch_ended()
    return True


def folder() -> Path:
    """Return the directory of the server's log, settings and address. One for each machine, though home directories may
    be shared.
    """
    return cache_folder() / "languagetool" / (platform.node() or "here")


def _state_file() -> Path:
    return folder() / "server.json"


def _read_state() -> dict[str, Any] | None:
    try:
        state = json.loads(_state_file().read_text())
        return {"pid": int(state["pid"]), "port": int(state["port"]), "token": str(state["token"])}
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _call(request: dict[str, Any], state: dict[str, Any]) -> socket.socket | None:
    """Return a lease on which the request was made, or None if no supervisor answers, or another program has the port
    now.
    """
    try:
        connection = socket.create_connection((supervisor.HOST, state["port"]), timeout=5)
    except OSError:
        return None
    with suppress(OSError):
        connection.sendall((json.dumps({**request, "token": state["token"]}) + "\n").encode())
        if connection.recv(1) == supervisor.WELCOME:
            return connection
    connection.close()
    return None


def _find(*, keep: bool) -> socket.socket | None:
    state = _read_state()
    return _call({"keep": keep}, state) if state else None


def _await(connection: socket.socket) -> Lease:
    connection.settimeout(supervisor.START_SECONDS + 30)
    try:
        with connection.makefile("r", encoding="utf-8") as stream:
            facts = json.loads(stream.readline() or "{}")
    except (OSError, ValueError):
        facts = {}
    if "url" in facts:
        return Lease(facts["url"], facts, connection)
    connection.close()
    raise CleanupError(f"the server did not start: {facts.get('problem', 'it was stopped')}", hint=_STATUS_HINT)


def _start(installation: Installation, keep: bool, memory: str) -> socket.socket:
    installation.verify()
    place = folder()
    _clear(place)
    given = {
        "java": java(),
        "heap": memory,
        "jar": str(installation.jar),
        "folder": str(place),
        "state": str(_state_file()),
        "keep": keep,
        "facts": {"version": installation.version, "folder": str(installation.folder), "heap": memory},
    }
    # By its path, since it imports nothing of ours, and in our directory, since the current one may contain anything.
    command = programs.python(supervisor.__file__, json.dumps(given))
    with (place / "supervisor.log").open("wb") as log:
        child = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=log,
            stderr=log,
            cwd=place,
            env=programs.environment(),
            start_new_session=True,
        )
    _children.add(child.pid)
    assert child.stdin is not None
    # Our end of its standard input is its first lease, until the connection replaces it.
    with child.stdin:
        connection = _appeared(child, place)
    child.returncode = 0
    return connection


def _fetch_ended() -> None:
    """Reap ended children, so that they do not stay as zombies."""
    for pid in list(_children) if hasattr(os, "WNOHANG") else ():
        with suppress(ChildProcessError):
            if os.waitpid(pid, os.WNOHANG) == (0, 0):
                continue
        _children.discard(pid)


def _appeared(child: subprocess.Popen[bytes], place: Path) -> socket.socket:
    deadline = time.monotonic() + _APPEAR
    while time.monotonic() < deadline and child.poll() is None:
        state = _read_state()
        if state and state["pid"] == child.pid:
            connection = _call({}, state)
            if connection:
                return connection
        time.sleep(0.01)
    child.kill()
    said = (place / "supervisor.log").read_text("utf-8", "replace").strip().splitlines()
    raise CleanupError(f"the server did not start: {said[-1] if said else 'it does not respond'}", hint=_STATUS_HINT)


def _clear(place: Path) -> None:
    """Remove what a dead supervisor has left: its file and, if the system did not end it, its JVM."""
    place.mkdir(parents=True, exist_ok=True)
    _state_file().unlink(missing_ok=True)
    if sys.platform != "linux":
        _end_orphans(place)


def _end_orphans(place: Path) -> None:
    """Kill JVMs that use our settings file and have no supervisor."""
    import psutil

    settings = str(place / "server.properties")
    for process in psutil.process_iter():
        with suppress(psutil.Error):
            command = process.cmdline()
            if settings in command and any(SERVER_JAR in word for word in command):
                process.kill()


def _alive(pid: int) -> bool:
    import psutil

    with suppress(psutil.Error):
        return bool(psutil.Process(pid).status() != psutil.STATUS_ZOMBIE)
    return False


@contextmanager
def _lock() -> Iterator[None]:
    """Allow one process at a time; the system releases the lock when its holder ends."""
    place = folder()
    try:
        place.mkdir(parents=True, exist_ok=True)
        with (place / "lock").open("a+b") as file:
            _claim(file)
            yield
    except OSError as error:
        raise CleanupError(error.strerror or str(error), path=str(place), hint="set CLEANUP_CACHE") from error


def _claim(file: IO[bytes]) -> None:
    if sys.platform == "win32":
        import msvcrt

        while True:
            with suppress(OSError):
                msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)
                return
    import fcntl

    fcntl.flock(file, fcntl.LOCK_EX)
