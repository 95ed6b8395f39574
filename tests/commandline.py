"""How the tests call the command line: in this process, or as a real program."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from click.testing import CliRunner, Result

from cleanup.cli.program import program

ROOT = Path(__file__).parent.parent

#: One rule of each level, by id.
HOUSE_RULES = {
    "spacing/gap": """
kind    = "pattern"
summary = "Spaces in a row"
why     = "A tag between them was removed."
level   = "safe"
pattern = ' {2,}'
replace = ' '

[[examples]]
before = 'wide  gap'
after  = 'wide gap'

[[examples]]
keep   = 'no gap'
""",
    "grammar/alot": """
kind    = "pattern"
summary = "Two words written as one"
why     = "The dictionary has no such word."
level   = "suggested"
words   = true
pattern = 'alot'
replace = 'a lot'

[[examples]]
before = 'He saw alot there.'
after  = 'He saw a lot there.'
""",
    "translation/whilom": """
kind    = "pattern"
summary = "A word out of use"
why     = "The spinner took it from an old thesaurus."
level   = "flag"
words   = true
pattern = 'whilom'

[[examples]]
before = 'the whilom mayor'
""",
}

#: Options that make the three rules the only ones; paths are seen from the fixture `desk`.
HOUSE = ("--rules", "../house", "--select", ",".join(HOUSE_RULES))


def write_rules(folder: Path, rules: Mapping[str, str]) -> Path:
    """Write rule files, by id, below a folder."""
    for rule_id, source in rules.items():
        path = folder / f"{rule_id}.toml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(source, "utf-8")
    return folder


def invoke(*args: str, stdin: bytes = b"") -> Result:
    """The command in this process."""
    return CliRunner().invoke(program, args, input=stdin, prog_name="cleanup")


def environment(**extra: str) -> dict[str, str]:
    """The environment of a sub-process that finds this checkout from any folder."""
    return {**os.environ, "PYTHONPATH": str(ROOT), **extra}


def on_a_terminal(env: Mapping[str, str], *args: str) -> tuple[str, int | None]:
    """What the program, in the current folder, shows on a terminal of 80 columns, and its exit code."""
    import pexpect  # POSIX only

    child = pexpect.spawn(sys.executable, ["-m", "cleanup", *args], env=dict(env), encoding="utf-8", timeout=60)
    child.expect(pexpect.EOF)
    child.close()
    return str(child.before).replace("\r\n", "\n"), child.exitstatus


def execute(*args: str | bytes, stdin: bytes = b"", **extra: str) -> subprocess.CompletedProcess[bytes]:
    """The command as a program, in the current folder."""
    command = [sys.executable, "-m", "cleanup", *args]
    return subprocess.run(command, input=stdin, capture_output=True, env=environment(**extra), check=False, timeout=60)
