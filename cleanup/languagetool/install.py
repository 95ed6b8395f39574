"""Installing LanguageTool in the user's data directory: with Maven, with language-tool-python's download, or as a copy.

An existing installation stays until the new one has been verified.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import chdir, contextmanager
from pathlib import Path

from cleanup.errors import CleanupError, near_miss
from cleanup.languagetool.local_copy import SERVER_JAR, VERSION, Installation, install_folder
from cleanup.processes.programs import program

POM = Path(__file__).with_name("pom.xml")
_PROFILE = re.compile(r"<id>([a-z]{2,3})</id>")
#: Modules that every installation by Maven has.
BASIC = ("en", "es")

Fetch = Callable[[Path], None]


def languages() -> list[str]:
    """Return the codes of the languages that Maven can add."""
    return _PROFILE.findall(POM.read_text("utf-8"))


def copied(source: Path) -> Fetch:
    """Copy a directory that contains LanguageTool, as unpacked from its ZIP file or installed elsewhere."""
    if not (source / SERVER_JAR).is_file():
        raise CleanupError(
            f"no {SERVER_JAR} in this directory", path=str(source), hint="name the directory LanguageTool-x.y"
        )

    def fetch(target: Path) -> None:
        shutil.copytree(source, target)

    return fetch


def by_maven(extra: Sequence[str] = ()) -> Fetch:
    """Download the jars from a Maven repository: English, Spanish and the extra languages. Raises CleanupError without
    Maven.
    """
    maven = program("mvn")
    if maven is None:
        raise CleanupError("Maven is not installed", hint="install it, or use --by download")
    for code in extra:
        if code not in (*BASIC, *languages()):
            hint = near_miss(code, (*BASIC, *languages()))
            raise CleanupError(f"no module for language {code!r}", hint=f"{hint}; --by download includes all languages")
    profiles = [f"-P{','.join(code for code in extra if code not in BASIC)}"] if set(extra) - set(BASIC) else []

    def fetch(target: Path) -> None:
        # Maven obeys the nearest `.mvn` above the file that it is given: options of Java, extensions to load. In a
        # virtual environment that would be the project's. So it gets a copy next to an empty one.
        pom = target.parent / "maven" / POM.name
        (pom.parent / ".mvn").mkdir(parents=True)
        shutil.copyfile(POM, pom)
        options = ["-DincludeScope=runtime", "-Dmdep.stripVersion=true", f"-DoutputDirectory={target / 'libs'}"]
        command = [maven, "-q", "-B", "-f", str(pom), f"-Dlt.version={VERSION}", *profiles, *options]
        done = subprocess.run(
            [*command, "dependency:copy-dependencies"], capture_output=True, text=True, check=False, cwd=pom.parent
        )
        if done.returncode:
            lines = [line for line in (done.stdout + done.stderr).splitlines() if "ERROR" in line]
            raise CleanupError(f"Maven could not download the jars: {(lines or ['no output'])[0][:300]}")
        (target / "libs" / SERVER_JAR).rename(target / SERVER_JAR)

    return fetch


def downloaded(target: Path) -> None:
    """Download LanguageTool with all languages (about 250 MB) in the way of language-tool-python."""
    from language_tool_python.download_lt import LocalLanguageTool
    from language_tool_python.exceptions import LanguageToolError

    # Meanwhile in our directory: the package searches for Java itself, and must not find anything in the current one.
    place = target.parent.absolute()
    with _environment(LTP_PATH=str(place), LTP_JAR_DIR_PATH=""), chdir(place):
        try:
            LocalLanguageTool.from_version_name(VERSION).download()
        except (LanguageToolError, OSError) as error:
            raise CleanupError(f"the download failed: {' '.join(str(error).split())[:300]}") from error


def install(fetch: Fetch, name: str = f"LanguageTool-{VERSION}") -> Installation:
    """Fetch LanguageTool, verify every jar, and only then replace the old installation. Raises CleanupError."""
    place = install_folder()
    try:
        place.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".new-", dir=place) as folder:
            fresh = Path(folder) / name
            fetch(fresh)
            Installation(fresh).verify()
            target = place / name
            if target.exists() or target.is_symlink():
                target.rename(Path(folder) / "old")
            fresh.rename(target)
            return Installation(target)
    except OSError as error:
        raise CleanupError(error.strerror or str(error), path=str(error.filename or place)) from error


@contextmanager
def _environment(**values: str) -> Iterator[None]:
    """Set environment variables for a while, because language-tool-python takes its directory only from these."""
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
