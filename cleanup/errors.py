"""Errors that a user can act on: where it is, what is wrong, what would be right."""

from __future__ import annotations

from collections.abc import Iterable


class CleanupError(Exception):
    """Something the user can put right. Prints as one line, `path:line: what is wrong; what would be right`.

    `detail` may add a small block below that line, such as the difference of a failed example.
    """

    def __init__(self, message: str, *, path: str = "", line: int = 0, hint: str = "", detail: str = "") -> None:
        self.message = message
        self.path = path
        self.line = line
        self.hint = hint
        self.detail = detail
        super().__init__(str(self))

    def about(self, path: str) -> CleanupError:
        """The same error, of the file with that path where it names none."""
        return self if self.path else DocumentError(self.message, path=path, hint=self.hint)

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
    """What the system says is wrong, as part of a line of ours."""
    said = error.strerror or str(error)
    return said[:1].lower() + said[1:]


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
    return f"known are {', '.join(shown)}"
