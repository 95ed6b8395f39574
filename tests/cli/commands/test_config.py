"""`cleanup config`, `cleanup init` and `cleanup version`."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
import pytest

import cleanup
from cleanup.config import config_file
from cleanup.config.config_file import Config, ModelTable, keys_of
from cleanup.documents.readers import document
from cleanup.errors import CleanupError
from cleanup.style.habits import Habit, habits_of
from cleanup.style.house_style import Style
from tests.commandline import invoke


@pytest.fixture(autouse=True)
def fresh() -> None:
    config_file.find.cache_clear()


CONFIGURED = """\
select = ["spacing", "quotes"]
ignore = ["spacing/repeated-space"]

[levels]
"quotes/unclosed" = "flag"

[formats]
"*.page" = "markdown"

[style]
dash = "em"
"""


def rows(*args: str) -> dict[str, str]:
    """What is said of each key: value and source."""
    result = invoke("config", *args)
    assert result.exit_code == 0, result.output
    cells = (re.split(r" += ", line, maxsplit=1) for line in result.stdout.split("\n\n")[1].splitlines())
    return {key: re.sub(r" {2,}# ", " # ", value) for key, value in cells}


def test_each_value_has_its_source(desk: Path) -> None:
    (desk / ".cleanup.toml").write_text(CONFIGURED)
    said = rows("one.txt")
    assert said["select"] == '["spacing", "quotes"] # .cleanup.toml:1'
    assert said["ignore"] == '["spacing/repeated-space"] # .cleanup.toml:2'
    assert said['levels."quotes/unclosed"'] == '"flag" # .cleanup.toml:5'
    assert said['formats."*.page"'] == '"markdown" # .cleanup.toml:8'
    assert said["style.dash"] == '"em" # .cleanup.toml:11'
    assert said["style.quotes"] == "- # default"
    assert said["fail-on"] == '"suggested" # default'
    assert said["per-file-ignores"] == "- # default"


def test_the_command_line_is_a_source_too(desk: Path) -> None:
    (desk / ".cleanup.toml").write_text(CONFIGURED)
    said = rows("--ignore", "quotes/unclosed", "--preview", "one.txt")
    assert said["ignore"] == '["spacing/repeated-space", "quotes/unclosed"] # .cleanup.toml:2, command line'
    assert said["preview"] == "true # command line"
    chosen = rows("--select", "numbers", "one.txt")
    assert (chosen["select"], chosen["ignore"]) == ('["numbers"] # command line', "[] # command line")


def test_every_key_is_shown_without_any_configuration(desk: Path) -> None:  # noqa: ARG001
    said = rows()
    tables: dict[str, type[msgspec.Struct]] = {"model": ModelTable, "style": Style}
    expected = [key for key in keys_of(Config) if key not in tables]
    expected += [f"{name}.{key}" for name, table in tables.items() for key in keys_of(table)]
    assert list(said) == expected
    assert all(value.endswith(" # default") for value in said.values())


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("a.page", "Read as markdown, by [formats]."),
        ("a.md", "Read as .md, by its suffix."),
        ("a.log", "Read as plain text."),
    ],
)
def test_the_format_is_said(desk: Path, path: str, said: str) -> None:
    (desk / ".cleanup.toml").write_text(CONFIGURED)
    head = invoke("config", path).stdout.splitlines()
    assert head[0] == f"{path}  .cleanup.toml"
    assert re.fullmatch(rf"\d+ rules apply\. {re.escape(said)}", head[1])


def test_an_excluded_file_is_said_to_be_so(desk: Path) -> None:
    (desk / ".cleanup.toml").write_text("exclude = ['drafts/']\n")
    assert "Excluded:" in invoke("config", "drafts/one.txt").stdout
    assert "Excluded:" not in invoke("config", "one.txt").stdout


def test_a_broken_configuration_is_an_error_here_too(desk: Path) -> None:
    (desk / ".cleanup.toml").write_text("ignore = ['spacin']\n")
    result = invoke("config", "one.txt")
    assert result.stderr.endswith(".cleanup.toml:1: no such rule or group: 'spacin'; did you mean 'spacing'?\n")
    assert result.exit_code == 2


CURLY = "“We’re late,” said Mr. Ito. “You’re not,” said Mr. Keller. “I’m,” Mr. Ito said. The color of the center.\n"
STRAIGHT = 'He said "no" and "never" and "nothing" and went.\n'


def test_init_writes_what_the_texts_show(desk: Path) -> None:
    for name in ("a.txt", "b.md", "sub/c.txt"):
        (desk / name).parent.mkdir(exist_ok=True)
        (desk / name).write_text(CURLY)
    (desk / "d.txt").write_text(STRAIGHT)
    (desk / "bad.txt").write_bytes(b"\xff")
    result = invoke("init")
    refused, *said = result.stderr.splitlines()
    assert refused.startswith("bad.txt:1: not UTF-8: byte 0xFF at offset 0; ")
    assert (said, result.exit_code) == (["Wrote .cleanup.toml, based on 4 texts."], 0)
    lines = (desk / ".cleanup.toml").read_text().splitlines()
    assert lines[1] == "# Found here: 4 .txt, 1 .md. `cleanup config FILE` shows the effective configuration of a file."
    assert lines[lines.index('# quotes = "curly"') - 1].endswith(" So 3 of 4 texts that show it.")
    assert lines[lines.index('# honorifics = "dotted"') - 1].endswith(" So 3 of 3 texts that show it.")
    assert lines[lines.index('# spelling = "us"') - 1].endswith(" So 3 of 3 texts that show it.")
    assert lines[lines.index('# dash = "spaced-en"') - 1].endswith(" Known are spaced-en, em, spaced-em.")


def test_what_init_writes_sets_nothing_until_a_sign_is_removed(desk: Path) -> None:
    (desk / "a.txt").write_text(CURLY)
    invoke("init")
    path = desk / ".cleanup.toml"
    written = config_file.read(path)
    assert written is not None
    assert written.config == Config()
    path.write_text(re.sub(r'(?m)^# ("?[\w*/.-]+"? = )', r"\1", path.read_text()))
    opened = config_file.read(path)
    assert opened is not None
    assert set(keys_of(Config)) == {keys[0] for keys in opened.given}
    assert {("style", key) for key in keys_of(Style)} <= opened.given


def test_init_never_replaces_a_configuration(desk: Path) -> None:
    (desk / ".cleanup.toml").write_text("preview = true\n")
    result = invoke("init", ".")
    assert result.stderr == (
        ".cleanup.toml: the configuration already exists; `cleanup config` shows the effective configuration\n"
    )
    assert result.exit_code == 2
    assert (desk / ".cleanup.toml").read_text() == "preview = true\n"
    (desk / ".cleanup.toml").unlink()
    (desk / "pyproject.toml").write_text("[tool.cleanup]\n")
    assert invoke("init").exit_code == 2
    assert not (desk / ".cleanup.toml").exists()


def test_init_says_which_configuration_it_takes_the_place_of(desk: Path) -> None:
    (desk / ".cleanup.toml").write_text("preview = true\n")
    (desk / "in").mkdir()
    assert invoke("init", "in").stderr.splitlines()[1] == (
        f"It replaces {desk / '.cleanup.toml'} for the texts in this directory."
    )


def test_init_stops_at_a_broken_configuration_above(desk: Path) -> None:
    (desk / ".cleanup.toml").write_text("previw = true\n")
    (desk / "in").mkdir()
    assert invoke("init", "in").exit_code == 2
    assert list((desk / "in").iterdir()) == []


def test_a_house_style_takes_two_thirds_of_the_texts() -> None:
    curly, straight = document(CURLY), document(STRAIGHT)
    assert habits_of([curly, curly, straight])["quotes"] == Habit("curly", 2, 3)
    assert "quotes" not in habits_of([curly, straight])
    assert habits_of([]) == {}


def test_code_has_no_vote_on_the_style() -> None:
    page = document('```\na = "b" + "c" + "d"\n```\n', "a.md")
    assert habits_of([page]) == {}


def test_version_says_what_a_report_of_a_problem_needs() -> None:
    assert re.fullmatch(
        rf"cleanup {re.escape(cleanup.__version__)} \(Python 3\.\d+\.\S+\)\n", invoke("--version").stdout
    )
    said = dict(line.split(maxsplit=1) for line in invoke("version").stdout.splitlines())
    assert said["cleanup"] == cleanup.__version__
    assert {"python", "unicode", "ftfy", "google-re2", "rules", "cache"} <= set(said)
    assert Path(said["rules"]).is_dir()


def test_reading_a_folder_as_a_configuration_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(CleanupError, match="cannot read"):
        config_file.read(tmp_path / ".cleanup.toml")
