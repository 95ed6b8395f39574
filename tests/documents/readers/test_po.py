"""PO: the translations are prose; everything else is not touched."""

from __future__ import annotations

import pytest

from cleanup.documents.readers import document, read
from cleanup.model import MASK
from tests.format_samples import repaired, shown

M = MASK
HEAD = 'msgid ""\nmsgstr ""\n"Language: de_AT\\n"\n"Content-Type: text/plain; charset=ISO-8859-1\\n"\n\n'

SHOWN = {
    "the original is not there": ('#: a , b\nmsgctxt "c"\nmsgid "d"\nmsgstr "e"\n', "e\n\n"),
    "the head is not there": (HEAD, ""),
    "strings are joined": ('msgid "a"\nmsgstr ""\n"b "\n"c"\n', "b c\n\n"),
    "plurals are paragraphs": ('msgid "a"\nmsgid_plural "b"\nmsgstr[0] "c"\nmsgstr[1] "d"\n', "c\n\nd\n\n"),
    "escapes show their character": (r'msgid "a"' "\n" r'msgstr "b \"c\" \\ d\ne"' "\n", 'b "c" \\ d\ne\n\n'),
    "placeholders are things": (
        'msgid "a"\nmsgstr "b %s %(c)s {d} <br/> &nbsp; <e> f"',
        f"b {M} {M} {M} {M} {M} {M} f\n\n",
    ),
    "tags around text show nothing": ('msgid "a"\nmsgstr "b <i>c</i> d"', "b c d\n\n"),
    "old entries are not there": ('#~ msgid "a"\n#~ msgstr "b , c"\n', ""),
}


@pytest.mark.parametrize(("source", "expected"), SHOWN.values(), ids=SHOWN)
def test_what_is_shown(source: str, expected: str) -> None:
    assert shown(source, "a.po") == expected


def test_the_language_and_the_encoding_are_those_of_the_head() -> None:
    source = read((HEAD + 'msgid "a"\nmsgstr "é"\n').encode("latin-1"), "a.po")
    assert (source.language, source.encoding) == ("de", "iso8859-1")


def test_a_translation_is_repaired_across_its_strings() -> None:
    source = 'msgid "a , b"\nmsgstr ""\n"They have swept away many. "\n"countries of the region , and %s, too."\n'
    expected = 'msgid "a , b"\nmsgstr ""\n"They have swept away many "\n"countries of the region, and %s, too."\n'
    assert repaired(source, "a.po") == expected


def test_a_quotation_mark_that_is_put_in_is_escaped() -> None:
    source = 'msgid "a"\nmsgstr "He said \\"so\\" and called it \\" a good day \\" in the end."\n'
    expected = 'msgid "a"\nmsgstr "He said \\"so\\" and called it \\"a good day\\" in the end."\n'
    assert repaired(source, "a.po") == expected
    assert document(expected, "a.po").text == expected
