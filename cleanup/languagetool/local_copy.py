"""Where LanguageTool is on this machine: Java, the directory of jars, their version and languages."""

from __future__ import annotations

import os
import re
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path

from cleanup.errors import CleanupError
from cleanup.files.user_folders import data_folder
from cleanup.processes.programs import program

SERVER_JAR = "languagetool-server.jar"
#: The version that language-tool-python 3.4 is made for.
VERSION = "6.8"
INSTALL_HINT = "install it with `cleanup languagetool install`"
JAVA_HINT = "install Java 17 or later (a JRE is enough), or set JAVA_HOME"

_NUMBER = re.compile(r"\d+")
_LANGUAGE_JAR = re.compile(r"language-([a-z]{2,3})\.jar")
#: Languages whose module does nothing without a dictionary, which is in another jar.
_NEEDS = {"pt": "portuguese-pos-dict.jar", "ca": "catalan-pos-dict.jar"}


@dataclass(frozen=True, slots=True)
class Installation:
    """A directory that contains `languagetool-server.jar` and, in `libs/`, the jars that it needs."""

    folder: Path

    @property
    def jar(self) -> Path:
        """The jar to start."""
        return self.folder / SERVER_JAR

    @property
    def version(self) -> str:
        """The version according to the directory's name, or `unknown`."""
        return self.folder.name.partition("-")[2] or "unknown"

    @property
    def languages(self) -> list[str]:
        """The codes of the languages that can be checked, sorted."""
        jars = {path.name for path in self.folder.glob("libs/*.jar")}
        found = (match[1] for name in jars if (match := _LANGUAGE_JAR.fullmatch(name)))
        return sorted(code for code in found if _NEEDS.get(code, SERVER_JAR) in jars | {SERVER_JAR})

    @property
    def size(self) -> int:
        """The size on the disk in bytes."""
        return sum(path.stat().st_size for path in self.folder.rglob("*") if path.is_file())

    @property
    def identity(self) -> str:
        """Return what changes when the jars change: results are cached for one identity."""
        stat = self.jar.stat()
        return f"{self.version} {stat.st_size} {stat.st_mtime_ns} {','.join(self.languages)}"

    def verify(self) -> None:
        """Raise CleanupError if a jar is truncated or damaged."""
        jars = [self.jar, *sorted(self.folder.glob("libs/*.jar"))]
        if len(jars) == 1:
            raise CleanupError(
                "the directory libs/ beside the jar is missing", path=str(self.folder), hint=INSTALL_HINT
            )
        for jar in jars:
            if not zipfile.is_zipfile(jar):
                raise CleanupError("this jar is damaged or truncated", path=str(jar), hint=INSTALL_HINT)


def install_folder() -> Path:
    """Return the directory in which `cleanup languagetool install` puts it."""
    return data_folder()


def find() -> Installation:
    """The newest installation: where `LTP_PATH` points, ours, then language-tool-python's own. Raises CleanupError."""
    theirs = Path(os.path.expanduser("~/.cache/language_tool_python"))  # noqa: PTH111 - pathlib's raises RuntimeError
    places = [install_folder(), *([theirs] if theirs.is_absolute() else ())]
    if chosen := os.environ.get("LTP_PATH"):
        places.insert(0, Path(chosen))
    for place in places:
        here = [folder for folder in place.glob("LanguageTool-*") if (folder / SERVER_JAR).is_file()]
        if here:
            return Installation(max(here, key=_numbers))
    raise CleanupError("LanguageTool is not installed", hint=INSTALL_HINT)


def _numbers(folder: Path) -> list[int]:
    return [int(number) for number in _NUMBER.findall(folder.name)]


def java() -> str:
    """Return the Java program: that of `JAVA_HOME`, or else the one on the path. Raises CleanupError."""
    name = "java.exe" if sys.platform == "win32" else "java"
    home = Path(os.environ.get("JAVA_HOME", ""))
    # A relative path would depend on the current directory.
    if home.is_absolute() and (home / "bin" / name).is_file():
        return str(home / "bin" / name)
    found = program("java")
    if not found:
        raise CleanupError("Java is not installed", hint=JAVA_HINT)
    return found
