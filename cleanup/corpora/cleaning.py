"""Repairing one document, or leaving it as it is, with the reason. Nothing here knows about files or engines."""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeVar

import msgspec
from msgspec import structs

from cleanup.cache.proven_rules import code_fingerprint
from cleanup.documents.readers import document
from cleanup.edits.edits import apply
from cleanup.edits.finding_ids import NONE, JudgedFindings
from cleanup.engine.engine import Engine
from cleanup.language_model.passages import Proposer
from cleanup.languages.declared import code
from cleanup.model import Document, Edit, Level, Plan, Rule, Span
from cleanup.processes.time_limit import MAX_SECONDS, TimeIsUpError, within
from cleanup.rules.allowlist import Accepted
from cleanup.style.house_style import OWN, Style

Made = TypeVar("Made")

#: The default maximum length of a document, in code points; longer ones are left as they are.
MAX_CHARACTERS = 1_000_000


@dataclass(frozen=True, slots=True)
class Recipe:
    """Everything that the result for a text depends on; picklable, and sent to each worker once.

    `through` is the least trusted level that is applied. A limit of 0 means none; the limit in seconds works only where
    `time_limit.within` does, in the main thread of a process, where the engines run their workers. `guards` are rules
    that only protect text from the others. Of all rules only what they do is kept, not the paths of their files, which
    other machines neither need nor should see. With `survey`, the figures of each document are computed too.
    """

    rules: tuple[Rule, ...]
    accept: tuple[str, ...] = ()
    style: Style = OWN
    language: str | None = None
    through: Level = Level.SAFE
    max_characters: int = MAX_CHARACTERS
    max_seconds: float = MAX_SECONDS
    guards: tuple[Rule, ...] = ()
    survey: bool = False

    def __post_init__(self) -> None:
        for name in ("rules", "guards"):
            bare = tuple(structs.replace(rule, path="", examples=()) for rule in getattr(self, name))
            object.__setattr__(self, name, bare)

    def packed(self) -> bytes:
        """Pickle the recipe for other processes, which `unpack` it."""
        return pickle.dumps(self)

    def fingerprint(self) -> str:
        """Return a digest of the recipe and of the code that executes it."""
        rules = [[(rule.id, rule.digest, rule.level) for rule in every] for every in (self.rules, self.guards)]
        limits = (self.max_characters, self.max_seconds)
        rest = (self.accept, self.style, self.language, self.through, *limits, self.survey)
        return hashlib.sha256(msgspec.json.encode((code_fingerprint(), rules, rest))).hexdigest()[:16]


class Repair(msgspec.Struct, frozen=True):
    """One change: `before`, at the half-open range of code points of the original, became `after` by some rules."""

    start: int
    end: int
    before: str
    after: str
    rules: tuple[str, ...]

    def plain(self) -> dict[str, int | str | list[str]]:
        """Return the repair as JSON values."""
        return {
            "start": self.start,
            "end": self.end,
            "before": self.before,
            "after": self.after,
            "rules": list(self.rules),
        }


class Outcome(msgspec.Struct, frozen=True):
    """The result for a document: its repairs, sorted; the number of findings of any level; or why it was left as it
    was. `survey` contains its figures as `exports.column` has them, if they were asked for.
    """

    changes: tuple[Repair, ...] = ()
    findings: int = 0
    error: str | None = None
    survey: dict[str, Any] | None = None

    def added(self, *, survey: bool) -> dict[str, Any]:
        """Return what is added to a document, by key or column, as JSON values."""
        values = ([change.plain() for change in self.changes], self.findings, self.error, self.survey)
        return dict(zip(added_keys(survey=survey), values, strict=False))

    def text(self, original: str) -> str:
        """Return the repaired text."""
        return apply(self.edits, original)

    @property
    def edits(self) -> tuple[Edit, ...]:
        """The repairs as edits of the original."""
        return tuple(Edit(Span(change.start, change.end), change.after) for change in self.changes)


def added_keys(*, survey: bool) -> tuple[str, ...]:
    """Return the keys and columns that are added, in their order."""
    return ("cleanup_changes", "cleanup_findings", "cleanup_error", *(("cleanup_survey",) if survey else ()))


#: Keys and columns that contain the language of a document, as tags; the first one present counts.
LANGUAGE_KEYS = ("language", "lang")

#: The outcome for a missing text.
NOTHING = Outcome()


#: Plans a document with what a proposer says of it; and has a document planned so, with one of its own.
Planning = Callable[[Document, JudgedFindings, Proposer | None], Plan]
Assistant = Callable[[Document, JudgedFindings, Planning], Plan]


def unassisted(document: Document, known: JudgedFindings, plan: Planning) -> Plan:
    """The plan without a language model."""
    return plan(document, known, None)


class Cleaner:
    """A recipe made ready; for any number of documents, one at a time.

    An `assistant` brings in what a language model proposes; `name` is that of the documents at hand.
    """

    def __init__(self, recipe: Recipe, assistant: Assistant = unassisted) -> None:
        self.recipe = recipe
        self.name = "<text>"
        self._assistant = assistant
        self._engine = self._made()

    def _made(self) -> Engine:
        return Engine(self.recipe.rules, Accepted(self.recipe.accept), guards=self.recipe.guards)

    def clean(self, text: str, declared: object = None) -> Outcome:
        """Return the outcome for a text; `declared` is the value of its language column, a tag or anything else.

        Any failure is an outcome too, never an exception.
        """
        made = self._made_of(text, self.name, declared, self._outcome)
        return Outcome(error=made) if isinstance(made, str) else made

    def plan(self, text: str, path: str, *, declared: object = None) -> Plan | str:
        """The plan for a text called `path`, or why there is none."""
        return self._made_of(text, path, declared, lambda plan: plan)

    def _outcome(self, plan: Plan) -> Outcome:
        outcome = _outcome(plan)
        if not self.recipe.survey:
            return outcome
        from cleanup.survey.exports import column
        from cleanup.survey.measuring import figures

        return structs.replace(outcome, survey=column(figures(plan)))

    def _made_of(self, text: str, path: str, declared: object, make: Callable[[Plan], Made]) -> Made | str:
        """Return what is made of the plan for a text, or why there is nothing."""
        recipe = self.recipe
        if recipe.max_characters and len(text) > recipe.max_characters:
            return f"longer than {recipe.max_characters} characters: {len(text)}"
        try:
            text.encode()
        except UnicodeEncodeError:
            return "half of a surrogate pair is not text"
        try:
            with within(recipe.max_seconds):
                shown = structs.replace(document(text, path, "text"), language=_tag(declared))
                return make(self._assistant(shown, NONE, self._planned))
        except TimeIsUpError:
            # The interruption may have left the state that is kept between documents incomplete.
            self._engine = self._made()
            return f"took longer than {recipe.max_seconds:g} seconds"
        except Exception as error:
            self._engine = self._made()
            return f"{type(error).__name__}: {error}"

    def _planned(self, document: Document, known: JudgedFindings, proposer: Proposer | None) -> Plan:
        return self._engine.plan(
            document,
            through=self.recipe.through,
            style=self.recipe.style,
            language=self.recipe.language,
            known=known,
            proposer=proposer,
        )


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
    """Return the cleaner of a packed recipe; each process creates it once, whatever the number of batches."""
    recipe: Recipe = pickle.loads(packed)
    return Cleaner(recipe)
