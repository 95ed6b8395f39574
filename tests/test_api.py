"""The functions of `cleanup`: what they take, what they say of a mistake; they do what the command line does."""

from __future__ import annotations

import doctest
import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cleanup
from benchmarks.made_documents import word_document
from cleanup.config import config_file
from cleanup.engine import loading
from tests.commandline import ROOT, environment, invoke

ERROR = cleanup.CleanupError
CALLS = {name: getattr(cleanup, name) for name in ("check", "fix", "plan")}


def test_the_examples_of_the_documentation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = doctest.testfile(str(ROOT / "docs" / "api.md"), module_relative=False, encoding="utf-8")
    assert (result.failed, result.attempted > 15) == (0, True)


@pytest.mark.parametrize("name", CALLS)
@pytest.mark.parametrize(
    ("value", "said"),
    [
        (b"a", "decode them: cleanup.{0}(data.decode('utf-8')), or use cleanup.{0}_file(path)"),
        (bytearray(b"a"), "decode them: cleanup.{0}(data.decode('utf-8')), or use cleanup.{0}_file(path)"),
        (Path("a.txt"), "for a file, use cleanup.{0}_file(path)"),
        (["a"], "call it for each text: [cleanup.{0}(text) for text in texts]"),
        (None, "read a file with open(…, encoding='utf-8').read()"),
        (3, "read a file with open(…, encoding='utf-8').read()"),
    ],
)
def test_what_is_no_text_is_named_with_what_would_be_right(name: str, value: Any, said: str) -> None:
    with pytest.raises(TypeError) as error:
        CALLS[name](value)
    assert str(error.value) == f"cleanup.{name} takes a str, not {type(value).__name__}; {said.format(name)}"


@pytest.mark.parametrize(
    ("options", "kind", "said"),
    [
        ({"selct": ["x"]}, TypeError, "cleanup.fix has no option 'selct'; did you mean 'select'?"),
        ({"encoding": "utf-8"}, TypeError, "cleanup.fix has no option 'encoding'; expected one of: "),
        ({"ignore": "quotes/unclosd"}, cleanup.CleanupError, "did you mean 'quotes/unclosed'?"),
        (
            {"levels": {"quotes": "sure"}},
            cleanup.CleanupError,
            "option 'levels.[...]': Invalid enum value 'sure'; it maps",
        ),
        ({"levels": {"quote": "safe"}}, ERROR, "no such rule or group: 'quote'; did you mean 'quotes'?"),
        (
            {"style": {"quotes": "round"}},
            cleanup.CleanupError,
            "option 'style.quotes': Invalid enum value 'round'; use the keys",
        ),
        ({"style": {"quote": "curly"}}, ERROR, "option 'style': Object contains unknown field `quote`"),
        ({"language": 3}, ERROR, "option 'language': Expected `str | null`, got `int`; use a language code"),
        ({"format": "mardown"}, cleanup.CleanupError, "unknown format: 'mardown'; did you mean 'markdown'?"),
        ({"format": "docx"}, cleanup.CleanupError, "unknown format: 'docx'; use cleanup.check_file"),
        ({"rules": "nowhere"}, cleanup.RuleError, "nowhere: no such directory of rules"),
        ({"config": "nowhere.toml"}, cleanup.CleanupError, "nowhere.toml: cannot read the configuration"),
    ],
)
def test_a_wrong_option_is_named_with_what_would_be_right(
    desk: Path, options: dict[str, Any], kind: type[Exception], said: str
) -> None:
    assert desk
    with pytest.raises(kind) as error:
        cleanup.fix("A text.", **options)
    assert said in str(error.value)


@pytest.mark.parametrize("text", ["", " ", "\0", "a\0b", "\ud800", "a \udfff\n", "\ufeff", "\r\n\r"])
def test_any_text_has_a_plan(text: str) -> None:
    assert cleanup.fix(text) == cleanup.plan(text).text
    assert cleanup.check(text) == cleanup.plan(text).findings


@given(st.text(alphabet=st.characters(codec=None), max_size=40))
def test_the_text_of_a_plan_is_what_fix_gives(text: str) -> None:
    for suggested in (False, True):
        assert cleanup.plan(text, suggested=suggested).text == cleanup.fix(text, suggested=suggested)


def test_one_name_may_stand_alone_and_paths_may_be_of_any_kind(desk: Path) -> None:
    house, text = desk.parent / "house", "A wide  gap. He saw alot."
    for rules in (str(house), house, [house], [str(house).encode()]):
        found = cleanup.check(text, rules=rules, select="spacing/gap, grammar/alot")
        assert [finding.rule for finding in found] == ["spacing/gap", "grammar/alot"]


def test_the_options_of_a_call_go_before_its_configuration(desk: Path) -> None:
    own_rules(desk)
    (desk / "own.toml").write_text(
        'select = ["spacing/gap", "grammar/alot"]\nrules = ["house"]\n[levels]\n"spacing/gap" = "flag"\n'
    )
    text, own = "A wide  gap. He saw alot.", desk / "own.toml"
    assert cleanup.fix(text, config=own) == text
    assert cleanup.fix(text, config=own, suggested=True) == "A wide  gap. He saw a lot."
    assert (
        cleanup.fix(text, config=own, levels={"spacing": "safe", "spacing/gap": "safe"}) == "A wide gap. He saw alot."
    )
    assert cleanup.check(text, config=own, ignore="spacing", accept="alot") == ()
    (desk / "pyproject.toml").write_text("[tool.other]\n")
    with pytest.raises(cleanup.CleanupError, match="contains no configuration; expected a table"):
        cleanup.fix(text, config=desk / "pyproject.toml")


#: Files in several formats, each with a safe and a suggested defect.
FILES = {
    "plain.txt": "A wide  gap , he saw alot.\n",
    "note.md": "# A *wide  gap*\n\nHe saw alot. `a  b`\n",
    "page.html": "<p>A <b>wide</b>  gap, he saw alot.</p>\n",
    "film.srt": "1\n00:00:01,000 --> 00:00:02,000\nA wide  gap, he saw alot.\n",
    "text.page": "A *wide  gap*, he saw alot.\n",
    "known.txt": "A wide  gap.\n\nA hole  in it, he saw alot.\n",
}
NAMES = [*FILES, "letter.docx"]
CONFIGURATION = """
rules = ["house"]
select = ["spacing/gap", "grammar/alot"]
baseline = "base.json"
[formats]
"*.page" = "markdown"
"""


def own_rules(desk: Path) -> None:
    """The three rules where a configuration may name them."""
    shutil.copytree(desk.parent / "house", desk / "house")


@pytest.fixture
def files(desk: Path) -> Path:
    own_rules(desk)
    for name, text in FILES.items():
        (desk / name).write_text(text)
    (desk / "letter.docx").write_bytes(word_document("<w:r><w:t>A wide  gap, he saw alot.</w:t></w:r>"))
    (desk / ".cleanup.toml").write_text(CONFIGURATION.replace('baseline = "base.json"\n', ""))
    config_file.find.cache_clear()
    (desk / "known.txt").write_text("A wide  gap.\n")
    assert invoke("baseline", "--output", "base.json", "known.txt").exit_code == 0
    (desk / "known.txt").write_text(FILES["known.txt"])
    (desk / ".cleanup.toml").write_text(CONFIGURATION)
    config_file.find.cache_clear()
    return desk


@pytest.mark.parametrize("suggested", [False, True])
def test_a_file_is_checked_and_fixed_as_the_command_line_does_it(files: Path, suggested: bool) -> None:
    flags = ["--suggested"] if suggested else []
    report = json.loads(invoke("check", "--format", "json", *flags, *NAMES).stdout)
    listed = {entry["path"]: entry for entry in report["files"]}
    copies = files / "copies"
    assert invoke("fix", *flags, "--output", str(copies), *NAMES).exit_code == 0
    for name in NAMES:
        found = cleanup.check_file(name, suggested=suggested)
        assert [(one.id, one.rule, one.level.value) for one in found] == [
            (one["id"], one["rule"], one["level"]) for one in listed[name]["findings"]
        ]
        before = (files / name).read_bytes()
        plan = cleanup.fix_file(files / name, suggested=suggested, backup=True)
        assert (files / name).read_bytes() == (copies / name).read_bytes()
        assert len(plan.changes) == len(listed[name]["changes"]) >= int(suggested)
        assert not plan.changes or (files / f"{name}.orig").read_bytes() == before
        assert cleanup.plan_file(name, suggested=suggested).changes == ()


@pytest.mark.parametrize("form", ["text", "markdown", "html"])
def test_a_text_is_planned_as_the_command_line_does_it(desk: Path, form: str) -> None:
    text = "A *wide  gap* <b>and</b>  he saw `a  lot` of alot."
    suffix = {"text": "txt", "markdown": "md", "html": "html"}[form]
    options = ["--rules", "../house", "--ignore", "quotes", "--stdin-filename", f"a.{suffix}", "--suggested"]
    report = json.loads(invoke("check", *options, "--format", "json", "-", stdin=text.encode()).stdout)
    plan = cleanup.plan(text, rules=desk.parent / "house", ignore="quotes", format=form, suggested=True)
    assert [(one.id, one.rule) for one in plan.findings] == [
        (one["id"], one["rule"]) for one in report["files"][0]["findings"]
    ]
    assert plan.text == invoke("fix", *options, "-", stdin=text.encode()).stdout


def test_a_file_without_its_configuration(files: Path) -> None:
    assert cleanup.check_file("known.txt", config=False, rules=files.parent / "house", select="spacing/gap") != ()
    assert [one.rule for one in cleanup.check_file("text.page", format="text")] == ["spacing/gap", "grammar/alot"]


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("absent.txt", "absent.txt: no such file or directory"),
        (".", ".: this is a directory, not a file"),
        ("x.pdf", "x.pdf: PDF is not supported; run `pdftotext"),
        ("A text\nof two lines.", "not a path: 'A text\\nof two lines.' …; for a text, use cleanup.check(text)"),
        ("latin.txt", "latin.txt:1: not UTF-8: byte 0xE9"),
    ],
)
def test_a_file_that_cannot_be_read_is_an_error_with_its_name(desk: Path, path: str, said: str) -> None:
    (desk / "latin.txt").write_bytes(b"caf\xe9")
    with pytest.raises(cleanup.DocumentError) as error:
        cleanup.check_file(path)
    assert str(error.value).startswith(said)
    assert cleanup.check_file("latin.txt", encoding="latin-1") == ()


def test_what_is_no_path_is_named(desk: Path) -> None:
    assert desk
    with pytest.raises(
        TypeError, match=r"cleanup.fix_file takes a path, not list; for a text, use cleanup.fix\(text\)"
    ):
        cleanup.fix_file(["a.txt"])  # type: ignore[arg-type]


def test_all_that_is_offered_is_there() -> None:
    assert all(getattr(cleanup, name) for name in cleanup.__all__)
    assert issubclass(cleanup.DocumentError, cleanup.CleanupError)
    assert issubclass(cleanup.RuleError, cleanup.CleanupError)


def test_a_plain_call_loads_no_configuration_and_no_command() -> None:
    probe = "import sys, cleanup; cleanup.fix('A text.'); print('|'.join(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", probe], env=environment(), capture_output=True, text=True, check=True, timeout=60
    )
    assert not {"click", "cleanup.cli", "cleanup.config.resolve", "cleanup.config.config_file"} & set(
        done.stdout.strip().split("|")
    )


@pytest.mark.parametrize("suggested", [False, True])
def test_the_text_alone_is_that_of_the_plan(suggested: bool) -> None:
    # One in six examples shows it.
    texts = [example.before for rule in loading.load().rules for example in rule.examples if example.before][::6]
    texts += [path.read_text("utf-8") for path in sorted((ROOT / "seeds").glob("*.txt"))]
    # Two lines of a page, neither of which would go without the other.
    texts.append("[ad_1]\n\nThe herd crossed the river at dawn. Nobody counted it.\n\n[ad_2]\n")
    planned = [cleanup.plan(text, suggested=suggested).text for text in texts]
    assert [cleanup.fix(text, suggested=suggested) for text in texts] == planned
