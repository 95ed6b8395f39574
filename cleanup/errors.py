"""Errors that a user can act on: where it is, what is wrong, and what would be right."""

from __future__ import annotations

import os
from collections.abc import Iterable


class CleanupError(Exception):
    """An error that the user can correct. Prints as one line: `path:line: what is wrong; what would be right`.

    `detail` may add a small block below that line, such as the diff of a failed example. `trace` is the traceback of an
    internal error; it is not part of the text.
    """

    def __init__(
        self, message: str, *, path: str = "", line: int = 0, hint: str = "", detail: str = "", trace: str = ""
    ) -> None:
        self.message = message
        self.path = path
        self.line = line
        self.hint = hint
        self.detail = detail
        self.trace = trace
        super().__init__(str(self))

    def about(self, path: str) -> CleanupError:
        """Return the error with this path, unless it already has one."""
        if self.path:
            return self
        return DocumentError(self.message, path=path, hint=self.hint, detail=self.detail, trace=self.trace)

    def __str__(self) -> str:
        where = f"{self.path}:{self.line}: " if self.line else f"{self.path}: " if self.path else ""
        hint = f"; {self.hint}" if self.hint else ""
        detail = f"\n{self.detail}" if self.detail else ""
        return f"{where}{self.message}{hint}{detail}"


class RuleError(CleanupError):
    """A rule file that cannot be used."""


class DocumentError(CleanupError):
    """A file that cannot be read as text, or cannot be written."""


def reason(error: OSError) -> str:
    """Return the system's error message in the form it takes in the middle of a sentence."""
    said = error.strerror or str(error)
    return said[:1].lower() + said[1:]


def system_error(error: OSError, path: str) -> DocumentError:
    """Return an OSError about a path as a DocumentError."""
    return DocumentError(reason(error), path=path)


def of_file(error: Exception, path: str) -> CleanupError:
    """Return the error to report for a file, which was left unchanged, for any exception raised while processing it.

    An unexpected exception becomes an internal error, with its traceback.
    """
    if isinstance(error, CleanupError):
        return error.about(path)
    if isinstance(error, OSError):
        return DocumentError(reason(error), path=path)
    if isinstance(error, MemoryError):
        return DocumentError("not enough memory", path=path, hint="it was left unchanged")
    return DocumentError(
        f"internal error: {_described(error)}",
        path=path,
        hint="it was left unchanged; please report this with the output of -v and `cleanup version`",
        trace=_trace(error),
    )


def of_run(error: Exception) -> CleanupError:
    """Return the error to report for any exception that ended a run."""
    if isinstance(error, CleanupError):
        return error
    if isinstance(error, OSError):
        return _of_place() or CleanupError(reason(error), path=_text(error.filename))
    if isinstance(error, MemoryError):
        return CleanupError("cleanup failed: not enough memory")
    hint = "please report this with the output of --verbose and `cleanup version`"
    return CleanupError(f"cleanup failed: {_described(error)}", hint=hint, trace=_trace(error))


def _of_place() -> CleanupError | None:
    """Return the error of a current directory that has been removed or cannot be read, if it is the cause."""
    try:
        os.getcwd()  # noqa: PTH109 - only the question counts
    except OSError as error:
        return CleanupError(f"the current directory cannot be used: {reason(error)}", hint="change to another one")
    return None


def _text(name: object) -> str:
    """Return a file name, which a system call may have been given as bytes or as a number."""
    return os.fsdecode(name) if isinstance(name, str | bytes) else ""


def _described(error: Exception) -> str:
    said = " ".join(str(error).split())
    return f"{type(error).__name__}: {said}" if said else type(error).__name__


def _trace(error: Exception) -> str:
    import traceback  # takes 5 ms and is rarely needed

    return "".join(traceback.format_exception(error)).rstrip("\n")


#: The maximum number of known names that an error lists.
MAX_NAMES = 20


def near_miss(word: str, known: Iterable[str]) -> str:
    """Return `did you mean 'x'?` for the closest known word, or else a list of the known words."""
    import difflib

    names = sorted(known)
    close = difflib.get_close_matches(word, names, n=1, cutoff=0.6)
    if close:
        return f"did you mean {close[0]!r}?"
    shown = names if len(names) <= MAX_NAMES else [*names[:MAX_NAMES], "…"]
    return f"expected one of: {', '.join(shown)}"
