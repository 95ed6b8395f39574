"""The command line: the only place that prints or decides what is written. One module a command."""

from __future__ import annotations


def main() -> None:
    """The command `cleanup`."""
    from cleanup.cli.program import program

    program.main(prog_name="cleanup")
