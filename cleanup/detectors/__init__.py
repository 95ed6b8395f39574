"""The kinds of rule. A new kind is one module and one line in `KINDS`."""

from __future__ import annotations

import msgspec

from cleanup.detectors import boilerplate, clause_break, consistency, coordination, encoding, pattern, phrases, quotes
from cleanup.detectors.base import Kind

KINDS: dict[str, Kind] = {
    "boilerplate": boilerplate.KIND,
    "consistency": consistency.KIND,
    "clause_break": clause_break.KIND,
    "coordination": coordination.KIND,
    "encoding": encoding.KIND,
    "pattern": pattern.KIND,
    "phrases": phrases.KIND,
    "quotes": quotes.KIND,
}

#: The struct of each kind's own keys, as `cleanup.rulebook.load` wants it.
PARAMS: dict[str, type[msgspec.Struct]] = {name: kind.params for name, kind in KINDS.items()}
