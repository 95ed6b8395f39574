"""The configuration: where it is found, what is refused, and what a house style changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from cleanup.config import config_file
from cleanup.config.config_file import Config, ModelTable
from cleanup.errors import CleanupError
from cleanup.model import Level
from cleanup.style.house_style import Style
from tests.commandline import invoke

MIXED = "Mr. Ito met Mr Keller and Mr. Meyer. Mr Ito was late, and Mr Keller was not.\n"


@pytest.fixture(autouse=True)
def fresh() -> None:
    config_file.find.cache_clear()


def test_the_nearest_file_on_the_way_up_applies(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.cleanup.style]\nspelling = 'uk'\n")
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    assert config_file.find(inner).config.style == Style(spelling="uk")
    (tmp_path / "a" / ".cleanup.toml").write_text("[style]\nspelling = 'us'\nnames = ['Tokayev']\n")
    config_file.find.cache_clear()
    assert config_file.find(inner).config.style == Style(spelling="us", names=("Tokayev",))


def test_a_pyproject_of_something_else_is_passed_by(tmp_path: Path) -> None:
    (tmp_path / ".cleanup.toml").write_text("[style]\nquotes = 'straight'\n")
    inner = tmp_path / "a"
    inner.mkdir()
    (inner / "pyproject.toml").write_text("[project]\nname = 'x'\n")
    assert config_file.find(inner).config.style == Style(quotes="straight")


EVERY_KEY = """\
select = ["quotes"]
ignore = ["quotes/unclosed"]
preview = true
rules = ["house"]
suggested = true
fail-on = "never"
language = "en"
accept = ["per se"]
exclude = ["old/"]
extend-exclude = ["drafts/"]
baseline = "known.json"
levels = {"quotes/unclosed" = "flag"}
per-file-ignores = {"*.md" = ["grammar"]}
formats = {"*.page" = "markdown"}
languagetool = "required"
style = {dash = "em"}
model = {url = "http://127.0.0.1:8080", name = "small", parallel = 2, limit = 1000, cache = "answers"}
"""


def test_every_key_is_read(tmp_path: Path) -> None:
    path = tmp_path / ".cleanup.toml"
    path.write_text(EVERY_KEY)
    found = config_file.read(path)
    assert found is not None
    assert found.config == Config(
        select=("quotes",),
        ignore=("quotes/unclosed",),
        preview=True,
        rules=("house",),
        suggested=True,
        fail_on="never",
        language="en",
        accept=("per se",),
        exclude=("old/",),
        extend_exclude=("drafts/",),
        baseline="known.json",
        levels={"quotes/unclosed": Level.FLAG},
        per_file_ignores={"*.md": ("grammar",)},
        formats={"*.page": "markdown"},
        languagetool="required",
        model=ModelTable(url="http://127.0.0.1:8080", name="small", parallel=2, limit=1000, cache="answers"),
        style=Style(dash="em"),
    )
    assert {keys[0] for keys in found.given} == set(config_file.keys_of(Config))


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("[style]\nspeling = 'us'\n", "2: unknown key 'speling'; did you mean 'spelling'?"),
        ("[style]\nspelling = 'au'\n", "2: key 'style.spelling': Invalid enum value 'au'; expected one of: uk, us"),
        ("[style]\nquotes = 'curled'\n", "2: key 'style.quotes': Invalid enum value 'curled'; did you mean 'curly'?"),
        ("[style]\nlanguage = 'en'\n", "2: unknown key 'language'; it belongs above the tables, not in [style]"),
        ("preview = true\ndash = 'em'\n", "2: unknown key 'dash'; it belongs in the table [style]"),
        ("[styl]\n", "1: unknown key 'styl'; did you mean 'style'?"),
        ("[style\n", "1: not TOML: Expected ']' at the end of a table declaration"),
        ("style = 'us'\n", "1: style is not a table"),
        ("\nselect = 'quotes'\n", "2: key 'select': Expected `array`, got `str`"),
        ("ignore = ['quotes', 3]\n", "1: key 'ignore': Expected `str`, got `int`"),
        ("fail-on = 'suggest'\n", "1: key 'fail-on': Invalid enum value 'suggest'; did you mean 'suggested'?"),
        ("preview = 'yes'\n", "1: key 'preview': Expected `bool`, got `str`"),
        (
            "[levels]\nquotes = 'safe'\n\"quotes/unclosed\" = 'flagg'\n",
            "3: key 'levels.quotes/unclosed': Invalid enum value 'flagg'; did you mean 'flag'?",
        ),
        ("levels = ['quotes']\n", "1: key 'levels': Expected `object`, got `array`"),
        ("[per-file-ignores]\n'*.md' = 'quotes'\n", "2: key 'per-file-ignores.*.md': Expected `array`, got `str`"),
        ("exclude = ['a/',\n  '!']\n", "2: invalid glob: '!'; use the syntax of .gitignore"),
        ("language = 'en-GB'\n", "1: invalid language: 'en-GB'; use a language code, such as 'en'"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(tmp_path: Path, body: str, said: str) -> None:
    path = tmp_path / ".cleanup.toml"
    path.write_text(body)
    with pytest.raises(CleanupError) as error:
        config_file.read(path)
    assert str(error.value) == f"{path}:{said}"


def test_a_line_of_a_pyproject_is_never_that_of_another_tool(tmp_path: Path) -> None:
    path = tmp_path / "pyproject.toml"
    path.write_text("[tool.ruff.lint]\nselect = ['E']\npreview = 'no'\n\n[tool.cleanup]\nselect = []\npreview = 'no'\n")
    with pytest.raises(CleanupError) as error:
        config_file.read(path)
    assert str(error.value) == f"{path}:7: key 'preview': Expected `bool`, got `str`"


def test_a_pyproject_of_odd_shape_is_passed_by_or_refused(tmp_path: Path) -> None:
    path = tmp_path / "pyproject.toml"
    path.write_text("tool = 3\n")
    assert config_file.read(path) is None
    path.write_text("[tool]\ncleanup = 'yes'\n")
    with pytest.raises(CleanupError) as error:
        config_file.read(path)
    assert str(error.value) == f"{path}:2: [tool.cleanup] is not a table"


def test_a_configuration_that_is_no_utf_8_is_one_line(tmp_path: Path) -> None:
    path = tmp_path / ".cleanup.toml"
    path.write_bytes(b"language = '\xff'\n")
    with pytest.raises(CleanupError, match="cannot read the configuration") as error:
        config_file.read(path)
    assert "\n" not in str(error.value)


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
    (desk / "in").mkdir()
    (desk / "in/.cleanup.toml").write_text("[style]\nhonorific = 'dotted'\n")
    for name in ("one.txt", "in/two.txt"):
        (desk / name).write_text(MIXED)
    result = invoke("fix", "one.txt", "in/two.txt")
    assert result.exit_code == 2
    assert result.stderr.endswith(".cleanup.toml:2: unknown key 'honorific'; did you mean 'honorifics'?\n")
    assert {(desk / name).read_text() for name in ("one.txt", "in/two.txt")} == {MIXED}


@pytest.mark.parametrize(("dash", "sign"), [("spaced-en", " – "), ("em", "—"), ("spaced-em", " — ")])
def test_a_dash_that_is_set_replaces_the_hyphen_that_stands_for_one(desk: Path, dash: str, sign: str) -> None:
    (desk / ".cleanup.toml").write_text(f"[style]\ndash = '{dash}'\n")
    (desk / "one.txt").write_text("The mill - or what was left of it - burned, 3 - 2.\n")
    assert invoke("fix", "--suggested", "--select", "consistency/dash", "one.txt").exit_code == 0
    assert (desk / "one.txt").read_text() == f"The mill{sign}or what was left of it{sign}burned, 3 - 2.\n"
