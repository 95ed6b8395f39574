"""The house style of a set of texts: each document has one vote on each key."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cleanup import lazy_regex
from cleanup.model import Document
from cleanup.style.document_style import Profile

#: The share of the votes that makes a habit a house style.
MIN_VOTE_SHARE = 2 / 3

_APOSTROPHE = lazy_regex.pattern(r"\w[’']\w")
#: One or two apostrophes are not evidence.
MIN_APOSTROPHES = 3


@dataclass(frozen=True, slots=True)
class Habit:
    """A habit of `votes` of the `voters`; the other voters do something else, and the remaining texts have no
    opinion.
    """

    value: str
    votes: int
    voters: int


def habits_of(documents: Iterable[Document]) -> dict[str, Habit]:
    """Return what at least two thirds of the documents do, by key of the configuration (`language`) or of its style."""
    votes: dict[str, Counter[str]] = {}
    for document in documents:
        for key, value in _opinions(document).items():
            if value is not None:
                votes.setdefault(key, Counter())[value] += 1
    return {key: habit for key, counts in votes.items() if (habit := _habit(counts))}


def _habit(counts: Counter[str]) -> Habit | None:
    (value, votes), voters = counts.most_common(1)[0], counts.total()
    return Habit(value, votes, voters) if votes >= MIN_VOTE_SHARE * voters else None


def _opinions(document: Document) -> Mapping[str, str | None]:
    text = "\n".join(document.text[span.start : span.end] for span in document.prose)
    profile = Profile(text, document.language)
    dotted, apostrophes = profile.honorific_dot, len(_APOSTROPHE.findall(text))
    return {
        "language": profile.language,
        "quotes": profile.double_quotes,
        "primary-quotes": profile.primary_quotes,
        "quote-punctuation": profile.quote_punctuation,
        "apostrophe": None if apostrophes < MIN_APOSTROPHES else "curly" if profile.apostrophe == "’" else "straight",
        "honorifics": None if dotted is None else "dotted" if dotted else "plain",
        "spelling": profile.spelling,
        "dash": profile.dash if profile.dash != "hyphen" else None,
    }
