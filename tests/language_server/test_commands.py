"""Ignoring and accepting from the editor: what is written, and that it counts at once."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from lsprotocol import types
from pygls.exceptions import JsonRpcException

from tests.language_server.editors import CONFIGURATION, Editor, desk, editing

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def editor() -> AsyncIterator[Editor]:
    """An editor without a workspace."""
    async with editing() as one:
        yield one


async def test_ignoring_here_writes_a_comment(editor: Editor, tmp_path: Path) -> None:
    desk(tmp_path)
    uri = editor.open_file(tmp_path / "one.md", "# A  title\n\nA  gap.\n\n- One  item\n- two\n", "markdown")
    assert [one.range.start.line for one in await editor.findings(uri)] == [0, 2, 4]
    await editor.run(await editor.action(uri, "Ignore spacing/gap here", "A  gap"))
    assert "\n<!-- cleanup: ignore spacing/gap -->\nA  gap.\n" in editor.texts[uri][1]
    assert [one.range.start.line for one in await editor.findings(uri)] == [0, 5]
    await editor.run(await editor.action(uri, "Ignore spacing/gap here", "One  item"))
    assert "- One  item <!-- cleanup: ignore spacing/gap -->\n- two\n" in editor.texts[uri][1]
    assert [one.range.start.line for one in await editor.findings(uri)] == [0]
    await editor.run(await editor.action(uri, "Ignore spacing/gap here", "A  title"))
    assert editor.texts[uri][1].startswith("# A  title <!-- cleanup: ignore spacing/gap -->\n\n")
    assert await editor.findings(uri) == []


async def test_ignoring_everywhere_keeps_the_comments_of_the_configuration(editor: Editor, tmp_path: Path) -> None:
    desk(tmp_path)
    uri = editor.open_file(tmp_path / "one.txt")
    await editor.findings(uri)
    await editor.run(await editor.action(uri, "Ignore translation/whilom everywhere", "whilom"))
    assert (tmp_path / ".cleanup.toml").read_text() == f'{CONFIGURATION}ignore = ["translation/whilom"]\n'
    assert [one.code for one in await editor.findings(uri)] == ["spacing/gap", "grammar/alot"]
    said = f"cleanup: added 'translation/whilom' to 'ignore' in {tmp_path}/.cleanup.toml"
    assert said in editor.messages


async def test_ignoring_in_one_file_leaves_the_others(editor: Editor, tmp_path: Path) -> None:
    desk(tmp_path)
    name = "od[d] *!é.txt"
    uri, other = editor.open_file(tmp_path / name), editor.open_file(tmp_path / "od! x.txt")
    await editor.findings(other)
    await editor.run(await editor.action(uri, "Ignore spacing/gap in this file", "  "))
    assert [one.code for one in await editor.findings(uri)] == ["grammar/alot", "translation/whilom"]
    editor.replace(other, "here", "there")
    assert len(await editor.findings(other)) == 3


async def test_accepting_a_word_writes_it_to_the_project(editor: Editor, tmp_path: Path) -> None:
    desk(tmp_path)
    (tmp_path / ".cleanup.toml").unlink()
    own = '[tool.cleanup]\nrules = ["house"]\nselect = ["translation"]\n'
    project = f'[project]\nname = "x"  # ours\n\n{own}\n[tool.z]\na = 1\n'
    (tmp_path / "pyproject.toml").write_bytes(project.replace("\n", "\r\n").encode())
    uri = editor.open_file(tmp_path / "one.txt")
    await editor.findings(uri)
    await editor.run(await editor.action(uri, "Accept “whilom”", "whilom"))
    written = project.replace('["translation"]\n', '["translation"]\naccept = ["whilom"]\n').replace("\n", "\r\n")
    assert (tmp_path / "pyproject.toml").read_bytes().decode() == written
    assert await editor.findings(uri) == []


async def test_a_configuration_is_created_where_there_is_none(tmp_path: Path) -> None:
    text = "He came home very. late that evening, and they had all gone to bed before he was in the house.\n"
    async with editing(root=tmp_path) as editor:
        (tmp_path / "texts").mkdir()
        uri = editor.open_file(tmp_path / "texts" / "one.txt", text)
        (found,) = await editor.findings(uri)
        await editor.run(await editor.action(uri, f"Ignore {found.code} everywhere"))
        assert (tmp_path / ".cleanup.toml").read_text() == f'ignore = ["{found.code}"]\n'
        assert await editor.findings(uri) == []


async def run(editor: Editor, command: str, *arguments: str) -> None:
    await editor.client.workspace_execute_command_async(types.ExecuteCommandParams(command, list(arguments)))


async def test_a_command_that_cannot_be_carried_out_changes_nothing(editor: Editor, tmp_path: Path) -> None:
    desk(tmp_path)
    uri = editor.open_file(tmp_path / "one.txt")
    await editor.findings(uri)
    loose = editor.open("untitled:loose", "He came home very. late that evening, as they had all gone to bed.\n")
    refused = [
        ("cleanup.ignoreEverywhere", uri, "no/rule"),
        ("cleanup.ignoreEverywhere", "file:///not-open.txt", "spacing/gap"),
        ("cleanup.ignoreInFile", uri, "spacing"),
        ("cleanup.accept", uri, " "),
        ("cleanup.accept", loose, "very"),
        ("cleanup.accept", uri),
        ("cleanup.nothing", uri),
    ]
    for command, *arguments in refused:
        with pytest.raises(JsonRpcException):
            await run(editor, command, *arguments)
    await run(editor, "cleanup.ignoreHere", uri, "0123456789abcd")
    assert "cleanup: there is nothing to ignore any more" in editor.messages
    assert (tmp_path / ".cleanup.toml").read_text() == CONFIGURATION
    assert sorted(path.name for path in tmp_path.iterdir()) == [".cleanup.toml", "house", "one.txt"]


async def test_a_configuration_that_cannot_be_changed_is_left(editor: Editor, tmp_path: Path) -> None:
    desk(tmp_path)
    uri = editor.open_file(tmp_path / "one.txt")
    await editor.findings(uri)
    (tmp_path / ".cleanup.toml").write_text("accept = [\n")
    await run(editor, "cleanup.accept", uri, "whilom")
    assert (tmp_path / ".cleanup.toml").read_text() == "accept = [\n"
    place = f"cleanup: {tmp_path}/.cleanup.toml: cannot change the configuration: "
    assert [one.startswith(place) and one.endswith("; add 'whilom' to 'accept' yourself") for one in editor.messages][
        -1
    ]
