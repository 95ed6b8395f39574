"""A plan with a language model's proposals, made such that planning its result again changes nothing.

The rules of a model look at the text as it was given. What they carry out may change how they judge what they have
held back, so the result is planned too, until it comes to rest.
"""

from __future__ import annotations

from collections.abc import Callable

from cleanup.documents import readers
from cleanup.edits.chained_plans import chained
from cleanup.edits.finding_ids import JudgedFindings
from cleanup.language_model.carrying import Carried
from cleanup.model import Document, Plan

#: Texts after which what is still proposed is given up.
MAX_TEXTS = 4


def settled(
    first: Plan,
    known: JudgedFindings,
    carried: Carried,
    plan: Callable[[Document, JudgedFindings, Carried], Plan],
) -> Plan:
    """The plan, with all that `plan` would still do in its result; `carried` proposes for that."""
    total = last = first
    for turn in range(MAX_TEXTS + 1):
        repaired = readers.again(last.document, last.edits) if last.changes else None
        if repaired is None:
            return total
        if turn == MAX_TEXTS - 1:
            carried.give_up()
        last = plan(repaired, known.moved, carried)
        if last.changes:
            total = chained(total, last)
    return total
