"""A real Neovim, set up as the documentation says: it shows the findings, and saves the repaired text."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.commandline import ROOT, environment, invoke
from tests.language_server.editors import desk

#: Waits for diagnostics, makes all safe repairs, saves the text, and ends.
DRIVE = """
local shown = vim.wait(200000, function() return #vim.diagnostic.get(0) > 0 end, 20)
local found = {}
for _, one in ipairs(vim.diagnostic.get(0)) do
  table.insert(found, { one.code, one.lnum, one.col, one.end_col, one.severity, one.source, one.message })
end
vim.fn.writefile({ vim.fn.json_encode(found) }, 'found.json')
local before = vim.api.nvim_buf_get_changedtick(0)
local context = { only = { 'source.fixAll.cleanup' }, diagnostics = {} }
if vim.fn.has('nvim-0.8') == 1 then
  vim.lsp.buf.code_action({ context = context, apply = true })
else
  vim.ui.select = function(items, _, chosen) chosen(items[1], 1) end
  vim.lsp.buf.code_action(context)
end
vim.wait(200000, function() return vim.api.nvim_buf_get_changedtick(0) > before end, 20)
vim.wait(200000, function() return #vim.diagnostic.get(0) == #found - 1 end, 20)
vim.fn.writefile({ vim.fn.json_encode(#vim.diagnostic.get(0)) }, 'left.json')
vim.cmd('write')
vim.cmd('quitall!')
"""

TEXT = "# “A 😀  gap”\n\nAnd alot 😀 of whilom.\n"


@pytest.fixture(scope="module")
def nvim() -> str:
    """The program; without it the tests are skipped, and fail where CI=true."""
    found = shutil.which("nvim")
    if not found:
        reason = "Neovim is missing: apt-get install neovim"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    return found


def snippets() -> list[str]:
    """What the documentation puts into `init.lua`: for new versions, for old ones, and to repair when saving."""
    page = (ROOT / "docs" / "editors.md").read_text("utf-8")
    return re.findall(r"^```lua\n(.*?)^```$", page, re.DOTALL | re.MULTILINE)


def version(nvim: str) -> tuple[int, int]:
    said = subprocess.run([nvim, "--version"], capture_output=True, text=True, check=True, timeout=60).stdout
    match = re.match(r"NVIM v(\d+)\.(\d+)", said)
    assert match
    return int(match[1]), int(match[2])


def run(nvim: str, folder: Path, *configuration: str, name: str, drive: str) -> None:
    """Open a file with this `init.lua`, and do what a script says."""
    (folder / "bin").mkdir()
    program = folder / "bin" / "cleanup"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -P -m cleanup "$@"\n')
    program.chmod(0o755)
    (folder / "init.lua").write_text("\n".join(configuration))
    (folder / "drive.lua").write_text(drive)
    env = environment(PATH=f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}", XDG_STATE_HOME=str(folder / "state"))
    command = [nvim, "--headless", "-n", "-i", "NONE", "-u", "init.lua", name, "-c", "luafile drive.lua"]
    done = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False, timeout=400)
    assert done.returncode == 0, done.stderr


def setup(nvim: str) -> str:
    new, old, _ = snippets()
    return new if version(nvim) >= (0, 11) else old


def test_neovim_shows_the_findings_and_saves_the_repaired_text(nvim: str, tmp_path: Path) -> None:
    desk(tmp_path)
    (tmp_path / "one.md").write_bytes(TEXT.encode())
    (tmp_path / "same.md").write_bytes(TEXT.encode())
    run(nvim, tmp_path, setup(nvim), name="one.md", drive=DRIVE)
    assert json.loads((tmp_path / "found.json").read_text("utf-8")) == [
        # Columns are bytes in Neovim.
        ["spacing/gap", 0, 11, 13, 2, "cleanup", "Spaces in a row"],
        ["grammar/alot", 2, 4, 8, 3, "cleanup", "Two words written as one: “alot”"],
        ["translation/whilom", 2, 17, 23, 4, "cleanup", "A word out of use: “whilom”"],
    ]
    assert json.loads((tmp_path / "left.json").read_text("utf-8")) == 2
    assert (tmp_path / "one.md").read_bytes() == "# “A 😀 gap”\n\nAnd alot 😀 of whilom.\n".encode()
    assert invoke("fix", str(tmp_path / "same.md")).exit_code == 0
    assert (tmp_path / "same.md").read_bytes() == (tmp_path / "one.md").read_bytes()


def test_safe_repairs_are_made_when_a_text_is_saved(nvim: str, tmp_path: Path) -> None:
    desk(tmp_path)
    (tmp_path / "one.md").write_bytes(TEXT.encode())
    drive = (
        "vim.wait(200000, function() return #vim.diagnostic.get(0) > 0 end, 20)\n"
        "vim.cmd('normal! Go')\nvim.cmd('normal! iMore  gaps.')\nvim.cmd('write')\nvim.cmd('quitall!')\n"
    )
    run(nvim, tmp_path, setup(nvim), snippets()[2], name="one.md", drive=drive)
    assert (tmp_path / "one.md").read_bytes() == "# “A 😀 gap”\n\nAnd alot 😀 of whilom.\nMore gaps.\n".encode()
