"""A house style that is set holds for every text: each key, in both directions."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleanup.config import config_file
from cleanup.documents.readers import document
from cleanup.edits.edits import apply
from cleanup.engine import loading
from cleanup.engine.engine import Engine
from cleanup.model import Level
from cleanup.style.house_style import Style
from tests.commandline import invoke

ENGINE = Engine(loading.load(prove=False).pick(["consistency", "quotes"]).rules)


def styled(text: str, through: Level = Level.SUGGESTED, path: str = "a.txt", **keys: Any) -> str:
    """The text as it comes out under a style."""
    style = msgspec.convert({key.replace("_", "-"): value for key, value in keys.items()}, Style)
    source = document(text, path)
    return apply(ENGINE.plan(source, through=through, style=style, language="en").edits, text)


def _only(key: str, value: Any) -> dict[str, Any]:
    return {key: value}


#: Key, value, a text that is consistently otherwise, and what becomes of it.
OTHERWISE: list[tuple[str, Any, str, str]] = [
    ("quotes", "curly", 'He said "no" twice, and then "yes."', "He said “no” twice, and then “yes.”"),
    ("quotes", "curly", "\"She told me 'go' and went,\" he said.", "“She told me ‘go’ and went,” he said."),
    ("quotes", "curly", 'They are "A", "B" and "C".', "They are “A”, “B” and “C”."),
    ("quotes", "straight", "He said “no” twice, and then “yes.”", 'He said "no" twice, and then "yes."'),
    ("quotes", "straight", "“She told me ‘go’ and went,” he said.", "\"She told me 'go' and went,\" he said."),
    ("primary_quotes", "double", "‘No,’ he said. ‘We don’t.’", "“No,” he said. “We don’t.”"),
    ("primary_quotes", "double", "‘She said “go” and went,’ he said.", "“She said ‘go’ and went,” he said."),
    ("primary_quotes", "double", "'No,' he said. 'Not here.'", '"No," he said. "Not here."'),
    ("primary_quotes", "single", "“No,” he said. “We don’t.”", "‘No,’ he said. ‘We don’t.’"),
    ("primary_quotes", "single", "“She said ‘go’ and went,” he said.", "‘She said “go” and went,’ he said."),
    ("apostrophe", "curly", "They don't know it's O'Brien's.", "They don’t know it’s O’Brien’s."),
    ("apostrophe", "curly", "It was the bakers' mill in '68.", "It was the bakers' mill in '68."),
    ("apostrophe", "curly", "It was the bakers' mill. 'Tis gone.", "It was the bakers' mill. 'Tis gone."),
    ("apostrophe", "curly", "It was the bakers' mill.\n\nIt was '68.", "It was the bakers’ mill.\n\nIt was ’68."),
    ("apostrophe", "straight", "They don’t know it’s O’Brien’s.", "They don't know it's O'Brien's."),
    ("apostrophe", "straight", "It was the bakers’ mill.", "It was the bakers' mill."),
    ("dash", "spaced-en", "The mill - the old one - burned.", "The mill – the old one – burned."),
    ("dash", "spaced-en", "The mill—the old one—burned.", "The mill – the old one – burned."),
    ("dash", "spaced-en", "The mill — the old one — burned.", "The mill – the old one – burned."),
    ("dash", "em", "The mill – the old one – burned.", "The mill—the old one—burned."),
    ("dash", "em", "The mill -- the old one -- burned.", "The mill—the old one—burned."),
    ("dash", "spaced-em", "The mill – the old one—burned.", "The mill — the old one — burned."),
    ("honorifics", "dotted", "Mr Bell met Dr Crane and Ms Dunn.", "Mr. Bell met Dr. Crane and Ms. Dunn."),
    ("honorifics", "plain", "Mr. Bell met Dr. Crane and Ms. Dunn.", "Mr Bell met Dr Crane and Ms Dunn."),
    (
        "spelling",
        "us",
        "The colours of the harbour centred on a theatre of honour; they realised it.",
        "The colors of the harbor centered on a theatre of honor; they realized it.",
    ),
    ("spelling", "uk", "The colors centered on a skeptical traveler.", "The colours centred on a sceptical traveller."),
    ("spelling", "uk", "They defended the defenses.", "They defended the defences."),
    (
        "names",
        ["Tokayev"],
        "Then Mr. Tokaev left. Tokaev’s aide was not there.",
        "Then Mr. Tokayev left. Tokayev’s aide was not there.",
    ),
    ("names", ["Kassym-Jomart Tokayev"], "Mr. Tokaev left.", "Mr. Tokayev left."),
    (
        "names",
        ["Tokaev"],
        "Then Mr. Tokayev left. Tokayev’s aide was not there.",
        "Then Mr. Tokaev left. Tokaev’s aide was not there.",
    ),
    ("names", ["Kiev"], "Trains to Kyiv are late.", "Trains to Kiev are late."),
    (
        "quote_punctuation",
        "inside",
        "He called it “a shame”, and a “threat”.",
        "He called it “a shame,” and a “threat.”",
    ),
    (
        "quote_punctuation",
        "outside",
        "He called it “a shame,” and a “threat.”",
        "He called it “a shame”, and a “threat”.",
    ),
]


@pytest.mark.parametrize(("key", "value", "text", "expected"), OTHERWISE)
def test_a_text_that_is_consistently_otherwise_follows_the_style(
    key: str, value: Any, text: str, expected: str
) -> None:
    assert styled(text, **_only(key, value)) == expected
    assert styled(expected, **_only(key, value)) == expected


#: Many of the one and a single one of the other, whichever the majority is.
MIXED: list[tuple[str, Any, str, str]] = [
    ("quotes", "curly", '"A" "B" "C" are “D”.', "“A” “B” “C” are “D”."),
    ("quotes", "straight", '“A” “B” “C” are "D".', '"A" "B" "C" are "D".'),
    (
        "primary_quotes",
        "double",
        "“A,” he said. ‘B,’ she said. ‘C,’ I said.",
        "“A,” he said. “B,” she said. “C,” I said.",
    ),
    (
        "apostrophe",
        "straight",
        "It's hers, he’s in, she’s out, they’re up.",
        "It's hers, he's in, she's out, they're up.",
    ),
    ("dash", "em", "So – he said – it is—and was – so.", "So—he said—it is—and was—so."),
    ("honorifics", "plain", "Mr. Bell, Mr. Crane, Mr Dunn and Mr. Ellis.", "Mr Bell, Mr Crane, Mr Dunn and Mr Ellis."),
    (
        "spelling",
        "uk",
        "The color, the honor, the favor and the rumour.",
        "The colour, the honour, the favour and the rumour.",
    ),
    ("names", ["Tokaev"], "Tokayev, Mr. Tokayev and Tokayev met Tokaev.", "Tokaev, Mr. Tokaev and Tokaev met Tokaev."),
]


@pytest.mark.parametrize(("key", "value", "text", "expected"), MIXED)
def test_a_mixed_text_follows_the_style_against_its_majority(key: str, value: Any, text: str, expected: str) -> None:
    assert styled(text, **_only(key, value)) == expected


EVERY: list[dict[str, Any]] = [
    {"quotes": "curly", "primary_quotes": "double", "apostrophe": "curly", "dash": "em"},
    {"quotes": "straight", "primary_quotes": "single", "apostrophe": "straight", "dash": "spaced-en"},
    {"honorifics": "plain", "spelling": "us", "names": ["Tokayev", "Kyiv"], "quote_punctuation": "inside"},
    {"honorifics": "dotted", "spelling": "uk", "names": ["Tokayev", "Kyiv"], "quote_punctuation": "outside"},
]
#: What no style changes.
TRAPS = [
    "A text with nothing to tell.",
    "The Labour Party met at Pearl Harbor and the World Trade Centre, in the Theatre Royal.",
    "The door is 6' 2\" high and 5'10\" wide.",
    'Set name="x", run \'a.exe\' or {"key": "value"}.',
    'print("a", "b") and call(\'a\', "b")',
    "See https://example.org/colour/Tokaev and mail Tokaev@example.org.",
    "It was 1914–1918, pages 3–4, the New York–London line, and 3 – 2.",
    "He came to Lord D——’s house.",
    "Lunch costs £5 (a shame).",
    "The Tokarev pistol and the Kievan Rus.",
    "12 Elm Dr. Suite 4 is shut.",
    "She is the Dr.",
    "It was literal and literally so.",
    "“So be it,” she said. He answered, “we stay.”",
]


@pytest.mark.parametrize("text", TRAPS)
@pytest.mark.parametrize("style", EVERY, ids=str)
def test_what_only_looks_like_a_departure_stays(style: dict[str, Any], text: str) -> None:
    apart = {"primary_quotes": "“", "quotes": "“", "apostrophe": "’"}
    keys = {key: value for key, value in style.items() if apart.get(key, "\0") not in text}
    assert styled(text, **keys) == text


PIECES = [
    "“",
    "”",
    "‘",
    "’",
    '"',
    "'",
    " – ",
    "—",
    " - ",
    " ",
    " ",
    "\n\n",
    ".",
    ",",
    "he said",
    "the",
    "don't",
    "it’s",
    "6'",
]
PIECES += ["Mr", "Mr. Bell", "Tokaev", "Kiev", "colour", "center", "Harbour", "meters"]


@settings(max_examples=100)
@given(
    st.lists(st.sampled_from(PIECES), max_size=25).map("".join),
    st.sampled_from(EVERY),
    st.sampled_from(list(Level)[:2]),
)
def test_a_style_is_followed_at_once(text: str, style: dict[str, Any], through: Level) -> None:
    once = styled(text, through, **style)
    assert styled(once, through, **style) == once


def test_code_keeps_its_marks_in_markdown() -> None:
    text = 'He said "no" to `"x"`, and [it\'s](a.md "title").\n\n```\nprint("colour")\n```\n'
    expected = text.replace('"no"', "“no”").replace("it's", "it’s")
    assert styled(text, path="a.md", quotes="curly", apostrophe="curly", spelling="us") == expected


def test_only_what_has_one_possible_repair_is_made_without_asking() -> None:
    text = 'Mr Tokaev said "it isn\'t"—that is – the colour.'
    style = {"quotes": "curly", "apostrophe": "curly", "dash": "em", "honorifics": "dotted", "spelling": "us"}
    assert styled(text, Level.SAFE, names=["Tokayev"], **style) == 'Mr. Tokayev said "it isn’t"—that is – the colour.'


@pytest.mark.parametrize("text", ["Colour fades. Harbour lights burn.", "The parking meter is shut."])
def test_a_word_that_may_be_a_name_or_another_word_is_flagged(text: str) -> None:
    for spelling in ("us", "uk"):
        assert styled(text, spelling=spelling) == text
    found = [ENGINE.plan(document(text), style=Style(spelling=one), language="en").findings for one in ("us", "uk")]
    assert [one.level for findings in found for one in findings] == [Level.FLAG] * (2 if "fades" in text else 1)


def test_two_people_and_names_that_are_both_right_stay() -> None:
    two = "Anna Tokaev met Boris Tokayev. Anna Tokaev left."
    assert styled(two, names=["Tokayev"]) == two
    assert styled("Sergei Dolgov met Sergey Popov.", names=["Sergei", "Sergey"]) == "Sergei Dolgov met Sergey Popov."


def test_other_languages_keep_their_marks_titles_and_words() -> None:
    text = "Der Dr Müller sagte: „Nein“ – aber der Humor blieb.\n"
    plan = ENGINE.plan(
        document(text),
        through=Level.SUGGESTED,
        language="de",
        style=Style(quotes="straight", honorifics="dotted", spelling="uk"),
    )
    assert plan.changes == ()


def test_the_configuration_is_enforced_and_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    config_file.find.cache_clear()
    Path(".cleanup.toml").write_text("[style]\nquotes = 'curly'\n")
    Path("a.txt").write_text('He said "no" to all of them.\n')
    assert "quotes" in invoke("config", "a.txt").stdout
    assert "consistency/quote-shape" in invoke("check", "a.txt").stdout
    assert invoke("fix", "--suggested", "a.txt").exit_code == 0
    assert Path("a.txt").read_text() == "He said “no” to all of them.\n"
