"""The record of a finished shard, and the totals of many."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import msgspec

from cleanup.corpora.cleaning import Outcome

#: The maximum number of problems of a shard that are listed; all are counted.
MAX_PROBLEMS = 100

#: The maximum length of a name, in code points.
MAX_NAME_LENGTH = 200

MALFORMED = "malformed"
LEFT = "left"


def name_of(value: object) -> str | None:
    """Return the name of a document from its `id`, on one line of limited length; None if it is not a name."""
    if value is None or isinstance(value, (bool, dict, list)):
        return None
    shown = str(value)
    return (
        (shown if len(shown) <= MAX_NAME_LENGTH else f"{shown[:MAX_NAME_LENGTH]}…")
        .encode("utf-8", "backslashreplace")
        .decode()
    )


class Problem(msgspec.Struct, frozen=True):
    """A line that is not a JSON object (`malformed`), or a document that was `left` as it was.

    `place` is the number of the line in JSON Lines or of the row in Parquet, from 1.
    """

    kind: str
    place: int
    reason: str
    id: str | None = None


class Counts(msgspec.Struct):
    """Counts of documents and results."""

    documents: int = 0
    changed: int = 0
    changes: int = 0
    findings: int = 0
    left: int = 0
    malformed: int = 0
    changes_by_rule: dict[str, int] = {}

    def add(self, outcome: Outcome) -> None:
        """Count one more document."""
        self.documents += 1
        self.changed += bool(outcome.changes)
        self.changes += len(outcome.changes)
        self.findings += outcome.findings
        self.left += outcome.error is not None
        for change in outcome.changes:
            for rule in change.rules:
                self.changes_by_rule[rule] = self.changes_by_rule.get(rule, 0) + 1


class Record(msgspec.Struct):
    """A finished shard. `output` is its path in the output directory, with slashes.

    Sizes are bytes, digests SHA-256. `settings` identifies all that the result depends on besides the input. After a
    dry run, nothing is recorded about an output.
    """

    output: str
    input: str
    input_bytes: int
    input_sha256: str
    output_bytes: int
    output_sha256: str
    settings: str
    counts: Counts
    problems: list[Problem] = []


def total(records: Iterable[Record]) -> Counts:
    """Return the totals of shards, with the rules sorted by changes."""
    sums: Counter[str] = Counter()
    rules: Counter[str] = Counter()
    for record in records:
        counts = msgspec.structs.asdict(record.counts)
        rules.update(counts.pop("changes_by_rule"))
        sums.update(counts)
    ranked = dict(sorted(rules.items(), key=lambda item: (-item[1], item[0])))
    return Counts(**sums, changes_by_rule=ranked)
