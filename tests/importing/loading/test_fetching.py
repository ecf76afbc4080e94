"""Fetching images: public hosts only, bounded in size and time."""

import io
import socket
import threading
import time
from contextlib import contextmanager, suppress
from http.server import ThreadingHTTPServer

import pytest

from wagtail_cstonews.importing.loading.addresses import is_public, resolve
from wagtail_cstonews.importing.loading.fetching import Bounds, Fetcher
from wagtail_cstonews.importing.loading.wanted import LoadError

from ..file_server import Handler
from ..pictures import jpeg

PUBLIC = "93.184.215.14"


@pytest.fixture
def server():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.answers, server.asked = {"/a.jpg": jpeg()}, []
    server.host = f"media.example:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def fetcher(server, *, trusted=True, seconds=5.0, size=1 << 20, hosts=None):
    """A fetcher that knows the server as media.example, and other hosts as told."""
    known = {"media.example": ["127.0.0.1"], **(hosts or {})}

    def resolve(host, port):
        if host not in known:
            raise OSError("not known")
        return known[host]

    names = frozenset({server.host} if trusted else ())
    return Fetcher(Bounds(size, seconds, 1000, names), resolve)


def fetched(fetcher, url):
    file = io.BytesIO()
    fetcher.fetch(url, file)
    return file.getvalue()


def refused(fetcher, url):
    with pytest.raises(LoadError) as caught:
        fetched(fetcher, url)
    return str(caught.value)


def test_a_file(server):
    assert fetched(fetcher(server), f"http://{server.host}/a.jpg?w=1#top") == jpeg()
    path, headers = server.asked[0]
    assert path == "/a.jpg?w=1"
    assert headers["Host"] == server.host
    assert headers["User-Agent"].startswith("wagtail-cstonews/")
    assert headers["Accept-Encoding"] == "identity"


def test_an_address_with_letters_and_spaces(server):
    server.answers["/%D0%BC%20%D0%BE.jpg"] = b"x"
    assert fetched(fetcher(server), f"http://{server.host}/м о.jpg") == b"x"


NOT_PUBLIC = [
    "",
    "0.0.0.0",  # noqa: S104
    *(
        "127.0.0.1",
        "127.8.8.8",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "192.0.0.8",
        "192.0.2.1",
    ),
    *(
        "198.18.0.1",
        "198.51.100.1",
        "203.0.113.9",
        "224.0.0.1",
        "239.1.1.1",
        "240.0.0.1",
        "255.255.255.255",
        "192.88.99.1",
        "::",
        "::1",
    ),
    *(
        "fe80::1",
        "fe80::1%eth0",
        "fc00::1",
        "fd12::1",
        "fec0::1",
        "ff02::1",
        "2001:db8::1",
        "::ffff:127.0.0.1",
        "::ffff:93.184.215.14",
    ),
    *(
        "::7f00:1",
        "64:ff9b::7f00:1",
        "64:ff9b::5db8:d70e",
        "64:ff9b:1::1",
        "2002:7f00:1::",
        "2001:0:4136:e378::1",
        "100::1",
        "nonsense",
    ),
]


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_addresses_that_are_not_public(address, server):
    assert not is_public(address)
    found = refused(fetcher(server, hosts={"evil.example": [address]}), "http://evil.example/a.jpg")
    assert "no public address" in found
    assert server.asked == []


@pytest.mark.parametrize("address", [PUBLIC, "8.8.8.8", "2606:4700:4700::1111", "2a00:1450:4001:81b::200e"])
def test_addresses_that_are_public(address):
    assert is_public(address)


def test_one_private_address_among_public_ones_is_enough_to_refuse(server):
    mixed = fetcher(server, hosts={"evil.example": [PUBLIC, "10.0.0.1"]})
    assert "evil.example (10.0.0.1) has no public address" in refused(mixed, "http://evil.example/")


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/", "http://[::1]/", "http://169.254.169.254/latest/meta-data/", "http://localhost/",
        "http://2130706433/", "http://0x7f.1/", "http://127.1/", "http://[::ffff:10.0.0.1]/", "http://0/",
    ],
)  # fmt: skip
def test_names_and_numbers_for_this_machine(url):
    """Through the system's own resolver."""
    reason = refused(Fetcher(Bounds(1000, 5, 1000), resolve), url)
    assert "no public address" in reason or "is not known" in reason


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("ftp://media.example/a.jpg", "only http and https"),
        ("file:///etc/passwd", "only http and https"),
        ("gopher://media.example/", "only http and https"),
        ("http:///a.jpg", "only http and https"),
        ("http://user:secret@media.example/a.jpg", "a user's name"),
        ("http://media.example:6379/a.jpg", "port 6379 is not asked"),
        ("http://[::1/a.jpg", "cannot be read"),
        ("http://media.example/" + "a" * 3000, "longer than 2,000"),
        ("http://unknown.example/a.jpg", "the host unknown.example is not known"),
    ],
)
def test_addresses_that_are_not_fetched(server, url, reason):
    assert reason in refused(fetcher(server, trusted=False), url)
    assert server.asked == []


def test_every_redirect_is_checked(server):
    port = server.server_port
    hosts = {"evil.example": ["10.0.0.1"], "rebound.example": ["127.0.0.1"]}
    for number, address in enumerate(
        [
            f"http://127.0.0.1:{port}/a.jpg",
            "http://evil.example/a.jpg",
            "//rebound.example/a.jpg",
            "http://169.254.169.254/",
            "file:///etc/passwd",
            f"http://media.example:{port + 1}/a.jpg",
        ]
    ):
        server.answers[f"/{number}"] = lambda handler, address=address: handler.leads_to(address)
        assert refused(fetcher(server, hosts=hosts), f"http://{server.host}/{number}")
    assert [path for path, _ in server.asked] == [f"/{number}" for number in range(6)]


def test_redirects_are_followed_a_few_times(server):
    server.answers["/once"] = lambda handler: handler.leads_to("/a.jpg", 308)
    server.answers["/loop"] = lambda handler: handler.leads_to("/loop", 301)
    assert fetched(fetcher(server), f"http://{server.host}/once") == jpeg()
    assert "more than 5 times" in refused(fetcher(server), f"http://{server.host}/loop")
    assert len(server.asked) == 2 + 6


def test_a_name_is_resolved_once_a_request(server):
    """It leads to a public address when it is checked, and to this machine a moment later."""
    answers = iter([["127.0.0.1"], [PUBLIC]])
    one = Fetcher(Bounds(1000, 1, 1000, frozenset({server.host})), lambda *_: next(answers))
    assert fetched(one, f"http://{server.host}/a.jpg") == jpeg()
    assert next(answers) == [PUBLIC]


def test_size_is_bounded_whatever_is_announced(server):
    def endless(handler):
        handler.send_response(200)
        handler.end_headers()
        with suppress(OSError):
            for _ in range(1000):
                handler.wfile.write(bytes(1 << 16))

    server.answers["/endless"] = endless
    server.answers["/announced"] = lambda handler: handler.send(b"x", Content_Length=str(1 << 40))
    small = fetcher(server, size=1 << 20)
    assert refused(small, f"http://{server.host}/endless") == "it is larger than 1 MB (IMAGE_MEGABYTES)"
    assert refused(fetcher(server, size=10), f"http://{server.host}/a.jpg").startswith("it is larger than")


@pytest.mark.parametrize("part", ["headers", "body", "nothing"])
def test_time_is_bounded_however_it_trickles(server, part):
    def trickle(handler):
        if part == "body":
            handler.send_response(200)
            handler.end_headers()
        elif part == "headers":
            handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        for _ in range(100):
            time.sleep(0.05)
            if part != "nothing":
                try:
                    handler.wfile.write(b"x")
                except OSError:
                    return

    server.answers["/slow"] = trickle
    started = time.monotonic()
    assert "took longer than 0.4 seconds" in refused(
        fetcher(server, seconds=0.4), f"http://{server.host}/slow"
    )
    assert time.monotonic() - started < 3


def test_what_is_cut_short_is_no_file(server):
    def cut(handler):
        handler.send_response(200)
        handler.send_header("Content-Length", "1000")
        handler.end_headers()
        handler.wfile.write(b"x" * 10)
        handler.close_connection = True

    server.answers["/cut"] = cut
    assert "the connection broke" in refused(fetcher(server), f"http://{server.host}/cut")


def test_a_host_that_does_not_answer_is_left_alone(server):
    one = fetcher(server)
    with closed_port() as port:
        trusted = Fetcher(
            Bounds(1000, 5, 1000, frozenset({f"media.example:{port}"})), lambda *_: ["127.0.0.1"]
        )
        for _ in range(5):
            assert "does not answer" in refused(trusted, f"http://media.example:{port}/a.jpg")
        assert "is not asked again in this run" in refused(trusted, f"http://media.example:{port}/a.jpg")
    # A host that answers, even with an error, is not silent.
    for _ in range(7):
        assert refused(one, f"http://{server.host}/gone") == "its host answers 404"


@contextmanager
def closed_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield taken.getsockname()[1]


def test_hosts_are_asked_gently(server):
    gentle = fetcher(server)
    gentle.bounds = Bounds(1 << 20, 5, 10, gentle.bounds.trusted)
    started = time.monotonic()
    for _ in range(4):
        fetched(gentle, f"http://{server.host}/a.jpg")
    assert time.monotonic() - started >= 0.3


def test_a_certificate_is_checked(server):
    """A server that speaks no TLS, or has a certificate of another name, is no https host."""
    reason = refused(fetcher(server), f"https://{server.host}/a.jpg")
    assert "does not answer" in reason
