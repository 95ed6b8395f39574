"""What the tests of the guard share: the changes of a passage, and a document around it."""

from __future__ import annotations

import re
from collections.abc import Callable

from cleanup.guard.alignment import Correction, changes
from cleanup.guard.house import House, serial_comma
from cleanup.guard.known import Known
from cleanup.style.document_style import Profile
from cleanup.style.house_style import OWN, Style

_MARKED = re.compile(r"\{([^|{}]*)\|([^{}]*)\}")


def versions(marked: str) -> tuple[str, str]:
    """A passage and its corrected version, written as one: `a {old|new} bridge`."""
    return _MARKED.sub(r"\1", marked), _MARKED.sub(r"\2", marked)


def made(marked: str) -> list[Correction]:
    """The changes of a passage."""
    return changes(*versions(marked))


def only(marked: str) -> Correction:
    """The one change of a passage."""
    (change,) = made(marked)
    return change


def house(text: str, style: Style = OWN) -> House:
    """The style of an English document."""
    return House(Profile(text, "en", style), Known(text), serial_comma(text))


def follows(fit: Callable[[Correction, House], bool], document: str, marked: str, style: Style = OWN) -> bool:
    """Whether the one change of a passage fits into a document that it is a part of."""
    return fit(only(marked), house(document + versions(marked)[0], style))
