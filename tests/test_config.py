"""The house style that a configuration sets: where it is found, what is refused, what it changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from cleanup import config
from cleanup.errors import CleanupError
from cleanup.style import Style
from tests.commandline import invoke

MIXED = "Mr. Ito met Mr Keller and Mr. Meyer. Mr Ito was late, and Mr Keller was not.\n"


@pytest.fixture(autouse=True)
def fresh() -> None:
    config.find.cache_clear()


def test_the_nearest_file_on_the_way_up_applies(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.cleanup.style]\nspelling = 'uk'\n")
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    assert config.find(inner).config.style == Style(spelling="uk")
    (tmp_path / "a" / ".cleanup.toml").write_text("[style]\nspelling = 'us'\nnames = ['Tokayev']\n")
    config.find.cache_clear()
    assert config.find(inner).config.style == Style(spelling="us", names=("Tokayev",))


def test_a_pyproject_of_something_else_is_passed_by(tmp_path: Path) -> None:
    (tmp_path / ".cleanup.toml").write_text("[style]\nquotes = 'straight'\n")
    inner = tmp_path / "a"
    inner.mkdir()
    (inner / "pyproject.toml").write_text("[project]\nname = 'x'\n")
    assert config.find(inner).config.style == Style(quotes="straight")


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("[style]\nspeling = 'us'\n", "2: unknown key 'speling'; did you mean 'spelling'?"),
        ("[style]\nspelling = 'au'\n", "2: key 'style.spelling': Invalid enum value 'au'; known are uk, us"),
        ("[styl]\n", "1: unknown key 'styl'; did you mean 'style'?"),
        ("[style\n", "1: not TOML: Expected ']' at the end of a table declaration"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(tmp_path: Path, body: str, said: str) -> None:
    path = tmp_path / ".cleanup.toml"
    path.write_text(body)
    with pytest.raises(CleanupError) as error:
        config.read(path)
    assert str(error.value) == f"{path}:{said}"


@pytest.mark.parametrize(
    ("honorifics", "expected"),
    [
        ("dotted", "Mr. Ito met Mr. Keller and Mr. Meyer. Mr. Ito was late, and Mr. Keller was not.\n"),
        ("plain", "Mr Ito met Mr Keller and Mr Meyer. Mr Ito was late, and Mr Keller was not.\n"),
    ],
)
def test_the_style_that_is_set_wins_over_the_majority(desk: Path, honorifics: str, expected: str) -> None:
    (desk / ".cleanup.toml").write_text(f"[style]\nhonorifics = '{honorifics}'\n")
    (desk / "one.txt").write_text(MIXED)
    assert invoke("fix", "--select", "consistency", "one.txt").exit_code == 0
    assert (desk / "one.txt").read_text() == expected


def test_a_broken_configuration_stops_before_anything_is_written(desk: Path) -> None:
    (desk / ".cleanup.toml").write_text("[style]\nhonorific = 'dotted'\n")
    (desk / "one.txt").write_text(MIXED)
    result = invoke("fix", "one.txt")
    assert result.exit_code == 2
    assert result.stderr.endswith(".cleanup.toml:2: unknown key 'honorific'; did you mean 'honorifics'?\n")
    assert (desk / "one.txt").read_text() == MIXED


@pytest.mark.parametrize(("dash", "sign"), [("spaced-en", " – "), ("em", "—"), ("spaced-em", " — ")])
def test_a_dash_that_is_set_replaces_the_hyphen_that_stands_for_one(desk: Path, dash: str, sign: str) -> None:
    (desk / ".cleanup.toml").write_text(f"[style]\ndash = '{dash}'\n")
    (desk / "one.txt").write_text("The mill - or what was left of it - burned, 3 - 2.\n")
    assert invoke("fix", "--suggested", "--select", "consistency/dash", "one.txt").exit_code == 0
    assert (desk / "one.txt").read_text() == f"The mill{sign}or what was left of it{sign}burned, 3 - 2.\n"
