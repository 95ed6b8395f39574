"""What the encoding of a file cannot hold becomes a reference, or is not written; the file is never lost for it."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest

from benchmarks.made_documents import po, word_document, xliff
from cleanup.documents.readers import document, read, write
from cleanup.engine.engine import Engine
from cleanup.model import Document, Level
from cleanup.review.decisions import sha256
from tests.commandline import invoke
from tests.format_samples import engine

ENGINE: Engine = engine()
HTML = "<p>The mill , they say: ``a good day'' once.</p>"
CURLY = "“a good day”"
NUMBERED, NAMED = "&#8220;a good day&#8221;", "&ldquo;a good day&rdquo;"


def fixed(data: bytes, path: str, encoding: str | None = None) -> bytes:
    """What `fix --suggested` makes; and once more it makes nothing."""
    source = read(data, path, encoding=encoding)
    made = write(source, ENGINE.plan(source, through=Level.SUGGESTED).edits)
    assert ENGINE.plan(read(made, path, encoding=encoding), through=Level.SUGGESTED).changes == ()
    return made


#: What stands before the page, and how the quotation is written behind it.
PAGES = {
    "nothing is said": ("", NUMBERED),
    "nothing is said, and characters are written by name": ("<p>So &mdash; well.</p>", NAMED),
    "only the names of XML are": ("<p>R &amp; D</p>", NUMBERED),
    "UTF-8 is said": ('<meta charset="utf-8">', CURLY),
    "UTF-8 is said in the old way": ('<meta http-equiv="Content-Type" content="text/html; charset=UTF-8">', CURLY),
    "UTF-8 is said in the way of XML": ('<?xml version="1.0" encoding="utf-8"?>', CURLY),
    "a mark says UTF-8": ("\ufeff", CURLY),
    "it is UTF-8": ("<p>Café.</p>", CURLY),
    "an encoding that nobody knows is said": ('<meta charset="{{ charset }}">', NUMBERED),
    "UTF-16 is said, which cannot be": ('<meta charset="utf-16">', CURLY),
}


@pytest.mark.parametrize(("head", "quotation"), PAGES.values(), ids=PAGES)
@pytest.mark.parametrize("path", ["a.html", "a.xhtml"])
def test_a_page_gets_characters_that_every_browser_reads(head: str, quotation: str, path: str) -> None:
    expected = f"{head}<p>The mill, they say: {quotation} once.</p>"
    assert fixed((head + HTML).encode(), path) == expected.encode()


def test_an_encoding_that_is_named_is_one_that_is_said() -> None:
    assert CURLY.encode() in fixed(HTML.encode(), "a.html", "utf-8")


def test_the_encoding_of_a_page_holds_what_it_holds() -> None:
    page = f'<meta charset="iso-8859-1">{HTML}<p>The &euro; , they say.</p>'
    assert CURLY.encode("cp1252") in fixed(page.encode(), "a.html")


def test_a_document_that_is_no_file_is_in_unicode() -> None:
    source: Document = document(HTML, "a.html")
    assert CURLY.encode() in write(source, ENGINE.plan(source, through=Level.SUGGESTED).edits)


def test_what_an_edit_puts_in_is_escaped_where_it_would_be_mark_up() -> None:
    assert fixed(b"<p>The Q&amp;amp;A was long.</p>", "a.html") == b"<p>The Q&amp;amp;A was long.</p>"


LEGACY = ["us-ascii", "iso-8859-1"]


@pytest.mark.parametrize("name", LEGACY)
def test_xml_gets_references(name: str) -> None:
    head = f'<?xml version="1.0" encoding="{name}"?>'.encode()
    made = fixed(head + xliff("It was ``a good day'' , once."), "a.xlf")
    assert made == head + xliff(f"It was {NUMBERED}, once.")


@pytest.mark.parametrize("name", LEGACY)
def test_a_section_of_xml_takes_no_references(name: str) -> None:
    head = f'<?xml version="1.0" encoding="{name}"?>'.encode()
    made = fixed(head + xliff("<![CDATA[It was ``a good day'' , once.]]>"), "a.xlf")
    assert b"&#" not in made


@pytest.mark.parametrize("name", LEGACY)
def test_a_catalogue_and_plain_text_keep_what_they_cannot_hold(name: str) -> None:
    def catalogue(text: str) -> bytes:
        return po(text).replace(b"Language", f"Content-Type: text/plain; charset={name}\\nLanguage".encode())

    before, after = "The mill , they say: ``a good day'' once.", "The mill, they say: ``a good day'' once."
    assert fixed(catalogue(before), "a.po") == catalogue(after)
    assert fixed(before.encode(), "a.txt", name) == after.encode()
    left = ENGINE.plan(read(before.encode(), "a.txt", encoding=name), through=Level.SUGGESTED)
    found = [f for f in left.findings if f.rule == "quotes/backticks"]
    assert [(f.level, f.fixes) for f in found] == [(Level.FLAG, ())] * len(found)
    assert found


def test_a_member_of_a_word_file_gets_references() -> None:
    run = "<w:r><w:t xml:space='preserve'>It was ``a good day'' once.</w:t></w:r>"
    old, new = b'<?xml version="1.0"?>', b'<?xml version="1.0" encoding="us-ascii"?>'
    data = word_document(run, compression=0)
    assert old in data
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(made, "w") as other:
        for one in archive.infolist():
            other.writestr(one.filename, archive.read(one).replace(old, new))
    with zipfile.ZipFile(io.BytesIO(fixed(made.getvalue(), "a.docx"))) as archive:
        assert NUMBERED.encode() in archive.read("word/document.xml")


# Files on the way through the commands


def decided(path: str, text: str, before: str, after: str, given: object) -> None:
    at = text.index(before)
    edit = {"start": at, "end": at + len(before), "before": before, "after": after}
    entry = {
        "sha256": sha256(text.encode()),
        "decisions": {"a": given},
        "changes": [{"findings": ["a"], "made": False, "edits": [edit]}],
    }
    Path("d.json").write_text(json.dumps({"schema": 1, "files": {path: entry}}), "utf-8")


def test_fix_diff_and_report_agree(desk: Path) -> None:
    (desk / "a.html").write_text(HTML, "ascii")
    done = invoke("fix", "--suggested", "--diff", "a.html")
    assert NUMBERED in done.stdout
    assert "patch" not in done.stderr
    assert invoke("fix", "--suggested", "--report", "r.html", "a.html").exit_code == 0
    assert NUMBERED in (desk / "a.html").read_text("ascii")
    assert invoke("check", "a.html").exit_code == 0


def test_a_text_of_ones_own_is_written_as_the_file_can_hold_it(desk: Path) -> None:
    (desk / "a.html").write_text(HTML, "ascii")
    decided("a.html", HTML, "mill", "windmill", {"text": "« moulin »"})
    assert invoke("apply", "d.json").exit_code == 0
    assert (desk / "a.html").read_text("ascii") == HTML.replace("mill", "&#171; moulin &#187;")


def test_the_difference_to_a_page_in_unicode_is_shown(desk: Path) -> None:
    (desk / "a.html").write_text(HTML, "ascii")
    (desk / "b.html").write_text(HTML.replace("``a good day''", CURLY), "utf-8")
    done = invoke("diff", "--report", "r.html", "a.html", "b.html")
    assert (done.exit_code, done.exception is None or isinstance(done.exception, SystemExit)) == (1, True)
