"""Running the examples of a rule file: each `before` must become its `after`, and each `keep` must stay as it is."""

from __future__ import annotations

import msgspec
from msgspec.structs import replace

from cleanup.documents.readers import document
from cleanup.edits.edits import apply
from cleanup.engine.engine import Engine
from cleanup.errors import RuleError
from cleanup.language_model.recorded import Recorded
from cleanup.languagetool.matches import Matcher
from cleanup.model import Example, Level, Rule
from cleanup.rules.rule_file import line_in
from cleanup.style.house_style import Style


def verify(rule: Rule, matcher: Matcher | None = None) -> None:
    """Run the examples of a rule with that rule alone. Raises RuleError for the first that fails."""
    # The examples of a flag show its repair too, so the rule runs as if every finding could be repaired.
    engine = Engine([rule if matcher else replace(rule, status="stable")])
    for index, example in enumerate(rule.examples):
        problem = _problem(rule, engine, example, matcher)
        if problem:
            message, detail = problem
            raise RuleError(message, path=rule.path, line=_line(rule, example, index), detail=detail)


def _line(rule: Rule, example: Example, index: int) -> int:
    key = "keep" if example.keep is not None else "before"
    return line_in(rule.path, key, index)


def _problem(rule: Rule, engine: Engine, example: Example, matcher: Matcher | None) -> tuple[str, str] | None:
    text = example.keep if example.keep is not None else example.before or ""
    language = rule.languages[0] if rule.languages else None
    style = msgspec.convert(example.style, Style)
    proposer = None if example.proposal is None else Recorded({text: example.proposal})
    plan = engine.plan(
        document(text), through=Level.FLAG, style=style, language=language, matcher=matcher, proposer=proposer
    )
    if example.keep is not None:
        if plan.findings:
            got = apply(plan.edits, text)
            return f"{rule.id} finds something in the example to keep", difference(text, got)
        return None
    if not plan.findings:
        return f"{rule.id} finds nothing in the example", difference(example.after or text, text)
    got = apply(plan.edits, text)
    wanted = text if example.after is None else example.after
    if got != wanted:
        return f"{rule.id} does not turn the example into its 'after'", difference(wanted, got)
    return None


def difference(expected: str, got: str) -> str:
    """Return a small diff: the expected text, the actual text, and marks below the differences."""
    import difflib

    lines = difflib.ndiff([f"{line}\n" for line in expected.split("\n")], [f"{line}\n" for line in got.split("\n")])
    body = "".join(f"    {line}" for line in lines).rstrip()
    return f"    - expected\n    + got\n{body}"
