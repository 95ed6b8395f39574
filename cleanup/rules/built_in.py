"""What is known of the built-in rules before anyone runs them, so that a first run need not find it out.

Their examples hold, which the tests show, and this is what a plain text must contain for each (`Rule.needs`). The file
names a rule by its content, so that an edited one is unknown, and proven like any other.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import msgspec

from cleanup.model import Needs

#: A line a rule: its id, its digest and its needs in JSON. Written by `python -m benchmarks.built_in_rules --write`.
FACTS = Path(__file__).with_name("built_in.tsv")


def line(rule_id: str, digest: str, needs: Needs) -> bytes:
    """Return the line of a rule."""
    return b"%b\t%b\t%b\n" % (rule_id.encode(), digest.encode(), msgspec.json.encode(needs))


@cache
def _known() -> dict[bytes, bytes]:
    lines = (one.split(b"\t") for one in FACTS.read_bytes().splitlines())
    return {digest: needs for _, digest, needs in lines}


def needs(digest: str) -> Needs | None:
    """Return the needs of the built-in rule whose file has a digest; None if no built-in rule has that content."""
    found = _known().get(digest.encode())
    return msgspec.json.decode(found, type=Needs) if found is not None else None
