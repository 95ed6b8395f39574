"""How the tests drive `cleanup review`: on a real pseudo-terminal."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.commandline import HOUSE, HOUSE_RULES, environment, write_rules

if TYPE_CHECKING:
    import pexpect

PROMPT = "Accept this change?"
FLAG = "Dismiss it, or write your own text?"
WRITE = "to the texts?"
DEL = "\x7f"

#: A word with three suggestions, and one that wants the words of another rule.
MORE = {
    "spinner/kin": """
kind    = "phrases"
summary = "A word of the spinner"
why     = "It took it from a thesaurus."
level   = "suggested"
pass    = "words"

[phrases]
kinsfolk = ["family", "relatives", "parents"]

[[examples]]
before = 'His kinsfolk left.'
after  = 'His family left.'
""",
    "spacing/broken": """
kind    = "pattern"
summary = "Two words on two lines"
why     = "A column of the source was narrow."
level   = "flag"
pattern = 'whilom\\r?\\nmayor'

[[examples]]
before = "the whilom\\nmayor"
""",
    "grammar/much": """
kind    = "pattern"
summary = "Too many words"
why     = "One is enough."
level   = "suggested"
words   = true
pattern = 'alot of'
replace = 'much'
confidence = 0.5

[[examples]]
before = 'He saw alot of it there.'
after  = 'He saw much it there.'
""",
}

#: Options that make these and the rules of the house the only ones.
ALL = ("--rules", "../house", "--select", ",".join([*HOUSE_RULES, *MORE]))

Start = Callable[..., "Terminal"]


class Terminal:
    """A running review, and what it has shown since the last key."""

    def __init__(self, child: pexpect.spawn[str]) -> None:
        self.child = child

    def until(self, text: str) -> str:
        """Wait for a text; gives what was shown up to it, without colours."""
        return plain(self.raw(text)) + text

    def press(self, keys: str, then: str = PROMPT) -> str:
        """Press keys and wait for a text."""
        self.child.send(keys)
        return self.until(then)

    def raw(self, text: str) -> str:
        """Wait for a text; gives what was shown up to it, as it was sent."""
        self.child.expect_exact(text, timeout=30)
        return self.child.before or ""

    def end(self, keys: str = "") -> tuple[str, int | None]:
        """Press keys and wait for the end: what was shown, and the exit code."""
        import pexpect

        self.child.send(keys)
        self.child.expect(pexpect.EOF, timeout=30)
        self.child.close()
        return plain(self.child.before or ""), self.child.exitstatus


def plain(shown: str) -> str:
    """Without the escapes of colours and of the line editor."""
    return re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", shown).replace("\r\n", "\n")


def starting(desk: Path) -> Iterator[Start]:
    """For a fixture: what starts reviews in `desk`."""
    import pexpect

    started: list[Any] = []
    write_rules(desk.parent / "house", MORE)

    def begin(*args: str, columns: int = 80, rules: tuple[str, ...] = HOUSE, **extra: str) -> Terminal:
        env = environment(**{"LC_ALL": "C.UTF-8", "TERM": "xterm", "NO_COLOR": "1", **extra})
        command = ["-m", "cleanup", "review", *rules, *args]
        child = pexpect.spawn(
            sys.executable, command, env=env, dimensions=(24, columns), encoding="utf-8", codec_errors="strict"
        )
        started.append(child)
        return Terminal(child)

    yield begin
    for child in started:
        child.close(force=True)
