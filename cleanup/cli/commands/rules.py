"""`cleanup rules`: list the rules, and test the examples in rule files; `cleanup explain` explains one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from cleanup.cli import options, terminal
from cleanup.cli.proving import Prover
from cleanup.cli.targets import Target, resolve
from cleanup.config import config_file
from cleanup.config.resolve import Overrides, Resolver
from cleanup.engine import loading
from cleanup.errors import CleanupError, RuleError
from cleanup.model import Rule
from cleanup.reports import jsonreport
from cleanup.reports.text import visible
from cleanup.text.phrasing import counted

GROUP_HELP = """List and test the rules; `cleanup explain` explains one.

\b
Examples:
  cleanup rules list
  cleanup rules test house-rules/
"""

LIST_HELP = """List the rules: id, level, and what each finds.

\b
Examples:
  cleanup rules list
  cleanup rules list --rules house-rules/ --format json
"""

SCHEMA_HELP = """Print the JSON Schema of a rule file, for completion and validation in editors.

\b
Example:
  cleanup rules schema > rule.schema.json
"""

TEST_HELP = """Run the examples of rules: each `before` must become its `after`, and each `keep` must be left alone.

TARGETS are rule ids, groups, rule files, or directories of them; by default, all rules are tested. Rules for
LanguageTool are skipped if it is not installed, and a message says so.

\b
Examples:
  cleanup rules test
  cleanup rules test quotes punctuation/spaced-repeated-full-stop
  cleanup rules test house-rules/spacing/before-colon.toml

Exit code: 0 if all rules pass, 1 if a rule fails or its file is broken, 2 on error.
"""


@click.group("rules", help=GROUP_HELP)
def command() -> None:
    """The group of the subcommands."""


@command.command("list", help=LIST_HELP, short_help="List the rules.")
@options.rule_folders
@options.output_format("text", "json")
def list_rules(folders: Sequence[Path], form: str) -> int:
    """Print the rules, without running their examples."""
    rules = loading.load(_all(folders), prove=False).rules
    if form == "json":
        terminal.echo_document(jsonreport.dump({"rules": [_summary(rule) for rule in rules]}, terminal.VERSION))
    else:
        terminal.echo_page(_table(rules))
    return 0


def _all(folders: Sequence[Path]) -> tuple[Path, ...]:
    """Return the directories of rules in the configuration of the current directory and on the command line."""
    return Resolver(Overrides(rules=tuple(folders))).folders(config_file.find(Path.cwd()))


def _summary(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.id,
        "level": rule.level,
        "kind": rule.kind,
        "pass": rule.pass_,
        "status": rule.status,
        "languages": list(rule.languages),
        "formats": list(rule.formats),
        "summary": rule.summary,
        "why": rule.why,
        "url": rule.url,
        "path": rule.path,
    }


def _table(rules: Sequence[Rule]) -> Iterator[str]:
    paint = terminal.paint()
    width = max((len(rule.id) for rule in rules), default=0)
    for rule in rules:
        trial = " (preview)" if rule.status == "preview" else ""
        yield f"{rule.id.ljust(width)}  {paint(rule.level.ljust(9), rule.level)}  {visible(rule.summary)}{trial}"


@command.command("schema", help=SCHEMA_HELP, short_help="Print the JSON Schema of a rule file.")
def schema() -> int:
    """Print the schema."""
    from cleanup.config import schemas

    terminal.echo_document(schemas.text("rule"), end="")
    return 0


@command.command("test", help=TEST_HELP, short_help="Run the examples of rules.")
@click.argument("targets", metavar="[TARGETS]...", nargs=-1, type=str)
@options.rule_folders
def test(targets: Sequence[str], folders: Sequence[Path]) -> int:
    """Run the examples, whether or not they are cached, and print what fails."""
    with Prover() as prover:
        verdicts = Counter(_verdict(target, prover) for target in resolve(targets, _all(folders)))
    tested, failed = verdicts["holds"] + verdicts["fails"], verdicts["fails"]
    for reason, number in prover.reasons.items():
        terminal.info(f"{counted(number, 'rule')} of LanguageTool skipped: {reason}")
    terminal.info(f"{counted(tested, 'rule')} tested, {failed or 'none'} failed.")
    return 2 if verdicts["breaks"] else int(failed > 0)


def _verdict(target: Target, prover: Prover) -> str:
    broken: list[CleanupError] = []
    with terminal.one_file(target.shown, broken.append):
        return "holds" if prover.check(target.rule()) else "skipped"
    if not isinstance(broken[0], RuleError):
        terminal.report_error(broken[0])
        return "breaks"
    terminal.echo(str(broken[0]).split("\n"))
    return "fails"
