"""Where a comment goes by which a paragraph is ignored: the text stays as it is shown, and the finding is gone."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleanup.documents import readers
from cleanup.engine import loading
from cleanup.engine.engine import Engine
from cleanup.language_server.ignoring import can_ignore, ignoring
from cleanup.model import Document, Finding

RULE = "spacing/before-comma-or-full-stop"
#: One rule is enough, and ready at once.
ENGINE = Engine([loading.load(prove=False).get(RULE)])
HERE = f"<!-- cleanup: ignore {RULE} -->"


def found(document: Document) -> list[Finding]:
    return list(ENGINE.plan(document).findings)


def after(text: str, form: str, number: int = 0) -> str | None:
    """The text with a comment for a finding."""
    document = readers.document(text, form=form)
    edit = ignoring(document, found(document)[number])
    made = readers.again(document, [edit]) if edit else None
    return made.text if made else None


PLACES = [
    ("markdown", "A word , yes.\n", f"{HERE}\nA word , yes.\n"),
    ("markdown", "One.\r\n\r\nA word , yes.\r\n", f"One.\r\n\r\n{HERE}\r\nA word , yes.\r\n"),
    ("markdown", "- One.\n- A word , yes.\n", f"- One.\n- A word , yes. {HERE}\n"),
    ("markdown", "# A word , yes\n", f"# A word , yes {HERE}\n"),
    ("markdown", "> A word , yes.\n", f"> A word , yes. {HERE}\n"),
    ("markdown", "A line\nand a word , yes.\n", f"{HERE}\nA line\nand a word , yes.\n"),
    ("html", "<p>A word , yes.</p>\n", f"<p>A word , yes. {HERE}</p>\n"),
    ("html", "<li>One.<li>A word , yes.", f"<li>One.<li>A word , yes. {HERE}"),
    ("mdx", "A word , yes.\n", f"{{/* cleanup: ignore {RULE} */}}\n\nA word , yes.\n"),
]


@pytest.mark.parametrize(("form", "before", "expected"), PLACES)
def test_the_comment_is_where_it_shows_nothing(form: str, before: str, expected: str) -> None:
    assert after(before, form) == expected
    assert found(readers.document(expected, form=form)) == []


def test_formats_without_comments_get_none() -> None:
    assert after("A word , yes.\n", "text") is None
    assert [form for form in readers.FORMATS if can_ignore(form)] == ["markdown", "mdx", "html"]


BLOCKS = [
    "A word , yes.",
    "- An item , too.",
    "| a , b | c |\n|---|---|\n| d , e | f |",
    "# Head , line",
    "> Said , he.",
    "```\nx , y\n```",
]


@settings(max_examples=25)
@given(st.lists(st.sampled_from(BLOCKS), min_size=1, max_size=5), st.sampled_from(["markdown", "mdx"]))
def test_one_finding_less_and_the_same_text(blocks: list[str], form: str) -> None:
    document = readers.document("\n\n".join(blocks), form=form)
    before = found(document)
    for one in before:
        edit = ignoring(document, one)
        assert edit
        made = readers.again(document, [edit])
        assert made
        assert len(found(made)) < len(before)
