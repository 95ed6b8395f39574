"""Pages of the site that are not files in `docs/`: the README, the other documents at the root, and the rules.

MkDocs calls the functions `on_…` while it builds (`hooks` in `mkdocs.yml`). Nothing is written to the checkout.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from cleanup.engine import loading
from cleanup.model import Rule
from cleanup.reports import rule_examples, rule_pages
from cleanup.reports.text import visible
from cleanup.rules.registry import builtin_folder

ROOT = Path(__file__).parent.parent

#: Files outside `docs/` that are pages of the site, or that its pages link to, by their place in the site.
OUTSIDE = {
    "index.md": ROOT / "README.md",
    "CONTRIBUTING.md": ROOT / "CONTRIBUTING.md",
    "CHANGELOG.md": ROOT / "CHANGELOG.md",
    "LICENSE": ROOT / "LICENSE",
    "NOTICE": ROOT / "NOTICE",
    **{f"examples/{path.name}": path for path in sorted((ROOT / "examples").glob("*.py"))},
}


def on_config(config: MkDocsConfig) -> None:
    """List the pages of the rules under “Rules”."""
    (rules,) = (item["Rules"] for item in config.nav or [] if "Rules" in item)
    rules += [{group: f"rules/{group}.md"} for group in _groups()]


def on_files(files: Files, config: MkDocsConfig) -> None:
    """Add what is not in `docs/`."""
    for uri, path in OUTSIDE.items():
        files.append(File.generated(config, uri, content=path.read_text("utf-8")))
    for group, rules in _groups().items():
        files.append(File.generated(config, f"rules/{group}.md", content="\n".join(_page(group, rules))))


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG001
    """Make links of the repository links of the site, where the root and `docs/` are one folder."""
    if page.file.src_uri.startswith("rules/"):
        return markdown
    linked = re.sub(r"\]\((?:docs/|\.\./)", "](", markdown)
    return linked.replace("](README.md", "](index.md")


def _groups() -> dict[str, list[Rule]]:
    """The built-in rules by group, both in alphabetical order."""
    rules = loading.load(prove=False).rules
    return {group: list(found) for group, found in groupby(rules, key=lambda rule: rule.id.partition("/")[0])}


def _page(group: str, rules: Sequence[Rule]) -> Iterator[str]:
    yield f"# Rules: {group}\n"
    yield "| rule | level | finds |\n|---|---|---|"
    for rule in rules:
        name = rule.id.partition("/")[2]
        yield f"| [{name}](#{name}) | {rule.level} | {_cell(rule.summary)} |"
    for rule in rules:
        yield from _section(rule)


def _section(rule: Rule) -> Iterator[str]:
    name = rule.id.partition("/")[2]
    yield f"\n## {name} {{ #{name} }}\n"
    yield f"**{_escaped(rule.summary)}.** {_escaped(rule.why)}\n"
    yield f"| id | `{rule.id}` |\n|---|---|"
    for fact, value in rule_pages.facts(rule).items():
        if fact == "file":
            yield f"| file | `rules/{Path(value).relative_to(builtin_folder()).as_posix()}` |"
        elif value:
            yield f"| {fact} | {_cell(value)} |"
    yield ""
    for example in rule_pages.examples(rule):
        yield from rule_examples.markdown(example)
    yield "To ignore it, or to trust it less:\n"
    for wanted, what in rule_pages.choices(rule.id).items():
        yield f"- {wanted}: {_escaped(what)}"


def _escaped(text: str) -> str:
    """The text as Markdown that shows it, whatever it holds."""
    return re.sub(r"([\\`*_{}\[\]<>#|&~^=])", lambda match: f"&#{ord(match[1])};", text)


def _cell(text: str) -> str:
    return _escaped(visible(text))
