"""A server is asked, and no other: no proxy between for this machine, no redirection, no name that leads elsewhere."""

from __future__ import annotations

import os
import shutil
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cleanup.web import client
from cleanup.web.address import Address, parse
from cleanup.web.client import Answer, RedirectError
from tests.servers import Asked, Server, serving

PROXIES = ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY")


@pytest.fixture(autouse=True)
def fresh(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No proxy of whoever runs the tests."""
    for name in (*PROXIES, "no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    client._opener.cache_clear()
    yield
    client._opener.cache_clear()


@pytest.fixture
def proxy(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """A proxy that the environment names for everything."""
    with serving({}) as running:
        for name in PROXIES:
            monkeypatch.setenv(name, running.url)
        yield running


def test_a_form_is_posted_and_without_one_it_is_a_get() -> None:
    with serving({"/v1/x": "yes"}) as server:
        address = parse(server.url)
        assert client.request(address, "/v1/x", {"text": "a b"}, 5) == Answer(200, b"yes")
        assert client.request(address, "/v1/x", None, 5) == Answer(200, b"yes")
        assert server.asked == [
            Asked("POST", "/v1/x", address.authority, "text=a+b"),
            Asked("GET", "/v1/x", address.authority, ""),
        ]


def test_an_error_of_the_server_is_an_answer() -> None:
    with serving({"/": "no"}, 500) as server:
        assert client.request(parse(server.url), "/", {}, 5) == Answer(500, b"no")


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_this_machine_is_asked_without_a_proxy(proxy: Server, host: str) -> None:
    with serving({"/": "here"}) as server:
        address = Address("http", host, parse(server.url).port)
        assert client.request(address, "/", {"text": "secret"}, 5).body == b"here"
    assert proxy.asked == []


def test_another_machine_is_asked_through_the_proxy_of_the_environment(proxy: Server) -> None:
    assert client.request(parse("http://lt.invalid:8081"), "/v2/check", {"text": "a"}, 5).status == 200
    assert proxy.asked == [Asked("POST", "http://lt.invalid:8081/v2/check", "lt.invalid:8081", "text=a")]


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_no_redirection_is_followed(status: int) -> None:
    with serving({}) as elsewhere, serving({}, status, Location=f"{elsewhere.url}v2/check") as server:
        with pytest.raises(RedirectError) as error:
            client.request(parse(server.url), "/v2/check", {"text": "secret"}, 5)
        assert str(error.value) == (
            f"the server at {server.url} redirects to '{elsewhere.url}v2/check', which is not followed; "
            "to use that server, name it directly"
        )
        assert (len(server.asked), elsewhere.asked) == (1, [])


def test_another_machine_is_not_followed_either(monkeypatch: pytest.MonkeyPatch) -> None:
    # Its proxy answers in its place.
    with serving({}) as elsewhere, serving({}, 307, Location=elsewhere.url) as answering:
        monkeypatch.setenv("http_proxy", answering.url)
        with pytest.raises(RedirectError, match="redirects to"):
            client.request(parse("http://lt.invalid"), "/", {"text": "secret"}, 5)
        assert (len(answering.asked), elsewhere.asked) == (1, [])


def resolving(monkeypatch: pytest.MonkeyPatch, *numbers: str) -> None:
    """Names lead to these numbers, as a hosts file can say."""
    real = socket.getaddrinfo

    def look_up(host: str, port: int, *args: Any, **options: Any) -> list[Any]:
        if host != "localhost":
            return real(host, port, *args, **options)
        return [found for number in numbers for found in real(number, port, *args, **options)]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)


def test_localhost_is_connected_to_by_its_loopback_address_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving({"/": "here"}) as server:
        address = Address("http", "localhost", parse(server.url).port)
        resolving(monkeypatch, "192.0.2.1", "127.0.0.1")
        assert client.request(address, "/", None, 5).body == b"here"
        assert server.asked[0].host == address.authority
        resolving(monkeypatch, "192.0.2.1")
        with pytest.raises(OSError, match="localhost is not this machine"):
            client.request(address, "/", None, 5)


def test_ipv6() -> None:
    try:
        socket.create_server(("::1", 0), family=socket.AF_INET6).close()
    except OSError:
        pytest.skip("this machine has no IPv6")
    with serving({"/": "six"}, host="::1") as server:
        assert client.request(parse(server.url), "/", None, 5).body == b"six"
        assert server.asked[0].host == parse(server.url).authority


def test_an_answer_without_end_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "MAX_ANSWER_BYTES", 100)
    with serving({"/": "x" * 101}) as server, pytest.raises(ConnectionError, match="the response is too long"):
        client.request(parse(server.url), "/", None, 5)


def test_an_answer_in_drops_ends() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def drip() -> None:
            connection, _ = listener.accept()
            with connection:
                connection.sendall(b"HTTP/1.0 200 OK\r\n\r\n")
                for _ in range(100):
                    try:
                        connection.sendall(b"x")
                    except OSError:
                        return
                    time.sleep(0.02)

        threading.Thread(target=drip, daemon=True).start()
        with pytest.raises(TimeoutError):
            client.request(Address("http", "127.0.0.1", listener.getsockname()[1]), "/", None, 0.3)


def test_what_does_not_speak_http_is_an_error_of_the_connection() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def talk() -> None:
            connection, _ = listener.accept()
            with connection:
                connection.recv(1000)
                connection.sendall(b"SSH-2.0-x\r\n")

        threading.Thread(target=talk, daemon=True).start()
        with pytest.raises(ConnectionError, match="the response is not HTTP"):
            client.request(Address("http", "127.0.0.1", listener.getsockname()[1]), "/", None, 5)


def test_certificates_are_checked_by_those_of_the_system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    openssl = shutil.which("openssl") or ""
    if not openssl:
        said = "openssl, which makes the certificate, is not installed"
        pytest.fail(said) if os.environ.get("CI") == "true" else pytest.skip(said)
    key, certificate = str(tmp_path / "key"), str(tmp_path / "certificate")
    made = [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-keyout", key, "-out", certificate]
    names = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]
    subprocess.run([*made, *names], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    with serving({"/": "safe"}, context=context) as server:
        address = Address("https", "localhost", parse(server.url).port)
        with pytest.raises(ssl.SSLCertVerificationError, match=r"self.signed"):
            client.request(address, "/", None, 5)
        client._opener.cache_clear()
        monkeypatch.setenv("SSL_CERT_FILE", certificate)
        assert client.request(address, "/", None, 5).body == b"safe"
        with pytest.raises(ssl.SSLCertVerificationError, match=r"not valid for '127\.0\.0\.1'"):
            client.request(Address("https", "127.0.0.1", address.port), "/", None, 5)
        assert [asked.host for asked in server.asked] == [address.authority]
