"""Running the server: the connection in a thread of its own, the checks in the main one."""

from __future__ import annotations

import asyncio
import logging
import os
import sys
import threading
from collections.abc import Callable, Coroutine
from typing import Any, BinaryIO

from pygls.io_ import StdoutWriter, run_async

from cleanup.language_server.handlers import register
from cleanup.language_server.server import CleanupServer

#: The longest line of a header, in bytes; bodies have any length.
_MAX_HEADER = 65_536
_CHUNK = 65_536
#: How long to wait for the connection to end, in seconds.
_LAST_WORDS = 2.0

_Serve = Callable[[CleanupServer], Coroutine[Any, Any, None]]


def over_stdio(server: CleanupServer | None = None) -> bool:
    """Serve the editor at standard input and output; return whether it has shut down the server before leaving."""
    source, sink = sys.stdin.buffer, sys.stdout.buffer
    # Nothing else may be written where the editor reads.
    sys.stdout = sys.stderr

    async def serve(ready: CleanupServer) -> None:
        await _converse(ready, _fed_by(source), StdoutWriter(sink))

    return _run(server or CleanupServer(), serve)


def over_tcp(host: str, port: int, listening: Callable[[str, int], None], server: CleanupServer | None = None) -> bool:
    """Serve the first editor that connects to a port; return whether it has shut down the server before leaving.

    `listening` is told the address when it can be connected to; with port 0, the system chooses one. Raises OSError.
    """

    async def serve(ready: CleanupServer) -> None:
        first: asyncio.Future[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = (
            asyncio.get_running_loop().create_future()
        )

        async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            if first.done():
                writer.close()
            else:
                first.set_result((reader, writer))

        listener = await asyncio.start_server(connected, host, port, limit=_MAX_HEADER)
        listening(*listener.sockets[0].getsockname()[:2])
        reader, writer = await first
        listener.close()
        await _converse(ready, reader, writer)
        writer.close()

    return _run(server or CleanupServer(), serve)


async def _converse(server: CleanupServer, reader: asyncio.StreamReader, writer: Any) -> None:
    """Take messages until the editor says that it leaves, or is gone."""
    server.protocol.set_writer(writer)
    try:
        await run_async(
            stop_event=server.ended,
            reader=reader,
            protocol=server.protocol,
            logger=logging.getLogger(__name__),
            error_handler=server.report_server_error,
        )
    except (asyncio.IncompleteReadError, ConnectionError, BrokenPipeError):
        return  # the editor is gone
    finally:
        server.end()


def _fed_by(source: BinaryIO) -> asyncio.StreamReader:
    """Return a reader of a pipe. A thread feeds it that does not keep the process alive, unlike those of a pool."""
    loop = asyncio.get_running_loop()
    reader = asyncio.StreamReader(limit=_MAX_HEADER, loop=loop)

    def feed() -> None:
        try:
            while data := os.read(source.fileno(), _CHUNK):
                loop.call_soon_threadsafe(reader.feed_data, data)
            loop.call_soon_threadsafe(reader.feed_eof)
        except (OSError, RuntimeError):  # the pipe is broken, or the loop has ended meanwhile
            return

    threading.Thread(target=feed, name="standard input", daemon=True).start()
    return reader


def _run(server: CleanupServer, serve: _Serve) -> bool:
    failures: list[BaseException] = []

    def connection() -> None:
        try:
            asyncio.run(serve(server))
        except BaseException as error:
            failures.append(error)
        finally:
            server.queue.stop()

    register(server)
    thread = threading.Thread(target=connection, name="connection", daemon=True)
    thread.start()
    server.queue.run()
    thread.join(_LAST_WORDS)
    if failures:
        raise failures[0]
    return server.was_shut_down
