"""The rule files that `cleanup rules test` tests, one by one, so that a broken one does not hide the others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from cleanup.detectors import PARAMS
from cleanup.errors import CleanupError, RuleError, near_miss, reason
from cleanup.files import regular_files
from cleanup.model import Rule
from cleanup.rules.registry import builtin_folder, identify
from cleanup.rules.rule_file import parse


@dataclass(frozen=True, slots=True)
class Target:
    """A rule file and its directory of rules, both absolute; `shown` is its path as the user knows it."""

    path: Path
    root: Path
    shown: str

    @property
    def id(self) -> str:
        """The id according to the path; reading a file in the wrong place reports that."""
        return self.path.relative_to(self.root).with_suffix("").as_posix()

    def rule(self) -> Rule:
        """Return the rule in the file. Raises RuleError."""
        try:
            source, _ = regular_files.load(self.path, regular_files.WRITTEN)
        except OSError as error:
            raise RuleError(reason(error), path=self.shown) from error
        return parse(source, self.shown, identify(self.path, self.root), PARAMS)


def resolve(names: Iterable[str], folders: Iterable[Path]) -> list[Target]:
    """Return the rule files of ids, groups, files and directories; by default, all known ones. Raises CleanupError."""
    known: dict[str, Target] = {}
    for root in (builtin_folder(), *folders):
        if not root.is_dir():
            raise CleanupError("no such directory of rules", path=str(root))
        known.update((target.id, target) for target in _below(root, root))
    named = list(names)
    found = [target for name in named for target in _named(name, known)] if named else known.values()
    return list({target.path: target for target in found}.values())


def _named(name: str, known: dict[str, Target]) -> list[Target]:
    """Return the rule files of an id or a group, or else of a path."""
    matching = [target for rule_id, target in known.items() if name in (rule_id, rule_id.partition("/")[0])]
    if matching:
        return matching
    path = Path(name)
    if path.is_dir():
        inside = list(_below(path, _root_of(path.absolute())))
        if not inside:
            raise CleanupError("no rule files in this directory", path=name, hint="expected <group>/<name>.toml")
        return inside
    if path.is_file():
        return [Target(path.absolute(), path.absolute().parent.parent, name)]
    groups = {rule_id.partition("/")[0] for rule_id in known}
    raise CleanupError(f"no such rule, group, file or directory: {name!r}", hint=near_miss(name, {*known, *groups}))


def _root_of(folder: Path) -> Path:
    """Return the directory of rules for a directory, which may be one of its groups, with nothing but rules."""
    return folder.parent if any(folder.glob("*.toml")) and not any(folder.glob("*/*.toml")) else folder


def _below(folder: Path, root: Path) -> Iterator[Target]:
    return (Target(path.absolute(), root.absolute(), str(path)) for path in sorted(folder.rglob("*.toml")))
