"""Attributions: the words with which a narrator says who speaks, in English.

They contain a reporting verb (`data/reporting_verbs.txt`), and usually a subject beside it.
"""

from __future__ import annotations

import re
from functools import cache

from cleanup import lazy_regex
from cleanup.text import word_lists

_NAME = r"[A-Z][\w’'-]+"
#: Before a verb of which nothing else is the subject: “he said”, “the minister of trade added”, “Ann Holm wrote”.
_SPEAKER = (
    r"(?:he|she|they|it|(?:the|a|an|one|his|her|their|its)\s+(?:[\w-]+\s+){1,3}?"
    rf"|(?:(?:Mr|Mrs|Ms|Dr)\.?\s+)?{_NAME}\s+(?:{_NAME}\s+){{0,2}}?)\s*"
)
#: After a dash, where it is certainly the narrator, it may be omitted, in the first person, or further away.
_AFTER_DASH = (
    r"(?:(?:he|she|they|I|we|[A-Z][\w’.-]+(?: [A-Z][\w’.-]+)?|the [\w ]{2,30}) )?(?:then |also |immediately )?"
)
#: In the middle of a text it must be plain.
_NO_NAME = "That|This|It|Which|Who|There|What|These|Those"
_NARRATOR = rf"(?:[Hh]e|[Ss]he|[Tt]hey|(?!(?:{_NO_NAME})\b){_NAME}|[Tt]he (?:[\w-]+ ){{0,2}}[\w-]+)"
_ADVERB = "(?:also|then|later|further|repeatedly|himself|herself)"
#: A colon or “that” would begin another quotation.
_COMPLETE = r"(?!\s+that\b|[^.!?“”]{0,40}:)"


@cache
def _verb() -> str:
    return f"(?:{word_lists.alternatives('reporting_verbs')})"


@cache
def tag() -> re.Pattern[str]:
    """Return the pattern of a comma (or ? !), the group `mark`, before “he said”, “the minister added”, “said
    Lopez”.
    """
    inverted = r"(?:said|says|asked|added|replied)\s+[A-Z][\w’'-]+"
    return lazy_regex.pattern(
        rf"(?P<mark>[,?!…]|[?!],)\s+(?:{_SPEAKER}{_verb()}|{inverted})\b{_COMPLETE}",
    )


@cache
def continued() -> re.Pattern[str]:
    """Return the pattern of the space before “and said”, “but then added”, with which the narrator continues."""
    return lazy_regex.pattern(rf"\s+(?=(?:and|but)\s+(?:then\s+)?{_verb()}\b)")


def is_attributed(text: str, after: int) -> bool:
    """Return whether the words after a closing mark say who speaks, or the paragraph ends there."""
    return bool(_behind_quotation().match(text, after))


@cache
def _behind_quotation() -> re.Pattern[str]:
    return lazy_regex.pattern(rf"\s*(?:\Z|[\r\n]|{_SPEAKER}{_verb()}\b|{_verb()}\b)")


def names_other_speaker(text: str, at: int) -> bool:
    """Return whether the words from there on are those of a narrator about someone else: “she says”, “the statement
    also reads”, but not “I said”.
    """
    return bool(_other_speaker().match(text, at))


@cache
def _other_speaker() -> re.Pattern[str]:
    name = rf"(?!(?:{_NO_NAME})\b){_NAME}(?: {_NAME}){{0,2}}"
    subject = rf"(?:[Hh]e|[Ss]he|[Tt]hey|[Ii]t|[Tt]he (?:[\w-]+ ){{0,4}}?[\w-]+|{name})"
    plural = "|".join(sorted({verb[:-1] for verb in word_lists.words("reporting_verbs") if verb.endswith("s")}))
    return lazy_regex.pattern(rf"{subject}(?: {_ADVERB})? (?:{_verb()}|reads?|{plural})\b(?! that\b)")


def narrates(text: str) -> bool:
    """Return whether a text says that a person speaks: “the minister later added”, but not “as he said”."""
    return bool(_narration().search(text))


@cache
def _narration() -> re.Pattern[str]:
    return lazy_regex.pattern(rf"(?<!\bas )\b{_NARRATOR}(?: {_ADVERB})? {_verb()}\b")


def begins_with_speaker(words: str) -> bool:
    """Return whether words after a dash that ends a speech begin with the speaker."""
    return bool(_behind_dash().match(words))


@cache
def _behind_dash() -> re.Pattern[str]:
    return lazy_regex.pattern(rf"{_AFTER_DASH}{_verb()}\b")


def begins_with_verb(words: str) -> bool:
    """Return whether words begin with a reporting verb, before its subject: “said the mayor”."""
    return bool(_reporting().match(words))


def has_reporting_verb(words: str) -> bool:
    """Return whether words contain a reporting verb."""
    return bool(_reporting().search(words))


@cache
def _reporting() -> re.Pattern[str]:
    return lazy_regex.pattern(rf"\b{_verb()}\b")
