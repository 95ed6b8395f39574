"""The server as a program, one for all tests of a run, and what its tests need besides."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.commandline import environment
from tests.languagetool.conftest import installed, server

__all__ = ["gramma", "installed", "served", "server"]

#: Where `.ci/run` puts the client.
BUILT = Path(__file__).parent / "build"


@pytest.fixture(scope="session")
def served(cache: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running server. It must end with what it has written being nothing."""
    assert cache
    nowhere = tmp_path_factory.mktemp("nowhere")
    command = [sys.executable, "-P", "-m", "cleanup", "serve", "--port", "0", "--jobs", "1"]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment(), cwd=nowhere, text=True
    )
    assert process.stdout
    first = process.stdout.readline()
    assert first.startswith("Page: "), process.communicate()[1]
    yield first.split()[1].rstrip("/")
    process.terminate()
    assert process.communicate(timeout=60)[1] == ""
    assert list(nowhere.iterdir()) == []


@pytest.fixture(scope="session")
def gramma(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory in which Node.js finds the client `gramma`."""
    if (BUILT / "node_modules" / "gramma").is_dir():
        return BUILT
    folder = tmp_path_factory.mktemp("gramma")
    npm = shutil.which("npm")
    (folder / "package.json").write_text(json.dumps({"private": True}))
    arguments = ["install", "--no-audit", "--no-fund", "--ignore-scripts", "gramma@1.6.0"]
    done = subprocess.run([npm, *arguments], cwd=folder, capture_output=True, check=False) if npm else None
    if done is None or done.returncode:
        reason = "npm is missing, or cannot install gramma"
        pytest.fail(reason) if os.environ.get("CI") == "true" else pytest.skip(reason)
    return folder
