"""Forms of English verbs: the irregular ones from `data/`, the regular ones by rule."""

from __future__ import annotations

from functools import cache

from cleanup.text import word_lists


@cache
def table() -> tuple[dict[str, str], dict[str, str], frozenset[str]]:
    """Return participle → past, past → participle, and every past form, of verbs whose past and participle differ."""
    rows = word_lists.rows("irregular_verbs")
    bases = {base for base, _, _ in rows}
    to_past = {participle: past for _, past, participle in rows if participle not in bases}
    to_participle = {past: participle for _, past, participle in rows}
    return to_past, to_participle, frozenset(to_participle)


@cache
def pasts() -> dict[str, str]:
    """Return base → past of the irregular verbs, except for those with three equal forms."""
    return {row[0]: row[1] for row in (*word_lists.rows("irregular_verbs"), *word_lists.rows("past_is_participle"))}


@cache
def bases() -> dict[str, str]:
    """Return past → base of the irregular verbs."""
    return {past: base for base, past in pasts().items() if past != base}


@cache
def known_bases() -> dict[str, str]:
    """Return past → base of all known verbs."""
    return {_regular_past(base): base for base in word_lists.words("news_verbs")} | bases()


def past_of(base: str) -> str | None:
    """Return the past tense of a known verb."""
    if base in pasts():
        return pasts()[base]
    return _regular_past(base) if base in word_lists.words("news_verbs") else None


def base_of_present(form: str) -> str | None:
    """Return the base of a third person singular (`releases`, `carries`, `goes`) of a known verb."""
    for ending, instead in (("ies", "y"), ("es", ""), ("s", "")):
        if form.endswith(ending):
            base = form.removesuffix(ending) + instead
            if past_of(base):
                return base
    return None


def _regular_past(base: str) -> str:
    if base.endswith("e"):
        return base + "d"
    if base.endswith("y") and base[-2] not in "aeiou":
        return base[:-1] + "ied"
    if base in _DOUBLING:
        return base + base[-1] + "ed"
    return base + "ed"


_DOUBLING = frozenset(["ban", "stab", "rob", "plan", "stop", "expel", "control", "transfer", "kidnap"])
