"""Put LanguageTool into the user's data folder: by Maven, by language-tool-python's own download, or as a copy.

What was there stays until the new one has been looked at.
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
    """Codes of the languages that can be added by Maven."""
    return _PROFILE.findall(POM.read_text("utf-8"))


def copied(source: Path) -> Fetch:
    """A folder that holds LanguageTool already, as unpacked from its zip file or installed elsewhere."""
    if not (source / SERVER_JAR).is_file():
        raise CleanupError(
            f"no {SERVER_JAR} in this directory", path=str(source), hint="name the directory LanguageTool-x.y"
        )

    def fetch(target: Path) -> None:
        shutil.copytree(source, target)

    return fetch


def by_maven(extra: Sequence[str] = ()) -> Fetch:
    """The jars from a Maven repository, English, Spanish and the extra languages. Raises CleanupError without Maven."""
    maven = program("mvn")
    if maven is None:
        raise CleanupError("Maven is not installed", hint="install it, or use --by download")
    for code in extra:
        if code not in (*BASIC, *languages()):
            hint = near_miss(code, (*BASIC, *languages()))
            raise CleanupError(f"no module for language {code!r}", hint=f"{hint}; --by download includes all languages")
    profiles = [f"-P{','.join(code for code in extra if code not in BASIC)}"] if set(extra) - set(BASIC) else []

    def fetch(target: Path) -> None:
        # Maven obeys the nearest `.mvn` above the file it is given: options of Java, extensions to load. In a virtual
        # environment that would be the project's. So it gets a copy beside an empty one.
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
            raise CleanupError(f"Maven could not download the jars: {(lines or ['no reason given'])[0][:300]}")
        (target / "libs" / SERVER_JAR).rename(target / SERVER_JAR)

    return fetch


def downloaded(target: Path) -> None:
    """The whole of LanguageTool, all languages (about 250 MB), as language-tool-python gets it."""
    from language_tool_python.download_lt import LocalLanguageTool
    from language_tool_python.exceptions import LanguageToolError

    # Meanwhile in our folder: it looks for Java itself, and what lies in the current folder is none of ours.
    place = target.parent.absolute()
    with _environment(LTP_PATH=str(place), LTP_JAR_DIR_PATH=""), chdir(place):
        try:
            LocalLanguageTool.from_version_name(VERSION).download()
        except (LanguageToolError, OSError) as error:
            raise CleanupError(f"the download failed: {' '.join(str(error).split())[:300]}") from error


def install(fetch: Fetch, name: str = f"LanguageTool-{VERSION}") -> Installation:
    """Fetch, look at every jar, and only then replace what was there. Raises CleanupError."""
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
    """These variables for a while; language-tool-python takes its folder from nowhere else."""
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
