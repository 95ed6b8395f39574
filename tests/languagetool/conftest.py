"""The real server for these tests, one a run. Without Java or the jars they are skipped, and fail where CI=true."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from cleanup.errors import CleanupError
from cleanup.languagetool import launcher, local_copy
from cleanup.languagetool.local_copy import Installation
from cleanup.languagetool.matches import Query
from cleanup.languagetool.service import Service, at
from cleanup.local_servers.launcher import Lease
from cleanup.web.address import parse

#: Where `.ci/run` puts the jars.
BUILT = Path(__file__).parent / "build"


@pytest.fixture(scope="session")
def installed() -> Iterator[Installation]:
    """LanguageTool on this machine; sub-processes find it too."""
    with pytest.MonkeyPatch.context() as patch:
        if BUILT.is_dir() and not os.environ.get("LTP_PATH"):
            patch.setenv("LTP_PATH", str(BUILT))
        try:
            found = local_copy.find()
            local_copy.java()
        except CleanupError as error:
            pytest.fail(str(error)) if os.environ.get("CI") == "true" else pytest.skip(str(error))
        # Named from here on, whatever becomes of the home folder.
        patch.setenv("LTP_PATH", str(found.folder.parent))
        yield found


@pytest.fixture(scope="session")
def server(installed: Installation, cache: Path) -> Iterator[Lease]:
    """The server of this test run, held so that no test has to start it again."""
    assert cache
    lease = launcher.lease(installed)
    yield lease
    lease.close()


@pytest.fixture
def service(server: Lease) -> Iterator[Service]:
    """A matcher that asks it."""
    helper = Service(at(parse(server.url)), Query("en", ("EN_A_VS_AN",)))
    yield helper
    helper.close()


@pytest.fixture
def nowhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, own_cache: Path) -> Path:
    """A machine without LanguageTool, and with a cache of its own."""
    assert own_cache
    for name, folder in {"LTP_PATH": "none", "CLEANUP_DATA": "data", "HOME": "home"}.items():
        monkeypatch.setenv(name, str(tmp_path / folder))
    return tmp_path


@pytest.fixture
def apart(installed: Installation, tmp_path: Path, own_cache: Path) -> Iterator[Path]:
    """A cache of its own, so that a server of its own is started: for tests that do it harm."""
    assert installed
    assert own_cache
    yield tmp_path
    launcher.SERVER.stop()
