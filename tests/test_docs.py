"""The documentation: its links lead somewhere, its examples work, and the site is built without a warning."""

from __future__ import annotations

import importlib.util
import os
import re
import shlex
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from cleanup.cli.program import program
from cleanup.config import config_file
from cleanup.config.config_file import Config
from cleanup.engine import loading
from cleanup.rules.registry import builtin_folder
from cleanup.style.house_style import Style
from tests.commandline import ROOT

PAGES = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")] + sorted(
    (ROOT / "docs").glob("*.md")
)


def blocks(path: Path, language: str) -> list[str]:
    """The code of a language that a page shows."""
    return re.findall(rf"^```{language}\n(.*?)^```$", path.read_text("utf-8"), re.DOTALL | re.MULTILINE)


def prose(path: Path) -> str:
    """A page without its code."""
    return re.sub(r"^```.*?^```$|`[^`\n]+`", "", path.read_text("utf-8"), flags=re.DOTALL | re.MULTILINE)


def anchors(path: Path) -> set[str]:
    """What a link to a heading of a page names, as GitHub and MkDocs both make it."""
    headings = re.findall(r"^#+ (.+)$", prose(path), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_to_a_file_and_a_heading_of_the_repository(page: Path) -> None:
    broken = []
    for link in re.findall(r"\]\(([^)\s]+)\)", prose(page)):
        name, _, heading = link.partition("#")
        target = page.parent / name if name else page
        if "://" not in link and not (target.exists() and (not heading or heading in anchors(target))):
            broken.append(link)
    assert broken == []


def test_the_readme_is_what_a_newcomer_reads_in_one_go() -> None:
    assert (ROOT / "README.md").read_text("utf-8").count("\n") < 200


def shown_commands(path: Path) -> Iterator[list[str]]:
    for block in blocks(path, "sh"):
        for line in block.splitlines():
            for command in line.partition("  #")[0].split("&&"):
                words = shlex.split(command)
                if words and words[0].rpartition("/")[2] == "cleanup":
                    yield words[1:]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_and_option_shown_exists(page: Path) -> None:
    for words in shown_commands(page):
        command: click.Command | None = program
        context = click.Context(program)
        rest = list(words)
        while isinstance(command, click.Group) and rest:
            name = rest[0] if rest[0] in command.list_commands(context) else "run"
            rest = rest[1:] if name == rest[0] else rest
            command = command.get_command(context, name)
        assert command is not None, words
        known = {option for parameter in command.params for option in (*parameter.opts, *parameter.secondary_opts)}
        options = {word.partition("=")[0] for word in rest if word.startswith("--")}
        assert options <= known, words


def test_the_configuration_shown_is_read_and_names_every_key(tmp_path: Path) -> None:
    page = ROOT / "docs" / "configuration.md"
    (shown,) = blocks(page, "toml")
    (tmp_path / ".cleanup.toml").write_text(shown, "utf-8")
    assert config_file.read(tmp_path / ".cleanup.toml")
    keys = [key for key in Config.__struct_encode_fields__ if f"`{key}`" not in page.read_text("utf-8")]
    assert set(keys) <= tomllib.loads(shown).keys()
    assert set(Style.__struct_encode_fields__) == tomllib.loads(shown)["style"].keys()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_rule_shown_is_proven_by_its_examples(page: Path, tmp_path: Path) -> None:
    shown = [block for block in blocks(page, "toml") if "[[examples]]" in block]
    for number, block in enumerate(shown):
        file = tmp_path / "shown" / f"rule-{number}.toml"
        file.parent.mkdir(exist_ok=True)
        file.write_text(block, "utf-8")
    rules = [rule for rule in loading.load([tmp_path]).rules if rule.id.startswith("shown/")]
    assert len(rules) == len(shown)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built anew with every warning an error."""
    if not all(importlib.util.find_spec(name) for name in ("mkdocs", "material")):
        reason = "MkDocs is missing: pip install '.[docs]'"
        pytest.fail(reason) if os.environ.get("CI") == "true" else pytest.skip(reason)
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)]
    env = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


def test_the_site_has_every_rule_on_the_page_of_its_group(site: Path) -> None:
    files = builtin_folder().rglob("*.toml")
    missing = []
    for file in files:
        page = (site / "rules" / f"{file.parent.name}.html").read_text("utf-8")
        if f'<h2 id="{file.stem}">' not in page:
            missing.append(file)
    assert missing == []


def test_an_example_on_the_site_is_before_and_after(site: Path) -> None:
    page = (site / "rules" / "spacing.html").read_text("utf-8")
    section = page.partition('<h2 id="before-comma-or-full-stop">')[2].partition("<h2")[0]
    rule = loading.load(prove=False).get("spacing/before-comma-or-full-stop")
    example = next(example for example in rule.examples if example.after)
    assert f'<span class="gd">- {example.before}' in section
    assert f'<span class="gi">+ {example.after}' in section


def test_the_site_shows_what_is_refused_of_a_proposal(site: Path) -> None:
    page = (site / "rules" / "model.html").read_text("utf-8")
    section = page.partition('<h2 id="missing-word">')[2].partition("<h2")[0]
    assert section.count("<p>Refused:</p>") == 5
    assert '<span class="gd">- The plant will reopen in spring.' in section
    assert '<span class="gi">+ The plant will not reopen in spring.' in section


def test_the_site_loads_nothing_from_elsewhere(site: Path) -> None:
    loaded = re.compile(r"""<(?:script|img|link|iframe)\b[^>]*?(?:src|href)=["']?https?://[^"'>]*""")
    found = {match for page in site.rglob("*.html") for match in loaded.findall(page.read_text("utf-8"))}
    assert {match for match in found if "canonical" not in match} == set()
