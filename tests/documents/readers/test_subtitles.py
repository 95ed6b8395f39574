"""SubRip and WebVTT: the text of the cues is prose; numbers, times, settings, tags and notes are not touched."""

from __future__ import annotations

import pytest

from tests.format_samples import repaired, shown

T1, T2 = "00:00:01,000 --> 00:00:02,000", "00:00:03,000 --> 00:00:04,000"

SHOWN = {
    "the lines of a cue are one paragraph": (f"1\n{T1}\n<i>One</i>\ntwo.\n\n2\n{T2}\nEnd.\n", "One two.\n\nEnd.\n\n"),
    "a sentence runs on in the next cue": (f"1\n{T1}\nOne\n\n2\n{T2}\ntwo.", "One two."),
    "each speaker has a line": (f"1\n{T1}\n- One.\n- Two.", "- One.\n- Two."),
    "a number may follow without a blank line": (f"1\n{T1}\nOne.\n2\n{T2}\nTwo.", "One.\n\nTwo."),
    "positions show nothing": (f"1\r\n{T1} X1:1\r\n{{\\an8}}One.\r\n", "One.\n\n"),
    "notes, styles and voices show nothing": (
        "WEBVTT - Title\n\nNOTE a , b\n\nSTYLE\n::cue {}\n\nid\n00:01.000 --> 00:02.000 line:0\n"
        "<v Bob>One &amp; two.</v>\n",
        "One & two.\n\n",
    ),
    "there may be no cue": ("One , two", ""),
}


@pytest.mark.parametrize(("source", "expected"), SHOWN.values(), ids=SHOWN)
def test_what_is_shown(source: str, expected: str) -> None:
    assert shown(source, "a.srt") == expected


def test_a_cue_is_repaired_and_nothing_else() -> None:
    source = f"1 ,\n{T1}\nThey have swept away <i>many.</i>\ncountries of the region , they say.\n"
    expected = f"1 ,\n{T1}\nThey have swept away <i>many</i>\ncountries of the region, they say.\n"
    assert repaired(source, "a.vtt") == expected
