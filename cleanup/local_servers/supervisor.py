"""The process that keeps one server: started by `launcher`, standard library alone.

It starts the server as its child, on a free port of the loopback address, and hands that port to whoever knows the
token. A connection is a lease: the system closes it when its process ends, however that ends. Without a lease the
server is stopped, unless it was asked to stay. On Linux it is bound to this process too (`PR_SET_PDEATHSIG`).
"""

from __future__ import annotations

import ctypes
import http.client
import json
import os
import re
import secrets
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

HOST = "127.0.0.1"
#: Ports that may be taken by somebody between our looking and the server's binding, one after the other.
TRIES = 5
#: Seconds until a server that is to stop is killed.
STOP_SECONDS = 5
#: Names in the folder of a server: what it is told, and what it says.
SETTINGS, LOG = "server.settings", "server.log"
_TICK = 0.05
_BOUND = "--bound-to"
#: Sent at once to clients that know the token: from then on the lease counts.
WELCOME = b"+"

#: Words of a command that stand for what is known only when it is run.
PORT, SETTINGS_PATH = "{port}", "{settings}"


class ServerProgram(NamedTuple):
    """A server that answers by HTTP, and how it is told that it runs."""

    #: Begins with the whole path of a program; `PORT` and `SETTINGS_PATH` stand for the words they name.
    command: list[str]
    #: What the file of settings holds.
    settings: str
    #: What its log says when it listens, and when its port was taken.
    started: str
    port_taken: str
    #: A pattern of the line of its log that says why it is not there; its group, if it has one, is the reason.
    problem: str
    #: A path that answers with 200 once all is ready.
    health: str


def free_port() -> int:
    """Return a port that was free just now."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def _bound(command: list[str]) -> list[str]:
    """Return a command that the system ends when our main thread, which starts it, ends in any way."""
    if sys.platform != "linux":
        return command
    return [sys.executable, "-P", "-S", __file__, _BOUND, str(os.getpid()), *command]


def _become(starter: int, command: list[str]) -> None:
    """Bind this process to its starter, then run the command: the binding survives `exec`."""
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # 1 is PR_SET_PDEATHSIG
    if os.getppid() == starter:
        os.execv(command[0], command)


class Server:
    """A server as a child process. All methods but `gone` belong to the main thread."""

    def __init__(
        self, program: ServerProgram, folder: Path, start_seconds: int, ports: Callable[[], int] = free_port
    ) -> None:
        self._program = program
        self._settings = folder / SETTINGS
        self._log = folder / LOG
        self._ports = ports
        self._tries = 0
        self._deadline = time.monotonic() + start_seconds
        self.process: subprocess.Popen[bytes] | None = None
        self.port = 0

    def start(self) -> None:
        """Start it on the next free port; OSError when it cannot be run."""
        self._tries += 1
        self.port = self._ports()
        self._settings.write_text(self._program.settings, "utf-8")
        known = {PORT: str(self.port), SETTINGS_PATH: str(self._settings)}
        command = [known.get(word, word) for word in self._program.command]
        # A server that is just ending may still write into the file of that name.
        with suppress(OSError):
            self._log.unlink()
        with self._log.open("wb") as log:
            self.process = subprocess.Popen(_bound(command), stdin=subprocess.DEVNULL, stdout=log, stderr=log)

    def ended(self) -> bool:
        """Whether it has come to its end by itself; one that found its port taken is started on another."""
        if not self.gone():
            return False
        if self._program.port_taken in self._log_text() and self._tries < TRIES:
            self.start()
            return False
        return True

    def gone(self) -> bool:
        """Whether its process has ended, however that is meant to go on."""
        return self.process is not None and self.process.poll() is not None

    def ready(self) -> bool:
        """Whether our own server, not somebody else on that port, answers."""
        if self._program.started not in self._log_text():
            return False
        connection = http.client.HTTPConnection(HOST, self.port, timeout=2)
        try:
            connection.request("GET", self._program.health)
            return connection.getresponse().status == 200
        except OSError:
            return False
        finally:
            connection.close()

    def late(self) -> bool:
        """Whether it should long have been ready."""
        return time.monotonic() > self._deadline

    def problem(self) -> str:
        """The line of its log that says most about why it is not there."""
        said = self._log_text()
        found = re.search(self._program.problem, said, re.MULTILINE)
        if found:
            return found[found.lastindex or 0].strip()[:300]
        lines = [line.strip() for line in said.splitlines() if line.strip()]
        return (lines or ["there was no output"])[-1][:300]

    def _log_text(self) -> str:
        with suppress(OSError):
            return self._log.read_text("utf-8", "replace")
        return ""

    def stop(self) -> None:
        """End it, and wait for it."""
        if self.process is None:
            return
        self.process.terminate()
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


class Supervisor:
    """Leases on one side, the server on the other; the main thread looks after both."""

    def __init__(self, server: Server, state: Path, facts: dict[str, Any], *, keep: bool) -> None:
        self._server = server
        self._state = state
        self._facts = facts
        self._keep = keep
        self._token = secrets.token_hex(16)
        # The process that started us holds the other end of our standard input: the first lease.
        self._leases = 1
        self._outcome: dict[str, Any] | None = None
        self._stopping = False
        self._changed = threading.Condition()

    def run(self) -> None:
        """Serve until there is no lease."""
        with socket.create_server((HOST, 0)) as listener:
            threading.Thread(target=self._accept, args=(listener,), daemon=True).start()
            threading.Thread(target=self._read_standard_input, daemon=True).start()
            self._publish(listener.getsockname()[1])
            try:
                self._server.start()
                self._look_after()
            except OSError as error:
                self._settle({"problem": str(error)})
                self._wait_for_leases()
            finally:
                self._withdraw()
                self._server.stop()

    def _look_after(self) -> None:
        while not self._idle():
            if self._server.ended() or (self._outcome is None and self._server.late()):
                # Those who wait are told; those who were served see it by their connections.
                self._settle({"problem": self._server.problem()})
                self._wait_for_leases()
                return
            if self._outcome is None and self._server.ready():
                assert self._server.process is not None
                self._settle({"url": f"http://{HOST}:{self._server.port}/", "process": self._server.process.pid})
            with self._changed:
                self._changed.wait(_TICK if self._outcome is None else 10 * _TICK)

    def _idle(self) -> bool:
        """Return whether to stop; from then on no lease is given."""
        with self._changed:
            self._stopping = self._stopping or (self._leases == 0 and not self._keep)
            return self._stopping

    def _settle(self, outcome: dict[str, Any]) -> None:
        with self._changed:
            self._outcome = {**self._facts, **outcome}
            self._changed.notify_all()

    def _wait_for_leases(self) -> None:
        """Give clients with a lease a moment to read the problem."""
        self._withdraw()
        self._stopping = True
        deadline = time.monotonic() + STOP_SECONDS
        with self._changed:
            while self._leases > 0 and time.monotonic() < deadline:
                self._changed.wait(_TICK)

    def _publish(self, port: int) -> None:
        """Write the file by which clients find us, readable only by its owner, atomically."""
        temporary = self._state.with_suffix(f".{os.getpid()}")
        with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            json.dump({"pid": os.getpid(), "port": port, "token": self._token}, file)
        temporary.replace(self._state)

    def _withdraw(self) -> None:
        """Remove that file, unless a successor has written its own."""
        with suppress(OSError, ValueError):
            if json.loads(self._state.read_text())["token"] == self._token:
                self._state.unlink()

    def _read_standard_input(self) -> None:
        sys.stdin.buffer.read()
        self._count(-1)

    def _count(self, by: int) -> None:
        with self._changed:
            self._leases += by
            self._changed.notify_all()

    def _accept(self, listener: socket.socket) -> None:
        with suppress(OSError):
            while True:
                connection, _ = listener.accept()
                threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        with suppress(OSError, ValueError), connection, connection.makefile("rw", encoding="utf-8") as stream:
            request = json.loads(stream.readline(500))
            if not secrets.compare_digest(str(request.get("token", "")), self._token):
                return
            if not self._admit(request):
                return
            try:
                connection.sendall(WELCOME)
                stream.write(json.dumps(self._answer(request)) + "\n")
                stream.flush()
                stream.readline()  # returns when the other side has closed the connection
            finally:
                self._count(-1)

    def _admit(self, request: dict[str, Any]) -> bool:
        with self._changed:
            # A server that has died since it was looked at is given to nobody: whoever asks starts another.
            if self._stopping or (self._outcome is not None and self._server.gone()):
                return False
            self._leases += 1
            self._keep = self._keep or bool(request.get("keep"))
            return True

    def _answer(self, request: dict[str, Any]) -> dict[str, Any]:
        with self._changed:
            if request.get("stop"):
                self._stopping = True
                self._changed.notify_all()
                return {}
            self._changed.wait_for(lambda: self._outcome is not None)
            return {**(self._outcome or {}), "keep": self._keep, "users": self._leases}


def main() -> None:
    """`supervisor.py JSON`, an object of program, folder, start_seconds, state, facts, keep; or what `_bound` makes."""
    if sys.argv[1] == _BOUND:
        _become(int(sys.argv[2]), sys.argv[3:])
        return
    given = json.loads(sys.argv[1])
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    server = Server(ServerProgram(**given["program"]), Path(given["folder"]), given["start_seconds"])
    Supervisor(server, Path(given["state"]), given["facts"], keep=given["keep"]).run()


if __name__ == "__main__":
    main()
