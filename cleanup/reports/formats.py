"""The output formats of a run. A format is one module here and one line in a table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from importlib import import_module

from cleanup.errors import CleanupError
from cleanup.model import Plan, Rule

#: Written file by file, as soon as each is checked. The module has `lines(plan, rules)`.
STREAMED = {
    "jsonl": "cleanup.reports.jsonlines",
    "github": "cleanup.reports.github",
}

#: Written when all files are checked. The module has `render(plans, rules, errors, version=...)`.
WHOLE = {
    "json": "cleanup.reports.jsonreport",
    "sarif": "cleanup.reports.sarif",
    "checkstyle": "cleanup.reports.checkstyle",
}

#: Written by `cleanup.reports.text` and `cleanup.reports.unified`, which the command line calls with its own options.
OWN = ("text", "diff")

NAMES = (OWN[0], *WHOLE, *STREAMED, OWN[1])


def lines(form: str, plan: Plan, rules: Mapping[str, Rule]) -> Iterable[str]:
    """Return the lines of a streamed format for one file."""
    found: Iterable[str] = import_module(STREAMED[form]).lines(plan, rules)
    return found


def render(
    form: str, plans: Sequence[Plan], rules: Mapping[str, Rule], errors: Sequence[CleanupError], *, version: str
) -> str:
    """Return the whole output in a format; `errors` are those of files that could not be read or written."""
    made: str = import_module(WHOLE[form]).render(plans, rules, errors, version=version)
    return made
