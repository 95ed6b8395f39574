"""`cleanup rules`, and how a broken rule file stops a run."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cleanup.config import config_file
from tests.commandline import HOUSE_RULES, execute, invoke, write_rules

HEAD = """summary = "Spaces in a row"
why = "A tag was removed."
level = "safe"
"""
EXAMPLE = """
[[examples]]
before = 'wide  gap'
after = 'wide gap'
"""

#: A broken rule file (spacing/gap), and the first line it must be answered with.
BROKEN = {
    "misspelt key": (
        f'kind = "pattern"\n{HEAD}patern = " +"\n{EXAMPLE}',
        "spacing/gap.toml:5: unknown key 'patern'; did you mean 'pattern'?",
    ),
    "missing key": (
        f'kind = "pattern"\nwhy = "w"\nlevel = "safe"\npattern = "  "\n{EXAMPLE}',
        "spacing/gap.toml:1: the key 'summary' is missing; add it",
    ),
    "unknown level": (
        f'kind = "pattern"\nsummary = "s"\nwhy = "w"\nlevel = "sure"\npattern = "  "\n{EXAMPLE}',
        "spacing/gap.toml:4: key 'level': Invalid enum value 'sure'; expected one of: safe, suggested, flag",
    ),
    "unknown kind": (
        f'kind = "patern"\n{HEAD}pattern = "  "\n{EXAMPLE}',
        "spacing/gap.toml:1: unknown kind: 'patern'; did you mean 'pattern'?",
    ),
    "broken TOML": (
        f'kind = "pattern"\n{HEAD}pattern = "\\p{{L}}"\n{EXAMPLE}',
        "spacing/gap.toml:5: not TOML: Unescaped '\\' in a string; "
        "put patterns in 'single quotes', where a backslash is literal",
    ),
    "no examples": (
        f'kind = "pattern"\n{HEAD}pattern = "  "\n',
        "spacing/gap.toml:1: no examples; add [[examples]] with before and after, and one with keep",
    ),
    "example not found": (
        f'kind = "pattern"\n{HEAD}pattern = "   "\nreplace = " "\n{EXAMPLE}',
        "spacing/gap.toml:9: spacing/gap finds nothing in the example",
    ),
    "example comes out wrong": (
        f'kind = "pattern"\n{HEAD}pattern = "  "\nreplace = ""\n{EXAMPLE}',
        "spacing/gap.toml:9: spacing/gap does not turn the example into its 'after'",
    ),
    "kept text is found": (
        f'kind = "pattern"\n{HEAD}pattern = "  "\nreplace = " "\n{EXAMPLE}\n[[examples]]\nkeep = "a  b"\n',
        "spacing/gap.toml:13: spacing/gap finds something in the example to keep",
    ),
}


@pytest.mark.parametrize(("source", "line"), BROKEN.values(), ids=BROKEN)
def test_a_broken_rule_file_stops_the_run_before_any_text_is_touched(desk: Path, source: str, line: str) -> None:
    write_rules(desk / "broken", {"spacing/gap": source})
    (desk / "one.txt").write_text("A  gap. It was hidden. .")
    result = invoke("fix", "--rules", "broken", "one.txt")
    assert result.stderr.splitlines()[0] == f"broken/{line}"
    assert (result.stdout, result.exit_code) == ("", 2)
    assert (desk / "one.txt").read_text() == "A  gap. It was hidden. ."


def test_look_around_is_answered_with_left_and_right(desk: Path) -> None:
    source = f'kind = "pattern"\n{HEAD}pattern = " +(?=g)"\nreplace = " "\n{EXAMPLE}'
    write_rules(desk / "broken", {"spacing/gap": source})
    (desk / "one.txt").write_text("A  gap.")
    result = execute("fix", "--rules", "broken", "one.txt")
    said = result.stderr.decode()
    assert said.startswith("broken/spacing/gap.toml:5: pattern: RE2 refuses it: ")
    assert said.endswith(
        "; RE2 has no look-around: put what stands before into 'left' or 'not_left', after into 'right' or "
        "'not_right'\n"
    )
    assert len(said.splitlines()) == 1
    assert result.returncode == 2
    assert (desk / "one.txt").read_text() == "A  gap."


def test_a_failed_example_shows_what_was_expected_and_what_came(desk: Path) -> None:
    write_rules(desk / "broken", {"spacing/gap": BROKEN["example comes out wrong"][0]})
    (desk / "one.txt").write_text("A  gap.")
    result = execute("check", "--rules", "broken", "one.txt")
    assert result.stderr.decode().splitlines() == [
        "broken/spacing/gap.toml:9: spacing/gap does not turn the example into its 'after'",
        "    - expected",
        "    + got",
        "    - wide gap",
        "    ?     -",
        "    + widegap",
    ]


def test_a_folder_that_is_not_there(desk: Path) -> None:
    (desk / "one.txt").write_text("A  gap.")
    result = invoke("check", "--rules", "nowhere", "one.txt")
    assert (
        result.stderr == "nowhere: no such directory of rules; name the directory that contains <group>/<name>.toml\n"
    )
    assert result.exit_code == 2


def test_list(desk: Path) -> None:  # noqa: ARG001
    result = invoke("rules", "list", "--rules", "../house")
    rows = {line.split()[0]: line.split()[1:] for line in result.stdout.splitlines()}
    assert rows["spacing/gap"] == ["safe", "Spaces", "in", "a", "row"]
    assert rows["grammar/alot"][0] == "suggested"
    assert rows["punctuation/spaced-repeated-full-stop"][0] == "safe"
    assert result.exit_code == 0


def test_list_as_json(desk: Path) -> None:  # noqa: ARG001
    listed = json.loads(invoke("rules", "list", "--rules", "../house", "--format", "json").stdout)
    assert listed["version"] == 1
    assert listed["tool"]["name"] == "cleanup"
    gap = next(rule for rule in listed["rules"] if rule["id"] == "spacing/gap")
    assert gap == {
        "id": "spacing/gap",
        "level": "safe",
        "kind": "pattern",
        "pass": "characters",
        "status": "stable",
        "languages": [],
        "formats": [],
        "summary": "Spaces in a row",
        "why": "A tag between them was removed.",
        "url": "",
        "path": "../house/spacing/gap.toml",
    }


@pytest.mark.parametrize(
    ("targets", "tested"),
    [
        (("punctuation/spaced-repeated-full-stop",), 1),
        (("../house",), 3),
        (("../house/spacing",), 1),
        (("../house/spacing/gap.toml", "../house"), 3),
        (("--rules", "../house", "grammar/alot", "translation/whilom"), 2),
    ],
    ids=["id", "folder", "group folder", "file, and the folder it is in", "ids of a further folder"],
)
def test_test_targets(desk: Path, targets: tuple[str, ...], tested: int) -> None:  # noqa: ARG001
    result = invoke("rules", "test", *targets)
    noun = "rule" if tested == 1 else "rules"
    assert (result.stdout, result.stderr) == ("", f"{tested} {noun} tested, none failed.\n")
    assert result.exit_code == 0


def test_every_built_in_rule_holds() -> None:
    result = invoke("rules", "test")
    assert result.stdout == ""
    assert result.stderr.endswith(" tested, none failed.\n")
    assert result.exit_code == 0


def test_a_broken_file_does_not_hide_the_others(desk: Path) -> None:
    broken = {
        "spacing/gap": BROKEN["example comes out wrong"][0],
        "grammar/alot": BROKEN["misspelt key"][0],
        "translation/whilom": HOUSE_RULES["translation/whilom"],
    }
    write_rules(desk / "broken", broken)
    result = invoke("rules", "test", "broken")
    assert result.stdout.splitlines() == [
        "broken/grammar/alot.toml:5: unknown key 'patern'; did you mean 'pattern'?",
        "broken/spacing/gap.toml:9: spacing/gap does not turn the example into its 'after'",
        "    - expected",
        "    + got",
        "    - wide gap",
        "    ?     -",
        "    + widegap",
    ]
    assert (result.stderr, result.exit_code) == ("3 rules tested, 2 failed.\n", 1)


def test_an_unknown_target(desk: Path) -> None:  # noqa: ARG001
    result = invoke("rules", "test", "punctuation/repeated-full-stops")
    assert result.stderr == (
        "no such rule, group, file or directory: 'punctuation/repeated-full-stops'; "
        "did you mean 'punctuation/repeated-full-stop'?\n"
    )
    assert result.exit_code == 2


def test_a_rule_of_ones_own_replaces_a_built_in_one(desk: Path) -> None:
    own = HOUSE_RULES["spacing/gap"]
    write_rules(desk / "own", {"punctuation/spaced-repeated-full-stop": own})
    (desk / "one.txt").write_text("A  gap. It was hidden. .")
    result = invoke("fix", "--rules", "own", "--select", "punctuation/spaced-repeated-full-stop", "one.txt")
    assert result.exit_code == 0
    assert (desk / "one.txt").read_text() == "A gap. It was hidden. ."


@pytest.fixture
def own_group(desk: Path) -> Path:
    """A folder of rules with a group that none of the built-in ones has."""
    return write_rules(desk / "own", {"my-house_2/alot": HOUSE_RULES["grammar/alot"]})


def test_a_group_of_ones_own_is_selected_ignored_levelled_and_told_from_a_slip(desk: Path, own_group: Path) -> None:
    (desk / "a.txt").write_text("He saw alot there.\n")
    rules = ("--rules", str(own_group))
    found = "a.txt:1:8 my-house_2/alot Two words written as one: “alot”\n"
    assert invoke("check", *rules, "--select", "my-house_2", "a.txt").stdout == found
    assert invoke("check", *rules, "--ignore", "my-house_2,spelling", "a.txt").stdout == ""
    slip = invoke("check", *rules, "--select", "my-house_3", "a.txt")
    assert (slip.exit_code, slip.stderr) == (2, "no such rule or group: 'my-house_3'; did you mean 'my-house_2'?\n")
    (desk / ".cleanup.toml").write_text('rules = ["own"]\n[levels]\nmy-house_2 = "safe"\n')
    config_file.find.cache_clear()
    assert invoke("fix", "a.txt").exit_code == 0
    assert (desk / "a.txt").read_text() == "He saw a lot there.\n"


@pytest.mark.parametrize("target", ["my-house_2", "own", "own/my-house_2", "own/my-house_2/alot.toml"])
def test_a_group_of_ones_own_is_tested_whatever_names_it(own_group: Path, target: str) -> None:
    result = invoke("rules", "test", "--rules", str(own_group), target)
    assert (result.exit_code, result.stderr) == (0, "1 rule tested, none failed.\n")


@pytest.mark.parametrize("group", ["My House", "2nd", "größe", ".house"])
def test_a_folder_whose_name_no_option_could_write_is_no_group(desk: Path, group: str) -> None:
    folder = write_rules(desk / "own", {f"{group}/alot": HOUSE_RULES["grammar/alot"]})
    result = invoke("rules", "list", "--rules", str(folder))
    assert (result.exit_code, result.stderr) == (
        2,
        f"{folder}/{group}/alot.toml: invalid name of a rule group: {group!r}; "
        "use lowercase ASCII letters, digits, - and _, beginning with a letter\n",
    )
