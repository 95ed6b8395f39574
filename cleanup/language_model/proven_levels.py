"""What a check of a language model has shown, kept by model and version of the prompt.

One small JSON file each in the folder for what a run leaves to the next. One that is damaged counts as no check.
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Literal

import msgspec

from cleanup.files.user_folders import state_folder
from cleanup.model import Level

#: What a class of change has earned; `off`: a proposal of this class is not shown.
Earned = Literal["suggested", "flag", "off"]


class ClassTally(msgspec.Struct, frozen=True):
    """How a model did in one class of change, in changes, and the level that it has earned there.

    The guard let the `right` and the `wrong` ones through.
    """

    right: int
    wrong: int
    refused: int
    level: Earned

    @property
    def proposed(self) -> int:
        """All changes that the model proposed."""
        return self.right + self.wrong + self.refused


class _CheckRecord(msgspec.Struct, frozen=True):
    source: str
    classes: dict[str, ClassTally]


def file_of(source: str) -> Path:
    """Where the check of a model is kept; `source` is that of its `Proposer`. Raises RuntimeError without a home."""
    return state_folder() / "checked-models" / f"{sha256(source.encode()).hexdigest()[:16]}.json"


def save(source: str, tallies: Mapping[str, ClassTally]) -> Path:
    """Keep the check of a model, and return the file. Raises OSError, and RuntimeError without a home."""
    from cleanup.files import atomic

    path = file_of(source)
    path.parent.mkdir(parents=True, exist_ok=True)
    with atomic.beside(str(path)) as file:
        file.write(msgspec.json.format(msgspec.json.encode(_CheckRecord(source, dict(tallies)))) + b"\n")
    return path


def tallies(source: str) -> dict[str, ClassTally] | None:
    """The check of a model by class; None for one that has not been checked, or whose record is damaged."""
    try:
        record = msgspec.json.decode(file_of(source).read_bytes(), type=_CheckRecord)
    except (OSError, ValueError, RuntimeError):  # damaged, or without a home; what msgspec raises is a ValueError
        return None
    return record.classes if record.source == source else None


def proven(source: str) -> dict[str, Level | None] | None:
    """The level by class, None for `off`, as `Proposer.proven` gives it; None for a model without a check."""
    found = tallies(source)
    if found is None:
        return None
    return {name: None if tally.level == "off" else Level(tally.level) for name, tally in found.items()}
