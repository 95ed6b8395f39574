"""Which files are found behind paths, and where their copies go."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from cleanup.config.resolve import Resolver
from cleanup.documents.readers import SUFFIXES
from cleanup.errors import CleanupError, DocumentError
from cleanup.files.discovery import Discovered, find
from cleanup.files.not_prose import CODE, MARKUP, refuse_by_name
from cleanup.files.output_folder import destinations
from cleanup.files.writing import create, replace

links = pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty current folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def plant(*names: str) -> None:
    for name in names:
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text("text")


def found(*paths: str) -> list[str]:
    return [Path(source.path).as_posix() for source in find(paths).sources]


def test_a_folder_gives_its_texts_sorted(tree: Path) -> None:  # noqa: ARG001
    plant("b.txt", "a/z.TXT", "a/b.text", "c.html", "d.png", "noext")
    assert found(".") == ["a/b.text", "a/z.TXT", "b.txt", "c.html"]


def test_hidden_files_and_folders_are_left_out(tree: Path) -> None:  # noqa: ARG001
    plant(".git/a.txt", ".hidden.txt", "seen.txt")
    assert found(".") == ["seen.txt"]


def test_a_named_hidden_file_is_read(tree: Path) -> None:  # noqa: ARG001
    plant(".hidden.txt")
    assert found(".hidden.txt") == [".hidden.txt"]


def test_paths_keep_their_order_and_count_once(tree: Path) -> None:  # noqa: ARG001
    plant("b.txt", "a.txt", "in/c.txt")
    assert found("b.txt", "in", "a.txt", "./b.txt", ".") == ["b.txt", "in/c.txt", "a.txt"]


def test_git_ignored_files_are_left_out(tree: Path) -> None:  # noqa: ARG001
    plant("keep.txt", "draft-1.txt", "build/x.txt", "sub/build/x.txt", "sub/top.txt", "top.txt", "sub/draft-2.txt")
    Path(".gitignore").write_text("draft-*.txt\nbuild/\n/top.txt\n")
    Path("sub/.gitignore").write_text("!draft-2.txt\n")
    assert found(".") == ["keep.txt", "sub/draft-2.txt", "sub/top.txt"]


def test_the_repository_above_has_a_say(tree: Path) -> None:  # noqa: ARG001
    plant("repo/.git/HEAD", "repo/texts/a.txt", "repo/texts/draft.txt", ".gitignore")
    Path("repo/.gitignore").write_text("draft.txt\n")
    Path(".gitignore").write_text("a.txt\n")
    assert found("repo/texts") == ["repo/texts/a.txt"]


def test_a_named_folder_or_file_is_read_although_ignored(tree: Path) -> None:  # noqa: ARG001
    plant(".git/HEAD", "build/x.txt", "draft.txt")
    Path(".gitignore").write_text("build/\ndraft.txt\n")
    assert found("build", "draft.txt") == ["build/x.txt", "draft.txt"]


@links
def test_links_in_a_folder_lead_nowhere_else(tree: Path) -> None:
    plant(
        "store/real.txt", "texts/own.txt", "texts/.hidden.txt", "texts/notes.rst", "texts/draft.txt", "texts/in/a.txt"
    )
    (tree / "texts/.gitignore").write_text("draft.txt\n")
    targets = ("../store/real.txt", ".hidden.txt", "notes.rst", "draft.txt", "nowhere", ".", "/etc/passwd", "loop.txt")
    for number, target in enumerate(targets):
        (tree / f"texts/link-{number}.txt").symlink_to(target)
    (tree / "texts/loop.txt").symlink_to("loop.txt")
    (tree / "texts/folder").symlink_to("in")
    both = find(["texts"], same=os.path.abspath).sources
    assert [Path(source.path).as_posix() for source in both] == ["texts/in/a.txt", "texts/own.txt"]
    assert found("texts", "texts/link-0.txt") == ["texts/in/a.txt", "texts/own.txt", "texts/link-0.txt"]


@links
def test_a_folder_that_is_named_by_a_link_is_searched(tree: Path) -> None:
    plant("store/real.txt")
    (tree / "link").symlink_to("store")
    assert found("link") == ["link/real.txt"]


@links
def test_links_to_one_file_are_one_text_under_its_own_name(tree: Path) -> None:
    plant("z.txt", "sub/y.txt")
    for name in ("a.txt", "b.txt", "sub/c.txt"):
        (tree / name).symlink_to(tree / "z.txt")
    assert found(".") == ["sub/y.txt", "z.txt"]


@links
def test_folders_may_be_deeper_than_calls_can_be(tree: Path) -> None:
    deep = descend(tree, 1100)
    assert [error.message for error in deep.errors] == []
    assert [Path(source.path).name for source in deep.sources] == ["a.txt", "z.txt"]


@links
def test_a_path_that_is_too_long_is_one_error_and_the_rest_is_found(tree: Path) -> None:
    deep = descend(tree, 1100, name="long")
    assert [error.message for error in deep.errors] == ["file name too long"]
    assert [Path(source.path).name for source in deep.sources] == ["z.txt"]


def descend(tree: Path, levels: int, name: str = "d") -> Discovered:
    """What is found in a folder with many folders in each other, a text in the last, and one beside the first."""
    plant("top/z.txt")
    handle = os.open(tree / "top", os.O_RDONLY)
    for _ in range(levels):
        os.mkdir(name, dir_fd=handle)
        inner = os.open(name, os.O_RDONLY, dir_fd=handle)
        os.close(handle)
        handle = inner
    os.close(os.open("a.txt", os.O_WRONLY | os.O_CREAT, dir_fd=handle))
    os.close(handle)
    try:
        return find(["top"], scope=Resolver())
    finally:
        subprocess.run(["rm", "-rf", "top"], check=True)  # what Python has for it goes down by calls


@links
def test_a_link_and_its_file_are_one(tree: Path) -> None:
    plant("a.txt")
    (tree / "link.txt").symlink_to("a.txt")
    assert found(".") == ["a.txt"]
    both = find(["."], same=os.path.abspath).sources
    assert [source.path for source in both] == ["a.txt", "link.txt"]


@pytest.mark.parametrize("path", ["absent.txt", ""])
def test_what_is_not_there_is_an_error(tree: Path, path: str) -> None:  # noqa: ARG001
    result = find([path])
    assert result.sources == []
    assert [str(error) for error in result.errors] == [
        f"{path}: no such file or directory" if path else "no such file or directory"
    ]


def test_a_name_too_long_for_the_system_is_an_error_too(tree: Path) -> None:  # noqa: ARG001
    assert [error.path for error in find(["x" * 5000]).errors] == ["x" * 5000]


def test_where_copies_go(tree: Path) -> None:  # noqa: ARG001
    plant("in/a/one.txt", "in/two.txt", "other/three.txt")
    sources = find(["in", "other/three.txt"]).sources
    places = [path.as_posix() for path in destinations(sources, Path("out")).values()]
    assert places == ["out/a/one.txt", "out/two.txt", "out/three.txt"]


def test_two_copies_of_one_name_are_refused(tree: Path) -> None:  # noqa: ARG001
    plant("a/one.txt", "b/one.txt")
    with pytest.raises(CleanupError, match="would both be written to"):
        destinations(find(["a", "b"]).sources, Path("out"))


@pytest.mark.parametrize("path", ["a.XML", "a.xml", "a.rst", "a.odt", "a.pot", "a.csv"])
def test_markup_without_a_reader_is_refused(path: str) -> None:
    with pytest.raises(DocumentError, match="is not supported"):
        refuse_by_name(path)


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("x.pdf", "PDF is not supported; run `pdftotext -layout x.pdf x.txt` first, then use x.txt"),
        (
            "in/My book.PDF",
            "PDF is not supported; run `pdftotext -layout 'in/My book.PDF' 'in/My book'.txt` first, then use "
            "'in/My book'.txt",
        ),
        ("x.epub", "EPUB is not supported; run `pandoc x.epub --to markdown --output x.md` first, then use x.md"),
        ("x.odt", "OpenDocument is not supported; run `soffice --convert-to docx x.odt` first, then use the .docx"),
        ("x.doc", "Word 97–2003 is not supported; run `soffice --convert-to docx x.doc` first, then use the .docx"),
        ("x.ipynb", "Jupyter is not supported; run `jupyter nbconvert --to markdown x.ipynb` first, then use x.md"),
        (
            "x.json",
            "JSON is not supported; it contains data, not prose; to treat it as plain text anyway, use --as text",
        ),
    ],
)
def test_what_cannot_be_read_is_told_how_it_can(path: str, said: str) -> None:
    with pytest.raises(DocumentError) as error:
        refuse_by_name(path)
    assert str(error.value) == f"{path}: {said}"


@pytest.mark.parametrize("path", ["a.txt", "a.text", "README", "a.log", "<stdin>"])
def test_other_names_are_plain_text(path: str) -> None:
    refuse_by_name(path)


def test_no_format_is_both_read_and_refused() -> None:
    assert not {*MARKUP, *CODE} & set(SUFFIXES)
    assert not set(MARKUP) & set(CODE)


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("bin/Start.SH", "source code"),
        ("a.b.rs", "source code"),
        ("Makefile", "source code"),
        ("docker/Dockerfile.web", "source code"),
        ("CMakeLists.txt", "source code"),
        ("server.conf.example", "configuration"),
        ("run.py.orig", "source code"),
        (".bashrc", "configuration"),
        ("in/.env.local", "configuration"),
        ("requirements.txt", "configuration"),
        ("0001-repair.patch", "a patch"),
    ],
)
def test_code_is_refused_by_its_name(path: str, kind: str) -> None:
    with pytest.raises(DocumentError) as error:
        refuse_by_name(path)
    assert str(error.value) == f"{path}: this is {kind}, not prose; to treat it as plain text anyway, use --as text"


@pytest.mark.parametrize(
    "path", ["Makefile.txt", ".notes.md", "a.py.txt", "a.orig", "README.in", "Vol. C", "Mr. H", "hosts.txt", "../notes"]
)
def test_a_text_about_code_is_read(path: str) -> None:
    refuse_by_name(path)


@links
def test_only_regular_files_are_replaced(tree: Path) -> None:  # noqa: ARG001
    os.mkfifo("pipe")
    with pytest.raises(DocumentError, match="not a regular file"):
        replace("pipe", b"", was=b"")


def test_an_interrupted_write_leaves_no_litter(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plant("one.txt")

    def interrupted(_handle: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("os.fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        replace("one.txt", b"new", was=b"text")
    assert [path.name for path in tree.iterdir()] == ["one.txt"]
    assert Path("one.txt").read_text() == "text"


@links
def test_a_new_file_gets_the_mode_of_the_day(tree: Path) -> None:
    before = os.umask(0o027)
    try:
        create(tree / "deep/new.html", b"page")
    finally:
        os.umask(before)
    assert (tree / "deep/new.html").stat().st_mode & 0o777 == 0o640


def test_a_file_that_changed_since_it_was_read_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "one.txt"
    path.write_bytes(b"newer")
    with pytest.raises(DocumentError, match="has changed since it was read"):
        replace(str(path), b"repaired", was=b"old")
    assert path.read_bytes() == b"newer"
