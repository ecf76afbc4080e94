"""Fetches files from the web: nothing but public hosts, bounded in size and time, and gently.

A name is resolved once, its addresses are checked, and the connection goes to the address that was checked: a
name that leads elsewhere a moment later gains nothing. Every redirect is checked anew. Proxies that the
environment names are not used: they would resolve names by themselves.
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
from ...sources.common.base import megabytes
from .addresses import Resolve, not_public, resolve
from .wanted import LoadError

PORTS = {"http": 80, "https": 443}
REDIRECTS = frozenset({301, 302, 303, 307, 308})
MOST_REDIRECTS = 5
LONGEST_URL = 2000
CHUNK = 1 << 16

CONNECT_SECONDS = 10.0
"""How long to wait for a host to answer at all."""

MOST_SILENCE = 5
"""After how many attempts in a row that got no answer a host is left alone for the rest of the run."""

HEADERS = {
    "User-Agent": f"wagtail-cstonews/{__version__}",
    # What is not packed cannot unpack to gigabytes.
    "Accept-Encoding": "identity",
    "Connection": "close",
}


class SilentError(LoadError):
    """The host did not answer, or not in time."""


@dataclass(frozen=True)
class Bounds:
    """What one file may cost, and how gently hosts are asked."""

    bytes: int
    seconds: float
    """For one file in all, its redirects included."""
    per_second: int
    """Requests to one host."""
    trusted: frozenset[str] = frozenset()
    """Hosts that are asked whatever their address, as ``host`` or, for another port, ``host:port``."""
    prefix: str = "IMAGE"
    """What the names of the settings begin with."""
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
    """Where to connect to, checked."""

    url: Url
    host: str
    port: int
    addresses: tuple[str, ...]

    @property
    def host_header(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[str(self.url.scheme)] else f"{host}:{self.port}"


class Fetcher:
    """Fetches files; several threads may use one. ``resolve`` gives a host's addresses."""

    def __init__(self, bounds: Bounds | None = None, resolve: Resolve = resolve) -> None:
        self.bounds = bounds or Bounds.from_settings()
        self.resolve = resolve
        self._lock = threading.Lock()
        self._next: dict[str, float] = {}
        self._silent: Counter[str] = Counter()

    def fetch(self, url: str, file: IO[bytes]) -> None:
        """Writes what is at the address into the file. Raises :exc:`LoadError` with the reason."""
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
        """One request: the address that it redirects to, or None where the file is written."""
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
        """The address in its parts. Raises :exc:`LoadError` where it is none that is fetched."""
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
        """Where to connect to. Raises :exc:`LoadError` where that is not allowed or not known."""
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
        """Waits for the host's turn. Raises :exc:`LoadError` where it is left alone by now."""
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
        """The answer of the host. Whatever takes too long is cut off, however it trickles."""
        connection = self.connect(place, deadline)
        # The connection itself forgets the socket when the answer is the last on it.
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
        """A connection to the first of the checked addresses that answers. Raises :exc:`SilentError`."""
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
        """Writes the answer into the file, or gives the address that it redirects to."""
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
        # A connection that was cut off may look like one that came to its end.
        if time.monotonic() >= deadline:
            raise self.too_slow()
        return None

    def too_large(self) -> LoadError:
        return LoadError(f"it is larger than {megabytes(self.bounds.bytes)} ({self.bounds.prefix}_MEGABYTES)")

    def too_slow(self) -> SilentError:
        seconds = f"{self.bounds.seconds:g} seconds"
        return SilentError(f"it took longer than {seconds} ({self.bounds.prefix}_SECONDS)")


def cut_off(connection: socket.socket | None) -> None:
    """Ends a connection that another thread waits for."""
    if connection is not None:
        with suppress(OSError):
            connection.shutdown(socket.SHUT_RDWR)
