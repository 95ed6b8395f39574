"""What every test needs: a cache and a state of its own, so that no test reads or writes the user's."""

from __future__ import annotations

import os
import shutil
import tempfile
from functools import partial
from pathlib import Path

import pytest
from hypothesis import settings

from tests.commandline import HOUSE_RULES, write_rules

# Whether a machine is slow is no property of the code; timings are in `benchmarks/`.
# Fewer examples than usual, as there are many properties; each run has others.
settings.register_profile("here", deadline=None, max_examples=40)
settings.load_profile("here")


def pytest_configure(config: pytest.Config) -> None:
    """Set the folders, which sub-processes inherit, before any test is imported: many modules of them load rules."""
    for name in ("CLEANUP_CACHE", "CLEANUP_STATE"):
        folder = tempfile.mkdtemp(prefix=f"{name.lower()}-")
        os.environ[name] = folder
        config.add_cleanup(partial(shutil.rmtree, folder, ignore_errors=True))


@pytest.fixture(scope="session")
def cache() -> Path:
    """The cache folder of this test run."""
    return Path(os.environ["CLEANUP_CACHE"])


@pytest.fixture
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache folder of the test's own, for sub-processes too."""
    own = tmp_path / "cache"
    own.mkdir()
    monkeypatch.setenv("CLEANUP_CACHE", str(own))
    return own


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder beside `house/`, a folder of three rules that depends on none of the built-in ones."""
    write_rules(tmp_path / "house", HOUSE_RULES)
    folder = tmp_path / "desk"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder
