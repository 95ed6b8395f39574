"""Find a server of this user on this machine, or start it; leave it, look at it, stop it.

What runs is known by a file in the cache folder: the address and the token of the `supervisor`, which knows the rest.
The file of a supervisor that is gone is put away by the next start, under a lock.
"""

from __future__ import annotations

import json
import os
import platform
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from cleanup.errors import CleanupError
from cleanup.files.user_folders import cache_folder
from cleanup.local_servers import supervisor
from cleanup.local_servers.supervisor import ServerProgram
from cleanup.processes import programs

#: Seconds in which the supervisor has to say where it is.
_APPEAR = 15
#: Seconds that an answer about a server may take beyond its start.
_PATIENCE = 30
#: What is known of every server that runs, besides what its starter says: `url`, `process`, `keep`, `users`.
Facts = dict[str, Any]

# Supervisors that this process has started. They may outlive it, so `subprocess` is told to let go of them; they are
# still its children, and those that have ended are fetched here.
_children: set[int] = set()


@dataclass(slots=True)
class Lease:
    """A running server, ours as long as this is open. `url` ends in a slash."""

    url: str
    facts: Facts
    _connection: socket.socket

    def close(self) -> None:
        """Give it back; the last one to do so ends the server, unless it was started to stay."""
        self._connection.close()
        _fetch_ended()


@dataclass(frozen=True, slots=True)
class LocalServer:
    """A server by the name of its folder in the cache folder: whoever names it so shares it."""

    name: str
    #: What to do when it does not start.
    hint: str
    #: Seconds that a start may take.
    start_seconds: int

    @property
    def folder(self) -> Path:
        """Where its log, settings and address are. One per machine, though home folders may be shared."""
        return cache_folder() / self.name / (platform.node() or "here")

    @property
    def log(self) -> Path:
        """What the running server, or the last one, has said."""
        return self.folder / supervisor.LOG

    def lease(self, prepare: Callable[[], tuple[ServerProgram, Facts]], *, keep: bool = False) -> Lease:
        """The server, found or started, ready to be asked. `keep` lets it stay without us. Raises CleanupError.

        `prepare` is called for a start alone: what to start, and the facts to tell of it.
        """
        with self._lock():
            connection = self._find(keep=keep)
            if connection is None:
                connection = self._start(*prepare(), keep=keep)
        return self._await(connection)

    def status(self) -> Facts | None:
        """What is known of the running server; None without one."""
        connection = self._find(keep=False)
        if connection is None:
            return None
        with suppress(CleanupError):
            found = self._await(connection)
            found.close()
            return {**found.facts, "users": found.facts["users"] - 1}
        return None

    def stop(self) -> bool:
        """End the server, whoever uses it; False when there is none."""
        state = self._read_state()
        connection = _call({"stop": True}, state) if state else None
        if state is None or connection is None:
            return False
        connection.close()
        deadline = time.monotonic() + 2 * supervisor.STOP_SECONDS
        while _alive(state["pid"]) and time.monotonic() < deadline:
            time.sleep(0.02)
            _fetch_ended()
        return True

    @property
    def _state_file(self) -> Path:
        return self.folder / "server.json"

    def _read_state(self) -> dict[str, Any] | None:
        try:
            state = json.loads(self._state_file.read_text())
            return {"pid": int(state["pid"]), "port": int(state["port"]), "token": str(state["token"])}
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def _find(self, *, keep: bool) -> socket.socket | None:
        state = self._read_state()
        return _call({"keep": keep}, state) if state else None

    def _await(self, connection: socket.socket) -> Lease:
        connection.settimeout(self.start_seconds + _PATIENCE)
        try:
            with connection.makefile("r", encoding="utf-8") as stream:
                facts = json.loads(stream.readline() or "{}")
        except (OSError, ValueError):
            facts = {}
        if "url" in facts:
            return Lease(facts["url"], facts, connection)
        connection.close()
        raise self._not_started(facts.get("problem", "it was stopped"))

    def _not_started(self, why: str) -> CleanupError:
        return CleanupError(f"the server did not start: {why}", hint=self.hint)

    def _start(self, program: ServerProgram, facts: Facts, *, keep: bool) -> socket.socket:
        place = self.folder
        self._clear()
        given = {
            "program": program._asdict(),
            "folder": str(place),
            "state": str(self._state_file),
            "keep": keep,
            "facts": facts,
            "start_seconds": self.start_seconds,
        }
        # By its path, since it imports nothing of ours, and in our folder, since the current one may hold anything.
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
        # Our end of its standard input is its first lease, until the connection is another.
        with child.stdin:
            connection = self._appeared(child)
        child.returncode = 0
        return connection

    def _appeared(self, child: subprocess.Popen[bytes]) -> socket.socket:
        deadline = time.monotonic() + _APPEAR
        while time.monotonic() < deadline and child.poll() is None:
            state = self._read_state()
            if state and state["pid"] == child.pid:
                connection = _call({}, state)
                if connection:
                    return connection
            time.sleep(0.01)
        child.kill()
        said = (self.folder / "supervisor.log").read_text("utf-8", "replace").strip().splitlines()
        raise self._not_started(said[-1] if said else "it does not respond")

    def _clear(self) -> None:
        """Put away what a supervisor that is gone has left: its file, and a server that the system did not end."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self._state_file.unlink(missing_ok=True)
        if sys.platform != "linux":
            _end_orphans(self.folder / supervisor.SETTINGS)

    @contextmanager
    def _lock(self) -> Iterator[None]:
        """One process at a time; the system releases it when its holder ends."""
        place = self.folder
        try:
            place.mkdir(parents=True, exist_ok=True)
            with (place / "lock").open("a+b") as file:
                _claim(file)
                yield
        except OSError as error:
            raise CleanupError(error.strerror or str(error), path=str(place), hint="set CLEANUP_CACHE") from error


def _call(request: dict[str, Any], state: dict[str, Any]) -> socket.socket | None:
    """A lease, on which the request was made; None when nobody is there, or another program has the port now."""
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


def _fetch_ended() -> None:
    """Leave no ended child behind as a zombie."""
    for pid in list(_children) if hasattr(os, "WNOHANG") else ():
        with suppress(ChildProcessError):
            if os.waitpid(pid, os.WNOHANG) == (0, 0):
                continue
        _children.discard(pid)


def _end_orphans(settings: Path) -> None:
    """Servers that run on these settings, with nobody to look after them."""
    import psutil

    for process in psutil.process_iter():
        with suppress(psutil.Error):
            if str(settings) in process.cmdline():
                process.kill()


def _alive(pid: int) -> bool:
    import psutil

    with suppress(psutil.Error):
        return bool(psutil.Process(pid).status() != psutil.STATUS_ZOMBIE)
    return False


def _claim(file: IO[bytes]) -> None:
    if sys.platform == "win32":
        import msvcrt

        while True:
            with suppress(OSError):
                msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)
                return
    import fcntl

    fcntl.flock(file, fcntl.LOCK_EX)
