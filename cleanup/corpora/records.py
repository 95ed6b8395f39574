"""What is known of a finished shard, and the sums over many."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import msgspec

from cleanup.corpora.cleaning import Outcome

#: Problems of one shard that are kept by name; all are counted.
MOST_PROBLEMS = 100

#: Code points of a name that are kept.
LONGEST_NAME = 200

MALFORMED = "malformed"
LEFT = "left"


def name_of(value: object) -> str | None:
    """What a document is called by its `id`: on one line of bounded length, that can be written; None where it is no
    name.
    """
    if value is None or isinstance(value, (bool, dict, list)):
        return None
    shown = str(value)
    return (
        (shown if len(shown) <= LONGEST_NAME else f"{shown[:LONGEST_NAME]}…")
        .encode("utf-8", "backslashreplace")
        .decode()
    )


class Problem(msgspec.Struct, frozen=True):
    """A line that is no JSON object (`malformed`) or a document that was `left` as it was.

    `place` is the number of the line in JSON Lines, of the row in Parquet, from 1.
    """

    kind: str
    place: int
    reason: str
    id: str | None = None


class Counts(msgspec.Struct):
    """Documents, and what became of them."""

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
    """A finished shard. `output` is its path below the folder of results, with slashes.

    Sizes are bytes, digests SHA-256. `settings` names all that the result depends on besides the input. After a dry run
    nothing is known of an output.
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
    """The sum over shards; rules with the most changes first."""
    sums: Counter[str] = Counter()
    rules: Counter[str] = Counter()
    for record in records:
        counts = msgspec.structs.asdict(record.counts)
        rules.update(counts.pop("changes_by_rule"))
        sums.update(counts)
    ranked = dict(sorted(rules.items(), key=lambda item: (-item[1], item[0])))
    return Counts(**sums, changes_by_rule=ranked)
