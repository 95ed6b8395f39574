"""The rules made ready for use: loaded, checked, proven by their examples, selected."""

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
from cleanup.rules import registry
from cleanup.rules.registry import Rulebook

if TYPE_CHECKING:
    from cleanup.languagetool.matches import Matcher


def load(folders: Iterable[Path] = (), *, prove: bool = True) -> Rulebook:
    """The built-in rules and those of `folders`, each proven by its examples. Raises RuleError.

    A rule file that was proven before with the same content and the same code is not run again.
    """
    if not prove:
        return registry.load(PARAMS, folders)
    with RuleCache(PARAMS) as cache:
        book = registry.load(PARAMS, folders, cache)
        return Rulebook(tuple(_proven(rule, cache) for rule in book.rules))


def _proven(rule: Rule, cache: RuleCache) -> Rule:
    """The rule when its examples have shown that it works, with what it needs."""
    if rule in cache:
        return rule
    check_rule(rule)
    needs = KINDS[rule.kind].needs
    proven = replace(rule, needs=needs(rule)) if needs else rule
    cache.add(proven)
    return proven


def check_rule(rule: Rule, matcher: Matcher | None = None) -> None:
    """Validate one rule's own keys and run its examples. Raises RuleError.

    The examples of a rule of LanguageTool are run where a `matcher` is given.
    """
    KINDS[rule.kind].validate(rule)
    if matcher or rule.kind != "languagetool":
        from cleanup.engine.examples import verify  # hardly any run proves a rule

        verify(rule, matcher)


@cache
def engine() -> Engine:
    """The engine of the built-in rules, without those on trial."""
    return Engine(_book().rules, keep=ScanCache)


@cache
def repairing_engine(through: Level) -> Engine:
    """The engine of those of them that repair at a level: the text it makes is the same, and few of them do."""
    book = _book().repairing(through, CORROBORATING)
    return Engine(book.rules, keep=ScanCache, guards=book.guards)


@cache
def _book() -> Rulebook:
    return load().pick()
