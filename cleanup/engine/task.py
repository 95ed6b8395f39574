"""What the engine is asked for one document, and what it must not do there."""

from __future__ import annotations

from collections import Counter

import msgspec

from cleanup.edits.finding_ids import JudgedFindings
from cleanup.engine.passes import Prefetch
from cleanup.engine.repaired import Holder
from cleanup.languagetool.matches import Matcher
from cleanup.model import Document, Edit, Level
from cleanup.style.house_style import Style


class Task(msgspec.Struct, frozen=True):
    """A document and what is asked for it; the arguments of `Engine.plan`."""

    document: Document
    style: Style
    language: str | None
    through: Level
    known: JudgedFindings
    matcher: Matcher | None = None
    meter: Counter[str] | None = None
    prefetch: Prefetch | None = None


class Refusals(msgspec.Struct, frozen=True):
    """What the rounds must not do, since it came to no good before.

    `demoted` are rules that may only flag, and `contested` places, in the shown text, where a rule may only flag;
    `refused` are edits that the mark-up would not survive, `rejected` the places that a rule must leave as they are.
    """

    demoted: frozenset[str] = frozenset()
    refused: frozenset[Edit] = frozenset()
    rejected: frozenset[Holder] = frozenset()
    contested: frozenset[Holder] = frozenset()
