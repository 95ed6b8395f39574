"""Where in a text a pattern can match: what makes detectors fast, apart from what they find."""

from cleanup.matching.kinds import FullText, Passage, Report, document_kind, local_kind
from cleanup.matching.triggers import Trigger, Words, words
from cleanup.matching.view import describe, replace

__all__ = [
    "FullText",
    "Passage",
    "Report",
    "Trigger",
    "Words",
    "describe",
    "document_kind",
    "local_kind",
    "replace",
    "words",
]
