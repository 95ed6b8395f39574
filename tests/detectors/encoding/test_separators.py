"""Characters that end lines or part words: what each becomes, and that nothing ever joins two words or loses a line."""

from __future__ import annotations

import re

import pytest

import cleanup
from cleanup.documents.readers import document
from cleanup.engine import loading
from cleanup.engine.engine import Engine
from cleanup.model import Level
from tests.repairing import repaired

ENGINE = Engine(loading.load().pick(["encoding"]).rules)
LINE_ENDS = "\x0b\x1c\x1d\x85\u2028\u2029"
#: All that ends lines, parts words, steers programs or is a space of some width.
CHARACTERS = [
    chr(code)
    for first, last in (
        *((0x01, 0x1F), (0x7F, 0xA0), (0xAD, 0xAD), (0x115F, 0x115F), (0x180E, 0x180E), (0x2000, 0x200F)),
        *((0x2028, 0x202F), (0x205F, 0x206F), (0x3000, 0x3000), (0xFEFF, 0xFEFF), (0xFFF9, 0xFFFC)),
        *((0xE0001, 0xE0001), (0xE0041, 0xE0041)),
    )
    for code in range(first, last + 1)
]
#: They have no width: a reader sees no more between two words without them than with them.
WIDTHLESS = "\xad\u200b\u200e\u200f\u2060\ufeff"
FRAMES = (
    "The old{}house was calm.",
    "The old {} house was calm.",
    "They left.{}The house was calm.",
    "They left,{}and the house was calm.",
    "The house{}“was calm.”",
    "The house was{}was calm.",
    "The coop{}erate house was calm.",
    "In 19{}20 it was calm.",
    "In 3.{}14 it was calm.",
    "The old house.{}\nIt was calm.",
    "The old house\n{}was calm.",
    "The old house\n\n{}\n\nIt was calm.",
    "{}The old house was calm.",
    "The old house was calm.{}",
)


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


@pytest.mark.parametrize("character", CHARACTERS, ids=lambda c: f"U+{ord(c):04X}")
def test_nothing_joins_words_or_numbers_and_no_line_end_is_lost(character: str) -> None:
    for frame in FRAMES:
        text = frame.format(character)
        fixed = cleanup.fix(text)
        parted = frame.format("" if character in WIDTHLESS else " ")
        assert set(words(fixed)) <= set(words(parted)) | set(words(text)) | _with(character, text), text
        assert len(fixed.split("\n")) >= len(text.split("\n")), text
        assert cleanup.fix(fixed) == fixed, text


def _with(character: str, text: str) -> set[str]:
    """The words of a text in which a character of Windows-1252 was read as one of Latin-1."""
    try:
        meant = character.encode("latin-1").decode("cp1252")
    except UnicodeError:
        return set()
    return set(words(text.replace(character, meant)))


@pytest.mark.parametrize("character", LINE_ENDS, ids=lambda c: f"U+{ord(c):04X}")
def test_a_line_end_of_some_programs_is_a_line_end(character: str) -> None:
    for before, after in {
        "The old{}house": "The old\nhouse",
        "They left.{}The house": "They left.\nThe house",
        "They left.{0}{0}The house": "They left.\n\nThe house",
        "They left.{}\r\nThe house": "They left.\r\nThe house",
        "They left.\r\nIt{}The house": "They left.\r\nIt\r\nThe house",
        "{}They left.{}": "They left.\n",
    }.items():
        assert repaired(ENGINE, before.format(character, character)) == after


@pytest.mark.parametrize("character", LINE_ENDS, ids=lambda c: f"U+{ord(c):04X}")
@pytest.mark.parametrize(
    ("path", "frame"),
    [
        ("a.md", "The old{}house.\n"),
        ("a.html", "<p>The old{}house.</p>"),
        ("a.srt", "1\n00:00:01,000 --> 00:00:02,000\nThe old{}house.\n"),
        ("a.po", 'msgid "a"\nmsgstr "The old{}house."\n'),
    ],
)
def test_a_format_gets_a_space_instead(character: str, path: str, frame: str) -> None:
    source = document(frame.format(character), path)
    made = [change.after for change in ENGINE.plan(source).changes]
    assert made == [" "]


CHOICES = {
    "the end of a cell": ("name\x07age", Level.SUGGESTED, [" "]),
    "the end of a cell and of a line": ("name\r\x07", Level.SAFE, [""]),
    "a hyphen or a record": ("co\x1eoperate", Level.SUGGESTED, ["-", "\n", " "]),
    "a hyphen between numbers": ("555\x1e1234", Level.SUGGESTED, ["-", "\n", " "]),
    "a record": ("One.\x1eTwo", Level.SAFE, ["\n", " "]),
    "a hidden hyphen or a field": ("under\x1fsecretary", Level.FLAG, [" ", ""]),
    "a field": ("12\x1f14", Level.SAFE, [" "]),
    "an ellipsis, if alone": ("He was\x85 late", Level.FLAG, ["\n", "…"]),
    "an ellipsis before a mark": ("“He was\x85” They left", Level.FLAG, ["\n", "…"]),
    "an ellipsis at the end of a line": ("He was\x85\nlate", Level.FLAG, ["", "…"]),
}


@pytest.mark.parametrize(("text", "level", "choices"), CHOICES.values(), ids=CHOICES)
def test_what_may_be_several_things_is_asked(text: str, level: Level, choices: list[str]) -> None:
    found = ENGINE.plan(document(text)).findings[0]
    assert (found.level, [fix.edits[0].replacement for fix in found.fixes]) == (level, choices)


def test_other_codes_of_the_same_kind_prove_an_ellipsis_anywhere_in_the_text() -> None:
    assert repaired(ENGINE, "He was\x85 late.\x85\n\nThe \x93ferry\x94.") == "He was… late.…\n\nThe “ferry”."


def test_a_byte_of_a_letter_is_no_line_end() -> None:
    assert repaired(ENGINE, "Ã\x85rhus is far.\x85The ferry.") == "Århus is far.\nThe ferry."


def test_the_message_says_which_character_it_is() -> None:
    found = ENGINE.plan(document("the old\x0bhouse")).findings
    assert [f.message for f in found] == ["U+000B (line break from Word or PowerPoint) in “old house”"]
