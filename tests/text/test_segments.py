"""Lines, paragraphs, sentences, words, abbreviations, language, style."""

from __future__ import annotations

import pytest

from cleanup.model import Span
from cleanup.style.document_style import Profile
from cleanup.text.segments import Lines, is_abbreviation, lines, paragraphs, sentences, words


def cut(text: str, spans: object) -> list[str]:
    return [text[span.start : span.end] for span in spans]  # type: ignore[attr-defined]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_paragraphs_are_blocks_between_blank_lines(end: str) -> None:
    text = f"one{end}two{end}{end}three {end} \t{end}{end}four{end}".replace("three ", "three")
    assert cut(text, paragraphs(text)) == [f"one{end}two", "three", "four"]


def test_long_lines_are_paragraphs_of_their_own() -> None:
    long = "word " * 30
    text = f"{long}\nshort\n\n"
    assert cut(text, paragraphs(text)) == [long, "short"]


def test_lines_and_columns_count_from_one_in_code_points() -> None:
    place = Lines("a\r\n\U0001f600b\rc")
    assert [place.locate(offset) for offset in (0, 3, 4, 6)] == [(1, 1), (2, 1), (2, 2), (3, 1)]


def test_the_last_line_needs_no_end() -> None:
    assert cut("a\nb", lines("a\nb")) == ["a", "b"]
    assert cut("a\n", lines("a\n")) == ["a"]


def test_sentences_end_at_stops_that_are_none_of_an_abbreviation() -> None:
    text = "Mr. Ito came at 7 p.m. on Monday. “Was he late?” Nobody knew… then J. K. Meyer left."
    assert cut(text, sentences(text)) == [
        "Mr. Ito came at 7 p.m. on Monday.",
        "“Was he late?”",
        "Nobody knew… then J. K. Meyer left.",
    ]


def test_words_hold_their_apostrophes_and_hyphens() -> None:
    text = "Ann’s well-known 3 boats"
    assert words(text) == ["Ann’s", "well-known", "boats"]


@pytest.mark.parametrize("token", ["Mr.", "U.S.", "p.m.", "J.", "“Dr.", "thing—viz."])
def test_abbreviations_are_known(token: str) -> None:
    assert is_abbreviation(token)


@pytest.mark.parametrize("token", ["many.", "leave.", "elite."])
def test_other_words_are_not(token: str) -> None:
    assert not is_abbreviation(token)


def test_a_narrow_majority_of_titles_is_settled_by_the_spelling() -> None:
    text = "Mr. Ito and Mr. Meyer met Mr Keller. "
    assert Profile(text).honorific_dot is None
    assert Profile(text + "The color of the center, the defense.").honorific_dot is True
    assert Profile("Mr Ito and Mr Meyer met Mr. Keller. The colour of the centre.").honorific_dot is False


def test_too_little_evidence_is_no_opinion() -> None:
    profile = Profile("A sea.")
    assert (profile.spelling, profile.double_quotes, profile.quote_punctuation, profile.honorific_dot) == (None,) * 4


def test_spans_refuse_to_run_backwards() -> None:
    with pytest.raises(ValueError, match="not a span"):
        Span(3, 2)


SENTENCE = "The boats went out before the storm. "


def test_a_line_that_lost_its_line_ends_is_cut_behind_sentences() -> None:
    text = SENTENCE * 1000
    pieces = cut(text, paragraphs(text))
    assert [len(piece) for piece in pieces] == [*[5031] * 7, 1776]
    assert " ".join(pieces) == text


def test_a_line_is_not_cut_inside_a_quotation_unless_it_never_ends() -> None:
    closed = "“" + SENTENCE * 200 + "It rained.” " + SENTENCE * 400
    assert cut(closed, paragraphs(closed))[0].endswith("It rained.”")
    never = "“" + SENTENCE * 1000
    assert len(cut(never, paragraphs(never))[0]) == 20_017


@pytest.mark.parametrize("text", ["x" * 30_000, "“” " * 10_000, SENTENCE * 540], ids=["a word", "marks", "short"])
def test_a_line_without_sentences_or_not_so_long_is_one_paragraph(text: str) -> None:
    assert len(list(paragraphs(text))) == 1
