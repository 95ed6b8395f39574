"""Running the server: its address, its processes, and its end."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Protocol

import uvicorn

from cleanup.engine import loading
from cleanup.errors import CleanupError, reason
from cleanup.http_server.answering import Answerer
from cleanup.http_server.application import Application, ServerSettings
from cleanup.http_server.exchange import TEXT, HttpAnswer, HttpQuestion
from cleanup.http_server.pasted import PATIENCE
from cleanup.processes.service import NoAnswerError, WorkerService

#: Connections that may wait to be accepted.
_BACKLOG = 128
#: Seconds that a process may take for more than its own limits, to note them and to write its answer.
_GRACE = 30.0


def listening(host: str, port: int) -> socket.socket:
    """Return a socket that is bound to an address; port 0 is any free one. Raises CleanupError."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        found = socket.socket(family, kind, protocol)
    except (OSError, UnicodeError) as error:
        hint = "use the name or number of this machine, such as 127.0.0.1"
        raise CleanupError(f"--host {host}: no such address", hint=hint) from error
    try:
        if not hasattr(socket, "SO_EXCLUSIVEADDRUSE"):  # elsewhere than on Windows, only a port that nobody listens at
            found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        found.bind(address)
        found.listen(_BACKLOG)
    except OSError as error:
        found.close()
        hint = "end the program that uses it, or choose another port with --port"
        raise CleanupError(f"{authority(host, port)}: {reason(error)}", hint=hint) from error
    return found


def authority(host: str, port: int) -> str:
    """Return host and port as an address has them."""
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def hosts(host: str, port: int) -> frozenset[str]:
    """Return the values of the header Host that are meant for this server, in lowercase."""
    names = {authority(name, port) for name in ("localhost", "127.0.0.1", "::1", host.lower())}
    return frozenset(names | {name.removesuffix(":80") for name in names})


def serve(found: socket.socket, host: str, *, allow_origin: str, jobs: int, seconds: float,
          on_ready: Callable[[], None], on_failure: Callable[[str], None]) -> None:  # fmt: skip
    """Serve until the process is asked to end. `on_failure` is told of errors of the server itself.

    Raises CleanupError if no process can be started, and KeyboardInterrupt at Ctrl-C.
    """
    port = found.getsockname()[1]
    limit = PATIENCE * seconds + _GRACE if seconds else 24 * 3600.0
    service: WorkerService[HttpQuestion, HttpAnswer] = WorkerService(
        Answerer(seconds), jobs, first=HttpQuestion("warm"), seconds=limit
    )
    with found, ThreadPoolExecutor(jobs) as threads:
        try:
            loading.load()  # proves the rules, if they have changed, once and not in each process
            service.start()

            async def ask(question: HttpQuestion) -> HttpAnswer:
                return await asyncio.get_running_loop().run_in_executor(
                    threads, answered, service, question, on_failure
                )

            application = Application(ServerSettings(hosts(host, port), allow_origin, jobs), ask).asgi()
            server = uvicorn.Server(_config(application))
            on_ready()
            with suppress(SystemExit):  # of uvicorn, where it could not begin
                server.run(sockets=[found])
        finally:
            service.close()


def _config(application: object) -> uvicorn.Config:
    # A client learns nothing of what is behind, and the terminal nothing of the texts.
    return uvicorn.Config(
        application,  # type: ignore[arg-type]
        http="h11",
        ws="none",
        lifespan="off",
        log_config=None,
        log_level="critical",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_keep_alive=30,
        timeout_graceful_shutdown=5,
    )


class Asks(Protocol):
    """What answers questions: a service."""

    def ask(self, question: HttpQuestion, /) -> HttpAnswer:
        """Return the answer. Raises NoAnswerError."""


def answered(service: Asks, question: HttpQuestion, on_failure: Callable[[str], None]) -> HttpAnswer:
    """Return the answer to a question, whatever happens; `on_failure` is told of what a user cannot correct."""
    try:
        answer = service.ask(question)
    except NoAnswerError as error:
        on_failure(f"a request could not be answered: {error}")
        return HttpAnswer(500, TEXT, f"Error: The request could not be answered: {error}".encode())
    if answer.status == 500:
        on_failure(answer.body.decode("utf-8", "replace"))
    return answer
