"""Frames are tried at some words only; what they find there is all that a search of the whole paragraph finds."""

from __future__ import annotations

from pathlib import Path

import pytest

from cleanup.detectors import determiners
from cleanup.detectors.verbs import agreement, complements
from cleanup.documents.readers import document
from cleanup.engine import loading
from cleanup.engine.engine import Engine
from cleanup.lexicon import lexicon
from cleanup.matching import WordFrame
from cleanup.model import Level
from cleanup.text.segments import paragraphs

KINDS = {"agreement": agreement, "complements": complements, "determiners": determiners}
RULES = loading.load().rules
TEXTS = [example.before or example.keep or "" for rule in RULES for example in rule.examples]
TEXTS += [path.read_text("utf-8") for path in sorted(Path("tests/clean").glob("*.txt"))]


def searched(frame: WordFrame[object], paragraph: str) -> set[tuple[int, int]]:
    """Where a frame objects to something, if its pattern is searched for from the beginning to the end."""
    words = lexicon("en")
    assert words is not None
    text = f" {paragraph}"
    found = set()
    for match in frame.pattern.finditer(text):
        before = text[: match.start()].rpartition(" ")[2] if match.start() else "\n"
        stays = (frame.after and not frame.after(words, before)) or (frame.unless and frame.unless.search(text))
        if not stays and frame.judge(words, match):
            found.add((match.start(), match.end()))
    return found


@pytest.mark.parametrize("name", KINDS)
def test_no_frame_finds_more_if_it_is_searched_for(name: str) -> None:
    engine = Engine([rule for rule in RULES if rule.kind == name])
    frames = [frame for frames in KINDS[name]._FRAMES.values() for frame in frames]
    seen = 0
    for text in TEXTS:
        found = engine.plan(document(text), through=Level.FLAG, language="en").findings
        for paragraph in paragraphs(text):
            part = text[paragraph.start : paragraph.end]
            for start, end in {place for frame in frames for place in searched(frame, part)}:
                whole = range(paragraph.start + start - 1, paragraph.start + end)
                assert any(one.span.start in whole for one in found), (text, part[start : end - 1])
                seen += 1
    assert seen > 10
