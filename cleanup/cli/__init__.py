"""The command line: the only place that prints or decides what is written. One module a command."""

# Not even `__future__` is imported before the current folder is off the path.

#: The exit code after Ctrl-C.
INTERRUPTED = 130


def main() -> None:
    """The command `cleanup`."""
    import sys

    from cleanup.processes.safe_path import leave_current_folder

    leave_current_folder()
    _open_closed()
    if sys.argv[1:] == ["--version"]:
        # Asked by hooks and editors before each run: without click it is answered in half the time.
        try:
            print(version_line(), flush=True)
            return
        except OSError:
            pass  # the program knows what to say of it
    import gc

    from cleanup.processes.programs import collect_seldom

    collect_seldom()
    try:
        from cleanup.cli.program import program
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as error:  # a package is missing or damaged: then there is nothing of ours to tell it with
        said = f"cleanup failed: {type(error).__name__}: {error}; reinstall cleanup"
        print(said.encode("ascii", "backslashreplace").decode(), file=sys.stderr)
        sys.exit(2)

    try:
        program.main(prog_name="cleanup")
    except SystemExit as end:
        if end.code == INTERRUPTED:
            _leave_at_once()
        raise
    finally:
        gc.freeze()  # else Python, when it ends, looks through all of it once more


def _open_closed() -> None:
    """Occupy the standard streams that the caller has closed, else the first files we open would take their places.

    What is read from such an input or written to such an output fails, as it should; what is said is lost.
    """
    import os
    import sys

    for number, mode in enumerate((os.O_WRONLY, os.O_RDONLY, os.O_WRONLY)):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, mode)
    sys.stdin = sys.stdin or open(0, closefd=False)  # noqa: SIM115 - for as long as we live
    sys.stdout = sys.stdout or open(1, "w", closefd=False)  # noqa: SIM115


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
