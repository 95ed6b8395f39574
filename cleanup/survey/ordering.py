"""Which documents of a survey are shown, and in which order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from cleanup.errors import CleanupError, near_miss
from cleanup.survey.figures import Figures, Strength
from cleanup.survey.signals import LOOKS, MIN_WORDS

#: The key that sorts unless another is named.
DEFAULT = "findings"

#: The keys that are not groups, with what they sort by.
KEYS: dict[str, Callable[[Figures], float]] = {
    "findings": lambda one: one.findings.per_thousand,
    "touched": lambda one: one.touched,
    "words": lambda one: one.words,
    "path": lambda _: 0,
    **{look.name: lambda one, name=look.name: getattr(one, name).strength.rank for look in LOOKS},  # type: ignore[misc]
}
#: Keys that say little about a short document, which comes after the others.
_BY_RATE = ("findings", "touched")


def ordered(found: Iterable[Figures], key: str, groups: Iterable[str]) -> list[Figures]:
    """Return the documents in the order of a key, the most damaged or longest first; `path` sorts by path.

    A key is one of `KEYS` or one of the `groups` of rules, whose findings per 1,000 words count. Where a rate counts,
    documents of fewer than `MIN_WORDS` words come last. Raises CleanupError for an unknown key.
    """
    listed, known = list(found), [*KEYS, *groups]
    if key not in known:
        raise CleanupError(f"no such order: {key!r}", hint=near_miss(key, known))
    value = KEYS.get(key) or (lambda one: one.groups[key].per_thousand if key in one.groups else 0.0)
    by_rate = key in _BY_RATE or key not in KEYS

    def place(one: Figures) -> tuple[bool, float, bool, float, str]:
        short = one.words < MIN_WORDS
        rest = 0.0 if key == "path" else -one.findings.per_thousand
        return (by_rate and short, -value(one), key != "path" and short, rest, one.path)

    return sorted(listed, key=place)


def looking(found: Iterable[Figures], names: Sequence[str]) -> list[Figures]:
    """Return the documents that look like one of the names, some or strong; all of them without names."""
    seen = (Strength.SOME, Strength.STRONG)
    return [one for one in found if not names or any(getattr(one, name).strength in seen for name in names)]
