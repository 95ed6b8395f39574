"""The dash that stands for “is” in Slavic languages: `Moscow – the capital of Russia.`"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleanup import lazy_regex
from cleanup.matching import FullText, Passage
from cleanup.model import Edit, Finding, Fix, Rule, Span

#: A sentence of a subject, a dash and a noun phrase; a name may be set off at its end.
_SENTENCE = lazy_regex.pattern(
    r"(?:\A|(?<=[.!?…][ \u00a0])|(?<=[.!?…][”’\"')][ \u00a0])|(?<=[\r\n]))"
    r"(?P<subject>(?!The more\b|The less\b)[A-Z][^\W_]*(?:[ \u00a0][^\W_]+(?:[’'-][^\W_]+)*){0,7})"
    r"(?P<dash>[ \u00a0][-–—] )"
    r"(?P<predicate>(?:an?|the|one of|not an?|not the) (?:(?![ \u00a0]-)[^.!?…:;\r\n–—]){3,200}?)"
    r"(?:[ \u00a0][-–—][ \u00a0][A-Z][\w-]*(?:[ \u00a0][A-Z][\w-]*)?)?[.!]"
)
TRIGGERS = (_SENTENCE,)
#: Words of clauses that have a verb, or that need none: a note, a reply, an answer.
_FINITE = lazy_regex.pattern(
    r"(?i)\b(?:is|are|was|were|be|am|has|have|had|do|does|did|will|would|can|could|may|might|must|shall|should"
    r"|it|he|she|they|we|you|i|there|this|that|these|those|which|who|what|when|where|why|how|if"
    r"|thanks?|no|yes|here|then|now|first|next|result|photo|source|by|says|means|takes|makes|comes|goes|gives|gets"
    r"|wins|beats|\w{2,}ed)\b|n[’']t\b|[’'](?:re|ve|ll|d|m)\b"
)
#: In the noun phrase a verb may stand behind one of these.
_CLAUSE = lazy_regex.pattern(r"(?i)[ \u00a0](?:that|which|who|whom|whose|where|when|as|because|if|but|than)\b.*")
_AUXILIARY = lazy_regex.pattern(
    r"(?i)\b(?:is|are|was|were|has|have|had|does|did|will|would|can|could|may|must|should)\b"
)
_HEAD = lazy_regex.pattern(r"(?P<head>[^\W_]+)(?=[ \u00a0](?:of|in|for|with|at|on|from|to)\b|\Z)")
_SINGULAR = ("ss", "us", "is", "ics", "news")


def copula(rule: Rule, view: FullText) -> Iterator[Finding]:
    """Yield the dashes between a subject and its predicate, in sentences without a verb."""
    for paragraph, found in view.observed(places):
        for span, verb in found:
            here = span.shift(paragraph.start)
            fixes = (Fix((Edit(here, f" {verb} "),), f"write “{verb}”"),)
            shown = view.text[here.start : here.end].strip()
            yield Finding(rule.id, here, f"“{shown}” replaces a verb", rule.level, fixes, rule.confidence)


def places(passage: Passage) -> list[tuple[Span, str]]:
    """Return the dashes for “is” in a paragraph with their spaces, and the verb that each stands for."""
    found = (match for match in passage.finditer(_SENTENCE) if _is_verbless(match))
    return [(Span(*match.span("dash")), _verb(match["subject"])) for match in found]


def _is_verbless(match: re.Match[str]) -> bool:
    if _FINITE.search(match["subject"]):
        return False
    return not _AUXILIARY.search(_CLAUSE.sub("", match["predicate"], count=1))


def _verb(subject: str) -> str:
    head = _HEAD.search(subject)
    noun = head["head"].lower() if head else ""
    plural = noun.endswith("s") and not noun.endswith(_SINGULAR)
    return "are" if plural or re.search(r"[ \u00a0]and[ \u00a0]", subject) else "is"
