"""One document: its text repaired, or left as it was with the reason why. Nothing here knows of files or engines."""

from __future__ import annotations

import hashlib
import pickle
from dataclasses import dataclass
from functools import lru_cache

import msgspec
from msgspec import structs

from cleanup.cache.proven_rules import code_fingerprint
from cleanup.documents.readers import document
from cleanup.edits.edits import apply
from cleanup.engine.engine import Engine
from cleanup.languages.declared import code
from cleanup.model import Edit, Level, Plan, Rule, Span
from cleanup.processes.time_limit import MAX_SECONDS, TimeIsUpError, within
from cleanup.rules.allowlist import Accepted
from cleanup.style.house_style import OWN, Style

#: Code points above which a document is left as it is, unless something else is said.
MAX_CHARACTERS = 1_000_000


@dataclass(frozen=True, slots=True)
class Recipe:
    """All that the result for a text depends on; can be pickled, so it is sent to each worker once.

    `through` is the least certain level that is carried out. A limit of 0 is none; that in seconds holds where
    `time_limit.within` does, in the main thread of a process, where the engines run their workers.
    `guards` only keep the rules off. Of all of them only what they do is kept: where their files lie is of no use
    elsewhere, and of no concern.
    """

    rules: tuple[Rule, ...]
    accept: tuple[str, ...] = ()
    style: Style = OWN
    language: str | None = None
    through: Level = Level.SAFE
    max_characters: int = MAX_CHARACTERS
    max_seconds: float = MAX_SECONDS
    guards: tuple[Rule, ...] = ()

    def __post_init__(self) -> None:
        for name in ("rules", "guards"):
            bare = tuple(structs.replace(rule, path="", examples=()) for rule in getattr(self, name))
            object.__setattr__(self, name, bare)

    def packed(self) -> bytes:
        """The recipe on its way to other processes, which `unpack` it."""
        return pickle.dumps(self)

    def fingerprint(self) -> str:
        """A digest of the recipe, and of the code that carries it out."""
        rules = [[(rule.id, rule.digest, rule.level) for rule in every] for every in (self.rules, self.guards)]
        rest = (self.accept, self.style, self.language, self.through, self.max_characters, self.max_seconds)
        return hashlib.sha256(msgspec.json.encode((code_fingerprint(), rules, rest))).hexdigest()[:16]


class Repair(msgspec.Struct, frozen=True):
    """One change: `before`, at the half-open range of code points of the original, became `after` by some rules."""

    start: int
    end: int
    before: str
    after: str
    rules: tuple[str, ...]

    def plain(self) -> dict[str, int | str | list[str]]:
        """The same as JSON has it."""
        return {
            "start": self.start,
            "end": self.end,
            "before": self.before,
            "after": self.after,
            "rules": list(self.rules),
        }


class Outcome(msgspec.Struct, frozen=True):
    """What became of a document: its repairs, sorted; how much was found, of any level; or why it was left alone."""

    changes: tuple[Repair, ...] = ()
    findings: int = 0
    error: str | None = None

    def text(self, original: str) -> str:
        """The repaired text."""
        return apply(self.edits, original)

    @property
    def edits(self) -> tuple[Edit, ...]:
        """The repairs as edits of the original."""
        return tuple(Edit(Span(change.start, change.end), change.after) for change in self.changes)


#: Keys and columns that say the language of a document, as tags; the first that is there counts.
LANGUAGE_KEYS = ("language", "lang")

#: The outcome where there is no text.
NOTHING = Outcome()


class Cleaner:
    """A recipe made ready; for any number of documents, one at a time."""

    def __init__(self, recipe: Recipe) -> None:
        self.recipe = recipe
        self._engine = self._made()

    def _made(self) -> Engine:
        return Engine(self.recipe.rules, Accepted(self.recipe.accept), guards=self.recipe.guards)

    def clean(self, text: str, declared: object = None) -> Outcome:
        """The outcome for a text, and what a column says of its language, a tag or whatever else stands there.

        Whatever goes wrong is an outcome too, never an exception.
        """
        plan = self.plan(text, declared=declared)
        return Outcome(error=plan) if isinstance(plan, str) else _outcome(plan)

    def plan(self, text: str, path: str = "<text>", *, declared: object = None) -> Plan | str:
        """The plan for a text called `path`, or why there is none."""
        recipe = self.recipe
        if recipe.max_characters and len(text) > recipe.max_characters:
            return f"longer than {recipe.max_characters} characters: {len(text)}"
        try:
            text.encode()
        except UnicodeEncodeError:
            return "half of a surrogate pair is not text"
        try:
            with within(recipe.max_seconds):
                return self._engine.plan(
                    structs.replace(document(text, path, "text"), language=_tag(declared)),
                    through=recipe.through,
                    style=recipe.style,
                    language=recipe.language,
                )
        except TimeIsUpError:
            # It was stopped anywhere, so what it keeps between documents may be half done.
            self._engine = self._made()
            return f"took longer than {recipe.max_seconds:g} seconds"
        except Exception as error:
            self._engine = self._made()
            return f"{type(error).__name__}: {error}"


def _tag(declared: object) -> str | None:
    return code(declared) if isinstance(declared, str) else None


def _outcome(plan: Plan) -> Outcome:
    rules = {finding.id: finding.rule for finding in plan.findings}
    changes = (
        Repair(
            change.span.start,
            change.span.end,
            change.before,
            change.after,
            tuple(sorted({rules[name] for name in change.findings if name in rules})),
        )
        for change in plan.changes
    )
    return Outcome(tuple(changes), len(plan.findings))


@lru_cache(maxsize=2)
def unpack(packed: bytes) -> Cleaner:
    """The cleaner of a packed recipe; it is made once in a process, whatever the number of batches."""
    recipe: Recipe = pickle.loads(packed)
    return Cleaner(recipe)
