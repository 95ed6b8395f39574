"""XLIFF and TMX: the translations are prose; sources, codes and everything else are not touched."""

from __future__ import annotations

import pytest

from benchmarks.made_documents import tmx, xliff
from cleanup.documents.readers import document, read
from cleanup.errors import DocumentError
from cleanup.model import MASK
from tests.format_samples import repaired, shown

M = MASK

SHOWN = {
    "text and references": ("a &amp; b &#8217;", "a & b ’"),
    "elements around text show nothing": ("a <g id='1'>b</g> <mrk>c</mrk>", "a b c"),
    "what begins and ends shows nothing": ("<bpt id='1'>&lt;b&gt;</bpt>a<ept id='1'>&lt;/b&gt;</ept><bx/>", "a"),
    "the rest is a thing": ("a <x id='1'/> <ph id='2'>b, c</ph> %s", f"a {M} {M} {M}"),
    "CDATA is a thing": ("a <![CDATA[b, c]]>", f"a {M}{M}{M}"),
    "tags in the text show nothing": ("a &lt;i&gt;b&lt;/i&gt;", "a b"),
    "line ends stay": ("a\r\nb", "a\nb"),
}


@pytest.mark.parametrize(("content", "expected"), SHOWN.values(), ids=SHOWN)
def test_what_is_shown(content: str, expected: str) -> None:
    assert shown(xliff(content).decode(), "a.xlf") == f"{expected}\n\n{expected}\n\n"
    assert shown(tmx(content).decode(), "a.tmx") == f"{expected}\n\n"


def test_version_two() -> None:
    unit = (
        "<unit id='1'><segment><source>a , b</source><target>c <pc id='1'>d</pc><ph id='2'/></target></segment></unit>"
    )
    source = f"<xliff version='2.0' trgLang='de-AT'><file id='f'>{unit}</file></xliff>"
    assert shown(source, "a.xliff") == f"c d{M}\n\n"
    assert document(source, "a.xliff").language == "de"


def test_proposals_and_what_is_not_to_be_translated_are_left_alone() -> None:
    proposal = "<alt-trans><target>a , b</target></alt-trans>"
    unit = f"<trans-unit translate='no'><target>c , d</target></trans-unit><trans-unit>{proposal}</trans-unit>"
    assert shown(f"<xliff><file><body>{unit}</body></file></xliff>", "a.xlf") == ""


def test_the_language_is_that_of_the_translations() -> None:
    assert read(tmx("a"), "a.tmx").language == "en"


def test_a_translation_is_repaired_and_its_source_is_not() -> None:
    content = "They have swept away <g id='1'>many.</g> countries of the region , they say."
    expected = "They have swept away <g id='1'>many</g> countries of the region, they say."
    assert repaired(xliff(content).decode(), "a.xlf") == xliff(expected).decode()


def test_what_is_not_well_formed_is_an_error_with_its_line() -> None:
    with pytest.raises(DocumentError, match=r"a\.xlf:2: not well-formed XML: mismatched tag; it was left unchanged"):
        read(b"<xliff>\n</a>", "a.xlf")


def test_entities_of_the_file_are_not_expanded() -> None:
    source = "<!DOCTYPE xliff [<!ENTITY a 'b , c'>]><xliff><target>d &a; e</target></xliff>"
    assert shown(source, "a.xlf") == f"d {M} e\n\n"
