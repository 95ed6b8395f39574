"""What the tests of the server share: a checker of this process, and questions to it."""

from __future__ import annotations

import json
from functools import cache
from typing import Any
from urllib.parse import urlencode

from cleanup.http_server.checking import Checker
from cleanup.http_server.exchange import HttpQuestion

#: A text with safe findings of two groups, a suggestion and a flag; in English beyond doubt.
TEXT = "He went , and it has swept away many. countries of the region. The whole of it was over in the end."


@cache
def checker() -> Checker:
    """The rules, made ready once."""
    return Checker(10)


def form(**fields: object) -> HttpQuestion:
    """A request with a form, as most clients send it."""
    return HttpQuestion("check", "POST", b"", urlencode(fields).encode(), "application/x-www-form-urlencoded")


def reply(**fields: object) -> dict[str, Any]:
    """What the server replies to a form; English unless it says otherwise."""
    answer = checker().answer(form(**{"language": "en-US", **fields}))
    assert (answer.status, answer.media_type) == (200, "application/json")
    found: dict[str, Any] = json.loads(answer.body)
    return found


def places(found: dict[str, Any]) -> list[tuple[int, int, list[str]]]:
    """Offset, length and replacements of the matches of a reply."""
    return [(one["offset"], one["length"], [new["value"] for new in one["replacements"]]) for one in found["matches"]]


def rules(found: dict[str, Any]) -> list[str]:
    """The rules of the matches of a reply, as cleanup names them."""
    return [one["rule"]["subId"] for one in found["matches"]]


def repaired(text: str, found: dict[str, Any]) -> str:
    """The text with the first replacement of each match, made as a client of UTF-16 units makes it, from the end."""
    units = text.encode("utf-16-le", "surrogatepass")
    for start, length, values in reversed(places(found)):
        if values:
            new = values[0].encode("utf-16-le", "surrogatepass")
            units = units[: 2 * start] + new + units[2 * (start + length) :]
    return units.decode("utf-16-le", "surrogatepass")
