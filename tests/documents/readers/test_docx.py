"""DOCX: the text of paragraphs is prose, read across runs; all other members keep their bytes."""

from __future__ import annotations

import io
import zipfile

import pytest

from benchmarks.format_fuzz import packed
from benchmarks.made_documents import word_document
from cleanup.documents.readers import read, write
from cleanup.errors import DocumentError
from cleanup.model import MASK, Edit, Level, Span
from tests.format_samples import engine

M = MASK


def run(text: str, *, bold: bool = False, keep: bool = True) -> str:
    """A run of text."""
    space = ' xml:space="preserve"' if keep else ""
    return f"<w:r>{'<w:rPr><w:b/></w:rPr>' * bold}<w:t{space}>{text}</w:t></w:r>"


SHOWN = {
    "runs are read as one": (run("They would lea") + run("ve.", bold=True), "They would leave."),
    "outer spaces count where the run says so": (run("a ") + run(" b ", keep=False) + run(" c"), "a b c"),
    "tabs, breaks and hyphens show": ("<w:r><w:t>a</w:t><w:tab/><w:br/><w:noBreakHyphen/></w:r>", "a\t\n\u2011"),
    "drawings are things": (run("a ") + "<w:r><w:drawing><w:t>b</w:t></w:drawing></w:r>", f"a {M}"),
    "code is a thing": ('<w:r><w:rPr><w:rStyle w:val="VerbatimChar"/></w:rPr><w:t>a , b</w:t></w:r>', M),
    "what was deleted is not there": ("<w:del><w:r><w:delText>a , b</w:delText></w:r></w:del>" + run("c"), "c"),
    "instructions of fields are not there": ("<w:r><w:instrText>PAGE</w:instrText></w:r>" + run("c"), "c"),
    "references show their character": (run("a &amp; b"), "a & b"),
    "paragraphs": (run("a") + "</w:p><w:p>" + run("b"), "a\n\nb"),
}


@pytest.mark.parametrize(("body", "expected"), SHOWN.values(), ids=SHOWN)
def test_the_text(body: str, expected: str) -> None:
    assert read(word_document(body), "a.docx").text.rstrip("\n") == expected


def fixed(data: bytes) -> bytes:
    source = read(data, "a.docx")
    return write(source, engine().plan(source, through=Level.SUGGESTED).edits)


def body(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read("word/document.xml").decode()


REPAIRED = {
    "a stop at the end of a run": (
        run("They have swept away ") + run("many.", bold=True) + run(" countries of the region."),
        run("They have swept away ") + run("many", bold=True) + run(" countries of the region."),
    ),
    "a word in pieces": (
        run("They have swept away ma") + run("ny", bold=True) + run(". coun") + run("tries of the region."),
        run("They have swept away ma") + run("ny", bold=True) + run(" coun") + run("tries of the region."),
    ),
    "padded marks in runs of their own": (
        run("He called it ”") + run(" extremely ") + run("timely", bold=True) + run(" and legitimate") + run(" ”."),
        run("He called it “") + run("extremely ") + run("timely", bold=True) + run(" and legitimate") + run("”."),
    ),
}


@pytest.mark.parametrize(("before", "after"), REPAIRED.values(), ids=REPAIRED)
def test_repairs_across_runs_keep_the_runs(before: str, after: str) -> None:
    data = fixed(word_document(before))
    assert body(data) == body(word_document(after))
    assert fixed(data) == data


def test_a_file_without_a_finding_keeps_its_bytes() -> None:
    data = word_document(run("All is well here."))
    assert fixed(data) == data


@pytest.mark.parametrize("compression", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED], ids=["stored", "deflated"])
def test_only_the_member_with_the_repair_changes(compression: int) -> None:
    data = word_document(run("The sea , they say, is calm."), compression=compression)
    made = fixed(data)
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(io.BytesIO(made)) as new:
        assert new.testzip() is None
        for one, other in zip(old.infolist(), new.infolist(), strict=True):
            assert (one.filename, one.date_time, one.compress_type) == (
                other.filename,
                other.date_time,
                other.compress_type,
            )
            assert (packed(data, one) == packed(made, other)) == (one.filename != "word/document.xml")


def test_a_streamed_file_is_written_too() -> None:
    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

        def seek(self, *_: int) -> int:
            raise OSError

        def tell(self) -> int:
            raise OSError

    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", body(word_document(run("The sea , they say, is calm."))))
        archive.writestr("word/styles.xml", "<styles/>")
    made = fixed(pipe.getvalue())
    assert body(made) == body(word_document(run("The sea, they say, is calm.")))
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert archive.testzip() is None
        assert archive.read("word/styles.xml") == b"<styles/>"


def test_an_edit_across_runs_is_refused() -> None:
    source = read(word_document(run("ab") + run("cd")), "a.docx")
    with pytest.raises(DocumentError, match="would touch the mark-up"):
        write(source, [Edit(Span(1, 3), "x")])


def _headers(count: int, size: int) -> bytes:
    """A document with so many headers of a size."""
    made = io.BytesIO(word_document(run("a")))
    with zipfile.ZipFile(made, "a", zipfile.ZIP_DEFLATED) as archive:
        for number in range(count):
            archive.writestr(f"word/header{number}.xml", b" " * size)
    return made.getvalue()


def _lying() -> bytes:
    """A document whose directory says that its body is far smaller than it is."""
    size = len(body(word_document(" " * 3_000_000)))
    data = word_document(" " * 3_000_000)
    return data.replace(size.to_bytes(4, "little"), (500).to_bytes(4, "little"))


NO_DOCUMENTS = {
    "a body that unpacks to a thousand times its size": (
        word_document(" " * 5_000_000),
        r"word/document.xml unpacks to \d+ times its size, more than any text; it was left unchanged",
    ),
    "many members that are large together": (_headers(17, 1 << 22), "the file is too large; at most 64 MB"),
    "a size that is a lie": (_lying(), "not a ZIP file, or damaged"),
    "no ZIP file": (b"hello", "not a ZIP file, or damaged"),
    "cut off": (word_document(run("a"))[:-30], "not a ZIP file, or damaged"),
    "another ZIP file": (b"PK\x05\x06" + b"\0" * 18, "not a Word document"),
    "no XML": (word_document("<w:r>"), "not well-formed XML"),
}


@pytest.mark.parametrize(("data", "message"), NO_DOCUMENTS.values(), ids=NO_DOCUMENTS)
def test_what_is_no_document_is_an_error(data: bytes, message: str) -> None:
    with pytest.raises(DocumentError, match=message) as error:
        read(data, "a.docx")
    assert str(error.value).startswith("a.docx: ")


def test_a_directory_whose_last_entry_runs_beyond_it_is_left_alone() -> None:
    data = bytearray(word_document(run("a , b")))
    entry = data.rindex(b"PK\x01\x02")
    data[entry + 28] += 30  # the length of the name
    source = read(bytes(data), "a.docx")
    assert write(source) == bytes(data)
    with pytest.raises(DocumentError, match="its directory is damaged"):
        write(source, [Edit(Span(1, 2), "")])


def inserted(text: str) -> str:
    return f'<w:ins w:id="1" w:author="Jo">{run(text)}</w:ins>'


def deleted(text: str) -> str:
    return f'<w:del w:id="2" w:author="Jo"><w:r><w:delText xml:space="preserve">{text}</w:delText></w:r></w:del>'


BESIDE_TRACKED = {
    "in an insertion": run("The sea is calm") + inserted(" , they say,") + run(" and cold."),
    "behind an insertion": run("The sea") + inserted(" today") + run(" , they say, is calm."),
    "before an insertion": run("The sea , ") + inserted("they say, ") + run("is calm."),
    "what an insertion doubles": run("They moved the ") + inserted("the ") + run("old boats."),
    "what a deletion leaves": run("The sea ") + deleted("at night ") + run(", they say, is calm."),
    "behind a deletion": run("The ") + deleted("cold ") + run("sea , they say, is calm."),
    "what was moved": run("The sea") + f'<w:moveTo w:id="3">{run(" , they say,")}</w:moveTo>' + run(" is calm."),
    "a paragraph that a deletion begins": deleted("Today ") + run("Sea , sand and sun."),
    "an inserted end of a paragraph": '<w:pPr><w:rPr><w:ins w:id="4"/></w:rPr></w:pPr>'
    + run("The sea is calm and cold ,")
    + "</w:p><w:p>"
    + run("say."),
}


@pytest.mark.parametrize("tracked", BESIDE_TRACKED.values(), ids=BESIDE_TRACKED)
def test_beside_a_tracked_change_repairs_are_only_shown(tracked: str) -> None:
    data = word_document(tracked)
    source = read(data, "a.docx")
    plan = engine().plan(source, through=Level.SUGGESTED)
    assert (plan.changes, {finding.level for finding in plan.findings}) == ((), {Level.FLAG})
    assert write(source, plan.edits) == data


def test_elsewhere_in_a_document_with_tracked_changes_repairs_are_made() -> None:
    before = inserted("Yes. ") + run("The sea , they say, is cold ") + deleted("and ") + run("in winter too.")
    after = inserted("Yes. ") + run("The sea, they say, is cold ") + deleted("and ") + run("in winter too.")
    assert body(fixed(word_document(before))) == body(word_document(after))
