"""`cleanup completion`: what is written and where, and real shells that complete with it."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pexpect
import pytest

from cleanup.cli.commands.completion import SHELLS, script_for
from tests.commandline import environment, execute, invoke

BASH_COMPLETION = Path("/usr/share/bash-completion/bash_completion")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home directory, and a directory for programs in the path, where `cleanup` is this checkout."""
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "BASH_COMPLETION_USER_DIR"):
        monkeypatch.delenv(name, raising=False)
    folder = tmp_path / "home"
    (folder / "bin").mkdir(parents=True)
    program = folder / "bin" / "cleanup"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m cleanup "$@"\n')
    program.chmod(0o755)
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.setenv("PATH", f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}")
    return folder


PLACES = {
    "bash": ".local/share/bash-completion/completions/cleanup",
    "zsh": ".local/share/zsh/site-functions/_cleanup",
    "fish": ".config/fish/completions/cleanup.fish",
}


@pytest.mark.parametrize("shell", SHELLS)
def test_one_file_is_written_once(home: Path, shell: str) -> None:
    place = home / PLACES[shell]
    done = invoke("completion", "install", shell)
    assert done.exit_code == 0
    assert done.stderr.splitlines()[0] == f"Wrote {place}."
    assert place.read_text() == script_for(shell)
    before = place.stat()
    again = invoke("completion", "install", shell)
    assert (again.stderr, again.exit_code) == (f"{place} is already installed.\n", 0)
    assert place.stat() == before
    files = [path for path in home.rglob("*") if path.is_file()]
    assert sorted(files) == sorted([place, home / "bin" / "cleanup"])


def test_an_older_script_is_replaced_and_another_file_is_not(home: Path) -> None:
    place = home / PLACES["fish"]
    place.parent.mkdir(parents=True)
    place.write_text("# _CLEANUP_COMPLETE of an older version\n")
    assert invoke("completion", "install", "fish").stderr == f"Wrote {place}.\n"
    place.write_text("my own\n")
    done = invoke("completion", "install", "fish")
    assert (done.stderr, done.exit_code) == (f"{place}: this file is not a completion of cleanup; move it away\n", 2)
    assert place.read_text() == "my own\n"


@pytest.mark.parametrize(
    ("variable", "shell", "place"),
    [
        ("XDG_DATA_HOME", "bash", "bash-completion/completions/cleanup"),
        ("BASH_COMPLETION_USER_DIR", "bash", "completions/cleanup"),
        ("XDG_DATA_HOME", "zsh", "zsh/site-functions/_cleanup"),
        ("XDG_CONFIG_HOME", "fish", "fish/completions/cleanup.fish"),
    ],
)
@pytest.mark.usefixtures("home")
def test_the_directories_of_the_environment_are_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, variable: str, shell: str, place: str
) -> None:
    monkeypatch.setenv(variable, str(tmp_path / "own"))
    invoke("completion", "install", shell)
    assert (tmp_path / "own" / place).is_file()
    monkeypatch.setenv(variable, "relative")
    assert "relative" not in invoke("completion", "install", shell).stderr


def test_what_click_gets_wrong_is_mended() -> None:
    assert "string split -m 1" in script_for("fish")
    assert "$funcstack[1] == _cleanup " in script_for("zsh")


@pytest.mark.parametrize("shell", SHELLS)
def test_the_script_is_shown(shell: str) -> None:
    assert invoke("completion", "show", shell).stdout == script_for(shell)


@pytest.mark.skipif(shutil.which("bash") is None, reason="no bash here")
def test_the_shell_that_one_is_in_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHELL", "/usr/bin/fish")
    command = f'"{sys.executable}" -m cleanup completion show; true'
    shown = pexpect.run(f"bash -c '{command}'", env=environment(), encoding="utf-8")
    assert "complete -o nosort -F _cleanup_completion cleanup" in shown


def test_an_unknown_shell_is_one_line() -> None:
    done = execute("completion", "install", "tcsh")
    assert done.returncode == 2
    assert b"'tcsh' is not one of 'bash', 'zsh', 'fish'" in done.stderr.splitlines()[-1]


# Real shells

START = {
    "bash": ["--norc", "--noprofile", "-i"],
    "zsh": ["-f", "-i"],
    "fish": ["--no-config", "--interactive"],
}
#: What makes a shell of a test like one of a user, and gives it the prompt `HERE>`.
READY = {
    "bash": f"source {BASH_COMPLETION}; PS1=HERE'> '",
    "zsh": "fpath=(~/.local/share/zsh/site-functions $fpath); autoload -Uz compinit; compinit -u -D; PS1=HERE'> '",
    "fish": "set fish_complete_path ~/.config/fish/completions; function fish_prompt; echo HERE'> '; end",
}


def needs(shell: str) -> None:
    if shutil.which(shell) is None or (shell == "bash" and not BASH_COMPLETION.is_file()):
        reason = f"{shell} is not installed" + " with bash-completion" * (shell == "bash")
        pytest.fail(reason) if os.environ.get("CI") == "true" else pytest.skip(reason)


@pytest.fixture(params=list(SHELLS))
def typing(request: pytest.FixtureRequest, home: Path) -> Iterator[pexpect.spawn[str]]:
    """A shell on a terminal, in which the completion is installed."""
    shell: str = request.param
    needs(shell)
    assert invoke("completion", "install", shell).exit_code == 0
    (home / "some.txt").write_text("He said: “It is late.\n\nIt  was.\n")
    env = environment(TERM="dumb", INPUTRC=os.devnull, LC_ALL="C.UTF-8")
    path = shutil.which(shell) or shell
    child = pexpect.spawn(
        path, START[shell], env=env, encoding="utf-8", timeout=40, cwd=str(home), dimensions=(60, 200)
    )
    child.sendline(READY[shell])
    child.expect("HERE>")
    yield child
    child.close(force=True)


LINES = [
    ("cleanup explain quotes/uncl", "page: +rules/quotes.html#unclosed"),
    ("cleanup check --select spacing some.tx", "spacing/"),
    ("cleanup check --select spacing some.txt --as tex", "spacing/"),
    ("cleanup check some.txt --select spacing,quotes/uncl", "quotes/unclosed"),
]


@pytest.mark.skipif(sys.platform == "win32", reason="terminals of POSIX")
def test_a_real_shell_completes_rules_formats_and_files(typing: pexpect.spawn[str]) -> None:
    for begun, shown in LINES:
        typing.send(f"{begun}\t\n")
        typing.expect(r"\n")  # the line has been run
        typing.expect(shown)
        typing.expect("HERE>")
