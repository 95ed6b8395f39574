"""What a command says of a server of our own."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cleanup.local_servers.launcher import Facts, LocalServer


def running(facts: Facts, name: str, *details: str) -> str:
    """A server that runs: its name, its address, its process, further details, and how long it stays."""
    stays = "runs until stopped" if facts["keep"] else f"runs while in use, currently by {facts['users']}"
    return ", ".join([f"{name} at {facts['url']}", f"process {facts['process']}", *details, stays])


def not_running(server: LocalServer) -> str:
    """That it does not run, and where to look for the reason."""
    return f"not running; the log of the last one, if any, is {server.log}"
