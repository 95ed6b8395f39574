"""Forms with files, as browsers send them."""

from __future__ import annotations

import pytest

from cleanup.http_server import forms
from cleanup.http_server.errors import ApiError
from cleanup.http_server.forms import MAX_PARTS, FormPart

TYPE = "multipart/form-data; boundary=----x"


def part(name: str, data: bytes, more: str = "") -> bytes:
    return f'------x\r\nContent-Disposition: form-data; name="{name}"{more}\r\n\r\n'.encode() + data + b"\r\n"


def test_fields_and_files() -> None:
    data = bytes(range(256)) + b"\r\n--x\r\n----x"
    body = part("text", "ü\r\n😀".encode()) + part("file", data, '; filename="Ärger.docx"\r\nContent-Type: a/b')
    assert forms.parse(body + b"------x--\r\n", TYPE) == {
        "text": FormPart("text", "", "ü\r\n😀".encode()),
        "file": FormPart("file", "Ärger.docx", data),
    }


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("a.txt", "a.txt"),
        ("C:\\x\\a.txt", "a.txt"),
        ("../../etc/passwd", "passwd"),
        ("a\0\n\u202eb.md", "ab.md"),
        ("..", ".."),
    ],
)
def test_a_file_name_is_only_its_last_part(given: str, name: str) -> None:
    assert forms.file_name(given) == name


NONE = {
    "a word": (b"x", TYPE),
    "another boundary": (part("a", b"b"), "multipart/form-data; boundary=y"),
    "a header that is none": (b"------x\r\nA\0: b\r\n\r\n", TYPE),
    "a boundary of any length": (b"------x\r\n", "multipart/form-data; boundary=" + "y" * 9999),
}


@pytest.mark.parametrize("name", NONE)
def test_what_is_no_form_is_an_error(name: str) -> None:
    with pytest.raises(ApiError, match="Could not read the form in the body of the request"):
        forms.parse(*NONE[name])


def test_half_a_form_is_what_there_is_of_it() -> None:
    assert forms.parse(b"", TYPE) == {}
    assert forms.parse(b"------x\r\n", TYPE) == {"": FormPart()}


def test_the_number_of_parts_is_limited() -> None:
    with pytest.raises(ApiError, match="more than 50 parts"):
        forms.parse(part("a", b"b") * (MAX_PARTS + 1), TYPE)
