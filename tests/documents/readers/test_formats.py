"""The law of all readers, on made-up documents: mark-up stays, no byte is lost, once is enough."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.format_fuzz import check
from benchmarks.made_documents import DOCUMENTS
from cleanup.documents.readers import SUFFIXES, is_binary, read, write
from cleanup.errors import DocumentError
from tests.commandline import ROOT

CORPORA = ROOT.parent / "shared" / "corpora"


def test_every_suffix_is_tried() -> None:
    tried = {SUFFIXES[f".{name}"] for name in DOCUMENTS}
    assert tried == set(SUFFIXES.values())


@pytest.mark.parametrize("name", DOCUMENTS)
@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_repairs_keep_the_mark_up_and_lose_no_byte(name: str, data: st.DataObject) -> None:
    check(data.draw(DOCUMENTS[name]), f"a.{name}")


@pytest.mark.parametrize("suffix", SUFFIXES)
@settings(max_examples=50)
@given(st.binary(max_size=200))
def test_any_bytes_are_refused_or_come_back(suffix: str, data: bytes) -> None:
    try:
        source = read(data, f"a{suffix}")
    except DocumentError:
        return
    assert write(source) == data


@settings(max_examples=200)
@given(st.binary(max_size=80), st.sampled_from(["cp1252", "latin-1", "gb18030", "shift_jis", "iso2022_jp", "utf-7"]))
def test_a_named_encoding_comes_back_or_is_refused(data: bytes, encoding: str) -> None:
    try:
        source = read(data, "a.txt", encoding=encoding)
    except DocumentError:
        return
    assert write(source) == data


BINARY = {
    "a null byte": (b"GIF\0", True),
    "UTF-16 with a mark": ("a".encode("utf-16"), False),
    "text": (b"a", False),
    "nothing": (b"", False),
}


@pytest.mark.parametrize(("data", "binary"), BINARY.values(), ids=BINARY)
def test_what_is_binary(data: bytes, binary: bool) -> None:
    assert is_binary(data) == binary


@pytest.mark.skipif(not CORPORA.is_dir(), reason="the shared corpora are not here")
def test_the_corpora_come_back() -> None:
    files = [path for path in CORPORA.rglob("*") if path.suffix in SUFFIXES]
    assert len(files) > 100
    for path in files:
        data = path.read_bytes()
        assert write(read(data, str(path))) == data
