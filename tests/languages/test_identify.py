"""Three answers: English, another language, nobody knows."""

from __future__ import annotations

import subprocess
import sys

import pytest

from cleanup.languages import identify
from cleanup.languages.identify import by_function_words, identify_language, settled
from tests.commandline import environment


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The ships of the north were late and it was cold in the bay.", "en"),
        ("It has swept away many. countries of the region.", "en"),
        ("Fishing boats left port.", "en"),
        ("The lease of unyielding quadruped insusceptibility.", "en"),
        ("Der Hund und die Katze sind nicht auf dem Dach, es ist kalt.", "de"),
        ("Le chat est sur le toit et il ne veut pas descendre avec nous.", "fr"),
        ("El gato está en la casa y no quiere salir por la puerta.", "es"),
        ("Он был в доме и не хотел, чтобы мы это видели.", "ru"),
        ("Az ember a házban van, és nem akarja, hogy a kutya is ott legyen.", "hu"),
        ("De was was schoon.", "nl"),
        ("« Non ! »", None),
        ("", None),
        ("Kazakhstan", None),
        ("12.5 %", None),
    ],
)
def test_what_a_text_shows(text: str, language: str | None) -> None:
    assert identify_language(text) == language


@pytest.mark.parametrize(
    "text",
    [
        "Is maith an rud é, a dúirt sé, go bhfuil an díospóireacht ann. " * 8,
        "Tha an duine a’ dol dhan bhùth agus is e latha math a th’ ann. " * 8,
    ],
)
def test_the_small_words_that_english_shares_with_others_make_no_english(text: str) -> None:
    assert identify_language(text) != "en"


@pytest.mark.parametrize(
    ("declared", "named", "text", "language"),
    [
        ("de", None, "Zimmer 12", "de"),
        ("de", None, "The ships of the north were late and it was cold.", "mul"),
        (None, "is", "The ships of the north were late and it was cold.", "en"),
        (None, "fr", "Zone 12", "fr"),
        (None, None, "Zone 12", None),
    ],
)
def test_what_is_declared_and_what_is_named(
    declared: str | None, named: str | None, text: str, language: str | None
) -> None:
    assert settled(text, declared=declared, named=named) == language


def test_without_the_identifier_function_words_have_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "eldc", None)
    identify._identifier.cache_clear()
    identify._of_passage.cache_clear()
    try:
        assert identify_language("The ships of the north were late and it was cold in the bay.") == "en"
        assert identify_language("Der Hund und die Katze sind nicht auf dem Dach, es ist kalt.") == "de"
        assert identify_language("Fishing boats left port.") is None
        assert identify_language("Az ember a házban van, és nem akarja, hogy a kutya is ott legyen.") is None
    finally:
        identify._identifier.cache_clear()
        identify._of_passage.cache_clear()


def test_function_words_alone_never_say_english() -> None:
    assert by_function_words("the of and to in a is that for it") is None


def test_plain_english_does_not_load_the_identifier() -> None:
    text = "The ships of the north were late and it was cold."
    program = f"import sys, cleanup; cleanup.fix({text!r}); print('eldc' in sys.modules)"
    command = [sys.executable, "-c", program]
    said = [subprocess.run(command, env=environment(), capture_output=True, text=True, check=True) for _ in range(2)]
    assert said[1].stdout == "False\n"  # the first run may have to prove the examples of rules


def test_what_is_known_of_texts_keeps_no_more_than_a_few_of_them() -> None:
    text = "The ships of the north were late and it was cold in the bay. " * 1000
    for number in range(40):
        assert identify_language(f"{number} {text}") == "en"
    known = identify._of_text.cache_info()
    assert (known.currsize, known.maxsize) == (16, 16)
    # No more of a text is kept than decides its language.
    assert identify_language(text[: identify.SAMPLE] + "x") == identify_language(text[: identify.SAMPLE] + "y") == "en"
    assert identify._of_text.cache_info().hits == known.hits + 1
