"""Fetches files from the web: only from public hosts, limited in size, time and rate.

A name is resolved once, its addresses are checked, and the connection goes to the address that was checked:
so DNS rebinding cannot redirect it. Every redirect is checked in the same way. Proxies that the environment
names are not used: they would resolve names by themselves.
"""

from __future__ import annotations

import socket
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import IO
from urllib.parse import urljoin

import certifi
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError
from urllib3.response import BaseHTTPResponse
from urllib3.util import Url, parse_url

from ... import __version__, conf
from ...sources.common.limits import megabytes
from .addresses import Resolve, not_public, resolve
from .wanted import LoadError

PORTS = {"http": 80, "https": 443}
REDIRECTS = frozenset({301, 302, 303, 307, 308})
MOST_REDIRECTS = 5
"""Redirects that are followed: enough for http, https, ``www.`` and a CDN in turn, and no endless loop."""
LONGEST_URL = 2000
"""Characters; the same limit as for links."""
CHUNK = 1 << 16
"""Bytes that are read at a time."""

CONNECT_SECONDS = 10.0
"""The timeout for connecting to a host."""

MOST_SILENCE = 5
"""After this many attempts in a row without an answer, the run stops requesting from a host."""

HEADERS = {
    "User-Agent": f"wagtail-cstonews/{__version__}",
    # Without compression there can be no decompression bomb.
    "Accept-Encoding": "identity",
    "Connection": "close",
}


class SilentError(LoadError):
    """The host did not answer in time."""


@dataclass(frozen=True)
class Bounds:
    """The limits of one download, and of the request rate to a host."""

    bytes: int
    seconds: float
    """The time limit of one file, its redirects included."""
    per_second: int
    """Requests a second to one host."""
    trusted: frozenset[str] = frozenset()
    """Hosts that may have private addresses, as ``host`` or, for another port, ``host:port``."""
    prefix: str = "IMAGE"
    """The prefix of the setting names."""
    accept: str = "image/*,*/*;q=0.5"

    @classmethod
    def from_settings(cls, prefix: str = "IMAGE", accept: str = "image/*,*/*;q=0.5") -> Bounds:
        return cls(
            conf.get_int(f"{prefix}_MEGABYTES") << 20,
            conf.get_int(f"{prefix}_SECONDS"),
            conf.get_int(f"{prefix}_REQUESTS_PER_SECOND"),
            frozenset(name.lower() for name in conf.get_list(f"{prefix}_TRUSTED_HOSTS")),
            prefix,
            accept,
        )


@dataclass(frozen=True)
class Place:
    """A checked address to connect to."""

    url: Url
    host: str
    port: int
    addresses: tuple[str, ...]

    @property
    def host_header(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[str(self.url.scheme)] else f"{host}:{self.port}"


class Fetcher:
    """Fetches files; thread-safe. ``resolve`` returns a host's addresses."""

    def __init__(self, bounds: Bounds | None = None, resolve: Resolve = resolve) -> None:
        self.bounds = bounds or Bounds.from_settings()
        self.resolve = resolve
        self._lock = threading.Lock()
        self._next: dict[str, float] = {}
        self._silent: Counter[str] = Counter()

    def fetch(self, url: str, file: IO[bytes]) -> None:
        """Download the address into the file. Raises :exc:`LoadError` with the reason."""
        seconds = self.bounds.seconds
        for _ in range(MOST_REDIRECTS + 1):
            parsed = self.parsed(url)
            self.wait(str(parsed.host))
            started = time.monotonic()
            leads_to = self.one(parsed, file, started + seconds)
            if leads_to is None:
                return
            url = urljoin(parsed.url, leads_to)
            seconds -= time.monotonic() - started
        raise LoadError(f"it leads on and on, more than {MOST_REDIRECTS} times")

    def one(self, url: Url, file: IO[bytes], deadline: float) -> str | None:
        """Send one request: returns the redirect's address, or None once the file is written."""
        host = str(url.host)
        try:
            place = self.place(url)
            with self.response(place, deadline) as response:
                leads_to = self.read(response, file, deadline)
        except SilentError:
            with self._lock:
                self._silent[host] += 1
            raise
        with self._lock:
            self._silent.pop(host, None)
        return leads_to

    # ------------------------------------------------------------------ where to

    def parsed(self, url: str) -> Url:
        """Parse and check the address. Raises :exc:`LoadError` for an unsupported one."""
        if len(url) > LONGEST_URL:
            raise LoadError(f"its address is longer than {LONGEST_URL:,} characters")
        try:
            found = parse_url(url.strip())
        except (HTTPError, ValueError) as error:
            raise LoadError("its address cannot be read") from error
        if found.scheme not in PORTS or not found.host:
            raise LoadError("only http and https addresses are fetched")
        if found.auth:
            raise LoadError("its address holds a user's name")
        return found

    def is_trusted(self, host: str, port: int, scheme: str) -> bool:
        named = {f"{host}:{port}"} | ({host} if port == PORTS[scheme] else set())
        return not named.isdisjoint(self.bounds.trusted)

    def place(self, url: Url) -> Place:
        """Resolve and check the host. Raises :exc:`LoadError` where it is unknown or not allowed."""
        scheme, host = str(url.scheme), str(url.host).strip("[]").rstrip(".").lower()
        port = url.port or PORTS[scheme]
        is_trusted = self.is_trusted(host, port, scheme)
        if port != PORTS[scheme] and not is_trusted:
            raise LoadError(f"port {port} is not asked; {self.bounds.prefix}_TRUSTED_HOSTS can allow it")
        try:
            addresses = self.resolve(host, port)
        except OSError as error:
            raise SilentError(f"the host {host} is not known") from error
        if not addresses:
            raise SilentError(f"the host {host} is not known")
        found = None if is_trusted else not_public(addresses)
        if found is not None:
            shown = host if found == host else f"{host} ({found})"
            raise LoadError(f"{shown} has no public address; {self.bounds.prefix}_TRUSTED_HOSTS can allow it")
        return Place(url, host, port, tuple(addresses))

    def wait(self, host: str) -> None:
        """Wait for the host's rate limit. Raises :exc:`LoadError` for a host that was given up."""
        with self._lock:
            if self._silent[host] >= MOST_SILENCE:
                raise LoadError(
                    f"{host} did not answer {MOST_SILENCE} times; it is not asked again in this run"
                )
            now = time.monotonic()
            turn = max(now, self._next.get(host, now))
            self._next[host] = turn + 1 / self.bounds.per_second
        time.sleep(turn - now)

    # ------------------------------------------------------------------ over the wire

    @contextmanager
    def response(self, place: Place, deadline: float) -> Iterator[BaseHTTPResponse]:
        """The host's response. A timer cuts off whatever exceeds the time limit, however slowly it
        trickles.
        """
        connection = self.connect(place, deadline)
        # The connection drops its socket with the last response, so keep a reference here.
        watch = threading.Timer(max(0.0, deadline - time.monotonic()), cut_off, [connection.sock])
        watch.daemon = True
        watch.start()
        try:
            connection.request(
                "GET",
                place.url.request_uri,
                headers={**HEADERS, "Accept": self.bounds.accept, "Host": place.host_header},
                preload_content=False,
                decode_content=False,
            )
            yield connection.getresponse()
        except (HTTPError, OSError, ValueError) as error:
            if time.monotonic() >= deadline:
                raise self.too_slow() from error
            raise SilentError(f"the connection broke ({type(error).__name__})") from error
        finally:
            watch.cancel()
            connection.close()

    def connect(self, place: Place, deadline: float) -> HTTPConnection:
        """Connect to the first checked address that answers. Raises :exc:`SilentError`."""
        last: Exception | None = None
        for address in place.addresses:
            seconds = min(CONNECT_SECONDS, deadline - time.monotonic())
            if seconds <= 0:
                raise self.too_slow()
            if place.url.scheme == "https":
                connection: HTTPConnection = HTTPSConnection(
                    address,
                    place.port,
                    timeout=seconds,
                    server_hostname=place.host,
                    assert_hostname=place.host,
                    cert_reqs="CERT_REQUIRED",
                    ca_certs=certifi.where(),
                )
            else:
                connection = HTTPConnection(address, place.port, timeout=seconds)
            try:
                connection.connect()
            except (HTTPError, OSError, ValueError) as error:
                connection.close()
                last = error
            else:
                return connection
        raise SilentError(f"{place.host} does not answer ({type(last).__name__})") from last

    def read(self, response: BaseHTTPResponse, file: IO[bytes], deadline: float) -> str | None:
        """Write the response into the file, or return the address of a redirect."""
        if response.status in REDIRECTS and (leads_to := response.headers.get("Location")):
            return leads_to
        if response.status != 200:
            raise LoadError(f"its host answers {response.status}")
        announced = response.headers.get("Content-Length", "")
        if announced.isdecimal() and int(announced[:20]) > self.bounds.bytes:
            raise self.too_large()
        size = 0
        while data := response.read(CHUNK):
            size += len(data)
            if size > self.bounds.bytes:
                raise self.too_large()
            file.write(data)
        # A connection that the timer cut off may look like a complete one.
        if time.monotonic() >= deadline:
            raise self.too_slow()
        return None

    def too_large(self) -> LoadError:
        return LoadError(f"it is larger than {megabytes(self.bounds.bytes)} ({self.bounds.prefix}_MEGABYTES)")

    def too_slow(self) -> SilentError:
        seconds = f"{self.bounds.seconds:g} seconds"
        return SilentError(f"it took longer than {seconds} ({self.bounds.prefix}_SECONDS)")


def cut_off(connection: socket.socket | None) -> None:
    """Close a connection that another thread is waiting for."""
    if connection is not None:
        with suppress(OSError):
            connection.shutdown(socket.SHUT_RDWR)
