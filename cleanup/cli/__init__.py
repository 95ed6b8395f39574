"""The command line: the only place that prints or decides what is written. One module a command."""

# Not even `__future__` is imported before the current folder is off the path.


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
    finally:
        gc.freeze()  # else Python, when it ends, looks through all of it once more


def version_line() -> str:
    """What `--version` says."""
    import sys

    import cleanup

    return f"cleanup {cleanup.__version__} (Python {sys.version.split()[0]})"
