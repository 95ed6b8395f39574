"""The command line: the only place that prints or decides what is written. One module for each command."""

# Nothing, not even `__future__`, is imported before the current directory is off the path.

#: The exit code after Ctrl-C: 128 and the number of the signal. The others are in `cleanup.cli.exit_codes`.
INTERRUPTED = 130


def main() -> None:
    """Run the command `cleanup`."""
    import sys

    from cleanup.processes.safe_path import leave_current_folder

    leave_current_folder()
    _open_closed()
    if sys.argv[1:] == ["--version"]:
        # Hooks and editors ask this before each run: without click it is answered in half the time.
        try:
            print(version_line(), flush=True)
            return
        except OSError:
            pass  # the program reports it
    import gc

    from cleanup.processes.programs import collect_seldom

    collect_seldom()
    try:
        from cleanup.cli.program import program
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    except Exception as error:  # a package is missing or damaged, so nothing of ours can report it
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
        gc.freeze()  # otherwise Python searches everything once more when it ends


def _open_closed() -> None:
    """Open standard streams that the caller has closed; otherwise the first files that we open would take their places.

    Reading from such an input or writing to such an output fails, as it should; messages are lost.
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
    """Exit without waiting for threads, or for a server that does not answer."""
    import os
    import sys
    from contextlib import suppress

    for stream in filter(None, (sys.stdout, sys.stderr)):
        with suppress(OSError, ValueError):  # nothing reads it any more
            stream.flush()
    os._exit(INTERRUPTED)


def version_line() -> str:
    """Return the line that `--version` prints."""
    import sys

    import cleanup

    return f"cleanup {cleanup.__version__} (Python {sys.version.split()[0]})"
