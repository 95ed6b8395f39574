"""What an editor offers to do about the findings at a place: repairs as edits, and what writes files as commands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import msgspec
from lsprotocol.types import (
    CodeAction,
    CodeActionKind,
    Command,
    Diagnostic,
    OptionalVersionedTextDocumentIdentifier,
    TextDocumentEdit,
    TextEdit,
    WorkspaceEdit,
)

from cleanup import lazy_regex
from cleanup.edits.conflicts import choose
from cleanup.edits.edits import apply
from cleanup.language_server.client_settings import ClientSettings
from cleanup.language_server.diagnostics import diagnostic, shown
from cleanup.language_server.formats import path_of
from cleanup.language_server.ignoring import can_ignore
from cleanup.language_server.open_text import OpenText
from cleanup.model import Edit, Finding, Fix, Level, Span
from cleanup.reports.text import visible
from cleanup.review.proposals import WORD

#: All safe repairs of a text, which editors can make whenever a text is saved.
FIX_ALL = f"{CodeActionKind.SourceFixAll.value}.cleanup"

#: The commands, each with plain strings as arguments: the address of the text, then the id of a finding, a rule or a
#: phrase.
IGNORE_HERE, IGNORE_EVERYWHERE = "cleanup.ignoreHere", "cleanup.ignoreEverywhere"
IGNORE_IN_FILE, ACCEPT = "cleanup.ignoreInFile", "cleanup.accept"

#: What can be accepted: a word, or a few of them.
_PHRASE = lazy_regex.pattern(r"[^\W\d_][\w’'\-]*(?: [\w’'\-]+){0,3}")

_WORD_BEFORE = lazy_regex.pattern(r"\w+\Z")
_WORD_AFTER = lazy_regex.pattern(r"\w+")

#: The maximum length of what a title quotes, in code points.
_QUOTED = 40


class ClientAbilities(msgspec.Struct, frozen=True):
    """What an editor can do: edits of a version of a text (`versioned`), tags of diagnostics, explanations in Markdown,
    pulling diagnostics, pulling them again when told (`refreshes`), watching files, naming its settings, telling when
    they change if that is registered, and showing that something takes long (`waits`).
    """

    versioned: bool = False
    tags: bool = False
    markdown: bool = False
    pulls: bool = False
    refreshes: bool = False
    watches: bool = False
    configures: bool = False
    registers_settings: bool = False
    waits: bool = False


def workspace_edit(text: OpenText, edits: Iterable[Edit], abilities: ClientAbilities) -> WorkspaceEdit:
    """Return edits of a text as the editor takes them, those of the version that it has if it can."""
    changes = [TextEdit(text.index.range(edit.span), edit.replacement) for edit in edits]
    if not abilities.versioned:
        return WorkspaceEdit(changes={text.uri: changes})
    identifier = OptionalVersionedTextDocumentIdentifier(text.uri, text.version)
    return WorkspaceEdit(document_changes=[TextDocumentEdit(identifier, changes)])


class OfferedActions:
    """The code actions for an open text whose findings are known."""

    def __init__(self, text: OpenText, settings: ClientSettings, abilities: ClientAbilities, *, stored: bool) -> None:
        """`stored` says whether there is a place for a configuration."""
        self._text, self._settings, self._abilities, self._stored = text, settings, abilities, stored
        self._rules = text.checked.rules if text.checked else {}
        self._findings = shown(text.findings(), settings)

    def at(self, place: Span, only: Sequence[str] = ()) -> list[CodeAction]:
        """Return the actions at a place, of the kinds that are asked for, or of all."""
        actions: list[CodeAction] = []
        if _asked(CodeActionKind.QuickFix.value, only):
            here = [one for one in self._findings if one.span.start <= place.end and place.start <= one.span.end]
            actions += [action for finding in here for action in self._fixes(finding)]
            actions += [action for rule in dict.fromkeys(one.rule for one in here) for action in self._all_of(rule)]
            actions += [action for finding in here for action in self._commands(finding)]
        if _asked(FIX_ALL, only):
            actions += self._fix_all()
        return actions

    def _fixes(self, finding: Finding) -> Iterator[CodeAction]:
        preferred = finding.level is Level.SAFE and len(finding.fixes) == 1
        titles = [self._title(finding, fix) for fix in finding.fixes]
        for fix, title in zip(finding.fixes, titles, strict=True):
            # Two fixes that say the same are told apart by their results.
            told = self._result(finding, fix) if titles.count(title) > 1 else title
            yield self._edit(told, fix.edits, [finding], preferred=preferred)

    def _title(self, finding: Finding, fix: Fix) -> str:
        """Return what a fix does: as its rule says it, or by its result if the rule only says what it finds."""
        said = self._result(finding, fix) if fix.title == self._rules[finding.rule].summary else visible(fix.title)
        return said[:1].upper() + said[1:]

    def _result(self, finding: Finding, fix: Fix) -> str:
        """Return what becomes of the words in and beside what a fix changes."""
        source = self._text.text
        start = min(finding.span.start, fix.edits[0].span.start)
        end = max(finding.span.end, fix.edits[-1].span.end)
        if left := _WORD_BEFORE.search(source, max(0, start - WORD), start):
            start = left.start()
        if right := _WORD_AFTER.match(source, end, end + WORD):
            end = right.end()
        before = source[start:end]
        after = apply([edit.shift(-start) for edit in fix.edits], before)
        return f"Write {_quoted(after)} for {_quoted(before)}" if after.strip() else f"Delete {_quoted(before)}"

    def _all_of(self, rule: str) -> Iterator[CodeAction]:
        """Yield all fixes of a rule, the first of each finding, where there are several."""
        able = [one for one in self._findings if one.rule == rule and one.fixes]
        chosen = choose(able, self._rules)
        if len(chosen) > 1:
            edits = sorted(edit for finding in chosen for edit in finding.edits)
            yield self._edit(f"Fix all {len(chosen)} of {rule}", edits, chosen)

    def _fix_all(self) -> Iterator[CodeAction]:
        checked = self._text.checked
        if self._text.is_current and checked and checked.plan and checked.plan.changes:
            action = self._edit("Fix all that is safe (cleanup)", checked.plan.edits, [])
            action.kind = FIX_ALL
            yield action

    def _edit(
        self, title: str, edits: Iterable[Edit], findings: Sequence[Finding], *, preferred: bool = False
    ) -> CodeAction:
        return CodeAction(
            title,
            kind=CodeActionKind.QuickFix,
            diagnostics=self._diagnostics(findings),
            is_preferred=True if preferred else None,
            edit=workspace_edit(self._text, edits, self._abilities),
        )

    def _diagnostics(self, findings: Sequence[Finding]) -> list[Diagnostic] | None:
        tags = self._abilities.tags
        made = [diagnostic(one, self._text.index, self._rules, self._settings, tags=tags) for one in findings]
        return made or None

    def _commands(self, finding: Finding) -> Iterator[CodeAction]:
        checked, rule = self._text.checked, finding.rule
        if checked and checked.plan and can_ignore(checked.plan.document.format) and self._text.is_current:
            yield self._command(f"Ignore {rule} here", IGNORE_HERE, finding, finding.id)
        if not self._stored:
            return
        if path_of(self._text.uri):
            yield self._command(f"Ignore {rule} in this file", IGNORE_IN_FILE, finding, rule)
        yield self._command(f"Ignore {rule} everywhere", IGNORE_EVERYWHERE, finding, rule)
        phrase = self._text.text[finding.span.start : finding.span.end]
        if _PHRASE.fullmatch(phrase):
            yield self._command(f"Accept {_quoted(phrase)}", ACCEPT, finding, phrase)

    def _command(self, title: str, name: str, finding: Finding, argument: str) -> CodeAction:
        command = Command(title, name, arguments=[self._text.uri, argument])
        return CodeAction(
            title, kind=CodeActionKind.QuickFix, diagnostics=self._diagnostics([finding]), command=command
        )


def _asked(kind: str, only: Sequence[str]) -> bool:
    """Return whether actions of a kind are asked for: no kinds are, or it, or one above it."""
    return not only or any(kind == one or kind.startswith(f"{one}.") or one == "" for one in only)


def _quoted(text: str) -> str:
    line = visible(text)
    return f"“{line if len(line) <= _QUOTED else f'{line[: _QUOTED - 1]}…'}”"
