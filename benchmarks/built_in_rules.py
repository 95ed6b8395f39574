"""What is known beforehand of the built-in rules: `python -m benchmarks.built_in_rules --write`.

The file is that of `cleanup.rules.built_in`. The examples of all rules are run. Without `--write`, the program tells
by its exit code whether the file is current. A rule that is not in it is proven in everybody's first run.
"""

from __future__ import annotations

import argparse
import sys

from cleanup.detectors import KINDS
from cleanup.engine import loading
from cleanup.model import Rule
from cleanup.rules import built_in


def written() -> bytes:
    """The lines of all rules, sorted by id. Raises RuleError if an example of one does not hold."""
    rules = sorted(loading.load(prove=False).rules, key=lambda rule: rule.id)
    return b"".join(line_of(rule) for rule in rules)


def line_of(rule: Rule) -> bytes:
    """Return the line of a rule once its examples have passed. Raises RuleError."""
    loading.check_rule(rule)
    needs = KINDS[rule.kind].needs
    return built_in.line(rule.id, rule.digest, needs(rule) if needs else ())


def main() -> int:
    """Compare or write; the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--write", action="store_true", help="write the file instead of comparing it")
    made = written()
    if parser.parse_args().write:
        built_in.FACTS.write_bytes(made)
        return 0
    current = built_in.FACTS.read_bytes() == made
    print("current" if current else f"{built_in.FACTS.name} is not current; run with --write")
    return not current


if __name__ == "__main__":
    sys.exit(main())
