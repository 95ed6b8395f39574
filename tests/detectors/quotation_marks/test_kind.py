"""Quotation marks: the cheapest consistent reading, and the repairs that follow from it."""

from __future__ import annotations

import pytest

from cleanup.detectors.quotation_marks.reading import read
from cleanup.detectors.quotation_marks.roles import Role
from cleanup.detectors.quotation_marks.usages import ENGLISH
from cleanup.documents.readers import document
from cleanup.engine import loading
from cleanup.engine.engine import Engine
from cleanup.model import Level, Span
from cleanup.text.segments import paragraphs
from tests.repairing import repaired
from tests.tables import Case, cases, check

ENGINE = Engine(loading.load().pick(["quotes"]).rules)

KEEP = {
    "nested marks": "“The chairman said, ‘We are late.’”",
    "a plural possessive inside a quotation": "“It was the sailors’ choice,” she wrote.",
    "decades and clipped words": "Songs of the ’90s, rock ’n’ roll and ’twas all well.",
    "feet and inches": "The door is 6’ 2” high and 30” wide.",
    "thin space between nested marks": "“He said ‘no.’\u2009” Nobody moved.",
    "one word": "They call it “peace” and “order”.",
    "a speech over several paragraphs": "“One day we left.\n\n“Another day we came back.”",
    "verse in quotation marks": "“The night is long\n\nand the well is deep.”\n\nSo it ends.",
    "a letter inside a speech": "“He wrote:\n\n“ ‘Dear Ann, come home.’\n\n“That was all.”",
    "straight marks in pairs": 'He said "no" and "never", then left.',
    "ditto marks in a list": "1. Boats of the north\n2. ” of the south\n3. ” ” of “Hull”",
    "ditto marks under names": "Ann Holm, Leeds\n”, York\n” Bath\n\nThey said “no” to it.",
    "ditto marks in columns": "“Red”\tbig\t4\n”\tsmall\t5\nblue\t”\t6\nblack | ” | 7\ngreen   ”   8",
    "straight ditto marks": 'Red boats\n" cars\n" " "\n\nThey said "no" to it.',
    "a shortened “and” in a quotation": "‘It is rock ‘n’ roll,’ he said. ‘Guns ‘N’ Roses and fish ‘n’ chips.’",
    "a shortened “and” in a double quotation": "“It is rock ‘n’ roll,” he said. “And drum ‘n’ bass.”",
    "inches in a quotation": '“The board is 6" wide,” she said. “Or 8".”',
    "straight marks inside curly ones": "“They call it 'peace',” he said.",
    "a quotation that begins like a narrator": "As the wardens put it, “they warn and nobody listens.” We left.",
    "a narrator quoted": "In the end, “she said no,” he wrote.",
    "one who speaks of himself": 'He turned, "I asked for it." She left.',
    "no marks": "It’s the sailor's boat.",
}
SAFE = {
    "a closing mark that opens": ("It is ”a gift” to us.", "It is “a gift” to us."),
    "an opening mark that closes": ("It is “a gift“ to us.", "It is “a gift” to us."),
    "padding on both sides": ("It is “ a gift ” to us.", "It is “a gift” to us."),
    "no-break padding": ("It is “\u00a0a gift\u202f” to us.".replace("\u202f", "\u00a0"), "It is “a gift” to us."),
    "wrong way and padded at the head of a paragraph": (
        "It rained.\n\n” A gift ” he said.",
        "It rained.\n\n“A gift” he said.",
    ),
    "wrong way and padded": ("It is ” a gift ” to us.", "It is “a gift” to us."),
    "the space on the other side": ("It is a” gift to us,” he said.", "It is a “gift to us,” he said."),
    "a single mark closes a double one": ("“It is a gift,’ said Ann.", "“It is a gift,” said Ann."),
}
SUGGESTED = {
    "a straight mark that closes": (
        '“We are late,” he said. “We must go." She laughed.',
        "“We are late,” he said. “We must go.” She laughed.",
    ),
    "a straight mark that closes before the speaker": (
        '“We are late," he said. “Let us go.”',
        "“We are late,” he said. “Let us go.”",
    ),
    "a straight mark that opens": ('He called it "a gift” to us.', "He called it “a gift” to us."),
    "a straight mark in the second paragraph": (
        '“We are late.\n\n“We must go," she said.',
        "“We are late.\n\n“We must go,” she said.",
    ),
    "the sentence ends": ("He called it “a gift to us all.", "He called it “a gift to us all.”"),
    "the narrator goes on": (
        "He called it “a gift and said he was glad.",
        "He called it “a gift” and said he was glad.",
    ),
    "who speaks": ("“We are glad, she said. “Very glad.”", "“We are glad,” she said. “Very glad.”"),
    "two sentences of a speaker already named": (
        "“We stayed,” he said by telephone. “The roof held. We were lucky.\n\nIt rained.",
        "“We stayed,” he said by telephone. “The roof held. We were lucky.”\n\nIt rained.",
    ),
    "a mark on the narrator’s side of the space": (
        "“We call for peace, “the ministers said. They also “ask for more” of it.",
        "“We call for peace,” the ministers said. They also “ask for more” of it.",
    ),
    "a straight one": (
        '"We stay on track, "Ann Holm said. "We go."',
        '"We stay on track," Ann Holm said. "We go."',
    ),
    "a quotation inside another one": (
        "He wrote, “We need a “new mill” to stay,” and left.",
        "He wrote, “We need a ‘new mill’ to stay,” and left.",
    ),
    "a question": ("“Are we glad?, she asked.", "“Are we glad?” she asked."),
}


def fixed(text: str, through: Level) -> str:
    return repaired(ENGINE, text, through)


@pytest.mark.parametrize("case", cases(keep=KEEP, safe=SAFE, suggested=SUGGESTED))
def test_texts(case: Case) -> None:
    check(ENGINE, case)


def test_a_quotation_that_may_end_in_several_places_is_only_flagged() -> None:
    plan = ENGINE.plan(
        document("They say: “The dam is old. Farmers came in May. It remains to be seen who pays.\n\nIt rained.")
    )
    assert [(f.rule, f.level, f.span, f.fixes) for f in plan.findings] == [
        ("quotes/unclosed", Level.FLAG, Span(10, 11), ())
    ]


def test_a_lost_opening_mark_is_shown_behind_the_narrators_words() -> None:
    text = "“We stay,” she said. The law is clear. It binds us all, “they warn. We left."
    found = {f.rule: f for f in ENGINE.plan(document(text)).findings}
    assert found["quotes/unopened"].level is Level.FLAG
    assert [fix.edits[0].span.start for fix in found["quotes/unopened"].fixes] == [text.index("The law")]
    assert fixed(text, Level.SUGGESTED) == text.replace("all, “they", "all,” they")


def test_every_mark_has_a_role() -> None:
    text = "“It’s the ’90s,” he said, ”then” and “now.”"
    roles = [reading.role for reading in read(text, list(paragraphs(text)), ENGLISH).readings]
    assert roles == [Role.OPEN, Role.APOSTROPHE, Role.APOSTROPHE, Role.CLOSE, *[Role.OPEN, Role.CLOSE] * 2]


def test_a_hundred_thousand_marks_are_read_in_one_pass() -> None:
    text = "\n\n".join(["“Go on, ‘John’,” she said. ”No.“ " * 12] * 1400)
    assert len(read(text, list(paragraphs(text)), ENGLISH).readings) == 100_800


@pytest.mark.parametrize(("piece", "read_"), [("“a” b ", 0), ("“Go on,” she said. ", 1000)], ids=["dense", "prose"])
def test_a_line_of_little_but_marks_quotes_nothing(piece: str, read_: int) -> None:
    text = (piece * 500).replace("“", "”", 1)  # so that the line is no regular one
    assert len(read(text, [Span(0, len(text))], ENGLISH).readings) == read_


@pytest.mark.parametrize("gap", ["", " ", "\u2009"], ids=["joined", "a space", "a thin space"])
def test_two_marks_that_open_together_are_turned_only_on_request(gap: str) -> None:
    text = f"“I asked him to stay. He stood there, and I said:  “{gap}‘Go on, do!’  “He only smiled.” It rained."
    assert fixed(text, Level.SAFE) == text
