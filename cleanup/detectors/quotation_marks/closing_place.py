"""Where a quotation that was never closed should have been.

A reading of the words, not of the marks: a quotation ends before the narrator speaks again.
"""

from __future__ import annotations

import re

import msgspec

from cleanup import lazy_regex
from cleanup.model import Span
from cleanup.text import attribution
from cleanup.text.segments import sentences

_SPEAKS = lazy_regex.pattern(r"(?i)\b(?:I|we|you|my|our|your|me|us|mine|ours|yours|let[’']s)\b")
_FIRST_PERSON = lazy_regex.pattern(r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur|[Mm]e|us)\b")
_FINAL = (".", "!", "?", "…")


class Place(msgspec.Struct, frozen=True):
    """Put the closing mark at `at`, replacing `drop` code points there.

    `sure` when most editors would; `spoken` when the words behind it say who speaks.
    """

    at: int
    drop: int
    why: str
    sure: bool
    spoken: bool = False


def place(
    text: str, inside: Span, *, opens_paragraph: bool, ends_paragraph: bool, after_speaker: bool = False
) -> Place | None:
    """The place for the closing mark of a quotation whose words are `inside`, or None when a person must say."""
    segment = text[inside.start : inside.end]
    parts = list(sentences(segment))
    # Who speaks is said in the first sentence, or not at all: further on, “he said” may be part of what is spoken.
    if parts and (tag := attribution.tag().search(segment, 0, parts[0].end)):
        return _before_tag(inside.start, tag)
    for k, part in enumerate(parts[1:]):
        words = segment[part.start : part.end]
        if attribution.narrates(words) and not _SPEAKS.search(words):
            return Place(inside.start + parts[k].end, 0, "the narrator’s sentence begins", True)
    if not ends_paragraph or not parts:
        return None
    if after_speaker and len(parts) == 2 and segment.rstrip().endswith(_FINAL):
        return Place(inside.start + parts[-1].end, 0, "the speaker’s words end with the paragraph", True)
    return _at_the_end(inside.start, segment, parts, opens_paragraph)


def _at_the_end(start: int, segment: str, parts: list[Span], opens_paragraph: bool) -> Place | None:
    """Behind the only sentence (or its part that is quoted), or behind a paragraph that is spoken throughout."""
    end = start + parts[-1].end
    complete = segment.rstrip().endswith(_FINAL)
    if len(parts) > 1:
        spoken = bool(_FIRST_PERSON.search(segment))
        return Place(end, 0, "the spoken paragraph ends", spoken) if opens_paragraph and complete else None
    clause = None if opens_paragraph else attribution.continued().search(segment)
    if clause:
        return Place(start + clause.start(), 0, "the narrator continues", True)
    return Place(end, 0, "the sentence ends", complete)


def _before_tag(start: int, tag: re.Match[str]) -> Place:
    mark = tag["mark"]
    at = start + tag.start("mark") + 1
    return Place(at, len(mark) - 1, "the narrator names the speaker", True, True)


def ends_with_speaker(text: str) -> bool:
    """Whether the words before an opening mark are a sentence that says who speaks: `…, he said by telephone.`"""
    last = text.rstrip()
    return last.endswith(".") and attribution.narrates(last[max(0, last.rfind("”")) :])


def is_narration(text: str) -> bool:
    """Whether a paragraph reports speech in a closed quotation of its own: the voice has changed for certain."""
    outside = re.sub(r"[“\"][^“”\"]*[”\"]", "", text)
    return outside != text and attribution.narrates(outside) and not _FIRST_PERSON.search(outside)


def speaks_in_first_person(text: str) -> bool:
    """Whether the words hold I, we, my, our."""
    return bool(_FIRST_PERSON.search(text))
