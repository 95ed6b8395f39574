"""`cleanup explain`: the page of a rule in the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from cleanup.cli import options, terminal
from cleanup.config import config_file
from cleanup.config.resolve import Overrides, Resolver
from cleanup.engine import loading
from cleanup.model import Rule
from cleanup.reports import rule_pages
from cleanup.reports.rule_pages import ShownExample
from cleanup.reports.text import Paint, visible
from cleanup.rules.registry import Rulebook

HELP = """Explain RULE: what it finds and what it leaves alone, why, how often it is wrong, and how to ignore it.

RULE is an id, such as quotes/unclosed, or a group of rules, such as quotes. On a terminal, a long page is shown in your
pager (the variable PAGER).

\b
Examples:
  cleanup explain quotes/unclosed
  cleanup explain quotes
"""


@click.command("explain", help=HELP)
@click.argument("name", metavar="RULE", shell_complete=options.names_of_rules)
@options.rule_folders
def command(name: str, folders: Sequence[Path]) -> int:
    """Run the command and return its exit code."""
    file = config_file.find(Path.cwd())
    book = loading.load(Resolver(Overrides(rules=tuple(folders))).folders(file), prove=False)
    book.require_known(name)
    paint = terminal.paint()
    terminal.echo_paged(list(_group(name, book, paint) if "/" not in name else _rule(book.get(name), paint)))
    return 0


def _group(name: str, book: Rulebook, paint: Paint) -> Iterator[str]:
    rules = [rule for rule in book.rules if rule.id.partition("/")[0] == name]
    width = max(len(rule.id) for rule in rules)
    for rule in rules:
        trial = " (preview)" if rule.status == "preview" else ""
        yield f"{rule.id.ljust(width)}  {paint(rule.level.ljust(9), rule.level)}  {visible(rule.summary)}{trial}"
    yield from ("", "To ignore the group:", *_choices(name))
    if any(map(rule_pages.is_builtin, rules)):
        yield f"{'page:':<11}{rule_pages.address(name)}"


def _rule(rule: Rule, paint: Paint) -> Iterator[str]:
    yield f"{paint(rule.id, 'path')}  {visible(rule.summary)}"
    yield from ("", visible(rule.why), "")
    for fact, value in rule_pages.facts(rule).items():
        more = f": {rule_pages.LEVELS[rule.level]}" if fact == "level" else ""
        if value:
            yield f"{fact + ':':<11}{visible(value)}{more}"
    if rule_pages.is_builtin(rule):
        yield f"{'page:':<11}{rule_pages.address(rule.id)}"
    for example in rule_pages.examples(rule):
        yield from ("", *_example(example, paint))
    yield from ("", "To ignore it:", *_choices(rule.id))


def _choices(name: str) -> Iterator[str]:
    return (f"  {wanted:<18}{what}" for wanted, what in rule_pages.choices(name).items())


#: The labels of the two lines of an example, and the roles of their colours.
_LABELS = {
    "changed": (("before", "old"), ("after", "new")),
    "flagged": (("flagged", "flag"),),
    "kept": (("keep", ""),),
    "refused": (("keep", ""), ("refused", "")),
}


def _example(example: ShownExample, paint: Paint) -> Iterator[str]:
    if example.style:
        yield f"  {'style':<8}{', '.join(example.style)}"
    for (label, role), text in zip(_LABELS[example.kind], (example.before, example.after), strict=False):
        yield f"  {label:<8}{paint(visible(text), role) if role else visible(text)}"
