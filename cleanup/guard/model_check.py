"""How far a language model can be trusted, by class of change: its answers to texts whose right version is known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from cleanup.edits.edits import apply
from cleanup.guard.alignment import changes
from cleanup.guard.classes import CLASSES, class_of
from cleanup.guard.facts import FACTS
from cleanup.guard.house import House, serial_comma
from cleanup.guard.judge import JudgedCorrection, judge, refusal
from cleanup.guard.known import Known
from cleanup.language_model.check_texts import CheckText
from cleanup.language_model.proven_levels import ClassTally, Earned
from cleanup.model import Edit
from cleanup.style.document_style import Profile

#: From so many proposals on, and with this share of right ones, a class is suggested.
MIN_PROPOSALS, MIN_RIGHT = 10, 0.85
#: With a smaller share of right ones, a class is off.
MIN_TO_FLAG = 0.5

#: What the guard calls a change that is shown without being offered.
FACT = "fact"
RIGHT, WRONG, REFUSED = "right", "wrong", "refused"


def check(texts: Sequence[CheckText], answers: Mapping[str, str]) -> dict[str, ClassTally]:
    """What the answers of a model to texts are worth, by class of change; a text without an answer does not count.

    A class with too few proposals to tell is off where most are wrong in all classes together. So is `fact`, which is
    about places that are shown and not changed.
    """
    counts: dict[str, Counter[str]] = {name: Counter() for name in (*CLASSES, FACT)}
    for text in texts:
        for name, verdict in _verdicts(text, answers.get(text.damaged, text.damaged)):
            counts[name][verdict] += 1
    total = sum(counts.values(), Counter())
    return {
        name: ClassTally(count[RIGHT], count[WRONG], count[REFUSED], _level(count, total))
        for name, count in counts.items()
    }


def house_of(text: str) -> House:
    """The style of a short English text, as far as it shows."""
    return House(Profile(text, "en"), Known(text), serial_comma(text))


def _verdicts(text: CheckText, answer: str) -> Iterator[tuple[str, str]]:
    """The class of each change that an answer makes, and what becomes of it."""
    if answer == text.damaged:
        return
    house = house_of(text.damaged)
    wanted = {edit for change in changes(text.damaged, text.right) for edit in change.edits}
    for proposal in judge(text.damaged, answer, house).proposals:
        if not proposal.touches:
            yield proposal.name, RIGHT if _is_right(text, proposal, wanted) else WRONG
    if answer.strip():
        for change in changes(text.damaged, answer):
            name = class_of(change)
            if refusal(name, change, house, tuple(FACTS)):
                yield name, REFUSED


def _is_right(text: CheckText, proposal: JudgedCorrection, wanted: Iterable[Edit]) -> bool:
    """Return whether a proposal alone makes a text right, or a part of it."""
    edits = proposal.change.edits
    return set(edits) <= set(wanted) or apply(edits, text.damaged) == text.right


def _level(count: Counter[str], total: Counter[str]) -> Earned:
    many = count[RIGHT] + count[WRONG] >= MIN_PROPOSALS
    if many and _share(count) >= MIN_RIGHT:
        return "suggested"
    return "off" if _share(count) < MIN_TO_FLAG or (not many and _share(total) < MIN_TO_FLAG) else "flag"


def _share(count: Counter[str]) -> float:
    """The share of right proposals in those that the guard let through; all of none are right."""
    shown = count[RIGHT] + count[WRONG]
    return count[RIGHT] / shown if shown else 1.0
