"""Compounds without their hyphens, and clauses that look like them."""

from __future__ import annotations

import pytest

from cleanup.engine import loading
from cleanup.engine.engine import Engine
from tests.tables import Case, cases, check

RULES = [
    "punctuation/missing-hyphen-in-attribute",
    "punctuation/missing-hyphen-in-compound",
    "punctuation/missing-hyphen-in-measure",
    "sentences/prefix-before-known-word",
]
ENGINE = Engine(loading.load(prove=False).pick(RULES).rules)

KEEP = {
    "a subject and its verb": "The army backed plans for talks, and the company owned land. Minsk backed rebels.",
    "a clause of time": "The party he led last year lost. All the mayor owned once was a mill.",
    "a name before a title": "Trump ordered Attorney General Lee to leave, and Magnus led Ada's team.",
    "a verb and its object": "They combat organised crime and assist friendly nations. Police fired stun grenades.",
    "behind the noun": "The firm is state owned. The plan is long term, and the figures are up to date.",
    "a phrase with a preposition": "In the long term prices fall, and at high speed trains shake.",
    "a door wide open": "He left the door wide open, his mouth free of doubt.",
    "measures behind a verb": "He was three foot six and six foot two inches tall; it was three mile long.",
    "numbers of names and dates": "On May 5 year plans end. Windows 10 day came, and Chapter 3 page one was read.",
    "plurals of two": "Two party leaders met 10 state schools and the 27 member states.",
    "ages behind a verb": "He is 12 years old, and one year old today.",
    "words beside a prefix": "The post office lost all sense of self, and Smith & Co founded a mill.",
}
SUGGESTED = {
    "a name and a participle": ("The Minsk backed party lost.", "The Minsk-backed party lost."),
    "behind a preposition": ("It was shelled by Minsk backed rebels.", "It was shelled by Minsk-backed rebels."),
    "before a verb": ("Several EU funded mills were shut.", "Several EU-funded mills were shut."),
    "a noun without an article": ("He praised firms of state owned land.", "He praised firms of state-owned land."),
    "a kind of region": ("An oil rich region is poor.", "An oil-rich region is poor."),
    "a capital at the start": ("Low income families left.", "Low-income families left."),
    "three words": ("We need up to date maps.", "We need up-to-date maps."),
    "an adjective between": ("A well known American baker left.", "A well-known American baker left."),
    "an age": ("A three year old girl and the 53 year old met.", "A three-year-old girl and the 53-year-old met."),
    "half an age": ("A 19-year old sailor left.", "A 19-year-old sailor left."),
    "a measure": ("After a two hour talk he got a 20 year deal.", "After a two-hour talk he got a 20-year deal."),
    "a counted noun": ("The ten member council met.", "The ten-member council met."),
    "initials that look like a pronoun": ("The US led mission ended.", "The US-led mission ended."),
    "a measure of length": ("The three week long strike is over.", "The three-week-long strike is over."),
    "prefixes": ("The co founder praised pre war mills.", "The co-founder praised pre-war mills."),
}


@pytest.mark.parametrize("case", cases(keep=KEEP, suggested=SUGGESTED))
def test_texts(case: Case) -> None:
    check(ENGINE, case)
