"""Where the tool keeps its own files."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import platformdirs
import pytest

from cleanup.errors import CleanupError
from cleanup.files.user_folders import NOWHERE, cache_folder, data_folder, state_folder
from tests.commandline import environment

VARIABLES = [f"{tool}_{kind}" for tool in ("CLEANUP", "XDG") for kind in ("CACHE", "STATE", "DATA")]


@pytest.fixture(autouse=True)
def plain(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """An environment that says nothing but where the home is."""
    for name in VARIABLES:
        monkeypatch.delenv(name if name.startswith("CLEANUP") else f"{name}_HOME", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path


def test_a_variable_decides(monkeypatch: pytest.MonkeyPatch) -> None:
    for kind in ("CACHE", "STATE", "DATA"):
        monkeypatch.setenv(f"CLEANUP_{kind}", f"/some/{kind}")
    assert [cache_folder(), state_folder(), data_folder()] == [
        Path("/some/CACHE"),
        Path("/some/STATE"),
        Path("/some/DATA"),
    ]


@pytest.mark.skipif(sys.platform != "linux", reason="the folders of Linux")
def test_the_folders_of_linux(plain: Path) -> None:
    assert [cache_folder(), state_folder(), data_folder()] == [
        plain / ".cache/cleanup",
        plain / ".local/state/cleanup",
        plain / ".local/share/cleanup",
    ]


@pytest.mark.parametrize("home", ["/home/me", "", "relative", "/trailing/"])
@pytest.mark.parametrize("cache", [None, "", "relative/cache", "/else/where"])
def test_the_cache_is_where_platformdirs_says(monkeypatch: pytest.MonkeyPatch, home: str, cache: str | None) -> None:
    monkeypatch.setenv("HOME", home)
    if cache is not None:
        monkeypatch.setenv("XDG_CACHE_HOME", cache)
    assert cache_folder() == platformdirs.user_cache_path("cleanup", appauthor=False)


def test_without_a_home(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> Path:
        raise RuntimeError("could not determine the home directory")

    monkeypatch.setenv("HOME", "")
    for kind in ("cache", "state", "data"):
        monkeypatch.setattr(platformdirs, f"user_{kind}_path", unknown)
    assert cache_folder() == NOWHERE
    with pytest.raises(RuntimeError):
        state_folder()
    with pytest.raises(CleanupError, match="the home directory is unknown"):
        data_folder()


@pytest.mark.skipif(sys.platform != "linux", reason="other systems ask platformdirs")
@pytest.mark.usefixtures("plain")
def test_to_know_the_cache_the_library_is_not_loaded() -> None:
    script = "import sys; from cleanup.files.user_folders import cache_folder as f; f(); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], env=environment(), capture_output=True, check=True, text=True)
    assert {"platformdirs", "cleanup"} & set(done.stdout.split()) == {"cleanup"}
