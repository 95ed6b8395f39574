"""Corrections that a language model has made before, as a `Proposer`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from cleanup.language_model.passages import Request
from cleanup.model import Level


class Recorded(msgspec.Struct, frozen=True):
    """The corrected version of some passages; a passage without one counts as not answered."""

    answers: Mapping[str, str]
    source: str = "recorded"
    proven: Mapping[str, Level | None] | None = None

    def __call__(self, requests: Sequence[Request]) -> Mapping[str, str]:
        """What is recorded for these passages."""
        asked = {request.passage for request in requests}
        return {passage: answer for passage, answer in self.answers.items() if passage in asked}
