"""A datatrove pipeline step that repairs documents. Needs the extra `datatrove`.

LocalPipelineExecutor([JsonlReader("data"), CleanupFormatter(), JsonlWriter("cleaned")], tasks=8, workers=8)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from datatrove.pipeline.base import PipelineStep

from cleanup.corpora import recipes
from cleanup.corpora.cleaning import LANGUAGE_KEYS, Outcome, Recipe, unpack

if TYPE_CHECKING:
    from datatrove.data import DocumentsPipeline


class CleanupFormatter(PipelineStep):  # type: ignore[misc]
    """Repairs the text of each document; none is dropped.

    The keys `cleanup_changes`, `cleanup_findings` and `cleanup_error`, and `cleanup_survey` if the recipe asks for it,
    are added to its metadata, unless `columns` is
    false. The stats count documents (`total`), those that changed (`changed`) or were left as they were (`left`), their
    findings and changes (`findings`, `changes`) and the changes by rule (`rule/spacing/repeated-space`). The default
    `recipe` is that of the current directory. Raises CleanupError for a configuration that cannot be used.
    """

    name = "🧹 cleanup"
    type = "✂️ - FORMAT"

    def __init__(self, recipe: Recipe | None = None, *, columns: bool = True) -> None:
        super().__init__()
        self.recipe = _Sent(recipe or recipes.configured())
        self.columns = columns

    def run(self, data: DocumentsPipeline, rank: int = 0, world_size: int = 1) -> DocumentsPipeline:  # noqa: ARG002
        """Yield the documents, repaired, in their order."""
        cleaner = unpack(self.recipe.packed)
        for document in data:
            with self.track_time():
                said = (document.metadata[key] for key in LANGUAGE_KEYS if key in document.metadata)
                outcome = cleaner.clean(document.text, next(said, None))
                document.text = outcome.text(document.text)
            if self.columns:
                document.metadata |= outcome.added(survey=cleaner.recipe.survey)
            self._count(outcome)
            yield document

    def _count(self, outcome: Outcome) -> None:
        self.stat_update("total")
        self.stat_update("changed", value=int(bool(outcome.changes)))
        self.stat_update("left", value=int(outcome.error is not None))
        self.stat_update("findings", value=outcome.findings)
        self.stat_update("changes", value=len(outcome.changes))
        for change in outcome.changes:
            self.stat_update(*(f"rule/{rule}" for rule in change.rules))


class _Sent:
    """A recipe that is sent to workers. The executor's own record contains its name only."""

    def __init__(self, recipe: Recipe) -> None:
        self.packed = recipe.packed()
        self._fingerprint = recipe.fingerprint()

    def __str__(self) -> str:
        return f"recipe {self._fingerprint}"
