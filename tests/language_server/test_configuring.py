"""What is added to a configuration: the rest of the file stays as it is, and the configuration says it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanup.config import config_file
from cleanup.errors import CleanupError
from cleanup.language_server.configuring import add, added, glob_of, place_for

ADDED = [
    ("", (), ("accept",), 'accept = ["x y"]\n'),
    (
        "# mine\n[style]\nquotes = 'curly'\n",
        (),
        ("accept",),
        "# mine\naccept = [\"x y\"]\n\n[style]\nquotes = 'curly'\n",
    ),
    ("accept = ['a'] # why\n", (), ("accept",), "accept = ['a', \"x y\"] # why\n"),
    ('accept = [\n  "a",  # one\n  "b",\n]\n', (), ("accept",), 'accept = [\n  "a",  # one\n  "b",\n  "x y",\n]\n'),
    ('accept = ["x y"]\n', (), ("accept",), 'accept = ["x y"]\n'),
    (
        "[project]\nname = 'n'\n",
        ("tool", "cleanup"),
        ("ignore",),
        "[project]\nname = 'n'\n\n[tool.cleanup]\nignore = [\"x y\"]\n",
    ),
    (
        "preview = true\n",
        (),
        ("per-file-ignores", "/a.md"),
        'preview = true\n\n[per-file-ignores]\n"/a.md" = ["x y"]\n',
    ),
]


@pytest.mark.parametrize(("before", "table", "keys", "expected"), ADDED)
def test_a_value_is_added_and_the_rest_stays(
    before: str, table: tuple[str, ...], keys: tuple[str, ...], expected: str
) -> None:
    assert added(before, table, keys, "x y", "file") == expected
    crlf = before.replace("\n", "\r\n")
    assert added(crlf, table, keys, "x y", "file") == (expected.replace("\n", "\r\n") if before else expected)


@pytest.mark.parametrize("text", ["accept = 1\n", "accept = [\n", "accept = {a = 1}\n", "accept = 'a'\n"])
def test_what_cannot_be_added_to_is_an_error(text: str) -> None:
    with pytest.raises(
        CleanupError, match=r"^file: cannot change the configuration: .*; add 'x' to 'accept' yourself$"
    ):
        added(text, (), ("accept",), "x", "file")


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20))
def test_any_phrase_is_read_again_as_it_was_written(phrase: str) -> None:
    import tomllib

    assert tomllib.loads(added("", (), ("accept",), phrase, "file")) == {"accept": [phrase]}


NAMES = ["a.md", "a b.md", "[a].md", "a*.md", "a?.md", "!a.md", "#a.md", "a ", "ä/ö.md", "a\\b.md"]


@pytest.mark.parametrize("name", NAMES)
def test_the_glob_of_a_file_matches_it_alone(tmp_path: Path, name: str) -> None:
    place = tmp_path / ".cleanup.toml"
    add(place, ("per-file-ignores", glob_of(str(tmp_path / name), place)), "quotes")
    file = config_file.read(place)
    assert file
    (glob,) = file.config.per_file_ignores
    every = [*NAMES, "sub/a.md", "ab.md", "aa.md", "a"]
    assert [one for one in every if file.matches(glob, tmp_path / one)] == [name]


def test_a_configuration_goes_where_the_workspace_is(tmp_path: Path) -> None:
    text, outer, inner = str(tmp_path / "a/b/c.md"), str(tmp_path), str(tmp_path / "a")
    (tmp_path / "a/b").mkdir(parents=True)
    assert place_for(text, (outer, inner)) == tmp_path / "a" / ".cleanup.toml"
    assert place_for(text, ("/elsewhere",)) == tmp_path / "a/b" / ".cleanup.toml"
    assert place_for(text, ()) == tmp_path / "a/b" / ".cleanup.toml"
    assert place_for("", (outer,)) == tmp_path / ".cleanup.toml"
    assert place_for("", ()) is None
    (tmp_path / "pyproject.toml").touch()
    assert place_for("", (outer,)) == tmp_path / "pyproject.toml"


def test_what_is_no_text_is_an_error(tmp_path: Path) -> None:
    place = tmp_path / ".cleanup.toml"
    place.write_bytes(b"\xff")
    with pytest.raises(CleanupError, match="cannot read the configuration"):
        add(place, ("accept",), "x")
    assert place.read_bytes() == b"\xff"
