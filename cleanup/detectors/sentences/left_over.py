"""What proves that words beside a stray full stop were left over, or made up, by a step that cut the sentence.

Without such proof the words belong to the sentence, and only the full stop is too many.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from cleanup import lazy_regex
from cleanup.model import Finding, Level
from cleanup.text import word_lists
from cleanup.text.segments import words

#: How far back to look for a sentence, in code points.
_SENTENCE = 240
_SENTENCE_END = lazy_regex.pattern(r"[.!?…][”\"’)]?\s|[\r\n]")
#: `said … in a statement`, `told … in its last report`: what is between verb and noun, and the noun.
_IN_A_NOTE = lazy_regex.pattern(r"(?P<said>[^.;:“”\"]*) in (?:an?|the|its|his|her|their) (?:[\w-]+ )?[\w-]+\Z")


def left_over(text: str, stop: int, before: str, behind: str, verbs: Sequence[str]) -> bool | None:
    """Return whether words after a full stop are left over: True if proven, False if not, None if unknown.

    `before` is the word before the full stop, `verbs` are those of publishing.
    """
    if any(before in word_lists.words(name) for name in ("dangling", "expecting", "sentence_openers")):
        return False
    if _repeats(text, stop, behind) or _reports_again(text, stop, behind, verbs):
        return True
    if _goes_on(before, behind):
        return False
    return True if _is_complete(text, stop) else None


def _repeats(text: str, stop: int, behind: str) -> bool:
    """Return whether what follows a full stop repeats what precedes it, or its sentence and the next one do.

    A phrase of that kind is two words that both have a meaning of their own.
    """
    before, again = words(_sentence_before(text, stop).lower()), words(behind.lower())
    if not again or again[-1] in _function_words():
        return False
    end = text.index(behind, stop) + len(behind)
    opens = words(text[end : end + 2 * len(behind) + 8].lower())[: len(again)] == again
    phrase = opens and len(again) > 1 and again[0] not in _function_words()
    return before[-len(again) :] == again or (phrase and " ".join(again) in " ".join(before))


def _reports_again(text: str, stop: int, behind: str, verbs: Sequence[str]) -> bool:
    """Return whether a verb of publishing is alone after a complete attribution."""
    if behind not in verbs:
        return False
    before = _sentence_before(text, stop)
    last = words(before[-40:])
    if last and last[-1] in word_lists.words("reporting_verbs"):
        return True
    note = _IN_A_NOTE.search(before.replace("\u00a0", " "))
    return note is not None and not word_lists.words("reporting_verbs").isdisjoint(words(note["said"].lower()))


def _goes_on(before: str, behind: str) -> bool:
    """Return whether words after a full stop may be the end of the sentence.

    A plural noun is not followed by two further nouns.
    """
    first, _, second = behind.partition(" ")
    return not (second and is_plural(before)) or _is_bound(first) or _is_bound(second)


def _is_complete(text: str, stop: int) -> bool:
    """Return whether the noun before a full stop ends a prepositional phrase, so that the sentence lacks nothing."""
    last = _sentence_before(text, stop).lower().split()[-3:-1]
    ties = word_lists.words("prepositions") | {"over", "about", "against", "between", "through", "under"}
    return any(word in ties and not any(map(is_plural, last[i + 1 :])) for i, word in enumerate(last))


def weighed(filler: Finding, text: str) -> Finding:
    """Return a finding like `use the weapons. protests as` with its repair, if the text proves it.

    It does if it mentions the second noun elsewhere, and the first one nowhere.
    """
    made_up, real = words(text[filler.span.start : filler.span.end])[:2]
    if _count(text, made_up) > 1 or _count(text, real) < 2:
        return filler
    join, delete = filler.fixes
    return replace(filler, level=Level.SUGGESTED, fixes=(delete, join))


def _sentence_before(text: str, stop: int) -> str:
    """Return the sentence, or the end of a long one, that a full stop ends."""
    window = text[max(0, stop - _SENTENCE) : stop]
    ends = list(_SENTENCE_END.finditer(window))
    return window[ends[-1].end() :] if ends else window


def _function_words() -> frozenset[str]:
    names = ("sentence_openers", "determiners", "expecting", "leading", "links", "dangling")
    return frozenset().union(*map(word_lists.words, names))


def _is_bound(word: str) -> bool:
    """Return whether a word at the end of a sentence may not be a noun: a link, a verb, an adverb."""
    adverb = word in word_lists.words("adverbs") or word.endswith(("ed", "ing", "ly", "s"))
    return adverb or word in _function_words() or word in _participles()


def _participles() -> frozenset[str]:
    return word_lists.words("irregular_verbs") | word_lists.words("past_is_participle")


def is_plural(word: str) -> bool:
    """Return whether a word looks like a plural: not `class`, `virus`, `basis`, `famous`."""
    return len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is", "ous", "’s", "'s"))


def _count(text: str, word: str) -> int:
    return len(re.findall(rf"\b{re.escape(word)}\b", text, re.IGNORECASE))
