"""Loading rules for use: reading, validating, running their examples, selecting."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from cleanup.cache.proven_rules import RuleCache
from cleanup.detectors import CORROBORATING, KINDS, PARAMS
from cleanup.engine.engine import Engine
from cleanup.matching.index_file import ScanCache
from cleanup.model import Level, Rule
from cleanup.rules import built_in, registry
from cleanup.rules.registry import Rulebook

if TYPE_CHECKING:
    from cleanup.languagetool.matches import Matcher


def load(folders: Iterable[Path] = (), *, prove: bool = True) -> Rulebook:
    """Return the built-in rules and those of `folders`, proven by their examples. Raises RuleError.

    A rule file whose content and code have not changed since it was proven is not run again, and a built-in rule that
    nobody has changed was proven by the tests.
    """
    if not prove:
        return registry.load(PARAMS, folders)
    with RuleCache(PARAMS) as cache:
        book = registry.load(PARAMS, folders, cache)
        return Rulebook(tuple(_proven(rule, cache) for rule in book.rules))


def _proven(rule: Rule, cache: RuleCache) -> Rule:
    """Return the rule, with its needs, once its examples have passed."""
    if rule in cache:
        return rule
    needs = built_in.needs(rule.digest)
    if needs is None:
        check_rule(rule)
        work_out = KINDS[rule.kind].needs
        needs = work_out(rule) if work_out else ()
    proven = replace(rule, needs=needs)
    cache.add(proven)
    return proven


def check_rule(rule: Rule, matcher: Matcher | None = None) -> None:
    """Validate the keys of a rule's kind and run its examples. Raises RuleError.

    The examples of a LanguageTool rule run only if there is a `matcher`.
    """
    KINDS[rule.kind].validate(rule)
    if matcher or rule.kind != "languagetool":
        from cleanup.engine.examples import verify  # few runs prove a rule

        verify(rule, matcher)


@cache
def engine() -> Engine:
    """Return the engine of the built-in rules, without preview rules."""
    return Engine(_book().rules, keep=ScanCache)


@cache
def repairing_engine(through: Level) -> Engine:
    """Return the engine of the built-in rules that repair at a level: it produces the same text with few rules."""
    book = _book().repairing(through, CORROBORATING)
    return Engine(book.rules, keep=ScanCache, guards=book.guards)


@cache
def _book() -> Rulebook:
    return load().pick()
