"""Errors that a user can act on: where it is, what is wrong, what would be right."""

from __future__ import annotations

import os
from collections.abc import Iterable


class CleanupError(Exception):
    """Something the user can put right. Prints as one line, `path:line: what is wrong; what would be right`.

    `detail` may add a small block below that line, such as the difference of a failed example. `trace` says where in
    the code a fault of ours was; it is no part of the text.
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
        """The same error, of the file with that path where it names none."""
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
    """A file that cannot be read as text, or written."""


def reason(error: OSError) -> str:
    """What the system says is wrong, as the middle of a sentence."""
    said = error.strerror or str(error)
    return said[:1].lower() + said[1:]


def system_error(error: OSError, path: str) -> DocumentError:
    """What the system says about a path, as our error."""
    return DocumentError(reason(error), path=path)


def of_file(error: Exception, path: str) -> CleanupError:
    """What any exception comes to that the work on one file has raised: an error of that file, which was left alone.

    A fault of ours is told as one, with its trace.
    """
    if isinstance(error, CleanupError):
        return error.about(path)
    if isinstance(error, OSError):
        return DocumentError(reason(error), path=path)
    if isinstance(error, MemoryError):
        return DocumentError("not enough memory", path=path, hint="it was left unchanged")
    return DocumentError(
        f"internal error: {_told(error)}",
        path=path,
        hint="it was left unchanged; please report this with the output of -v and `cleanup version`",
        trace=_trace(error),
    )


def of_run(error: Exception) -> CleanupError:
    """What any exception comes to that ended a run."""
    if isinstance(error, CleanupError):
        return error
    if isinstance(error, OSError):
        return _of_place() or CleanupError(reason(error), path=_text(error.filename))
    if isinstance(error, MemoryError):
        return CleanupError("cleanup failed: not enough memory")
    hint = "please report this with the output of --verbose and `cleanup version`"
    return CleanupError(f"cleanup failed: {_told(error)}", hint=hint, trace=_trace(error))


def _of_place() -> CleanupError | None:
    """The error of a current folder that is no longer there, or that may not be looked at."""
    try:
        os.getcwd()  # noqa: PTH109 - only the question counts
    except OSError as error:
        return CleanupError(f"the current directory cannot be used: {reason(error)}", hint="change to another one")
    return None


def _text(name: object) -> str:
    """The name of a file, which a system call may have been given as bytes or as a number."""
    return os.fsdecode(name) if isinstance(name, str | bytes) else ""


def _told(error: Exception) -> str:
    said = " ".join(str(error).split())
    return f"{type(error).__name__}: {said}" if said else type(error).__name__


def _trace(error: Exception) -> str:
    import traceback  # 5 ms, for what should never be needed

    return "".join(traceback.format_exception(error)).rstrip("\n")


#: How many known names an error lists.
MOST_NAMES = 20


def near_miss(word: str, known: Iterable[str]) -> str:
    """`did you mean 'x'?` for the closest known word, else the list of known ones."""
    import difflib

    names = sorted(known)
    close = difflib.get_close_matches(word, names, n=1, cutoff=0.6)
    if close:
        return f"did you mean {close[0]!r}?"
    shown = names if len(names) <= MOST_NAMES else [*names[:MOST_NAMES], "…"]
    return f"expected one of: {', '.join(shown)}"
