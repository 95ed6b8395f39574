"""The guard's judgement of an answer: which changes of a passage it lets through, which it refuses, and why."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

import msgspec

from cleanup.edits.edits import apply
from cleanup.guard.alignment import Correction, changes, words
from cleanup.guard.capitals import raises_inside_sentence
from cleanup.guard.classes import class_of
from cleanup.guard.facts import FACTS, is_repetition
from cleanup.guard.house import House
from cleanup.guard.house_fit import FITS
from cleanup.guard.names import is_near_name
from cleanup.guard.roles import are_exchanged
from cleanup.model import Edit, Span
from cleanup.text.segments import sentences

#: Facts that a translation often gets wrong: where an answer would change one, a person should look.
QUESTIONS = frozenset({"negation", "modality", "direction", "names"})
#: Where more than this share of the words of a sentence changes, the sentence is written anew.
MAX_SHARE_OF_SENTENCE = 1 / 3
#: Shorter sentences, in words, are not looked at in this way.
MIN_SENTENCE = 8
#: An answer is doubtful as a whole beyond these: words gained or lost, as a share; sentences gained or lost.
MAX_GROWTH, MAX_SENTENCES_APART = 0.08, 2


class JudgedCorrection(msgspec.Struct, frozen=True):
    """A change of a passage that may be shown, and its class.

    `doubtful`: only a person can tell, since the answer touched a fact elsewhere, lost or gained much, turns a sentence
    round, or gives a word a capital inside a sentence.
    `rewrites`: it stands for all changes of a sentence that is written anew.
    `touches` names a fact that it would change: the place is worth a look, and the change is not to be offered.
    """

    name: str
    change: Correction
    doubtful: bool = False
    rewrites: bool = False
    touches: str = ""


class Judgement(msgspec.Struct, frozen=True):
    """The proposals that may be shown, in order, and how many changes were refused for which reason."""

    proposals: tuple[JudgedCorrection, ...]
    refused: Counter[str]


def judge(passage: str, answer: str, house: House, protects: Mapping[str, Sequence[str]] = {}) -> Judgement:
    """Judge the corrected version of a passage; an empty one proposes to remove all of it.

    `protects` names what a class of change must leave as it is; all of `FACTS` where it says nothing.
    """
    if not answer.strip():
        whole = Correction((Edit(Span(0, len(passage)), ""),), Span(0, len(passage)), passage, "", answer=answer)
        return Judgement((JudgedCorrection("boilerplate", whole, doubtful=True),), Counter())
    passed: list[JudgedCorrection] = []
    questions: list[JudgedCorrection] = []
    refused: Counter[str] = Counter()
    for change in changes(passage, answer):
        name = class_of(change)
        reason = refusal(name, change, house, protects.get(name, tuple(FACTS)))
        if reason:
            refused[reason] += 1
            if reason in QUESTIONS and (reason != "names" or is_near_name(change)):
                questions.append(JudgedCorrection("fact", change, doubtful=True, touches=reason))
        else:
            passed.append(JudgedCorrection(name, change, doubtful=raises_inside_sentence(change)))
    doubtful = any(refused[reason] for reason in FACTS) or _is_unlike(passage, answer)
    shown = [*_by_sentence(passage, answer, passed, doubtful), *questions]
    return Judgement(tuple(sorted(shown, key=lambda one: one.change.span)), refused)


def _is_unlike(passage: str, answer: str) -> bool:
    """Return whether an answer has many more or fewer words than the passage, or another number of sentences."""
    count, new = len(words(passage)), len(words(answer))
    if abs(new - count) > max(MAX_GROWTH * count, 2):
        return True
    return abs(len(list(sentences(passage))) - len(list(sentences(answer)))) > MAX_SENTENCES_APART


def refusal(name: str, change: Correction, house: House, protects: Sequence[str]) -> str | None:
    """Return why a change of a class may not be made, or None."""
    if name != "boilerplate" and not is_repetition(change):
        for reason in protects:
            if not FACTS[reason](change, house.known):
                return reason
    return next((reason for reason, fits in FITS.items() if not fits(change, house)), None)


def _by_sentence(
    passage: str, answer: str, passed: Sequence[JudgedCorrection], doubtful: bool
) -> Iterator[JudgedCorrection]:
    """The proposals, those of a sentence that is written anew as one."""
    spans = list(sentences(passage))
    starts = [span.start for span in spans]

    def sentence_of(one: JudgedCorrection) -> Span | None:
        """The first sentence that a change is about: it may begin with the space in front of that."""
        first = one.change.edits[0].span
        number = bisect_right(starts, first.start) - 1
        if number >= 0 and first.start < spans[number].end:
            return spans[number]
        return next((span for span in spans[number + 1 : number + 2] if span.start < first.end), None)

    for sentence, some in groupby(passed, sentence_of):
        mine = list(some)
        if sentence and len(mine) > 1 and _is_rewritten(passage[sentence.start : sentence.end], mine):
            yield JudgedCorrection(
                "word-choice", _together(passage, answer, [one.change for one in mine]), doubtful=True, rewrites=True
            )
        else:
            unsure = doubtful or (sentence is not None and _is_turned_round(passage, sentence, mine))
            yield from (msgspec.structs.replace(one, doubtful=unsure or one.doubtful) for one in mine)


def _is_turned_round(passage: str, sentence: Span, mine: Sequence[JudgedCorrection]) -> bool:
    """Return whether the changes of a sentence together exchange who does something and to whom it is done."""
    edits = sorted(edit for one in mine for edit in one.change.edits)
    start, end = min(sentence.start, edits[0].span.start), max(sentence.end, edits[-1].span.end)
    before = passage[start:end]
    return are_exchanged(before, apply([edit.shift(-start) for edit in edits], before))


def _is_rewritten(sentence: str, mine: Sequence[JudgedCorrection]) -> bool:
    count = len(words(sentence))
    changed = sum(max(len(one.change.old), len(one.change.new)) for one in mine)
    return count >= MIN_SENTENCE and changed > count * MAX_SHARE_OF_SENTENCE


def _together(passage: str, answer: str, some: Sequence[Correction]) -> Correction:
    """Several changes as one: all or none."""
    edits = tuple(sorted(edit for change in some for edit in change.edits))
    span = Span(min(change.span.start for change in some), max(change.span.end for change in some))
    start, end = edits[0].span.start, edits[-1].span.end
    before = passage[start:end]
    after = apply([edit.shift(-start) for edit in edits], before)
    return Correction(edits, span, before, after, passage[:start], passage[end:], answer)
