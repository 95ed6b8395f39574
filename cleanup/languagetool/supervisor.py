"""The process that keeps the one server: started by `launcher`, standard library alone, never imported by a run.

It starts the JVM as its child, on a free port of the loopback address, and gives that port to clients that know the
token. A connection is a lease: the system closes it when its process ends, however that ends. Without a lease the JVM
is stopped, unless it was asked to stay. On Linux the JVM is bound to this process too (`PR_SET_PDEATHSIG`).
"""

from __future__ import annotations

import ctypes
import http.client
import json
import os
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
from typing import Any

HOST = "127.0.0.1"
#: Attempts to find a free port, which another program may take before the JVM binds it.
MAX_STARTS = 5
#: Seconds until a starting JVM is given up, and until a stopping one is killed.
START_SECONDS = 60
STOP_SECONDS = 5
_TICK = 0.05
_BOUND = "--bound-to"
#: Sent at once to clients that know the token: from then on the lease counts.
WELCOME = b"+"

SETTINGS = "pipelineCaching=true\nmaxPipelinePoolSize=8\npipelineExpireTimeInSeconds=3600\n"


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


class Jvm:
    """LanguageTool's HTTP server as a child process. Call all methods from the main thread."""

    def __init__(self, java: str, heap: str, jar: str, folder: Path, ports: Callable[[], int] = free_port) -> None:
        self._command = [java, f"-Xmx{heap}", "-cp", jar, "org.languagetool.server.HTTPServer"]
        self._settings = folder / "server.properties"
        self._log = folder / "server.log"
        self._ports = ports
        self._tries = 0
        self._since = time.monotonic()
        self.process: subprocess.Popen[bytes] | None = None
        self.port = 0

    def start(self) -> None:
        """Start Java on the next free port. Raises OSError if it cannot be run."""
        self._tries += 1
        self.port = self._ports()
        self._settings.write_text(SETTINGS)
        command = [*self._command, "--config", str(self._settings), "--port", str(self.port)]
        # A JVM that is just ending may still write to the file of that name.
        with suppress(OSError):
            self._log.unlink()
        with self._log.open("wb") as log:
            self.process = subprocess.Popen(_bound(command), stdin=subprocess.DEVNULL, stdout=log, stderr=log)

    def ended(self) -> bool:
        """Return whether the JVM has ended on its own; if its port was taken, start it on another."""
        if self.process is None or self.process.poll() is None:
            return False
        if "PortBindingException" in self._log_text() and self._tries < MAX_STARTS:
            self.start()
            return False
        return True

    def ready(self) -> bool:
        """Return whether our own JVM answers, and not another program on that port."""
        if "Server started" not in self._log_text():
            return False
        connection = http.client.HTTPConnection(HOST, self.port, timeout=2)
        try:
            connection.request("GET", "/v2/healthcheck")
            return connection.getresponse().status == 200
        except OSError:
            return False
        finally:
            connection.close()

    def late(self) -> bool:
        """Return whether the JVM should long have been ready."""
        return time.monotonic() - self._since > START_SECONDS

    def problem(self) -> str:
        """Return the line of its log that best explains why it is not running."""
        lines = [line.strip() for line in self._log_text().splitlines() if line.strip()]
        telling = [line for line in lines if "Error" in line or "Exception" in line or "Could not" in line]
        return (telling or lines[-1:] or ["there was no output"])[0][:300]

    def _log_text(self) -> str:
        with suppress(OSError):
            return self._log.read_text("utf-8", "replace")
        return ""

    def stop(self) -> None:
        """End the JVM, and wait for it."""
        if self.process is None:
            return
        self.process.terminate()
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


class Supervisor:
    """Manages leases in threads, and the JVM in the main thread."""

    def __init__(self, jvm: Jvm, state: Path, facts: dict[str, Any], *, keep: bool) -> None:
        self._jvm = jvm
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
                self._jvm.start()
                self._look_after()
            except OSError as error:
                self._settle({"problem": str(error)})
                self._wait_for_leases()
            finally:
                self._withdraw()
                self._jvm.stop()

    def _look_after(self) -> None:
        while not self._idle():
            if self._jvm.ended() or (self._outcome is None and self._jvm.late()):
                # Clients that wait are told; the others notice it by their connections.
                self._settle({"problem": self._jvm.problem()})
                self._wait_for_leases()
                return
            if self._outcome is None and self._jvm.ready():
                assert self._jvm.process is not None
                self._settle({"url": f"http://{HOST}:{self._jvm.port}/", "jvm": self._jvm.process.pid})
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
            if self._stopping:
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
    """Run `supervisor.py JSON`, with the keys java, heap, jar, folder, state, facts, keep; or the command of
    `_bound`.
    """
    if sys.argv[1] == _BOUND:
        _become(int(sys.argv[2]), sys.argv[3:])
        return
    given = json.loads(sys.argv[1])
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    jvm = Jvm(given["java"], given["heap"], given["jar"], Path(given["folder"]))
    Supervisor(jvm, Path(given["state"]), given["facts"], keep=given["keep"]).run()


if __name__ == "__main__":
    main()
