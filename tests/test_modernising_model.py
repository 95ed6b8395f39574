"""A model that only modernises edited prose: its marks, its spelling, its abbreviations. Nothing of it is suggested."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from cleanup.documents.readers import document
from cleanup.engine import loading
from cleanup.language_model.passages import Request
from cleanup.model import Level
from tests.test_clean_corpora import texts

OWN_CLEAN = Path(__file__).parent / "clean"

#: Words that such a model spells in another way, or writes with a capital.
_WORDS = {
    "centre": "center",
    "colour": "color",
    "defence": "defense",
    "favour": "favor",
    "grey": "gray",
    "honour": "honor",
    "organise": "organize",
    "realised": "realized",
    "travelled": "traveled",
    "learnt": "learned",
    "burnt": "burned",
    "towards": "toward",
    "amongst": "among",
    "whilst": "while",
    "per cent": "percent",
    "government": "Government",
    "parliament": "Parliament",
    "president": "President",
    "council": "Council",
    "church": "Church",
    "which": "that",
    "twenty": "20",
    "thirty": "30",
}
_CONTRACTED = re.compile(r"\b(do|does|did|is|are|was|were|have|has|had|could|would|should)n[’']t\b")
#: What else it changes: patterns with their replacements, in order.
_MARKS: Sequence[tuple[re.Pattern[str], str]] = (
    (re.compile(rf"\b({'|'.join(_WORDS)})\b"), ""),
    (_CONTRACTED, r"\1 not"),
    (re.compile(r"(\w+, [\w ’'-]+) (and|or) (\w)"), r"\1, \2 \3"),
    (re.compile(r" [–—-]{1,2} "), "—"),
    (re.compile(r"\bU\.S\.(?!A)"), "US"),
    (re.compile(r"\b(Mr|Mrs|Dr)\b(?!\.)"), r"\1."),
    (re.compile(r"…"), "..."),
    (re.compile(r"(?m)^(In|At|On|By) (\w+ \w+) (he|she|they|it|we|the)\b"), r"\1 \2, \3"),
)
_CURLY = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'"})


def modernised(text: str) -> str:
    """A text in the style that the model prefers."""
    for pattern, new in _MARKS:
        text = pattern.sub(new or (lambda match: _WORDS[match.group()]), text)
    if any(mark in text for mark in "“”‘’"):
        return text.translate(_CURLY)
    return re.sub(r"(\w)'(\w)", r"\1’\2", re.sub(r'"([^"\n]*)"', r"“\1”", text))


class Modernising:
    """A model of which nothing is proven."""

    source = "modernising"
    proven = None

    def __call__(self, requests: Sequence[Request]) -> Mapping[str, str]:
        return {request.passage: modernised(request.passage) for request in requests}


def suggested(text: str) -> list[tuple[str, str, str]]:
    """What of its answers is suggested for a text: rule, before, after."""
    made = loading.engine().plan(document(text), language="en", proposer=Modernising())
    return [
        (finding.rule, text[edit.span.start : edit.span.end], edit.replacement)
        for finding in made.findings
        if finding.source and finding.level is not Level.FLAG
        for edit in finding.edits
    ]


def test_it_changes_a_text_in_every_way() -> None:
    old = "Mr Roe didn’t go towards the centre – which the council closed … to men, women and dogs."
    assert modernised(old) == (
        "Mr. Roe did not go toward the center—that the Council closed ... to men, women, and dogs."
    )


@pytest.mark.parametrize("path", sorted(OWN_CLEAN.glob("*.txt")), ids=lambda path: path.stem)
def test_nothing_is_suggested_for_edited_prose(path: Path) -> None:
    assert suggested(path.read_text("utf-8")) == []


def test_nothing_is_suggested_for_twenty_thousand_words() -> None:
    words, found = 0, []
    for path in texts("clean/en-*/*.txt"):
        text = path.read_text("utf-8")[3_000:15_000]
        words += len(text.split())
        found += suggested(text)
        if words > 20_000:
            break
    assert words > 20_000
    assert found == []
