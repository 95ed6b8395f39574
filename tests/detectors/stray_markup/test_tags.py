"""Tags and codes that stand around text: both of a pair go or none, and no words run together."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanup.engine import loading
from cleanup.engine.engine import Engine
from tests.repairing import repaired
from tests.tables import Case, cases, check

ENGINE = Engine(loading.load().pick(["encoding/html-tags", "encoding/line-break-tags", "boilerplate/shortcodes"]).rules)

KEEP = {
    "an attribute in other quotes": "Read <span style='x'>it</span> now.",
    "an element that is not looked for with attributes": 'Read <b class="x">it</b> now.',
    "an opening tag that is spoken of": "The tag <em> slants</em> words.",
    "a closing tag that is shown": "Put <b>it</b>` there.",
    "within another tag": "a <scr<b>ipt>, a <<i>b>, a <a hre<u>f>",
    "a line break within another tag": "a <scr<br>ipt> b",
    "a closing one that runs on": 'He [embed src="x"]said[/embed]so.',
}
SAFE = {
    "halves without the other": ("Read it</a> now, <em>all of it.", "Read it now, all of it."),
    "in each other": ("Read <b><i>it</i></b> now.", "Read it now."),
    "a half in a pair": ("Read <b>it, <i>all</b> of it.", "Read it, all of it."),
    "a kept pair within one that goes": ("<b>Read <b id=x>it</b> now.</b>", "Read <b id=x>it</b> now."),
    "paragraphs in a row": ("<p>He left.</p><p>She stayed.</p>", "He left. She stayed."),
    "paragraphs on lines of their own": ("<p>He left.</p>\n<p>She stayed.</p>\n", "He left.\nShe stayed.\n"),
    "a block with a block": ('left.<div class="x"><p>She</p></div>Then', "left. She Then"),
    "a quotation": ("He said “<p>No.</p>” and left", "He said “No.” and left"),
    "straight quotes": ('He said "<p>No.</p>" and left', 'He said "No." and left'),
    "between numbers": ("in 1914<p>18 men</p>", "in 1914 18 men"),
    "within a sentence": ("a re<b>form</b>ed man", "a reformed man"),
    "with attributes": ('[caption id="a"]Him[/caption] She did.', "Him She did."),
    "a half without the other": ("He said so. [/youtube] She did.", "He said so. She did."),
}
FLAGGED = {
    "an address in the opening tag": (
        'Read <a href="https://a.example/b">it</a> now.',
        ("encoding/html-tags", '<a href="https://a.example/b">'),
    ),
    "without attributes": ("[quote]He said so.[/quote]\nShe did.", ("boilerplate/shortcodes", "[/quote]")),
    "on lines of their own": ("He said so.\n[video]\nfilm\n[/video]\nShe did.", ("boilerplate/shortcodes", "[/video]")),
}


@pytest.mark.parametrize("case", cases(keep=KEEP, safe=SAFE, flagged=FLAGGED))
def test_texts(case: Case) -> None:
    check(ENGINE, case)


PIECES = st.sampled_from(
    ["<p>", "</p>", "<b>", "</b>", "<", ">", "b", "/", " ", "\n", '<a title="x">', "</a>", "<b id=x>", "<br>", "é."]
)


@given(st.lists(PIECES, max_size=14).map("".join))
def test_once_is_enough_and_no_tag_is_made(text: str) -> None:
    once = repaired(ENGINE, text)
    assert repaired(ENGINE, once) == once
    assert once.count("<b id=x>") == text.count("<b id=x>")
