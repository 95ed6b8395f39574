"""What a folder that comes from somebody else can make a run read, and what it cannot."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from cleanup.config import config_file
from tests.commandline import HOUSE_RULES, execute, invoke, write_rules
from tests.servers import serving

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has neither these links nor pipes")

TEXT = "A  gap.\n"
GAP = "one.txt:1:2 spacing/gap Spaces in a row\n"
MEGABYTES = 2_000_000


@pytest.fixture
def clone(desk: Path) -> Path:
    """A folder with a text and with rules of its own; beside it lies `house`, which is not its own."""
    config_file.find.cache_clear()
    (desk / "one.txt").write_text(TEXT)
    write_rules(desk / "own", HOUSE_RULES)
    return desk


def special(path: Path, kind: str) -> None:
    """A pipe that nobody writes to, or a link to a device without end."""
    path.unlink(missing_ok=True)
    if kind == "fifo":
        os.mkfifo(path)
    else:
        path.symlink_to(kind)


def check(clone: Path, body: str, *args: str) -> tuple[str, str, int]:
    """What `check` says there, with that configuration, as a program: one that waits is ended and fails."""
    (clone / ".cleanup.toml").write_text(body)
    config_file.find.cache_clear()
    done = execute("check", *args, "one.txt")
    return done.stdout.decode(), done.stderr.decode(), done.returncode


SELECTED = "select = ['spacing/gap']\n"


@pytest.mark.parametrize("folder", ["own", "own/.", "../desk/own", "linked"])
def test_rules_of_its_own_are_read(clone: Path, folder: str) -> None:
    (clone / "linked").symlink_to("own")
    assert check(clone, f"{SELECTED}rules = ['{folder}']\n")[0] == GAP


def test_rules_of_its_own_are_read_by_an_absolute_path(clone: Path) -> None:
    assert check(clone, f"{SELECTED}rules = ['{clone}/own']\n")[0] == GAP


@pytest.mark.parametrize("folder", ["/etc", "../house", "..", "own/../../house", "away", "/", "\\u0000"])
def test_rules_from_elsewhere_are_refused(clone: Path, folder: str) -> None:
    (clone / "away").symlink_to("../house")
    _, said, code = check(clone, f'{SELECTED}rules = ["{folder}"]\n')
    shown = ascii(folder.encode().decode("unicode_escape"))
    assert (said, code) == (
        f"{clone}/.cleanup.toml:2: key 'rules': {shown} leads out of this directory; "
        "to use it, name it on the command line with --rules\n",
        2,
    )


def test_the_command_line_names_rules_from_elsewhere(clone: Path) -> None:
    (clone / "away").symlink_to("../house")
    assert check(clone, SELECTED, "--rules", "away")[0] == GAP


def test_a_rule_that_is_a_link_out_is_refused_though_it_is_known(clone: Path) -> None:
    rule = clone / "own/spacing/gap.toml"
    assert execute("check", "--rules", "../house", "--select", "spacing/gap", "one.txt").stdout.decode() == GAP
    rule.unlink()
    rule.symlink_to(clone.parent / "house/spacing/gap.toml")
    _, said, code = check(clone, f"{SELECTED}rules = ['own']\n")
    assert (said, code) == (
        f"{clone}/.cleanup.toml:2: {rule} is a link that leads out of this directory; "
        "put the file itself there, or name the directory on the command line with --rules\n",
        2,
    )
    assert invoke("rules", "list").exit_code == 2
    assert check(clone, SELECTED, "--rules", "own")[0] == GAP


def test_a_rule_that_is_a_link_within_is_read(clone: Path) -> None:
    rule = clone / "own/spacing/gap.toml"
    rule.rename(clone / "gap.toml")
    rule.symlink_to("../../gap.toml")
    assert check(clone, f"{SELECTED}rules = ['own']\n")[0] == GAP


NAMED, TESTED = ("check", "--rules", "own", "one.txt"), ("rules", "test", "own")


@pytest.mark.parametrize(
    ("kind", "command"),
    [
        *((kind, command) for kind in ("fifo", "/dev/zero", "large") for command in (NAMED, TESTED)),
        ("large", ("rules", "test", "--rules", "own")),
    ],
)
def test_a_rule_that_is_no_file_is_one_line(clone: Path, kind: str, command: tuple[str, ...]) -> None:
    rule = clone / "own/spacing/gap.toml"
    if kind == "large":
        rule.write_text("#" * MEGABYTES)
    else:
        special(rule, kind)
    done = execute(*command)
    said = (done.stdout + done.stderr).decode().splitlines()
    reason = "larger than 1 MB" if kind == "large" else "not a regular file"
    assert [line for line in said if reason in line] == [f"own/spacing/gap.toml: {reason}"]
    assert done.returncode == (2 if command[0] == "check" else 1)


@pytest.mark.parametrize("name", [".cleanup.toml", "pyproject.toml"])
@pytest.mark.parametrize("kind", ["fifo", "/dev/zero", "large"])
def test_a_configuration_that_is_no_file_is_one_line(clone: Path, name: str, kind: str) -> None:
    if kind == "large":
        (clone / name).write_text("#" * MEGABYTES)
    else:
        special(clone / name, kind)
    done = execute("check", "one.txt")
    reason = "larger than 1 MB" if kind == "large" else "not a regular file"
    said = f"{clone}/{name}: cannot read the configuration: {reason}\n"
    assert (done.stdout, done.stderr.decode(), done.returncode) == (b"", said, 2)


def test_a_configuration_that_is_a_link_out_is_refused(clone: Path) -> None:
    (clone.parent / "secret.toml").write_text("[registry]\ntoken = 'hush'\n")
    (clone / ".cleanup.toml").symlink_to("../secret.toml")
    done = execute("check", "one.txt")
    said = "the configuration is a link that leads out of its directory; put the file itself there\n"
    assert (done.stderr.decode(), done.returncode) == (f"{clone}/.cleanup.toml: {said}", 2)


def test_a_configuration_that_is_a_link_within_is_read(clone: Path) -> None:
    (clone / "tools.toml").write_text(f"{SELECTED}rules = ['own']\n")
    (clone / ".cleanup.toml").symlink_to("tools.toml")
    assert invoke("check", "one.txt").stdout == GAP


@pytest.mark.parametrize(("body", "code"), [("[project]\n", 0), ("[tool.cleanup]\n", 2)])
def test_a_pyproject_that_is_a_link_out_is_of_no_account_or_refused(clone: Path, body: str, code: int) -> None:
    (clone.parent / "other.toml").write_text(body)
    (clone / "pyproject.toml").symlink_to("../other.toml")
    assert invoke("check", "--select", "punctuation/spaced-repeated-full-stop", "one.txt").exit_code == code


@pytest.mark.parametrize("kind", ["fifo", "/dev/zero", "link"])
def test_a_gitignore_that_is_no_file_is_none(clone: Path, kind: str) -> None:
    if kind == "link":  # git follows none either
        (clone / "globs").write_text("*.txt\n")
        (clone / ".gitignore").symlink_to("globs")
    else:
        special(clone / ".gitignore", kind)
    assert execute("check", "--rules", "own", "--select", "spacing/gap", ".").stdout.decode() == GAP


def test_a_gitignore_that_is_too_large_stops_the_run(clone: Path) -> None:
    (clone / ".gitignore").write_text("#" * MEGABYTES)
    done = invoke("fix", "--rules", "own", "--select", "spacing/gap", ".")
    assert (done.stderr, done.exit_code) == (".gitignore: larger than 1 MB; cannot read its patterns\n", 2)
    assert (clone / "one.txt").read_text() == TEXT


def test_a_glob_of_many_stars_comes_to_an_end(clone: Path) -> None:
    name = "a" * 200 + ".txt"
    (clone / name).write_text(TEXT)
    (clone / ".gitignore").write_text("/" + "*a" * 40 + "*b\none.txt\n")
    (clone / ".cleanup.toml").write_text(f"exclude = ['/{'*a' * 40}*b', '{'a*' * 40}b']\n")
    done = execute("check", "--rules", "own", "--select", "spacing/gap", ".")
    assert done.stdout.decode() == GAP.replace("one.txt", name)


def baseline(path: Path) -> None:
    """One that knows all of the text."""
    assert (
        invoke("baseline", "--rules", "own", "--select", "spacing/gap", "one.txt", "--output", str(path)).exit_code == 0
    )


@pytest.mark.parametrize("name", ["known.json", "in/known.json", "link.json"])
def test_a_baseline_of_its_own_is_read(clone: Path, name: str) -> None:
    baseline(clone / ("known.json" if name == "link.json" else name))
    (clone / "link.json").symlink_to("known.json")
    assert check(clone, f"{SELECTED}rules = ['own']\nbaseline = '{name}'\n")[0] == ""


@pytest.mark.parametrize("name", ["../known.json", "away.json", "/etc/passwd"])
def test_a_baseline_from_elsewhere_is_refused(clone: Path, name: str) -> None:
    baseline(clone.parent / "known.json")
    (clone / "away.json").symlink_to("../known.json")
    _, said, code = check(clone, f"baseline = '{name}'\n")
    place = f"{clone}/.cleanup.toml:1: key 'baseline': '{name}' leads out of this directory; "
    assert (said, code) == (f"{place}to use it, name it on the command line with --baseline\n", 2)
    written = invoke("baseline", "one.txt")
    assert (written.stderr, written.exit_code) == (
        f"{place}to use it, name it on the command line with --output\n",
        2,
    )
    options = ("--rules", "own", "--select", "spacing/gap", "--baseline", "../known.json")
    assert check(clone, "", *options)[0] == ""


@pytest.mark.parametrize("kind", ["fifo", "/dev/zero"])
def test_a_baseline_that_is_no_file_is_one_line(clone: Path, kind: str) -> None:
    special(clone / "known.json", kind)
    _, said, code = check(clone, "", "--baseline", "known.json")
    assert (said, code) == ("known.json: not a regular file\n", 2)
    if kind == "fifo":
        _, said, code = check(clone, "baseline = 'known.json'\n")
        assert (said, code) == (f"{clone}/known.json: not a regular file\n", 2)


def test_a_baseline_is_not_written_through_a_link_that_came_with_the_folder(clone: Path) -> None:
    (clone / ".cleanup-baseline.json").symlink_to("../new.json")
    done = invoke("baseline", "one.txt")
    said = ".cleanup-baseline.json: a link that leads out of this directory; name the file with --output\n"
    assert (done.stderr, done.exit_code) == (said, 2)
    assert not (clone.parent / "new.json").exists()


# Addresses. The server of the configuration answers as LanguageTool, with nothing to say.

WITHHELD = "LanguageTool at {url} is not used: a configured address requires --languagetool"


def test_a_server_that_a_configuration_names_is_asked_only_when_the_command_line_says_so(clone: Path) -> None:
    with serving() as server:
        body = f"languagetool = '{server.url}'\n"
        _, said, code = check(clone, body, "--rules", "own", "--select", "spacing/gap")
        assert server.asked == []
        assert said.splitlines()[0] == f"{clone}/.cleanup.toml:1: {WITHHELD.format(url=server.url)}"
        assert code == 1
        assert "is not asked" not in check(clone, body, "--languagetool=off")[1]
        assert server.asked == []
        _, said, code = check(clone, body, "--languagetool", "--language", "en")
        assert {asked.path for asked in server.asked} == {"/v2/languages", "/v2/check"}
        assert "LanguageTool" not in said


def test_the_note_is_one_for_many_files(clone: Path) -> None:
    (clone / "two.txt").write_text(TEXT)
    (clone / ".cleanup.toml").write_text("languagetool = 'http://127.0.0.1:9/'\n")
    said = invoke("check", ".").stderr
    assert said.count(WITHHELD.format(url="http://127.0.0.1:9/")) == 1


def test_the_command_line_names_another_server(clone: Path) -> None:
    with serving() as configured, serving() as named:
        (clone / ".cleanup.toml").write_text(f"languagetool = '{configured.url}'\n")
        config_file.find.cache_clear()
        invoke("check", "--language", "en", "--languagetool", named.url, "one.txt")
        assert (configured.asked, bool(named.asked)) == ([], True)


NOT_HERE = (
    "is not a numeric address of this machine; use 127.0.0.1 or [::1] here; "
    "name another machine on the command line with --languagetool"
)


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("http://evil.test:18081/", f"evil.test {NOT_HERE}"),
        ("https://127.0.0.1.evil.test", f"127.0.0.1.evil.test {NOT_HERE}"),
        ("http://192.0.2.1", f"192.0.2.1 {NOT_HERE}"),
        ("http://localhost:8081", f"localhost {NOT_HERE}"),
        (
            "http://evil.test:18081\\\\@127.0.0.1/",
            "invalid server address 'http://evil.test:18081\\\\@127.0.0.1/': it contains a backslash; "
            "write it as http://127.0.0.1:8081",
        ),
        (
            "http://evil.test@127.0.0.1/",
            "invalid server address 'http://evil.test@127.0.0.1/': it contains a user name; "
            "write it as http://127.0.0.1:8081",
        ),
    ],
)
@pytest.mark.parametrize("args", [(), ("--languagetool", "--languagetool-allow-remote")])
def test_an_address_of_another_machine_is_refused_in_a_configuration(
    clone: Path, address: str, said: str, args: tuple[str, ...]
) -> None:
    (clone / ".cleanup.toml").write_text(f'languagetool = "{address}"\n')
    done = invoke("check", *args, "one.txt")
    assert (done.stderr, done.exit_code) == (f"{clone}/.cleanup.toml:1: key 'languagetool': {said}\n", 2)


def test_a_server_that_sends_on_is_not_followed(clone: Path) -> None:
    (clone / "one.txt").write_text("A secret of the house.\n")
    for status in (302, 307):
        with serving() as elsewhere, serving({}, status, Location=f"{elsewhere.url}v2/check") as server:
            (clone / ".cleanup.toml").write_text(f"languagetool = '{server.url}'\n")
            config_file.find.cache_clear()
            done = invoke("check", "--languagetool=required", "one.txt")
            assert done.stderr.splitlines()[0] == (
                f"not checked by LanguageTool: 1 file (one.txt): the server at {server.url} redirects to "
                f"'{elsewhere.url}v2/check', which is not followed; to use that server, name it directly"
            )
            assert (done.exit_code, elsewhere.asked) == (2, [])
            assert all("secret" not in asked.body for asked in server.asked)
