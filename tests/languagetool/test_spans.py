"""Exact places on the real server: emoji, combining marks, writing from right to left, long texts, many requests."""

from __future__ import annotations

import pytest

from cleanup.detectors import PARAMS
from cleanup.documents.readers import document
from cleanup.edits.edits import apply
from cleanup.engine.engine import Engine
from cleanup.languagetool.service import Service
from cleanup.model import Finding, Level
from cleanup.rules import registry

RULE = next(rule for rule in registry.load(PARAMS).rules if rule.id == "languagetool/a-or-an")
ENGLISH = "en"


def found(text: str, service: Service) -> tuple[list[str], str]:
    """The marked texts, and the repaired text."""
    plan = Engine([RULE]).plan(document(text), through=Level.SUGGESTED, language=ENGLISH, matcher=service)
    assert service.problem is None
    return [marked(text, finding) for finding in plan.findings], apply(plan.edits, text)


def marked(text: str, finding: Finding) -> str:
    return text[finding.span.start : finding.span.end]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(
            "😀😀 He waited for a hour 👨‍👩‍👧‍👦 on an bench. 🏴󠁧󠁢󠁥󠁮󠁧󠁿",
            "😀😀 He waited for an hour 👨‍👩‍👧‍👦 on a bench. 🏴󠁧󠁢󠁥󠁮󠁧󠁿",
            id="emoji",
        ),
        pytest.param(
            "Zoe\u0308 and Jose\u0301 had a idea of an bike.",
            "Zoe\u0308 and Jose\u0301 had an idea of a bike.",
            id="combining marks",
        ),
        pytest.param(
            "He said שלום עולם to a old man and مرحبا to an boy.",
            "He said שלום עולם to an old man and مرحبا to a boy.",
            id="from right to left",
        ),
        pytest.param("A 𝐛𝐨𝐥𝐝 word is a\u00a0idea of a old 𠀀 man.", None, id="letters beyond the first plane"),
    ],
)
def test_what_is_marked_is_what_stands_there(before: str, after: str | None, service: Service) -> None:
    words, repaired = found(before, service)
    assert set(words) <= {"a", "an", "A"}
    assert len(words) >= 1
    if after is not None:
        assert repaired == after


def test_a_dense_text_of_emoji_has_every_place_right(service: Service) -> None:
    text = "\n\n".join(
        f"{'🦉' * n} She was a old owl 🦉 and had an {'🐦' * n} bird. He is a honest man." for n in range(40)
    )
    words, repaired = found(text, service)
    assert set(words) == {"a"}
    assert repaired == text.replace("a old", "an old").replace("a honest", "an honest")


def test_a_text_of_five_megabytes_has_every_place_right(service: Service) -> None:
    lines = [f"In year {n} there was 🙂 an honest man who lived by the sea and sold {n} boats. " * 4 for n in range(50)]
    lines.append("But he was not a honest man.")
    text = "\r\n\r\n".join(lines * 320)
    assert len(text.encode()) > 5_000_000
    words, repaired = found(text, service)
    assert words == ["a"] * 320
    assert repaired == text.replace("a honest", "an honest")
