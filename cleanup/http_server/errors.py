"""Errors of the API, as LanguageTool words them: a status, and one line of plain text."""

from __future__ import annotations


class ApiError(Exception):
    """A request that cannot be answered: `status` is the HTTP status, `message` what is wrong, in a sentence."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(status, message)  # both, so that it can be sent from one process to another
        self.status = status
        self.message = message

    @property
    def line(self) -> str:
        """The body of the answer."""
        return f"Error: {self.message}"
