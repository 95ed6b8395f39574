"""What is printed: text is only ever text, to a terminal and to a runner of CI; and how much, and in which colour."""

from __future__ import annotations

import ast
import os
import re
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import orjson
import pytest

from cleanup.reports.text import inert, inert_json, inert_xml, path_first, visible
from tests.commandline import HOUSE, HOUSE_RULES, ROOT, environment, invoke, on_a_terminal, write_rules

posix = pytest.mark.skipif(sys.platform == "win32", reason="names and terminals of POSIX")

#: What drives a terminal, turns or hides text, or begins a line of its own; and how it is shown.
UNSEEN = {
    "\x1b[2J": "\\x1b[2J",
    "\x9b31m": "\\x9b31m",
    "a\rb\x07\x08": "a\\rb\\x07\\x08",
    "a\nb\r\nc": "a⏎b⏎c",
    "a\u2028b\u2029c\x85": "a\\u2028b\\u2029c\\x85",
    "\u202efdp\u2066\u2069\u200f\u061c": "\\u202efdp\\u2066\\u2069\\u200f\\u061c",
    "a\u200bb\u2060c\ufeffd\u180ee": "a\\u200bb\\u2060c\\ufeffd\\u180ee",
    "a\U000e0041b": "a\\U000e0041b",
    "\udcff\ud800\ufffe": "\\udcff\\ud800\\ufffe",
    "می\u200cخواهم 👩\u200d👧 ﬁ \ufffd": "می\u200cخواهم 👩\u200d👧 ﬁ \ufffd",
}


@pytest.mark.parametrize("text", UNSEEN)
def test_what_is_not_seen_is_shown(text: str) -> None:
    assert visible(text) == UNSEEN[text]
    assert visible(visible(text)) == visible(text)


#: Lines that a runner of CI would obey, and how they are written.
COMMANDS = {
    "::error::x": "\\x3a:error::x",
    " \t\xa0::stop-commands::x": " \t\xa0\\x3a:stop-commands::x",
    "\x1b[1m::error::x": "\x1b[1m\\x3a:error::x",
    "##[add-matcher]x": "\\x23#[add-matcher]x",
    "one ##vso[task.complete]x": "one \\x23#vso[task.complete]x",
    "###teamcity[x] ##[y]": "#\\x23#teamcity[x] \\x23#[y]",
    "a::b, 1 :: 2, ## Title [link]": "a::b, 1 :: 2, ## Title [link]",
}


@pytest.mark.parametrize("line", COMMANDS)
def test_no_line_is_a_command(line: str) -> None:
    assert inert(line) == COMMANDS[line]
    assert inert(inert(line)) == inert(line)


def test_no_document_holds_a_command() -> None:
    text = "##vso[x] ###[y]"
    written = orjson.dumps({"a": text}).decode()
    assert "##vso[" not in inert_json(written)
    assert orjson.loads(inert_json(written)) == {"a": text}
    assert "##vso[" not in inert_xml(f"<a>{text}</a>")
    assert ET.fromstring(inert_xml(f"<a>{text}</a>")).text == text


def test_a_path_that_looks_like_a_command_still_leads_there() -> None:
    assert [path_first(path) for path in ("::error::x.txt", " ::x", "a/::x", "/::x")] == [
        "./::error::x.txt",
        "./ ::x",
        "a/::x",
        "/::x",
    ]


#: File names, and how a line begins with them.
NAMES = {
    "::error::x.txt": "./::error::x.txt",
    "  ::stop-commands::x.txt": "./  ::stop-commands::x.txt",
    "##[add-matcher]x.txt": "\\x23#[add-matcher]x.txt",
    "##vso[task.complete]x.txt": "\\x23#vso[task.complete]x.txt",
    "\x1b]0;title\x07\x1b[2J.txt": "\\x1b]0;title\\x07\\x1b[2J.txt",
    "a\n::error::y.txt": "a⏎::error::y.txt",
    "\u202etxt.exe.txt": "\\u202etxt.exe.txt",
}
SAYS = "Spaces in a row"


@pytest.fixture
def hostile(desk: Path) -> Path:
    """A folder of texts with such names, and one of odd bytes."""
    for name in NAMES:
        (desk / name).write_text("A  gap.\n")
    (desk / os.fsdecode(b"\xff\x1b.txt")).write_text("A  gap.\n")
    return desk


@posix
@pytest.mark.usefixtures("hostile")
def test_lines_with_such_names_are_parsed_as_ever() -> None:
    lines = invoke("check", *HOUSE, ".").stdout.splitlines()
    shown = [re.fullmatch(rf"(.+):1:2 spacing/gap {SAYS}", line) for line in lines]
    assert sorted(match[1] for match in shown if match) == sorted([*NAMES.values(), "\\udcff\\x1b.txt"])


def commands(written: str) -> list[str]:
    """The lines that a runner would obey, controls that a terminal would, and text that turns round."""
    lines = re.split(r"[\n\r\x0b\x0c\x85\u2028\u2029]", written)
    obeyed = [line for line in lines if line.strip().startswith("::") or re.search(r"##\w*\[", line)]
    return obeyed + re.findall(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", written)


@posix
@pytest.mark.usefixtures("hostile")
@pytest.mark.parametrize(
    "line",
    [
        *(f"check --format {form} ." for form in ("text", "json", "jsonl", "sarif", "checkstyle")),
        "check -v --statistics .",
        "baseline --output known.json .",
        "fix .",
        "check absent\x1b[31m \n::error::absent",
        "check --format \x1b[31m .",
        "check --select \n::error::x\x1b[31m .",
        "config \n::error::x\x1b[31m",
        "explain \n::error::x\x1b[31m",
        "rules list --rules \n::error::x\x1b[31m",
        "corpus \n::error::x\x1b[31m --dry-run",
        "diff \n::error::x\x1b[31m ::error::y",
        "languagetool start --heap \n::error::x\x1b[31m",
        "model start \n::error::x\x1b[31m",
        "\n::error::x\x1b[31m",
    ],
)
def test_nothing_that_is_printed_is_obeyed(line: str) -> None:
    words = line.split(" ")
    own = (
        ()
        if words[0] in ("config", "explain", "rules", "corpus", "diff", "languagetool", "model") or "--select" in words
        else HOUSE
    )
    done = invoke(words[0], *(own if len(words) > 1 else ()), *words[1:])
    assert commands(done.stdout) == []
    assert commands(done.stderr) == []
    assert done.stdout + done.stderr


@posix
def test_annotations_are_escaped_as_the_toolkit_does(hostile: Path) -> None:
    (hostile / "a,b:c%.txt").write_text("A  gap.\n")
    lines = invoke("check", *HOUSE, "--format", "github", ".").stdout.splitlines()
    files = [re.fullmatch(rf"::error file=([^,:]+),line=1,.*::{SAYS}", line) for line in lines]
    assert sorted(match[1] for match in files if match) == sorted(
        [
            "%3A%3Aerror%3A%3Ax.txt",
            "  %3A%3Astop-commands%3A%3Ax.txt",
            "##[add-matcher]x.txt",
            "##vso[task.complete]x.txt",
            "\\x1b]0;title\\x07\\x1b[2J.txt",
            "a%0A%3A%3Aerror%3A%3Ay.txt",
            "\\u202etxt.exe.txt",
            "\\udcff\\x1b.txt",
            "a%2Cb%3Ac%25.txt",
        ]
    )


@posix
@pytest.mark.usefixtures("hostile")
def test_documents_are_valid_whatever_the_names() -> None:
    sarif = orjson.loads(invoke("check", *HOUSE, "--format", "sarif", ".").stdout)
    places = [one["location"]["uri"] for one in sarif["runs"][0]["artifacts"]]
    assert {"%3A%3Aerror%3A%3Ax.txt", "a%0A%3A%3Aerror%3A%3Ay.txt", "%FF%1B.txt"} <= set(places)
    root = ET.fromstring(invoke("check", *HOUSE, "--format", "checkstyle", ".").stdout)
    assert {"::error::x.txt", "##[add-matcher]x.txt", "a⏎::error::y.txt"} <= {file.get("name") for file in root}


ESC = "\\u001b[31m"


def test_a_manifest_cannot_drive_the_terminal(desk: Path) -> None:
    """The names, reasons and rules in it are those of whoever wrote it."""
    counts = f'{{"documents": 1, "left": 1, "changes_by_rule": {{"{ESC}": 1}}}}'
    problem = f'{{"kind": "left", "place": 1, "reason": "{ESC}\\n::error::x", "id": "{ESC}"}}'
    facts = '"input_bytes": 1, "input_sha256": "", "output_bytes": 1, "output_sha256": "", "settings": ""'
    shard = f'{{"output": "x", "input": "::error::{ESC}", {facts}, "counts": {counts}, "problems": [{problem}]}}'
    failed = f'{{"input": "{ESC}", "reason": "\\n::error::x"}}'
    (desk / "manifest.json").write_text(
        f'{{"versions": {{}}, "settings": {{}}, "totals": {counts}, "shards": [{shard}], "failed": [{failed}]}}'
    )
    done = invoke("corpus", "stats", ".")
    assert (done.stderr, done.exit_code) == ("", 0)
    assert commands(done.stdout) == []
    assert done.stdout.splitlines()[3:] == [
        "failed: \\x1b[31m: ⏎::error::x",
        "",
        "changes by rule",
        "1  \\x1b[31m",
        "",
        "problems",
        "\\x3a:error::\\x1b[31m:1 (\\x1b[31m): left unchanged: \\x1b[31m⏎::error::x",
    ]


def test_a_rule_cannot_drive_the_terminal(desk: Path) -> None:
    rule = HOUSE_RULES["spacing/gap"].replace("'A tag", "'").replace('"Spaces', '"\\u001b[2J\\n::error::Spaces')
    rule = rule.replace('"A tag', '"\\u001b]0;x\\u0007A tag')
    write_rules(desk / "mine", {"spacing/gap": rule})
    shown = invoke("explain", "spacing/gap", "--rules", "mine", "--color", "always").stdout
    assert shown.splitlines()[:3] == [
        "\x1b[1mspacing/gap\x1b[0m  \\x1b[2J⏎::error::Spaces in a row",
        "",
        "\\x1b]0;x\\x07A tag between them was removed.",
    ]


@posix
def test_the_door_lets_no_foreign_colour_through(desk: Path) -> None:
    (desk / "\x1b[31mred.txt").write_text("A  \x1b[35mgap.\n")
    written = invoke("check", *HOUSE, "--color", "always", ".").stdout
    assert written == f"\x1b[36m\\x1b[31mred.txt:1:2\x1b[0m \x1b[32mspacing/gap\x1b[0m {SAYS}\n"
    diff = invoke("fix", *HOUSE, "--diff", "--color", "always", ".").stdout
    assert "\x1b[32m+A \\x1b[35mgap.\x1b[0m\n" in diff
    assert "\x1b[35m" not in diff


#: What colours a page (`rules list`), the lines of `check`, and a diff: options and environment, and what of the three.
COLOURS = {
    "nothing": ([], {}, (False, False, False)),
    "always": (["--color", "always"], {}, (True, True, True)),
    "always goes before NO_COLOR": (["--color", "always"], {"NO_COLOR": "1"}, (True, True, True)),
    "never": (["--color", "never"], {"FORCE_COLOR": "1"}, (False, False, False)),
    "forced": ([], {"FORCE_COLOR": "1"}, (True, False, False)),
    "forced otherwise": ([], {"CLICOLOR_FORCE": "1"}, (True, False, False)),
    "not forced": ([], {"FORCE_COLOR": "0", "CLICOLOR_FORCE": ""}, (False, False, False)),
    "NO_COLOR goes before force": ([], {"FORCE_COLOR": "1", "NO_COLOR": "1"}, (False, False, False)),
}


@pytest.mark.parametrize("name", COLOURS)
def test_when_there_is_colour(desk: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    options, variables, expected = COLOURS[name]
    (desk / "one.txt").write_text("A  gap.\n")
    for variable in ("NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE"):
        monkeypatch.delenv(variable, raising=False)
    for variable, value in variables.items():
        monkeypatch.setenv(variable, value)
    pages = (
        invoke("rules", "list", "--rules", "../house", *options),
        invoke(*options, "check", *HOUSE, "one.txt"),
        invoke("fix", *HOUSE, "--diff", "one.txt", *options),
    )
    assert tuple("\x1b[" in page.stdout for page in pages) == expected


@posix
@pytest.mark.parametrize(("terminal", "coloured"), [("xterm", True), ("dumb", False), ("", False)])
def test_a_terminal_is_coloured_if_it_has_a_name(desk: Path, terminal: str, coloured: bool) -> None:
    (desk / "one.txt").write_text("A  gap.\n")
    env = {k: v for k, v in environment(TERM=terminal).items() if k not in ("NO_COLOR", "FORCE_COLOR") and v}
    shown, code = on_a_terminal(env, "check", *HOUSE, "one.txt")
    assert ("\x1b[31mA  gap.\x1b[0m" in shown, code) == (coloured, 1)


@posix
def test_hostile_names_on_a_terminal(hostile: Path) -> None:
    shown, code = on_a_terminal(environment(TERM="xterm", NO_COLOR="1"), "check", *HOUSE, ".")
    assert commands(shown) == []
    assert ("./::error::x.txt\n" in shown, code, hostile.name) == (True, 1, "desk")


#: Each with what is left of it with --quiet, on standard output and on standard error, and the exit code.
QUIET = {
    "check": (["check", *HOUSE, "one.txt", "absent.txt"], f"one.txt:1:2 spacing/gap {SAYS}\n", True, 2),
    "fix": (["fix", *HOUSE, "one.txt"], f"one.txt:1:2 spacing/gap {SAYS}\n", False, 0),
    "copies": (["fix", *HOUSE, "--output", "out", "one.txt"], f"one.txt:1:2 spacing/gap {SAYS}\n", False, 0),
    "nothing": (["fix", *HOUSE, "--diff", "two.txt"], "", False, 0),
    "baseline": (["baseline", *HOUSE, "one.txt"], "", False, 0),
    "diff": (["diff", "one.txt", "two.txt"], "one.txt:1:3  A  gap. → A gap.\n", False, 1),
    "corpus": (["corpus", *HOUSE, "c.jsonl", "--dry-run", "--jobs", "1"], "1  spacing/gap\n", False, 0),
    "rules": (["rules", "test", "../house"], "", False, 0),
    "init": (["init"], "", False, 0),
    "apply": (["apply", "d.json"], "", False, 0),
}


@pytest.mark.parametrize("name", QUIET)
def test_quiet_leaves_results_and_errors(desk: Path, name: str) -> None:
    line, out, error, code = QUIET[name]
    (desk / "one.txt").write_text("A  gap.\n")
    (desk / "two.txt").write_text("A gap.\n")
    (desk / "c.jsonl").write_text('{"text": "A  gap."}\n')
    (desk / "d.json").write_text('{"schema": 1, "files": {}}')
    done = invoke(*line, "-q")
    assert (done.stdout, done.exit_code) == (out, code)
    assert done.stderr == ("absent.txt: no such file or directory\n" if error else "")


def test_quiet_and_verbose_contradict_each_other(desk: Path) -> None:
    done = invoke("-q", "check", "-v", str(desk))
    assert (done.stdout, done.exit_code) == ("", 2)
    assert done.stderr.endswith("Error: --verbose cannot be combined with --quiet\n")


def test_what_one_run_wishes_the_next_does_not(desk: Path) -> None:
    (desk / "one.txt").write_text("A gap.\n")
    assert invoke("-q", "check", *HOUSE, "one.txt").stderr == ""
    assert invoke("check", *HOUSE, "one.txt").stderr == "Nothing found in 1 file.\n"


COMMANDS_OF_ALL = ["check", "fix", "review", "apply", "baseline", "diff", "corpus run", "corpus stats", "rules list"]


@pytest.mark.parametrize(
    "name", ["", *COMMANDS_OF_ALL, "languagetool start", "model start", "version", "init", "config"]
)
def test_every_command_has_the_common_options(name: str) -> None:
    shown = invoke(*name.split(), "--help").stdout
    assert all(option in shown for option in ("-v, --verbose", "-q, --quiet", "--color [auto|always|never]"))


#: What prints, and who may: the door; the answer to `--version` that comes before it; what asks for a line to edit.
OF_CLICK = ("echo", "secho", "echo_via_pager", "prompt", "confirm", "progressbar", "pause")
CALLS = {"print", "input", "error.show", *(f"click.{name}" for name in OF_CLICK)}
STREAMS = {f"sys.{stream}.{name}" for stream in ("stdout", "stderr") for name in ("write", "writelines", "buffer")}
#: The last one speaks with an editor, and with nobody else.
MAY = {
    *("cleanup/cli/terminal.py", "cleanup/cli/__init__.py", "cleanup/cli/review/keys.py"),
    "cleanup/language_server/running.py",
}


def test_nothing_prints_but_through_the_one_door() -> None:
    assert [place for path in sorted((ROOT / "cleanup").rglob("*.py")) for place in _printing(path)] == []


def _printing(path: Path) -> list[str]:
    name = path.relative_to(ROOT).as_posix()
    if name in MAY:
        return []
    found = []
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        called = isinstance(node, ast.Call) and ast.unparse(node.func) in CALLS
        if called or (isinstance(node, ast.Attribute) and ast.unparse(node) in STREAMS):
            found.append(f"{name}:{node.lineno}")  # type: ignore[attr-defined]
    return found
