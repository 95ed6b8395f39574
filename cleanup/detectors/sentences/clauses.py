"""What shows that words are a clause: a finite verb."""

from __future__ import annotations

from functools import cache, lru_cache

from cleanup.lexicon import lexicon
from cleanup.text import word_lists

#: So many words are remembered with what is known of them.
REMEMBERED = 16_384


@lru_cache(REMEMBERED)
def bare(word: str) -> str:
    """Return a word in small letters, without the marks around it and what a dash joins to it.

    >>> bare("“Home,”"), bare("left—The")
    ('home', 'the')
    """
    return word.rpartition("—")[2].strip("“”‘’\"'().,:;!?…").lower()


@cache
def auxiliaries() -> frozenset[str]:
    """Return the finite auxiliaries, and the verbs with which news reports speech."""
    return word_lists.words("auxiliaries") - {"be", "am", "been", "being"} | {"says", "said"}


@lru_cache(REMEMBERED)
def is_finite(word: str) -> bool:
    """Return whether a word may be the finite verb of a clause, and is no plural noun."""
    form = bare(word)
    if form in auxiliaries():
        return True
    known = lexicon("en")
    forms = known.forms(form) if known else frozenset[str]()
    return "verb-past" in forms or ("verb-s" in forms and "noun-plural" not in forms)


#: Particles of verbs and adverbs among the prepositions: “to hold on”, “stay inside”.
PARTICLES = frozenset(["up", "off", "out", "down", "before", "since", "around", "inside", "outside", "behind", "near"])


@cache
def announcing() -> frozenset[str]:
    """Return the words that cannot end a sentence or a headline."""
    listed = (word_lists.words(name) for name in ("leading", "links", "dangling", "subordinators", "all_prepositions"))
    return frozenset().union(*listed, auxiliaries(), ["whether", "called", "like"]) - PARTICLES
