"""`cleanup explain`: the page of a rule, the list of a group, and the pager where the terminal is too short."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from cleanup.engine import loading
from cleanup.model import Rule
from tests.commandline import environment, invoke

SHOWN = """\
spacing/gap  Spaces in a row

A tag between them was removed.

level:     safe: there is one possible repair; `fix` makes it
kind:      pattern
pass:      characters
status:    stable
languages: all
touches:   everything except digits and negations
file:      ../house/spacing/gap.toml

  before  wide  gap
  after   wide gap

  keep    no gap

To ignore it:
  in one paragraph  <!-- cleanup: ignore spacing/gap --> before it (Markdown and HTML)
  in one run        --ignore spacing/gap
  everywhere        ignore = ["spacing/gap"] in the configuration
  at another level  [levels] "spacing/gap" = "flag" in the configuration (safe, suggested or flag)
"""


LENGTH = SHOWN.count("\n")


@pytest.mark.usefixtures("desk")
def test_a_rule_has_a_page() -> None:
    assert invoke("explain", "spacing/gap", "--rules", "../house").stdout == SHOWN


def test_a_built_in_rule_has_figures_and_an_address() -> None:
    lines = invoke("explain", "punctuation/spaced-repeated-full-stop").stdout.splitlines()
    assert "page:      rules/punctuation.html#spaced-repeated-full-stop" in lines
    (measured,) = [line for line in lines if line.startswith("measured:")]
    assert measured.endswith("words of clean text")


def test_what_is_refused_and_what_is_flagged_is_said() -> None:
    shown = invoke("explain", "model/article").stdout
    assert (
        "  before  She studies the law of the sea at an university.\n"
        "  after   She studies the law of the sea at a university.\n"
    ) in shown
    assert "  keep    The road is no shortcut.\n  refused The road is the shortcut.\n" in shown
    assert "\n  flagged " in invoke("explain", "spinner/nested-template").stdout


def rules() -> list[Rule]:
    return list(loading.load(prove=False).rules)


@pytest.mark.parametrize("group", sorted({rule.id.partition("/")[0] for rule in rules()}))
def test_a_group_lists_its_rules(group: str) -> None:
    shown = invoke("explain", group).stdout.splitlines()
    own = [rule.id for rule in rules() if rule.id.startswith(f"{group}/")]
    assert [line.split()[0] for line in shown[: len(own)]] == own
    assert shown[-1] == f"page:      rules/{group}.html"
    assert f"  in one run        --ignore {group}" in shown


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("punctuation/repeated-full-stops", "did you mean 'punctuation/repeated-full-stop'?"),
        ("quots", "did you mean 'quotes'?"),
    ],
)
def test_a_near_miss_is_named(name: str, said: str) -> None:
    done = invoke("explain", name)
    assert (done.stdout, done.stderr, done.exit_code) == ("", f"no such rule or group: {name!r}; {said}\n", 2)


@pytest.mark.usefixtures("desk")
def test_colours_are_those_of_a_page() -> None:
    shown = invoke("explain", "spacing/gap", "--rules", "../house", "--color", "always").stdout
    assert "\x1b[31mwide  gap\x1b[0m" in shown
    assert "\x1b[32mwide gap\x1b[0m" in shown


@pytest.mark.skipif(sys.platform == "win32", reason="terminals of POSIX")
@pytest.mark.parametrize(("rows", "paged"), [(60, False), (LENGTH + 1, False), (LENGTH, True), (5, True)])
def test_a_page_longer_than_the_terminal_is_paged(desk: Path, rows: int, paged: bool) -> None:
    import pexpect

    pager = desk / "pager"
    pager.write_text("#!/bin/sh\necho PAGED\ncat\n")
    pager.chmod(0o755)
    env = environment(PAGER=str(pager), NO_COLOR="1", TERM="xterm")
    args = ["-m", "cleanup", "explain", "spacing/gap", "--rules", "../house"]
    child = pexpect.spawn(sys.executable, args, env=env, encoding="utf-8", timeout=60, dimensions=(rows, 120))
    child.expect(pexpect.EOF)
    child.close()
    shown = str(child.before).replace("\r\n", "\n")
    assert shown.removeprefix("PAGED\n") == SHOWN
    assert shown.startswith("PAGED") is paged


def test_a_pipe_is_never_paged() -> None:
    assert os.linesep.join(invoke("explain", "quotes").stdout.splitlines()[:1]).startswith("quotes/")
