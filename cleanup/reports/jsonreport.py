"""The JSON report, version 1: offsets are code points in the original text, without its byte-order mark.

Written in ASCII, so that it survives any terminal, and so that file names with invalid bytes can be restored. The types
below are its schema (`cleanup.config.schemas`).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from cleanup.documents import readers
from cleanup.errors import CleanupError
from cleanup.languages.identify import identify_language
from cleanup.model import Change, Finding, Level, Plan, Rule
from cleanup.reports.text import inert_json
from cleanup.text.segments import Lines

VERSION = 1

Offset = Annotated[int, Meta(ge=0, description="Code points from the start of the text.")]
Place = Annotated[int, Meta(ge=1, description="Counted from 1; columns in code points.")]


class EditEntry(msgspec.Struct, frozen=True):
    """Replace the text from `start` to `end`, half-open."""

    start: Offset
    end: Offset
    replacement: str


class FixEntry(msgspec.Struct, frozen=True):
    """One possible repair: its edits are made together or not at all."""

    title: str
    edits: tuple[EditEntry, ...]


class FindingEntry(msgspec.Struct, frozen=True):
    """What one rule found, from `start` to `end`, half-open; the first fix is the one applied."""

    id: Annotated[str, Meta(description="The same in every run as long as the surrounding words are the same.")]
    rule: str
    level: Level
    message: str
    why: str
    start: Offset
    end: Offset
    line: Place
    column: Place
    before: Annotated[str, Meta(description="The text that was found.")]
    fixes: tuple[FixEntry, ...]
    model: Annotated[
        str | msgspec.UnsetType, Meta(description="The language model that proposed it, and the version of its prompt.")
    ] = msgspec.UNSET


class ChangeEntry(msgspec.Struct, frozen=True):
    """One change of the text, from `start` to `end`, half-open; changes are sorted and never overlap."""

    start: Offset
    end: Offset
    before: str
    after: str
    level: Level
    findings: Annotated[tuple[str, ...], Meta(description="The ids of the findings that it repairs.")]


class FileEntry(msgspec.Struct, frozen=True):
    """One file; applying all `changes` gives what `fix` writes."""

    path: str
    sha256: Annotated[str, Meta(pattern="^[0-9a-f]{64}$", description="Of the bytes of the file.")]
    encoding: str
    language: str | None
    findings: tuple[FindingEntry, ...]
    changes: tuple[ChangeEntry, ...]


class ErrorEntry(msgspec.Struct, frozen=True):
    """A file that could not be read or written."""

    path: str
    message: str


class ToolEntry(msgspec.Struct, frozen=True):
    """The tool that wrote the report."""

    name: Literal["cleanup"]
    version: str


class JsonReport(msgspec.Struct, frozen=True):
    """The report of `cleanup check --format json`, version 1."""

    version: Literal[1]
    tool: ToolEntry
    files: tuple[FileEntry, ...]
    errors: tuple[ErrorEntry, ...]


class FindingLine(FindingEntry, frozen=True, kw_only=True):
    """A line of `cleanup check --format jsonl`: one finding, with the file that it is in."""

    path: str


def render(
    plans: Iterable[Plan], rules: Mapping[str, Rule], errors: Iterable[CleanupError] = (), *, version: str
) -> str:
    """Return the report of plans. `errors` are those of files that could not be read or written."""
    files = [msgspec.to_builtins(_file(plan, rules)) for plan in plans]
    told = [{"path": error.path, "message": _message(error)} for error in errors]
    return dump({"files": files, "errors": told}, version)


def dump(body: Mapping[str, Any], version: str) -> str:
    """Return a JSON text that begins, like all of our JSON, with its version and the tool's."""
    head = {"version": VERSION, "tool": {"name": "cleanup", "version": version}}
    return inert_json(json.dumps({**head, **body}, indent=1))


def entries(plan: Plan, rules: Mapping[str, Rule]) -> Iterator[FindingEntry]:
    """Yield the findings of a plan, in its order."""
    text = plan.document.text
    lines = Lines(text)
    for finding in plan.findings:
        yield _finding(finding, text, lines, rules)


def _file(plan: Plan, rules: Mapping[str, Rule]) -> FileEntry:
    source = plan.document
    return FileEntry(
        path=source.path,
        sha256=hashlib.sha256(readers.write(source)).hexdigest(),
        encoding=source.encoding,
        language=source.language or identify_language(source.text),
        findings=tuple(entries(plan, rules)),
        changes=tuple(map(_change, plan.changes)),
    )


def _finding(finding: Finding, text: str, lines: Lines, rules: Mapping[str, Rule]) -> FindingEntry:
    line, column = lines.locate(finding.span.start)
    return FindingEntry(
        id=finding.id,
        rule=finding.rule,
        level=finding.level,
        message=finding.message,
        why=rules[finding.rule].why,
        start=finding.span.start,
        end=finding.span.end,
        line=line,
        column=column,
        before=text[finding.span.start : finding.span.end],
        fixes=tuple(
            FixEntry(
                fix.title, tuple(EditEntry(edit.span.start, edit.span.end, edit.replacement) for edit in fix.edits)
            )
            for fix in finding.fixes
        ),
        model=finding.source or msgspec.UNSET,
    )


def _change(change: Change) -> ChangeEntry:
    return ChangeEntry(
        start=change.span.start,
        end=change.span.end,
        before=change.before,
        after=change.after,
        level=change.level,
        findings=change.findings,
    )


def _message(error: CleanupError) -> str:
    """Return the message without the path, which is next to it."""
    where = f"line {error.line}: " if error.line else ""
    return f"{where}{error.message}" + (f"; {error.hint}" if error.hint else "")
