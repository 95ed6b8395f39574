"""The address of a server as a person writes it: one strict parser, so that what is checked is what is connected to.

Two parsers that disagree about a URL send a text elsewhere than was allowed. What is accepted here can be read in one
way only, and connections use the parts from here.
"""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_address

import msgspec

from cleanup import lazy_regex
from cleanup.errors import CleanupError

HINT = "write it as http://127.0.0.1:8081"
#: The default ports of the supported schemes.
PORTS = {"http": 80, "https": 443}
_LAST_PORT = 65_535
#: The maximum number of characters of a wrong address that its error shows.
_MAX_SHOWN = 100

#: What an address must not contain, with the message; searched for in this order.
_NEVER = (
    (lazy_regex.pattern(r"[\x00-\x20\x7f]"), "it contains a space or a control character"),
    (lazy_regex.pattern(r"[^\x00-\x7f]"), "it contains a character that is not ASCII"),
    (lazy_regex.pattern(r"\\"), "it contains a backslash"),
    (lazy_regex.pattern("@"), "it contains a user name"),
    (lazy_regex.pattern("%"), "it contains a percent-encoded character or a zone"),
    (lazy_regex.pattern(r"\?"), "it contains a query"),
    (lazy_regex.pattern("#"), "it contains a fragment"),
)
_PORT = lazy_regex.pattern(r"[1-9][0-9]{0,4}")
_NAME = lazy_regex.pattern(r"(?=.{1,253}\Z)(?!-)[A-Za-z0-9_-]{1,63}(?<!-)(?:\.(?!-)[A-Za-z0-9_-]{1,63}(?<!-))*")
#: C libraries read names with such an end as IPv4 addresses, with hexadecimal and octal numbers and omitted parts.
_NUMBER = lazy_regex.pattern(r"(?:.*\.)?(?:[0-9]+|0[xX][0-9a-fA-F]*)")
_PATH = lazy_regex.pattern(r"(?:/(?!\.{1,2}(?:/|\Z))[A-Za-z0-9._~-]+)*/?")


class Address(msgspec.Struct, frozen=True):
    """A scheme, a host (a name in lowercase, or an IP address without brackets), a port, a path."""

    scheme: str
    host: str
    port: int
    path: str = "/"

    @property
    def loopback(self) -> bool:
        """Whether the host is a number that means this machine everywhere; a name never is."""
        number = _number(self.host)
        return number is not None and number.is_loopback

    @property
    def here(self) -> bool:
        """Whether the server is on this machine, by its number or as `localhost`."""
        return self.loopback or self.host == "localhost"

    @property
    def authority(self) -> str:
        """Host and port in the syntax of a URL."""
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"

    def __str__(self) -> str:
        return f"{self.scheme}://{self.authority}{self.path}"


def parse(text: str) -> Address:
    """Parse an address: `scheme://host[:port][/path]`, and nothing else. Raises CleanupError."""
    try:
        return _parsed(text)
    except ValueError as error:
        shown = text if len(text) <= _MAX_SHOWN else f"{text[:_MAX_SHOWN]}…"
        raise CleanupError(f"invalid server address {shown!r}: {error}", hint=HINT) from error


def _parsed(text: str) -> Address:
    for pattern, why in _NEVER:
        if pattern.search(text):
            raise ValueError(why)
    scheme, _, rest = text.partition("://")
    if scheme not in PORTS:
        raise ValueError("it does not begin with http:// or https://")
    authority, slash, below = rest.partition("/")
    host, port = _divided(authority)
    if not _PATH.fullmatch(slash + below):
        raise ValueError("its path may contain only letters, digits and . _ ~ - /")
    return Address(scheme, host, PORTS[scheme] if port is None else _port(port), slash + below or "/")


def _divided(authority: str) -> tuple[str, str | None]:
    """Return the host, and what follows a colon after it."""
    if authority.startswith("["):
        inner, close, behind = authority[1:].partition("]")
        if not close or (behind and not behind.startswith(":")):
            raise ValueError("its host is not an IPv6 address in brackets")
        return _ip6(inner), behind[1:] if behind else None
    name, colon, port = authority.partition(":")
    if not name:
        raise ValueError("it has no host")
    return _named(name), port if colon else None


def _port(digits: str) -> int:
    if not _PORT.fullmatch(digits) or int(digits) > _LAST_PORT:
        raise ValueError(f"its port is not a number from 1 to {_LAST_PORT}")
    return int(digits)


def _ip6(text: str) -> str:
    number = _number(text)
    if not isinstance(number, IPv6Address):
        raise ValueError("its host is not an IPv6 address in brackets")
    if number.ipv4_mapped:
        raise ValueError(f"its host is an IPv4 address in disguise, {number.ipv4_mapped}")
    if number.is_unspecified:
        raise ValueError("its host means all addresses of a machine")
    return str(number)


def _named(text: str) -> str:
    number = _number(text)
    if number is not None and number.is_unspecified:
        raise ValueError("its host means all addresses of a machine")
    if number is None and _NUMBER.fullmatch(text):
        raise ValueError("its host is not an IPv4 address of four decimal numbers")
    if not _NAME.fullmatch(text):
        raise ValueError("its host is not a name of letters, digits, hyphens and dots")
    return text.lower()


def _number(host: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(host)
    except ValueError:
        return None
