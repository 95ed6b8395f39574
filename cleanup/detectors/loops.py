"""The `loops` kind: what a translator writes again, because it is caught in a loop or finds one word for two.

A neural translator that loses its place repeats a clause or a sentence until something stops it. Where the source joins
two words of like meaning, both may become the same English word: “big and beautiful and beautiful”.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from itertools import accumulate, compress, pairwise
from operator import contains, eq
from typing import Literal

import msgspec

from cleanup import lazy_regex
from cleanup.lexicon import lexicon
from cleanup.matching import FullText, Report, document_kind, replace
from cleanup.model import Finding, Rule, Span


class Params(msgspec.Struct, frozen=True):
    """Keys of a loops rule: `report` names what is repeated."""

    report: Literal["clause", "sentence", "adjective"]


class _Repetition(msgspec.Struct, frozen=True):
    """What is repeated, where the repetition stands, and what should stand there instead."""

    what: str
    span: Span
    new: str = ""


#: A clause is repeated by accident if it stands so often in a row; three times can be a figure of speech.
_ROUNDS = 4
_LEAST_WORDS = 2
_SENTENCE_WORDS = 5
#: So much of a sentence is looked for in the one before.
_HEAD = 20
_ENDS = lazy_regex.pattern(r"(?:\A|[.!?…”\"])\s*\Z")
_FIRST_WORD = lazy_regex.pattern(r"[a-z]+(?![\w’'-])")


def _clauses(text: str) -> list[_Repetition]:
    """Return the clauses between commas that stand `_ROUNDS` times in a row or more."""
    found: list[_Repetition] = []
    starts: list[int] = []
    parts, at = text.split(", "), 0
    for part in parts:
        starts.append(at)
        at += len(part) + 2
    first = 0
    while first < len(parts):
        last = first
        while last + 1 < len(parts) and parts[last + 1] == parts[first]:
            last += 1
        if last - first + 1 >= _ROUNDS - 1 and len(parts[first].split()) >= _LEAST_WORDS:
            found += _loop(parts, starts, first, last)
        first = last + 1
    return found


def _loop(parts: list[str], starts: list[int], first: int, last: int) -> Iterator[_Repetition]:
    """Yield the loop with what begins before its first comma and ends behind its last one."""
    clause = parts[first]
    end = starts[last] + len(clause)
    if last + 1 < len(parts) and parts[last + 1].startswith(clause):
        last += 1
        end = starts[last] + len(clause)
    before = parts[first - 1] if first else ""
    said = before.lower().endswith(clause.lower()) or any(
        part.lower().endswith(clause.lower()) for part in parts[max(0, first - 2) : first]
    )
    kept = 0 if said else 1
    if last - first + 1 + (not kept) >= _ROUNDS:
        start = starts[first] - 2 if said else starts[first] + len(clause)
        yield _Repetition(clause, Span(max(0, start), end))


def _sentences(text: str) -> list[_Repetition]:
    """Return the sentences that stand twice in a row."""
    found, parts, at = [], text.split(". "), 0
    for part, following in pairwise(parts):
        end = at + len(part)
        start = part.rfind(following[:_HEAD]) if len(following) >= _HEAD else -1
        sentence = part[start:] if start >= 0 and _ENDS.search(part, 0, start) else ""
        if len(sentence.split()) >= _SENTENCE_WORDS and following.startswith(sentence):
            rest = following[len(sentence) :]
            if not rest or rest[0] in ".!?…":
                found.append(_Repetition(sentence, Span(end, end + 2 + len(sentence))))
        at = end + 2
    return found


def _adjectives(text: str) -> list[_Repetition]:
    """Return the adjectives and adverbs that are joined to themselves."""
    return [*_joined(text, " and "), *_joined(text, ", ")]


def _joined(text: str, joint: str) -> Iterator[_Repetition]:
    at = text.find(joint)
    while at >= 0:
        after = at + len(joint)
        again = _FIRST_WORD.match(text, after)
        if (
            again
            and len(again[0]) >= _LEAST_LETTERS
            and text.endswith(again[0], 0, at)
            and _is_doubled(text, at, again[0], joint)
        ):
            yield _joined_word(text, at, again[0], joint)
        at = text.find(joint, after)


def _joined_word(text: str, at: int, word: str, joint: str) -> _Repetition:
    end = at + len(joint) + len(word)
    before = at - len(word)
    if joint == ", " and text.endswith(", ", 0, before):
        return _Repetition(word, Span(before - 2, end), f" and {word}")  # “effective, needed, needed”
    return _Repetition(word, Span(at, end))


_LEAST_LETTERS = 5


def _is_doubled(text: str, at: int, word: str, joint: str) -> bool:
    """Return whether a word describes, and is not repeated for emphasis: “colder and colder”, “slowly, slowly”."""
    words, start = lexicon("en"), at - len(word)
    if words is None or (start and (text[start - 1].isalnum() or text[start - 1] in "-’'“\"—–(")):
        return False
    forms = words.forms(word)
    if not (
        forms <= _ADJECTIVE or (word.endswith("ly") and forms <= {"adverb-base"}) or _is_passive(text, start, forms)
    ):
        return False
    following = text[at + len(joint) + len(word) :]
    if joint == ", ":
        return text.endswith(", ", 0, start) and following[:1] in (".", ";", ":", "!", "?", "")
    return not following.lstrip(" ").startswith(("again", "till", "until", word))


def _is_passive(text: str, start: int, forms: frozenset[str]) -> bool:
    """Return whether a word can only be a participle behind “be”: “waited and waited” may be meant."""
    return "verb-participle" in forms and "noun-singular" not in forms and bool(_PASSIVE.search(text, 0, start))


_ADJECTIVE = frozenset(("adjective-base",))
_PASSIVE = lazy_regex.pattern(r"\b(?:be|been|being|is|are|was|were|also|not) \Z")


# --- where a text may hold any, which is cheap to tell of the whole text ----------------------------------------------


def _joints(text: str, joint: str, meet: Callable[[list[str], list[str]], Iterable[bool]]) -> list[int]:
    """Return where the joints are whose parts meet, told of all but the last and all but the first of the parts."""
    parts = text.split(joint)
    met = list(meet(parts, parts[1:]))
    ends = enumerate(accumulate(map(len, parts)))
    return [end + number * len(joint) for number, end in compress(ends, met)] if True in met else []


def _heads(parts: list[str], size: int) -> list[str]:
    """Return so much of each part, or of a shorter one what is in no text."""
    return [part[:size] if len(part) >= size else "\0" for part in parts]


def _of_clauses(text: str) -> list[int]:
    return _joints(text, ", ", lambda parts, following: map(eq, parts, following))


def _of_sentences(text: str) -> list[int]:
    return _joints(text, ". ", lambda parts, following: map(contains, parts, _heads(following, _HEAD)))


def _of_adjectives(text: str) -> list[int]:
    def meet(parts: list[str], following: list[str]) -> Iterable[bool]:
        return map(contains, [part[-_LONGEST:] for part in parts], _heads(following, _LEAST_LETTERS))

    return [*_joints(text, " and ", meet), *_joints(text, ", ", meet)]


#: No word is longer.
_LONGEST = 24


def _lines_at(text: str, places: list[int]) -> Iterator[tuple[int, str]]:
    """Yield the lines that hold some of the places, in order, and where they begin."""
    lines = text.splitlines(keepends=True) if places else []
    starts = list(accumulate(map(len, lines), initial=0))
    for number in sorted({bisect_right(starts, place) - 1 for place in places}):
        yield starts[number], lines[number]


def _report(finder: Callable[[str], list[_Repetition]], places: Callable[[str], list[int]]) -> Report[FullText]:
    """Return a report of what a finder finds in a line; it finds nothing in a line without one of the places."""

    def find(rule: Rule, view: FullText) -> Iterator[Finding]:
        for at, line in _lines_at(view.text, places(view.text)):
            for one in finder(line.rstrip()):
                span = one.span.shift(at)
                title = f"write “{one.new.strip()}”" if one.new else "delete the repetition"
                fix = replace(span, one.new, title)
                yield Finding(rule.id, span, f"“{one.what}” is repeated", rule.level, (fix,), rule.confidence)

    return Report(find)


KIND = document_kind(
    Params,
    {
        "clause": _report(_clauses, _of_clauses),
        "sentence": _report(_sentences, _of_sentences),
        "adjective": _report(_adjectives, _of_adjectives),
    },
)
