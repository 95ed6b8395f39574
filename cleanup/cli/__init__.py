"""The command line: the only place that prints or decides what is written. One module a command."""

# Not even `__future__` is imported before the current folder is off the path.

#: The exit code after Ctrl-C.
INTERRUPTED = 130


def main() -> None:
    """The command `cleanup`."""
    import sys

    from cleanup.safepath import leave_current_folder

    leave_current_folder()
    if sys.argv[1:] == ["--version"]:
        # Asked by hooks and editors before each run: without click it is answered in half the time.
        try:
            print(version_line(), flush=True)
            return
        except OSError:
            pass  # the program knows what to say of it
    import gc

    # What is imported stays: to look through it for garbage again and again takes 5 % of a small run.
    gc.disable()
    from cleanup.cli.program import program

    try:
        program.main(prog_name="cleanup")
    except SystemExit as end:
        if end.code == INTERRUPTED:
            _leave_at_once()
        raise
    finally:
        gc.freeze()  # else Python, when it ends, looks through all of it once more


def _leave_at_once() -> None:
    """End, when all is put away: Python would wait for threads, and those for a server that does not answer."""
    import os
    import sys
    from contextlib import suppress

    for stream in filter(None, (sys.stdout, sys.stderr)):
        with suppress(OSError, ValueError):  # nobody reads it any more
            stream.flush()
    os._exit(INTERRUPTED)


def version_line() -> str:
    """What `--version` says."""
    import sys

    import cleanup

    return f"cleanup {cleanup.__version__} (Python {sys.version.split()[0]})"
