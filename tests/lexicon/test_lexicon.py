"""The lexicon of English: hand-picked words in each of its fields."""

from __future__ import annotations

from pathlib import Path

import pytest

from cleanup.lexicon import Case, Lexicon, lexicon

_OPENED = lexicon("en")
assert _OPENED is not None
ENGLISH: Lexicon = _OPENED


@pytest.mark.parametrize(
    "form", ["the", "The", "THE", "children", "organised", "organized", "don’t", "don't", "café", "Kazakhstan"]
)
def test_it_knows_words_and_names_in_any_case(form: str) -> None:
    assert ENGLISH.knows(form)


@pytest.mark.parametrize(
    "form", ["", "recieve", "teh", "goverment", "dog's", "two words", "the\n", "\ud800", "targettman"]
)
def test_it_does_not_know_what_is_no_word(form: str) -> None:
    assert not ENGLISH.knows(form)
    assert ENGLISH.usual_case(form) is Case.UNKNOWN
    assert (ENGLISH.word_classes(form), ENGLISH.forms(form)) == (frozenset(), frozenset())
    assert (ENGLISH.lemmas(form), ENGLISH.inflect(form, "noun-plural")) == ((), ())
    assert (ENGLISH.frequency(form), ENGLISH.pair_count(form, "the"), ENGLISH.pair_count("of", form)) == (0.0, 0, 0)


CASES = {
    Case.LOWER: "table ministry agency the it people tourist energy education company soldier foreign national",
    Case.CAPITAL: "Monday English London Kazakhstan european paris January Gonzalez Microsoft",
    Case.UPPER: "nato UK bbc covid",
    Case.MIXED: "phd paypal McDonald",
    Case.EITHER: "may march china turkey smith brown president house",
}


@pytest.mark.parametrize(("case", "forms"), CASES.items())
def test_it_knows_the_usual_case(case: Case, forms: str) -> None:
    assert {form: ENGLISH.usual_case(form) for form in forms.split()} == dict.fromkeys(forms.split(), case)


WORD_CLASSES = {
    "the": "determiner",
    "of": "preposition",
    "she": "pronoun",
    "because": "conjunction",
    "will": "auxiliary noun verb",
    "is": "auxiliary verb",
    "seven": "number adjective",
    "hello": "interjection",
    "table": "noun",
    "people": "noun",
    "quickly": "adverb",
    "left": "adjective noun verb",
    "European": "adjective",
    "London": "",
}


@pytest.mark.parametrize(("form", "classes"), WORD_CLASSES.items())
def test_it_knows_word_classes(form: str, classes: str) -> None:
    assert sorted(ENGLISH.word_classes(form)) == sorted(classes.split())


FORMS = {
    "children": "noun-plural",
    "runs": "noun-plural verb-s",
    "ran": "verb-past",
    "written": "adjective-base verb-participle",
    "walked": "verb-participle verb-past",
    "says": "verb-s",
    "going": "verb-ing",
    "happiest": "adjective-superlative",
    "was": "auxiliary verb-past",
    "harder": "adjective-comparative adverb-comparative",
}


@pytest.mark.parametrize(("form", "tags"), FORMS.items())
def test_it_knows_what_a_form_can_be(form: str, tags: str) -> None:
    assert sorted(ENGLISH.forms(form)) == tags.split()


LEMMAS = {
    "children": ("child",),
    "saw": ("see",),
    "left": ("leave", "left"),
    "was": ("be",),
    "has": ("have",),
    "better": ("good", "well", "better"),
    "organising": ("organise",),
    "child": ("child",),
    "London": (),
}


@pytest.mark.parametrize(("form", "lemmas"), LEMMAS.items())
def test_it_knows_the_lemmas_with_the_most_frequent_first(form: str, lemmas: tuple[str, ...]) -> None:
    assert ENGLISH.lemmas(form) == lemmas


INFLECTED = {
    ("run", "verb-past"): ("ran",),
    ("be", "verb-past"): ("was", "were"),
    ("travel", "verb-past"): ("traveled", "travelled"),
    ("write", "verb-participle"): ("written",),
    ("child", "noun-plural"): ("children",),
    ("good", "adjective-comparative"): ("better",),
    ("child", "verb-past"): (),
    ("children", "noun-plural"): (),
}


@pytest.mark.parametrize(("asked", "forms"), INFLECTED.items())
def test_it_inflects_with_the_preferred_form_first(asked: tuple[str, str], forms: tuple[str, ...]) -> None:
    assert ENGLISH.inflect(*asked) == forms


def test_it_knows_frequencies_on_the_zipf_scale() -> None:
    asked = ["the", "table", "ministry", "chrysanthemum", "isn't", "wich"]
    assert [round(ENGLISH.frequency(form), 1) for form in asked] == [7.4, 5.2, 4.5, 2.5, 2.5, 1.0]


def test_it_knows_which_pairs_are_frequent() -> None:
    assert ENGLISH.pair_count("per", "cent") == 1_168_124_000
    assert ENGLISH.pair_count("Per", "Cent") == 1_168_124_000
    assert ENGLISH.pair_count("cent", "ministry") == 0


def test_there_is_one_for_english_only() -> None:
    assert lexicon("en") is ENGLISH
    assert lexicon("de") is None


def test_another_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.lexicon"
    path.write_bytes(b"LEXICON0" + bytes(100))
    with pytest.raises(ValueError, match="is not a lexicon of this version"):
        Lexicon(path)
