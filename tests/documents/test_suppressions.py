"""Comments that ask to leave something alone: what they speak about, and what is said of those without use."""

from __future__ import annotations

from pathlib import Path

import pytest

from cleanup.documents.readers import document, write
from cleanup.documents.suppressions import without_unused
from cleanup.engine.engine import Engine
from tests.commandline import HOUSE, invoke
from tests.engine.test_engine import rule
from tests.repairing import repaired
from tests.reviewing import PROMPT, Start, starting

ENGINE = Engine(
    [
        rule("spacing/one", "level = 'safe'\npattern = 'aa'\nreplace = 'a'"),
        rule("grammar/two", "level = 'safe'\npattern = 'bb'\nreplace = 'b'"),
    ]
)

ALL, FILE = "<!-- cleanup: ignore -->", "<!-- cleanup: ignore-file -->"
START, END = "<!-- cleanup: ignore-start -->", "<!-- cleanup: ignore-end -->"
NAMED, NAMED_END = "<!-- cleanup: ignore-start spacing -->", "<!-- cleanup: ignore-end spacing -->"
TWO = "<!--cleanup: ignore x/y, grammar/two-->"

AREAS = [
    ("next paragraph", "<!-- cleanup: ignore -->\naa bb\n\naa\n", "<!-- cleanup: ignore -->\naa bb\n\na\n"),
    ("over a blank line", "<!-- cleanup: ignore -->\n\naa\n\naa\n", "<!-- cleanup: ignore -->\n\naa\n\na\n"),
    ("its own paragraph", "aa <!-- cleanup: ignore --> aa\n\naa\n", "aa <!-- cleanup: ignore --> aa\n\na\n"),
    ("at the end of one", "aa\n\naa aa <!-- cleanup: ignore -->\n", "a\n\naa aa <!-- cleanup: ignore -->\n"),
    ("only that group", "<!-- cleanup: ignore spacing -->\naa bb\n", "<!-- cleanup: ignore spacing -->\naa b\n"),
    ("only those rules", f"aa bb {TWO}\n", f"a bb {TWO}\n"),
    (
        "from start to end",
        "aa\n\n<!-- cleanup: ignore-start -->\n\naa\n\n- aa\n\n<!-- cleanup: ignore-end -->\n\naa\n",
        "a\n\n<!-- cleanup: ignore-start -->\n\naa\n\n- aa\n\n<!-- cleanup: ignore-end -->\n\na\n",
    ),
    (
        "an end closes the last beginning of its names, or of all",
        f"{NAMED}\n\naa bb\n\n{START}\n\naa bb\n\n{NAMED_END}\n\naa bb\n\n{END}\n\naa bb\n\n{END}\n\naa bb\n",
        f"{NAMED}\n\naa b\n\n{START}\n\naa bb\n\n{NAMED_END}\n\naa bb\n\n{END}\n\na b\n\n{END}\n\na b\n",
    ),
    ("to the end of the text", f"aa\n\n{START}\n\naa\n", f"a\n\n{START}\n\naa\n"),
    (
        "one within the other",
        "<!-- cleanup: ignore-start spacing -->\n\n<!-- cleanup: ignore-start grammar -->\n\naa bb\n\n"
        "<!-- cleanup: ignore-end spacing -->\n\naa bb\n",
        "<!-- cleanup: ignore-start spacing -->\n\n<!-- cleanup: ignore-start grammar -->\n\naa bb\n\n"
        "<!-- cleanup: ignore-end spacing -->\n\na bb\n",
    ),
    ("the whole file", f"aa\n\nbb\n\n{FILE}\n", f"aa\n\nbb\n\n{FILE}\n"),
    ("not in code", f"```\n{ALL}\n```\n\naa `{FILE}`\n", f"```\n{ALL}\n```\n\na `{FILE}`\n"),
    ("not another word", "<!-- cleanup: ignored -->\n\naa\n", "<!-- cleanup: ignored -->\n\na\n"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in AREAS], ids=[case[0] for case in AREAS])
def test_a_comment_speaks_about(text: str, expected: str) -> None:
    assert repaired(ENGINE, text, path="a.md") == expected
    assert repaired(ENGINE, expected, path="a.md") == expected


def test_html_and_mdx_have_them_too() -> None:
    page = "<p>aa</p>\n<!-- cleanup: ignore --><p>aa</p>\n<p>aa <!-- cleanup: ignore --></p>"
    page += "<pre><!-- cleanup: ignore-file --></pre>"
    assert repaired(ENGINE, page, path="a.html") == page.replace("<p>aa</p>", "<p>a</p>", 1)
    mdx = "{/* cleanup: ignore */}\n\naa\n\naa\n"
    assert repaired(ENGINE, mdx, path="a.mdx") == mdx[:-3] + "a\n"


def test_plain_text_has_none() -> None:
    assert repaired(ENGINE, "<!-- cleanup: ignore-file --> aa", path="a.txt") == "<!-- cleanup: ignore-file --> a"


def test_what_is_ignored_is_neither_found_nor_held() -> None:
    plan = ENGINE.plan(document("aa <!-- cleanup: ignore -->\n", "a.md"))
    assert (plan.findings, plan.changes, plan.held, plan.unused) == ((), (), {}, ())


UNUSED = [
    ("a line of its own goes", "<!-- cleanup: ignore -->\nb\n", "b\n"),
    ("the blanks before it go", "b  <!-- cleanup: ignore -->\nc\n", "b\nc\n"),
    ("from the middle of a line it goes alone", "b <!-- cleanup: ignore --> c\n", "b  c\n"),
    ("both ends go", f"{START}\r\n\r\nb\r\n\r\n{END}\r\n", "\r\nb\r\n\r\n"),
    ("one in use stays", "<!-- cleanup: ignore spacing -->\naa\n", "<!-- cleanup: ignore spacing -->\naa\n"),
    ("one for another rule goes", "<!-- cleanup: ignore grammar -->\naa\n", "a\n"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in UNUSED], ids=[case[0] for case in UNUSED])
def test_comments_without_use_are_taken_out(text: str, expected: str) -> None:
    plan = without_unused(ENGINE.plan(document(text, "a.md")))
    assert write(plan.document, plan.edits).decode() == expected


def test_the_command_line_names_them_and_takes_them_out(desk: Path) -> None:
    text = desk / "a.md"
    text.write_text(
        "A wide  gap.\n\nSaw alot. <!-- cleanup: ignore grammar -->\n\n<!-- cleanup: ignore spacing -->\nFine.\n"
    )
    check = invoke("check", *HOUSE, "a.md")
    assert check.stderr.splitlines()[0] == "a.md:5:1 nothing to ignore for <!-- cleanup: ignore spacing -->"
    assert invoke("fix", *HOUSE, "--suggested", "--remove-unused-ignores", "a.md").exit_code == 0
    assert text.read_text() == "A wide gap.\n\nSaw alot. <!-- cleanup: ignore grammar -->\n\nFine.\n"


start = pytest.fixture(starting, name="start")
MISNAMED = "A wide  gap. <!-- cleanup: ignore spacing/gasp, grammar spacign -->\n"
REMARKS = [
    "a.md:1:35 no such rule or group: 'spacing/gasp'; did you mean 'spacing/gap'?",
    "a.md:1:57 no such rule or group: 'spacign'; did you mean 'spacing'?",
]


@pytest.mark.parametrize("command", [("check",), ("fix", "--diff"), ("fix",)])
def test_a_misspelt_rule_in_a_comment_is_named_and_stops_nothing(desk: Path, command: tuple[str, ...]) -> None:
    (desk / "a.md").write_text(MISNAMED)
    result = invoke(*command, *HOUSE, "a.md")
    assert result.stderr.splitlines()[:-1] == REMARKS
    assert "spacing/gap" in result.stdout or "-A wide  gap." in result.stdout
    assert (desk / "a.md").read_text() == (MISNAMED.replace("  ", " ") if command == ("fix",) else MISNAMED)


def test_a_review_names_it_too(desk: Path, start: Start) -> None:
    (desk / "a.md").write_text(MISNAMED)
    assert start("a.md").until(PROMPT).splitlines()[:2] == REMARKS


def test_a_rule_that_takes_no_part_in_the_run_is_no_slip(desk: Path) -> None:
    (desk / "a.md").write_text(
        "Saw alot. <!-- cleanup: ignore grammar/alot -->\n\n`<!-- cleanup: ignore nonsense -->`\n"
    )
    result = invoke("check", "--rules", "../house", "--select", "spacing/gap", "a.md")
    assert result.stderr.splitlines()[:-1] == ["a.md:1:11 nothing to ignore for <!-- cleanup: ignore grammar/alot -->"]
