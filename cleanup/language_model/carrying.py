"""What a model that has seen a text says of the repaired text: what it said before, as far as that still stands.

A repaired passage is new to the model, and it would find something else there, time and again. So it is not asked:
what it has proposed and nobody has carried out is still its proposal, and all else is as it should be.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher

import msgspec

from cleanup.language_model.passages import Proposer, Request
from cleanup.model import Level

_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")

#: A replacement of some tokens of a passage: from, to, what comes in their place.
_Hunk = tuple[int, int, list[str]]


def merged(passage: str, answer: str, repaired: str) -> str:
    """What the answer to a passage still proposes for what became of it; at a place of both, the repair stays."""
    if not answer.strip():
        return answer if repaired.split() == passage.split() else repaired
    base = _TOKEN.findall(passage)
    made = list(_hunks(base, _TOKEN.findall(repaired)))
    proposed = list(_hunks(base, _TOKEN.findall(answer)))
    still = [one for one in proposed if not any(one[0] <= other[1] and other[0] <= one[1] for other in made)]
    for start, end, new in sorted([*made, *still], reverse=True):
        base[start:end] = new
    return "".join(base)


def _hunks(old: list[str], new: list[str]) -> Iterator[_Hunk]:
    for op, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if op != "equal":
            yield i1, i2, new[j1:j2]


def answers_after(before: Sequence[str], answers: Mapping[str, str], after: Sequence[str]) -> dict[str, str]:
    """The answers to the passages of a repaired text, from those to the passages that it had before.

    One that cannot be traced back is answered by itself.
    """
    found: dict[str, str] = {}
    for op, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        traced = op == "replace" and i2 - i1 == j2 - j1
        for number, passage in enumerate(after[j1:j2]):
            if passage in answers:
                found[passage] = answers[passage]
            elif traced and before[i1 + number] in answers:
                old = before[i1 + number]
                found[passage] = merged(old, answers[old], passage)
            elif op != "equal" and not traced:
                found[passage] = passage
    return found


class Carried(msgspec.Struct):
    """Proposes for a repaired text what another proposed for the text before: its passages, in order, and answers."""

    origin: Proposer
    before: Sequence[str]
    answers: dict[str, str]
    #: Whether nothing is proposed any more.
    given_up: bool = False

    @property
    def source(self) -> str:
        """That of the other."""
        return self.origin.source

    @property
    def proven(self) -> Mapping[str, Level | None] | None:
        """That of the other."""
        return self.origin.proven

    def __call__(self, requests: Sequence[Request]) -> Mapping[str, str]:
        """The answers to the passages of the text as it stands now, which are the ones before from now on."""
        after = [request.passage for request in requests]
        if after != self.before:
            found = answers_after(self.before, self.answers, after)
            self.answers.update({passage: passage for passage in found} if self.given_up else found)
            self.before = after
        return {passage: self.answers[passage] for passage in after if passage in self.answers}

    def give_up(self) -> None:
        """Propose nothing more where a repair has been made: it would go on for ever."""
        self.given_up = True
