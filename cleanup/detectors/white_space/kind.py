"""The `white_space` kind: blanks and line ends that mean nothing, as the rest of the text shows.

A report looks at the whole text: whether paragraphs are separated by empty lines, whether sentences are by two spaces,
and whether a line is prose or layout. See `layout`.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from cleanup.detectors.white_space import gaps, lines, no_break
from cleanup.matching import Report, document_kind


class Params(msgspec.Struct, frozen=True):
    """Keys of a white_space rule: `report` names what it reports."""

    report: Literal["no-break", "repeated", "trailing", "leading", "empty-lines", "lost-empty-line"]


KIND = document_kind(
    Params,
    {
        "no-break": Report(no_break.find),
        "repeated": Report(gaps.find),
        "trailing": Report(lines.trailing),
        "leading": Report(lines.leading),
        "empty-lines": Report(lines.empty_lines),
        "lost-empty-line": Report(lines.lost_empty_line),
    },
)
