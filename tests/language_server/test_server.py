"""What an editor is told, and what it may do about it: over the protocol, with the server as a program."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from lsprotocol import types
from lsprotocol.types import DiagnosticSeverity, Position, Range

from cleanup.language_server.checking import CheckResult
from cleanup.language_server.server import pause_after
from tests.commandline import ROOT
from tests.language_server.editors import PUSHED, TEXT, Editor, desk, editing, places

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def editor() -> AsyncIterator[Editor]:
    """An editor without a workspace: each text has the configuration of its folder."""
    async with editing() as one:
        yield one


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a configuration that most tests have in common, as rules are read once for it."""
    return desk(tmp_path_factory.mktemp("desk"))


@pytest.fixture
def folder(shared: Path, request: pytest.FixtureRequest) -> Path:
    """An empty folder below it."""
    own: Path = shared / f"test-{abs(hash(request.node.name))}"
    own.mkdir()
    return own


def at(line: int, start: int, end: int) -> Range:
    return Range(Position(line, start), Position(line, end))


async def test_findings_are_diagnostics(editor: Editor, folder: Path) -> None:
    uri = editor.open_file(folder / "one.txt")
    gap, alot, whilom = await editor.findings(uri)
    assert (gap.range, gap.message, gap.severity) == (at(0, 1, 3), "Spaces in a row", DiagnosticSeverity.Warning)
    assert (gap.source, gap.code, gap.tags) == ("cleanup", "spacing/gap", None)
    assert gap.code_description == types.CodeDescription((folder.parent / "house/spacing/gap.toml").as_uri())
    assert isinstance(gap.data, str)
    assert len(gap.data) == 14
    assert (alot.range, alot.severity) == (at(2, 4, 8), DiagnosticSeverity.Information)
    assert (whilom.range, whilom.severity) == (at(2, 12, 18), DiagnosticSeverity.Hint)


async def test_what_is_right_is_clean(editor: Editor, folder: Path) -> None:
    uri = editor.open_file(folder / "one.txt", "All is well.\n")
    assert await editor.findings(uri) == []


async def test_a_closed_text_is_cleared(editor: Editor, folder: Path) -> None:
    uri = editor.open_file(folder / "one.txt")
    await editor.findings(uri)
    editor.close(uri)
    await editor.wait(lambda: editor.published[-1].uri == uri and editor.published[-1].version is None)
    assert list(editor.published[-1].diagnostics) == []


async def test_the_actions_at_a_safe_finding(editor: Editor, folder: Path) -> None:
    uri = editor.open_file(folder / "one.txt")
    (gap, *_) = await editor.findings(uri)
    actions = await editor.actions(uri, "  ")
    assert [(one.title, one.kind, one.is_preferred) for one in actions] == [
        ("Write “A gap” for “A  gap”", "quickfix", True),
        ("Ignore spacing/gap in this file", "quickfix", None),
        ("Ignore spacing/gap everywhere", "quickfix", None),
        ("Fix all that is safe (cleanup)", "source.fixAll.cleanup", None),
    ]
    assert [list(one.diagnostics or ()) for one in actions] == [[gap], [gap], [gap], []]
    assert places(actions[0].edit) == [(uri, 1, [(at(0, 2, 3), "")])]


async def test_the_actions_at_a_suggestion_and_a_flag(editor: Editor, folder: Path) -> None:
    uri = editor.open_file(folder / "one.txt")
    await editor.findings(uri)
    assert [(one.title, one.is_preferred) for one in await editor.actions(uri, "alot", ["quickfix"])] == [
        ("Write “a lot” for “alot”", None),
        ("Ignore grammar/alot in this file", None),
        ("Ignore grammar/alot everywhere", None),
        ("Accept “alot”", None),
    ]
    assert [one.title for one in await editor.actions(uri, "whilom", ["quickfix"])] == [
        "Ignore translation/whilom in this file",
        "Ignore translation/whilom everywhere",
        "Accept “whilom”",
    ]


async def test_all_of_a_rule_are_repaired_at_once(editor: Editor, folder: Path) -> None:
    uri = editor.open_file(folder / "one.txt", "He saw alot.  She saw alot.\n\nThey saw alot.\n")
    await editor.findings(uri)
    action = await editor.action(uri, "Fix all 3 of grammar/alot", "They saw alot")
    assert action.is_preferred is None
    assert action.edit
    editor.apply(action.edit)
    assert editor.texts[uri][1] == "He saw a lot.  She saw a lot.\n\nThey saw a lot.\n"
    assert [one.code for one in await editor.findings(uri)] == ["spacing/gap"]


async def test_one_fix_leaves_the_other_findings_where_they_are(editor: Editor, folder: Path) -> None:
    uri = editor.open_file(folder / "one.txt", "alot  gap  whilom\n")
    await editor.findings(uri)
    action = await editor.action(uri, "Write “a lot” for “alot”")
    assert action.edit
    editor.apply(action.edit)
    at_once = await editor.findings(uri)
    expected = [("spacing/gap", at(0, 5, 7)), ("spacing/gap", at(0, 10, 12)), ("translation/whilom", at(0, 12, 18))]
    assert [(one.code, one.range) for one in at_once] == expected
    assert [(one.code, one.range) for one in await editor.findings(uri)] == expected
    assert [one.version for one in editor.published if one.uri == uri] == [1, 2, 2]


async def test_fixing_all_that_is_safe_gives_what_fix_writes(editor: Editor, tmp_path: Path) -> None:
    from tests.commandline import invoke

    path = tmp_path / "one.txt"
    text = next((ROOT / "seeds").glob("000_*.txt")).read_text("utf-8").replace("\n", "\r\n")
    uri = editor.open_file(path, text)
    actions = await editor.actions(uri, only=["source.fixAll"])
    assert [one.kind for one in actions] == ["source.fixAll.cleanup"]
    assert actions[0].edit
    editor.apply(actions[0].edit)
    assert invoke("fix", str(path)).exit_code == 0
    assert editor.texts[uri][1].encode("utf-8") == path.read_bytes()


@pytest.mark.parametrize("only", [["source.organizeImports"], ["refactor"], ["source.fixAll.other"]])
async def test_nothing_of_other_kinds_is_offered(editor: Editor, folder: Path, only: list[str]) -> None:
    uri = editor.open_file(folder / "one.txt")
    assert await editor.actions(uri, only=only) == []


@pytest.mark.parametrize("only", [["source"], ["source.fixAll"], ["source.fixAll.cleanup"]])
async def test_safe_repairs_are_made_for_the_text_as_it_is(editor: Editor, folder: Path, only: list[str]) -> None:
    uri = editor.open_file(folder / "one.txt")
    editor.replace(uri, "here", "there  too")
    (action,) = await editor.actions(uri, only=only)
    assert action.edit
    editor.apply(action.edit)
    assert editor.texts[uri][1] == "A gap there too.\n\nAnd alot of whilom.\n"


async def test_results_for_an_old_version_are_never_shown(editor: Editor, folder: Path) -> None:
    uri = editor.open_file(folder / "one.txt", "All is well here.\n")
    for number in range(20):
        editor.replace(uri, "here", f"there  {number} here")
    assert len(await editor.findings(uri)) == 20
    assert {one.version for one in editor.published if one.uri == uri} <= {1, 21}


async def test_hovering_explains_the_rule(editor: Editor, folder: Path) -> None:
    uri = editor.open_file(folder / "one.txt")
    await editor.findings(uri)
    hover = await editor.hover(uri, "lot")
    address = (folder.parent / "house/grammar/alot.toml").as_uri()
    shown = (
        "Two words written as one: “alot”\n\n"
        "Two words written as one. The dictionary has no such word.\n\n"
        "- He saw alot there.\n+ He saw a lot there.\n\n"
        f"grammar/alot (suggested), {address}"
    )
    assert hover == types.Hover(types.MarkupContent(types.MarkupKind.PlainText, shown), at(2, 4, 8))
    assert await editor.hover(uri, "here") is None


async def test_formatting_is_not_offered(editor: Editor) -> None:
    offered = editor.result.capabilities
    assert offered.document_formatting_provider is None
    assert offered.document_range_formatting_provider is None
    assert offered.position_encoding == "utf-16"
    assert editor.result.server_info
    assert editor.result.server_info.name == "cleanup"


async def test_excluded_files_give_nothing(editor: Editor, tmp_path: Path) -> None:
    desk(tmp_path, 'rules = ["house"]\nextend-exclude = ["drafts/"]\n')
    uri = editor.open_file(tmp_path / "drafts" / "one.txt")
    assert await editor.findings(uri) == []
    assert await editor.actions(uri) == []


FORMATS = [
    ("one.txt", "plaintext", ["spacing/gap"]),
    ("one", "plaintext", ["spacing/gap"]),
    ("one", "text", ["spacing/gap"]),
    ("one.md", "markdown", []),
    ("one", "markdown", []),
    ("one.tex", "latex", []),
    ("one.tex", "plaintext", []),
    ("one", "python", []),
    ("one.docx", "plaintext", []),
]


@pytest.mark.parametrize(("name", "language", "found"), FORMATS)
async def test_the_format_decides_what_is_prose(
    editor: Editor, folder: Path, name: str, language: str, found: list[str]
) -> None:
    uri = editor.open_file(folder / name, "`a  b`\n", language)
    assert [one.code for one in await editor.findings(uri)] == found


async def test_a_text_without_a_file_is_checked_by_its_language(editor: Editor) -> None:
    text = "He came home very. late that evening, and they had all gone to bed before he was in the house.\n"
    uri = editor.open("untitled:Untitled-1", text, "markdown")
    assert [one.code for one in await editor.findings(uri)] == ["sentences/full-stop-before-lowercase"]
    assert [one.title for one in await editor.actions(uri, ". l", ["quickfix"])] == [
        "Join the clause",
        "Start a sentence: “Late”",
        "Ignore sentences/full-stop-before-lowercase here",
    ]


@pytest.mark.parametrize("uri", ["git:/one.txt", "file:///a%00b.txt", "http://example.org/one.txt"])
async def test_what_is_elsewhere_gives_nothing(editor: Editor, uri: str) -> None:
    assert await editor.findings(editor.open(uri, TEXT)) == []


async def test_a_text_that_is_no_text_gives_nothing(editor: Editor, folder: Path) -> None:
    uri = editor.open_file(folder / "one.txt", "A  gap\0\n")
    assert await editor.findings(uri) == []


async def test_a_baseline_and_ignore_comments_count(editor: Editor, tmp_path: Path) -> None:
    from tests.commandline import invoke

    desk(tmp_path, 'rules = ["house"]\nbaseline = "known.json"\nselect = ["spacing", "translation"]\n')
    path = tmp_path / "one.md"
    path.write_text("A known  gap here.\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path)
        assert invoke("baseline", "--output", "known.json", "one.md").exit_code == 0
    text = "A known  gap here.\n\n<!-- cleanup: ignore translation -->\nwhilom  gap.\n"
    found = await editor.findings(editor.open_file(path, text, "markdown"))
    assert [(one.code, one.range) for one in found] == [("spacing/gap", at(3, 6, 8))]


async def test_an_error_in_a_configuration_is_said_once_with_its_line(editor: Editor, tmp_path: Path) -> None:
    (tmp_path / ".cleanup.toml").write_text('accept = []\nselct = ["quotes"]\n')
    uri = editor.open_file(tmp_path / "one.txt")
    assert await editor.findings(uri) == []
    editor.replace(uri, "A", "An")
    assert await editor.findings(uri) == []
    said = [one for one in editor.messages if str(tmp_path) in one]
    assert said == [f"cleanup: {tmp_path}/.cleanup.toml:2: unknown key 'selct'; did you mean 'select'?"]


async def test_a_text_that_cannot_be_read_says_why_at_its_line(editor: Editor, tmp_path: Path) -> None:
    uri = editor.open_file(tmp_path / "one.xlf", "<xliff>\n<file>\n</xliff>\n", "xliff")
    (found,) = await editor.findings(uri)
    assert (found.range, found.severity, found.code) == (at(2, 0, 8), DiagnosticSeverity.Error, None)
    assert found.message == "not well-formed XML: mismatched tag"
    assert not [one for one in editor.messages if "one.xlf" in one]


async def test_an_error_that_comes_back_is_said_again(editor: Editor, tmp_path: Path) -> None:
    right = desk(tmp_path) / ".cleanup.toml"
    uri = editor.open_file(tmp_path / "one.txt")
    assert len(await editor.findings(uri)) == 3
    kept = right.read_text()
    for text in ("accept = 1\n", kept, "accept = 1\n"):
        right.write_text(text)
        editor.replace(uri, "A", "An")
        assert len(await editor.findings(uri)) == (3 if text is kept else 0)
    assert len([one for one in editor.messages if str(tmp_path) in one]) == 2


async def test_a_changed_configuration_is_used_at_the_next_change(editor: Editor, tmp_path: Path) -> None:
    uri = editor.open_file(desk(tmp_path) / "one.txt")
    other = editor.open_file(tmp_path / "two.txt", "whilom\n")
    await editor.findings(other)
    (tmp_path / ".cleanup.toml").write_text('rules = ["house"]\nselect = ["spacing/gap"]\n')
    editor.replace(uri, "here", "there")
    await editor.wait(lambda: list([one.diagnostics for one in editor.published if one.uri == other][-1]) == [])
    assert [one.code for one in next(o for o in reversed(editor.published) if o.uri == uri).diagnostics] == [
        "spacing/gap"
    ]


async def test_a_watched_configuration_is_used_at_once(editor: Editor, tmp_path: Path) -> None:
    assert [one.method for one in editor.registered] == ["workspace/didChangeWatchedFiles"]
    uri = editor.open_file(desk(tmp_path) / "one.txt")
    await editor.findings(uri)
    rule = tmp_path / "house" / "spacing" / "gap.toml"
    rule.write_text(rule.read_text("utf-8").replace("{2,}", "{3,}").replace("wide  gap", "wide   gap"), "utf-8")
    event = types.FileEvent(rule.as_uri(), types.FileChangeType.Changed)
    editor.client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams([event]))
    assert [one.code for one in await editor.findings(uri)] == ["grammar/alot", "translation/whilom"]


async def test_two_changes_in_one_message_are_made_one_after_the_other(editor: Editor, folder: Path) -> None:
    uri = editor.open_file(folder / "one.txt", "One.\r\nTwo 😀.\r\n")
    await editor.findings(uri)
    changes = [
        types.TextDocumentContentChangePartial(range=at(1, 6, 6), text="  gap"),
        types.TextDocumentContentChangePartial(range=at(1, 8, 11), text="alot"),
    ]
    identifier = types.VersionedTextDocumentIdentifier(2, uri)
    editor.texts[uri] = 2, "One.\r\nTwo 😀  alot.\r\n"
    editor.client.text_document_did_change(types.DidChangeTextDocumentParams(identifier, changes))
    found = await editor.findings(uri)
    assert [(one.code, one.range) for one in found] == [("spacing/gap", at(1, 6, 8)), ("grammar/alot", at(1, 8, 12))]


async def test_a_whole_new_text_replaces_the_old_one(editor: Editor, folder: Path) -> None:
    uri = editor.open_file(folder / "one.txt")
    await editor.findings(uri)
    change = types.TextDocumentContentChangeWholeDocument("whilom\n")
    identifier = types.VersionedTextDocumentIdentifier(7, uri)
    editor.texts[uri] = 7, "whilom\n"
    editor.client.text_document_did_change(types.DidChangeTextDocumentParams(identifier, [change]))
    await editor.wait(
        lambda: [len(o.diagnostics) for o in editor.published if (o.uri, o.version) == (uri, 7)][-1:] == [1]
    )
    assert editor.published[-1].diagnostics[0].range == at(0, 0, 6)


async def test_unknown_methods_and_texts_are_answered(editor: Editor) -> None:
    missing = types.TextDocumentIdentifier("file:///nowhere.txt")
    assert await editor.client.text_document_hover_async(types.HoverParams(missing, Position(0, 0))) is None
    editor.client.text_document_did_close(types.DidCloseTextDocumentParams(missing))
    assert PUSHED.workspace


@pytest.mark.parametrize(("taken", "pause"), [(None, 0.01), (0.01, 0.01), (0.4, 0.05), (3.0, 0.25)])
async def test_the_longer_a_check_takes_the_longer_is_the_pause_before_it(taken: float | None, pause: float) -> None:
    assert pause_after(None if taken is None else CheckResult("file:///a.txt", 1, seconds=taken)) == pause
