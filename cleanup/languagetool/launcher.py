"""LanguageTool's server as a server of our own: which jar Java runs, and what is said of it."""

from __future__ import annotations

import os

from cleanup.languagetool.local_copy import Installation, java
from cleanup.local_servers.launcher import Facts, Lease, LocalServer
from cleanup.local_servers.supervisor import PORT, SETTINGS_PATH, ServerProgram

#: The heap in megabytes, enough for the 530–600 MB in use; `CLEANUP_LANGUAGETOOL_HEAP` overrides it.
HEAP = "768m"
#: The garbage collector of the JVM. On two cores it takes no more time than the usual one and a third less memory: 420,
#: not 630 MB after twice 20 articles.
COLLECTOR = "SerialGC"
#: The one server of this user on this machine.
SERVER = LocalServer("languagetool", hint="see `cleanup languagetool status`", start_seconds=60)

_SETTINGS = "pipelineCaching=true\nmaxPipelinePoolSize=8\npipelineExpireTimeInSeconds=3600\n"


def heap() -> str:
    """Return the heap of the JVM, in the format of Java's `-Xmx`."""
    return os.environ.get("CLEANUP_LANGUAGETOOL_HEAP") or HEAP


def lease(installation: Installation, *, keep: bool = False, memory: str = "") -> Lease:
    """Find or start the server and wait until it is ready. With `keep`, it stays after its release. Raises
    CleanupError.

    `memory` is the heap of a server that has to be started, as returned by `heap`.
    """

    def prepare() -> tuple[ServerProgram, Facts]:
        installation.verify()
        size = memory or heap()
        facts = {"version": installation.version, "folder": str(installation.folder), "heap": size}
        return program(installation, size), facts

    return SERVER.lease(prepare, keep=keep)


def program(installation: Installation, memory: str) -> ServerProgram:
    """How Java runs it. Raises CleanupError without Java."""
    jvm = [java(), f"-Xmx{memory}", f"-XX:+Use{COLLECTOR}", "-cp", str(installation.jar)]
    return ServerProgram(
        command=[*jvm, "org.languagetool.server.HTTPServer", "--config", SETTINGS_PATH, "--port", PORT],
        settings=_SETTINGS,
        started="Server started",
        port_taken="PortBindingException",
        problem="^.*(?:Error|Exception|Could not).*$",
        health="/v2/healthcheck",
    )
