"""One reading of a server's address: what is accepted, what is refused and why, and that all parsers agree with it."""

from __future__ import annotations

import http.client
import ipaddress
import urllib.request
from urllib.parse import urlsplit

import pytest
import urllib3.util
from hypothesis import example, given
from hypothesis import strategies as st

from cleanup.errors import CleanupError
from cleanup.web.address import Address, parse


@pytest.mark.parametrize(
    ("text", "address", "loopback", "here"),
    [
        ("http://127.0.0.1:8081", Address("http", "127.0.0.1", 8081), True, True),
        ("http://127.0.0.1:8081/", Address("http", "127.0.0.1", 8081), True, True),
        ("http://127.255.3.4", Address("http", "127.255.3.4", 80), True, True),
        ("http://[::1]:9/v2/", Address("http", "::1", 9, "/v2/"), True, True),
        ("http://[0:0::0:1]", Address("http", "::1", 80), True, True),
        ("http://LocalHost:65535/a/b.c", Address("http", "localhost", 65535, "/a/b.c"), False, True),
        ("http://localhost.example.org", Address("http", "localhost.example.org", 80), False, False),
        ("http://127.0.0.1.example.org", Address("http", "127.0.0.1.example.org", 80), False, False),
        ("https://lt.example.org", Address("https", "lt.example.org", 443), False, False),
        ("https://language_tool:1/~x/y-z", Address("https", "language_tool", 1, "/~x/y-z"), False, False),
        ("https://[2001:DB8::7]/", Address("https", "2001:db8::7", 443), False, False),
        ("http://192.0.2.1", Address("http", "192.0.2.1", 80), False, False),
    ],
)
def test_accepted(text: str, address: Address, loopback: bool, here: bool) -> None:
    assert (parse(text), parse(text).loopback, parse(text).here) == (address, loopback, here)
    assert parse(str(address)) == address


SPACE = "it contains a space or a control character"
NO_START = "it does not begin with http:// or https://"
NO_HOST = "it has no host"
USER = "it contains a user name"
CODED = "it contains a percent-encoded character or a zone"
NO_PORT = "its port is not a number from 1 to 65535"
NO_PATH = "its path may contain only letters, digits and . _ ~ - /"
NO_IP4 = "its host is not an IPv4 address of four decimal numbers"
NO_IP6 = "its host is not an IPv6 address in brackets"
NO_NAME = "its host is not a name of letters, digits, hyphens and dots"
ALL = "its host means all addresses of a machine"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("http://evil.test:18081\\@127.0.0.1/", "it contains a backslash"),
        ("http:\\\\127.0.0.1", "it contains a backslash"),
        ("http://127.0.0.1@evil.test/", USER),
        ("http://user:word@127.0.0.1:8081/", USER),
        ("http://127.0.0.1:8081/a@b", USER),
        (" http://127.0.0.1", SPACE),
        ("http://127.0.0.1\n", SPACE),
        ("http://evil.test\t.127.0.0.1", SPACE),
        ("http://127.0.0.1\x7f", SPACE),
        ("http://127.0.0.1\u2044evil.test", "it contains a character that is not ASCII"),
        ("http://①27.0.0.1", "it contains a character that is not ASCII"),
        ("http://127.0.0.1:٨٠", "it contains a character that is not ASCII"),
        ("http://%31%32%37.0.0.1", CODED),
        ("http://[fe80::1%25eth0]/", CODED),
        ("http://127.0.0.1/%2e%2e/", CODED),
        ("http://127.0.0.1/?to=evil.test", "it contains a query"),
        ("http://evil.test?127.0.0.1/", "it contains a query"),
        ("http://evil.test#127.0.0.1/", "it contains a fragment"),
        ("", NO_START),
        ("127.0.0.1:8081", NO_START),
        ("//127.0.0.1", NO_START),
        ("http:/127.0.0.1", NO_START),
        ("HTTP://127.0.0.1", NO_START),
        ("ftp://127.0.0.1", NO_START),
        ("file:///etc/passwd", NO_START),
        ("http://", NO_HOST),
        ("http:///x", NO_HOST),
        ("http://:8081", NO_HOST),
        ("http://127.0.0.1:", NO_PORT),
        ("http://127.0.0.1:0", NO_PORT),
        ("http://127.0.0.1:080", NO_PORT),
        ("http://127.0.0.1:65536", NO_PORT),
        ("http://127.0.0.1:+80", NO_PORT),
        ("http://127.0.0.1:80:80", NO_PORT),
        ("http://[::1]:", NO_PORT),
        ("http://127.0.0.1//evil.test", NO_PATH),
        ("http://127.0.0.1/../x", NO_PATH),
        ("http://127.0.0.1/x/.", NO_PATH),
        ("http://127.0.0.1/a;b", NO_PATH),
        ("http://0x7f.1", NO_IP4),
        ("http://0x7f000001", NO_IP4),
        ("http://127.1", NO_IP4),
        ("http://2130706433", NO_IP4),
        ("http://0177.0.0.1", NO_IP4),
        ("http://127.0.0.01", NO_IP4),
        ("http://256.0.0.1", NO_IP4),
        ("http://1.2.3.4.5", NO_IP4),
        ("http://example.0X7F", NO_IP4),
        ("http://0.0.0.0:8081", ALL),
        ("http://[::]:8081", ALL),
        ("http://::1", NO_HOST),
        ("http://[::1", NO_IP6),
        ("http://[::1]x", NO_IP6),
        ("http://[127.0.0.1]", NO_IP6),
        ("http://[]", NO_IP6),
        ("http://[v1.x]", NO_IP6),
        ("http://[::ffff:127.0.0.1]", "its host is an IPv4 address in disguise, 127.0.0.1"),
        ("http://127.0.0.1.", NO_NAME),
        ("http://localhost.", NO_NAME),
        ("http://a..b", NO_NAME),
        ("http://-a", NO_NAME),
        ("http://a,b", NO_NAME),
        ("http://" + "a" * 64, NO_NAME),
    ],
)
def test_refused_with_the_reason(text: str, why: str) -> None:
    with pytest.raises(CleanupError) as error:
        parse(text)
    assert str(error.value) == f"invalid server address {text!r}: {why}; write it as http://127.0.0.1:8081"


def test_a_long_one_is_cut_in_its_error() -> None:
    with pytest.raises(CleanupError) as error:
        parse("x" * 5000)
    assert error.value.message == f"invalid server address '{'x' * 100}…': {NO_START}"


HOSTS = (
    st.ip_addresses().map(lambda number: f"[{number}]" if number.version == 6 else str(number))
    | st.from_regex(r"[a-zA-Z0-9][a-z0-9.x-]{0,12}", fullmatch=True)
    | st.sampled_from(["localhost", "127.1", "0x7f.1", "127.0.0.1.evil.test", "[::ffff:127.0.0.1]", "[::1]"])
)
PORTS = st.just("") | st.integers(0, 70_000).map(":{}".format)
PATHS = st.just("") | st.from_regex(r"/[a-z/.~]{0,6}", fullmatch=True)
PIECES = st.sampled_from(
    ["@", "\\", "/", "//", ":", "[", "]", ".", "..", "?", "#", "%", "%25", "\t", " ", "\n", "evil.test"]
)


@st.composite
def addresses(draw: st.DrawFn) -> str:
    """What looks like an address, at times with something put into it."""
    text = draw(st.sampled_from(["http://", "https://"])) + draw(HOSTS) + draw(PORTS) + draw(PATHS)
    at = draw(st.integers(0, len(text)))
    return text[:at] + draw(st.just("") | PIECES | st.text(max_size=2)) + text[at:]


@given(addresses())
@example("http://evil.test:18081\\@127.0.0.1/")
@example("https://[::1]:1/a")
def test_whoever_reads_what_is_accepted_reads_the_same(text: str) -> None:
    try:
        address = parse(text)
    except CleanupError:
        return
    ours = (address.scheme, address.host, address.port, address.path)
    split = urlsplit(text)
    by_library = urllib3.util.parse_url(text)
    of_python = (
        split.scheme,
        split.hostname,
        split.port or {"http": 80, "https": 443}[split.scheme],
        split.path or "/",
    )
    of_requests = (by_library.scheme, (by_library.host or "").strip("[]"), by_library.port, by_library.path or "/")
    assert _plain(of_python) == ours
    assert _plain((*of_requests[:2], of_requests[2] or of_python[2], of_requests[3])) == ours
    connection = http.client.HTTPConnection(urllib.request.Request(str(address)).host)
    assert (connection.host, connection.port) == (address.host, address.port)
    assert parse(str(address)) == address


def _plain(parts: tuple[str | None, str | None, int | None, str]) -> tuple[str | None, str | None, int | None, str]:
    """With an IPv6 address in its shortest form, which parsers need not give."""
    scheme, host, port, path = parts
    return scheme, str(ipaddress.ip_address(host)) if host and ":" in host else host, port, path
