"""Finding the built-in and the user's rule files, and selecting among them."""

from __future__ import annotations

import os
from collections.abc import Container, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Protocol

import msgspec
from msgspec.structs import replace

from cleanup import lazy_regex
from cleanup.errors import CleanupError, RuleError, near_miss, reason
from cleanup.files import regular_files
from cleanup.model import Level, Rule

#: What a group may be called: the name of its folder, which options, configurations and comments write.
GROUP = lazy_regex.pattern(r"[a-z][a-z0-9_-]*")

_PACKAGE = Path(__file__).parent.parent


def builtin_folder() -> Path:
    """Return the directory of the built-in rules: inside the installed package, or next to it in a checkout."""
    packed = _PACKAGE / "_rules"
    return packed if packed.is_dir() else _PACKAGE.parent / "rules"


class Rulebook(msgspec.Struct, frozen=True):
    """Rules in their declared order: built-in ones by group and name, then those in the user's directories.

    `guards` are rules that report and repair nothing themselves, and protect what they find from the others.
    """

    rules: tuple[Rule, ...]
    guards: tuple[Rule, ...] = ()

    def get(self, rule_id: str) -> Rule:
        """Return the rule with that id. Raises CleanupError with the nearest id."""
        for rule in self.rules:
            if rule.id == rule_id:
                return rule
        raise CleanupError(f"no such rule: {rule_id!r}", hint=near_miss(rule_id, (r.id for r in self.rules)))

    def require_known(self, name: str) -> None:
        """Raise CleanupError for a name that is neither a rule nor a group."""
        groups = {rule.id.partition("/")[0] for rule in self.rules}
        names = {rule.id for rule in self.rules} | groups
        if name not in names:
            hint = near_miss(name, names if "/" in name else groups)
            raise CleanupError(f"no such rule or group: {name!r}", hint=hint)

    def at(self, levels: Mapping[str, Level]) -> Rulebook:
        """Return the same rules at other levels, by id or by group; an id takes precedence."""

        def level(rule: Rule) -> Level:
            return levels.get(rule.id) or levels.get(rule.id.partition("/")[0]) or rule.level

        return Rulebook(tuple(replace(rule, level=level(rule)) for rule in self.rules)) if levels else self

    def pick(self, select: Sequence[str] = (), ignore: Sequence[str] = (), *, preview: bool = False) -> Rulebook:
        """Return the rules whose id or group is in `select` (all if empty) and not in `ignore`.

        Preview rules are included if `preview` is set or `select` names them by id. Raises CleanupError for a name that
        is neither a rule nor a group. Rules that guard and are not picked still guard.
        """
        for name in (*select, *ignore):
            self.require_known(name)

        def named(rule: Rule, among: Sequence[str]) -> bool:
            return rule.id in among or rule.id.partition("/")[0] in among

        def picked(rule: Rule) -> bool:
            chosen = (not select or named(rule, select)) and not named(rule, ignore)
            return chosen and (preview or rule.status == "stable" or rule.id in select)

        return Rulebook(
            tuple(rule for rule in self.rules if picked(rule)),
            tuple(rule for rule in self.rules if rule.guards and not picked(rule)),
        )

    def repairing(self, through: Level, corroborating: Container[str] = ()) -> Rulebook:
        """Return the rules whose repairs can be made at a level; rules that are left out still guard.

        The findings of the rest change no text, so the result is the same without them; rules of a kind that is
        `corroborating` stay, because they may raise the level of others.
        """
        rules = tuple(rule for rule in self.rules if rule.level.rank <= through.rank or rule.kind in corroborating)
        guards = tuple(rule for rule in self.rules if rule.guards and rule not in rules)
        return Rulebook(rules, (*self.guards, *guards))


class ProvenRuleFiles(Protocol):
    """A cache of rule files: what is known about them without reading or parsing them."""

    def digest_of(self, path: str) -> str | None:
        """Return the digest of a file that has not changed since it was last seen. May raise OSError."""

    def record(self, path: str, stat: os.stat_result, digest: str) -> None:
        """Record the digest of a file, and its state before it was read."""

    def get(self, rule_id: str, path: str, digest: str) -> Rule | None:
        """Return the rule with an id in a file of that content."""


def load(
    kinds: dict[str, type[msgspec.Struct]], folders: Iterable[Path] = (), known: ProvenRuleFiles | None = None
) -> Rulebook:
    """Return the built-in rules and those in directories; a later file replaces an earlier one with the same id.

    `kinds` maps the name of a kind to the struct of its keys. Raises RuleError.
    """
    found: dict[str, Rule] = {}
    for root in (builtin_folder(), *folders):
        for rule in read_folder(root, kinds, known):
            found[rule.id] = rule
    return Rulebook(tuple(replace(rule, order=i) for i, rule in enumerate(found.values())))


def read_folder(root: Path, kinds: dict[str, type[msgspec.Struct]], known: ProvenRuleFiles | None = None) -> list[Rule]:
    """Return the rules in one directory, sorted by id. Raises RuleError if it is not a directory or a file is
    broken.
    """
    if not root.is_dir():
        hint = "name the directory that contains <group>/<name>.toml"
        raise RuleError("no such directory of rules", path=str(root), hint=hint)
    rules = []
    for parts, path in _files(str(root)):
        rule_id = named(parts, path)
        try:
            seen = known.digest_of(path) if known else None
            rule = known.get(rule_id, path, seen) if known and seen else None
            rules.append(rule or _read(rule_id, path, kinds, known))
        except OSError as error:
            raise RuleError(reason(error), path=path) from error
    return rules


def _read(rule_id: str, path: str, kinds: dict[str, type[msgspec.Struct]], known: ProvenRuleFiles | None) -> Rule:
    from cleanup.rules.rule_file import digest, parse

    source, stat = regular_files.load(path, regular_files.WRITTEN)
    if known is None:
        return parse(source, path, rule_id, kinds)
    content = digest(source)
    known.record(path, stat, content)
    return known.get(rule_id, path, content) or parse(source, path, rule_id, kinds)


def identify(path: Path, root: Path) -> str:
    """The id of a rule file under a rules folder: `<group>/<name>`. Raises RuleError."""
    return named(path.relative_to(root).parts, str(path))


def named(parts: Sequence[str], path: str) -> str:
    """The id of a rule file by the parts of its path below the rules folder. Raises RuleError."""
    if len(parts) != 2:
        raise RuleError("a rule file belongs in a group directory", path=path, hint="rules/<group>/<name>.toml")
    if not GROUP.fullmatch(parts[0]):
        hint = "use lowercase ASCII letters, digits, - and _, beginning with a letter"
        raise RuleError(f"invalid name of a rule group: {parts[0]!r}", path=path, hint=hint)
    return f"{parts[0]}/{parts[1].removesuffix('.toml')}"


def links(root: Path) -> list[str]:
    """Return the rule files in a directory that are links."""
    return [path for _, path in _files(str(root)) if os.path.islink(path)]  # noqa: PTH114


def _files(root: str) -> list[tuple[list[str], str]]:
    """Return the rule files below a directory: the parts of their relative paths, by which they are sorted, and the
    paths.
    """
    start = len(os.path.join(root, ""))  # noqa: PTH118
    paths = [os.path.join(at, name) for at, _, names in os.walk(root) for name in names if name.endswith(".toml")]  # noqa: PTH118
    return sorted((path[start:].split(os.sep), path) for path in paths)  # noqa: PTH206
