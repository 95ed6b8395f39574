"""What a configuration changes in a run, file by file, and what the command line changes in that."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pathspec import GitIgnoreSpec

from cleanup.config import config_file
from cleanup.files.globs import Globs, wrong
from tests.commandline import HOUSE, HOUSE_RULES, execute, invoke, write_rules

TEXT = "A  gap.\nAnd alot of whilom.\n"
GAP = "one.txt:1:2 spacing/gap Spaces in a row\n"
ALOT = "one.txt:2:5 grammar/alot Two words written as one: “alot”\n"
WHILOM = "one.txt:2:13 translation/whilom A word out of use: “whilom”\n"

#: What makes the three rules the only ones.
OURS = f"rules = ['house']\nselect = {list(HOUSE_RULES)}\n"


@pytest.fixture(autouse=True)
def fresh() -> None:
    config_file.find.cache_clear()


@pytest.fixture
def one(desk: Path) -> Path:
    """The desk with a text, and with the rules that a configuration there can name."""
    (desk / "one.txt").write_text(TEXT)
    write_rules(desk / "house", HOUSE_RULES)
    return desk


def configure(folder: Path, body: str) -> None:
    (folder / ".cleanup.toml").write_text(body)
    config_file.find.cache_clear()


def listed(*args: str) -> str:
    return invoke("check", *args).stdout


def test_rules_folders_are_seen_from_the_configuration(one: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    configure(one, OURS)
    monkeypatch.chdir(one.parent)
    assert listed("desk/one.txt") == "".join(f"desk/{line}" for line in (GAP, ALOT, WHILOM))


def test_select_and_ignore(one: Path) -> None:
    configure(one, "rules = ['house']\nselect = ['spacing/gap', 'translation/whilom']\nignore = ['translation']\n")
    assert listed("one.txt") == GAP


def test_a_selection_on_the_command_line_takes_the_place_of_both(one: Path) -> None:
    configure(one, "rules = ['house']\nselect = ['spacing/gap']\nignore = ['translation/whilom']\n")
    assert listed("--select", "translation/whilom", "one.txt") == WHILOM


def test_what_the_command_line_ignores_is_added(one: Path) -> None:
    configure(one, OURS + "ignore = ['translation']\n")
    assert listed("--ignore", "grammar", "one.txt") == GAP


def test_levels_go_by_rule_before_group(one: Path) -> None:
    configure(one, OURS + "[levels]\nspacing = 'flag'\n'spacing/gap' = 'suggested'\ntranslation = 'suggested'\n")
    assert (
        invoke("fix", "one.txt").stderr
        == "Nothing to repair in 1 file; 3 places are suggested (see `cleanup check`).\n"
    )
    assert (one / "one.txt").read_text() == TEXT


def test_a_raised_level_is_made_without_asking(one: Path) -> None:
    configure(one, OURS + "[levels]\n'grammar/alot' = 'safe'\n")
    invoke("fix", "one.txt")
    assert (one / "one.txt").read_text() == "A gap.\nAnd a lot of whilom.\n"


def test_per_file_ignores_hold_whatever_is_selected(one: Path) -> None:
    (one / "in").mkdir()
    (one / "in/one.txt").write_text(TEXT)
    configure(one, "[per-file-ignores]\n'in/' = ['grammar']\n'*.txt' = ['translation/whilom']\n")
    assert listed(*HOUSE, "one.txt", "in/one.txt") == f"{GAP}{ALOT}in/{GAP}"


def test_files_of_one_run_follow_their_own_configurations(one: Path) -> None:
    for name, level in (("a", "suggested"), ("b", "flag")):
        (one / name).mkdir()
        (one / name / "one.txt").write_text("alot")
        write_rules(one / name / "house", HOUSE_RULES)
        configure(one / name, f"rules = ['house']\nselect = ['grammar/alot']\n[levels]\ngrammar = '{level}'\n")
    result = invoke("check", "a", "b")
    assert result.stderr.startswith("2 findings in 2 files: 1 suggested, 1 flag.")


@pytest.mark.parametrize(
    ("limit", "option", "code"), [("flag", (), 1), ("never", (), 0), ("never", ("--fail-on", "flag"), 1)]
)
def test_fail_on(one: Path, limit: str, option: tuple[str, ...], code: int) -> None:
    (one / "one.txt").write_text("whilom")
    configure(one, OURS + f"fail-on = '{limit}'\n")
    assert invoke("check", *option, "one.txt").exit_code == code


def test_what_check_fails_on_is_no_failure_of_fix(one: Path) -> None:
    configure(one, OURS + "fail-on = 'flag'\n")
    assert invoke("fix", "one.txt").exit_code == 0


@pytest.mark.parametrize(("option", "gap"), [((), "a lot"), (("--no-suggested",), "alot")])
def test_suggested(one: Path, option: tuple[str, ...], gap: str) -> None:
    configure(one, OURS + "suggested = true\n")
    invoke("fix", *option, "one.txt")
    assert (one / "one.txt").read_text() == f"A gap.\nAnd {gap} of whilom.\n"


@pytest.mark.parametrize(("option", "found"), [((), True), (("--no-preview",), False)])
def test_preview(one: Path, option: tuple[str, ...], found: bool) -> None:
    path = one / "house/spacing/gap.toml"
    path.write_text('status = "preview"\n' + path.read_text())
    configure(one, "rules = ['house']\nselect = ['spacing']\nignore = ['spacing/repeated-space']\npreview = true\n")
    assert (GAP in listed(*option, "one.txt")) is found


def test_a_language_that_is_set_is_not_found_out(one: Path) -> None:
    rule = one.parent / "house/spacing/gap.toml"
    rule.write_text('languages = ["fr"]\n' + rule.read_text())
    (one / "one.txt").write_text("The  men and the women of the town were there.\n")
    assert "spacing/gap" not in listed(*HOUSE, "one.txt")
    configure(one, "language = 'fr'\n")
    assert "spacing/gap" in listed(*HOUSE, "one.txt")


@pytest.mark.parametrize("accepted", ["alot", "of  whilom", "whilom"])
def test_an_accepted_phrase_is_neither_found_nor_repaired(one: Path, accepted: str) -> None:
    (one / "one.txt").write_text("And alot of whilom.\n")
    configure(one, OURS + f"suggested = true\naccept = ['{accepted}']\n")
    assert ("alot" in listed("one.txt")) is (accepted != "alot")
    assert ("whilom" in listed("one.txt")) is (accepted != "whilom")
    invoke("fix", "one.txt")
    assert ("alot" in (one / "one.txt").read_text()) is (accepted == "alot")


def test_a_phrase_is_accepted_as_it_stood_before_other_repairs(one: Path) -> None:
    rule = one / "house/translation/whilom.toml"
    rule.write_text(rule.read_text().replace("'whilom'", "'whilom +mayor'").replace("the whilom", "the whilom  "))
    (one / "one.txt").write_text("The whilom  mayor.\n")
    for phrase, found in (("whilom mayor", False), ("the whilom", True)):
        configure(one, OURS + f"accept = ['{phrase}']\n")
        assert ("translation/whilom" in listed("one.txt")) is found


def test_a_format_by_glob(one: Path) -> None:
    (one / "a.page").write_text("`alot` alot\n")
    (one / "b.page").write_text("`alot` alot\n")
    configure(one, OURS + "[formats]\n'*.page' = 'markdown'\n'b.page' = 'text'\n")
    assert [line.split(" ")[0] for line in listed(".").splitlines() if "page" in line] == [
        "a.page:1:8",
        "b.page:1:2",
        "b.page:1:8",
    ]


def test_a_format_by_glob_opens_what_a_suffix_closes(one: Path) -> None:
    (one / "a.rst").write_text("A  gap.\n")
    assert invoke("check", *HOUSE, "a.rst").exit_code == 2
    configure(one, OURS + "[formats]\n'*.rst' = 'text'\n")
    assert listed("a.rst") == "a.rst:1:2 spacing/gap Spaces in a row\n"


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("[formats]\n'*.page' = 'markdwn'\n", "2: unknown format: 'markdwn'; did you mean 'markdown'?"),
        (
            "ignore = [\n  'spacing',\n  'grammar/alots',\n]\n",
            "3: no such rule or group: 'grammar/alots'; did you mean",
        ),
        ("[levels]\nspacings = 'flag'\n", "2: no such rule or group: 'spacings'; did you mean 'spacing'?"),
        ("[per-file-ignores]\n'a' = ['spacin']\n", "2: no such rule or group: 'spacin'; did you mean 'spacing'?"),
        ("rules = ['hose']\n", "1: no such directory of rules: 'hose'"),
    ],
)
def test_a_name_that_does_not_exist_is_said_with_its_line(one: Path, body: str, said: str) -> None:
    configure(one, body)
    result = invoke("fix", *HOUSE, "one.txt")
    assert result.stderr.startswith(f"{one / '.cleanup.toml'}:{said}")
    assert result.exit_code == 2
    assert (one / "one.txt").read_text() == TEXT


EXCLUDED = "exclude = ['drafts/', '*.bak.txt']\n"


@pytest.fixture
def tree(desk: Path) -> Path:
    for name in ("one.txt", "two.bak.txt", "drafts/three.txt", "in/drafts/four.txt", "venv/five.txt"):
        (desk / name).parent.mkdir(parents=True, exist_ok=True)
        (desk / name).write_text("A  gap.")
    return desk


def seen(*args: str) -> list[str]:
    return [line.split(":")[0] for line in listed(*HOUSE, *args).splitlines()]


def test_folders_of_others_are_left_out_without_any_configuration(tree: Path) -> None:  # noqa: ARG001
    assert seen(".") == ["drafts/three.txt", "in/drafts/four.txt", "one.txt", "two.bak.txt"]


LEGAL = ("LICENSE.txt", "LICENSES/MIT.txt", "license.md", "licence.md", "COPYING.txt", "COPYRIGHT.md", "NOTICE.txt")
LISTS = ("CMakeLists.txt", "requirements.txt", "requirements-test.txt", "constraints.txt", "in/robots.txt")


def test_legal_texts_and_lists_for_programs_are_left_out_without_any_configuration(tree: Path) -> None:
    for name in (*LEGAL, *LISTS):
        (tree / name).parent.mkdir(exist_ok=True)
        (tree / name).write_text("A  gap.")
    assert seen(".") == ["drafts/three.txt", "in/drafts/four.txt", "one.txt", "two.bak.txt"]
    assert seen("--force-exclude", *LEGAL, *LISTS, "one.txt") == ["one.txt"]
    assert seen("LICENSE.txt") == ["LICENSE.txt"]


def test_articles_about_licences_are_no_legal_texts(tree: Path) -> None:
    for name in ("licensed.txt", "notice.txt", "requirements.md", "MY-LICENSE.txt"):
        (tree / name).write_text("A  gap.")
    assert seen(".")[:2] == ["MY-LICENSE.txt", "drafts/three.txt"]
    assert seen(".")[3:7] == ["licensed.txt", "notice.txt", "one.txt", "requirements.md"]


def test_exclude_replaces_and_extend_exclude_adds(tree: Path) -> None:
    configure(tree, EXCLUDED)
    assert seen(".") == ["one.txt", "venv/five.txt"]
    configure(tree, "extend-exclude = ['/in/drafts/']\n")
    assert seen(".") == ["drafts/three.txt", "one.txt", "two.bak.txt"]


def test_the_last_glob_decides(tree: Path) -> None:
    configure(tree, "exclude = ['*.txt', '!one.txt']\n")
    assert seen(".") == ["one.txt"]


def test_what_is_named_is_read_although_excluded(tree: Path) -> None:
    configure(tree, EXCLUDED)
    assert seen("two.bak.txt", "drafts") == ["two.bak.txt", "drafts/three.txt"]


def test_force_exclude_holds_for_what_is_named(tree: Path) -> None:
    configure(tree, EXCLUDED)
    assert seen("--force-exclude", "one.txt", "two.bak.txt", "drafts", "drafts/three.txt") == ["one.txt"]
    result = invoke("fix", *HOUSE, "--force-exclude", "drafts/three.txt")
    assert (result.stderr.splitlines()[0], result.exit_code) == ("Nothing to do: all paths are excluded.", 0)
    assert (tree / "drafts/three.txt").read_text() == "A  gap."


def test_excluded_standard_input_comes_through_untouched(tree: Path) -> None:
    configure(tree, EXCLUDED)
    args = ("--force-exclude", "--stdin-filename", "drafts/new.txt", "-")
    assert execute("fix", *HOUSE, *args, stdin=b"A  gap.\xff").stdout == b"A  gap.\xff"
    assert execute("check", *HOUSE, *args, stdin=b"A  gap.").stdout == b""


@pytest.mark.parametrize(
    ("patterns", "path", "folder", "verdict"),
    [
        (("venv/",), "venv", True, True),
        (("venv/",), "a/venv/b.txt", False, True),
        (("venv/",), "venv", False, None),
        (("venv/", "*.md"), "venv/b.txt", False, True),
        (("*.md", "!a.md"), "a.md", False, False),
        (("a/*.md",), "a/b.md", False, True),
        (("a/*.md",), "b/a/b.md", False, None),
        ((), "a", False, None),
    ],
)
def test_globs(tmp_path: Path, patterns: tuple[str, ...], path: str, folder: bool, verdict: bool | None) -> None:
    assert Globs(str(tmp_path), patterns).verdict(tmp_path / path, folder=folder) is verdict


@given(
    st.lists(st.from_regex(r"[abé][ab.*-]{0,3}/?", fullmatch=True), min_size=1, max_size=3),
    st.lists(st.text("abé.-", min_size=1, max_size=4).filter(lambda name: name.strip(".")), min_size=1, max_size=3),
    st.booleans(),
)
def test_names_are_matched_as_git_does(patterns: list[str], parts: list[str], folder: bool) -> None:
    path = "/".join(parts)
    verdict = Globs("/in", tuple(patterns)).verdict(Path("/in", path), folder=folder)
    assert verdict is GitIgnoreSpec.from_lines(patterns).check_file(path + ("/" if folder else "")).include


def test_globs_have_no_opinion_on_what_lies_elsewhere(tmp_path: Path) -> None:
    assert Globs(str(tmp_path / "a"), ("*.md",)).verdict(tmp_path / "b.md", folder=False) is None


def test_a_line_that_git_cannot_read_is_no_crash(tree: Path) -> None:
    (tree / ".gitignore").write_text("!\n\\\ndrafts/\n")
    assert seen(".") == ["one.txt", "two.bak.txt"]
    assert wrong(["!", "a", "", "b\\"]) == ["!", "b\\"]


def test_the_rules_of_a_configuration_are_known_to_the_rules_commands(one: Path) -> None:
    configure(one, "rules = ['house']\n")
    assert invoke("explain", "spacing/gap").stdout.startswith("spacing/gap  Spaces in a row\n")
    assert "\ngrammar/alot " in invoke("rules", "list").stdout
    assert invoke("rules", "test", "translation/whilom").stderr == "1 rule tested, none failed.\n"
