"""Protection against server-side request forgery (SSRF): imports connect only to public IP addresses."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable, Iterable

Resolve = Callable[[str, int], list[str]]
"""Resolves a host name to numeric addresses. Raises :exc:`OSError`."""

# What the standard library calls global in one version or another, and what stands for an IPv4 address in an
# IPv6 one: such an address is refused whatever it stands for, since a public host has one of its own.
REFUSED = tuple(
    ipaddress.ip_network(network)
    for network in (
        "0.0.0.0/8",
        "100.64.0.0/10",
        "192.0.0.0/24",
        "192.88.99.0/24",
        "198.18.0.0/15",
        "240.0.0.0/4",
        # Globally routable by its number, but Azure's internal metadata service.
        "168.63.129.16/32",
        "::/96",
        "::ffff:0:0/96",
        "::ffff:0:0:0/96",
        "64:ff9b::/96",
        "64:ff9b:1::/48",
        "100::/64",
        "2001::/23",
        "2001:db8::/32",
        "2002::/16",
        "3fff::/20",
        "5f00::/16",
        "fec0::/10",
    )
)


def is_public(address: str) -> bool:
    """Whether the numeric address is on the public internet.

    >>> is_public("93.184.215.14"), is_public("2606:2800:21f:cb07::1")
    (True, True)
    >>> is_public("168.63.129.16")
    False
    >>> [is_public(a) for a in ("127.0.0.1", "10.0.0.8", "169.254.169.254", "::1", "::ffff:93.184.215.14")]
    [False, False, False, False, False]
    """
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        # An address with a zone (fe80::1%eth0) is link-local.
        return False
    if not found.is_global or found.is_multicast or found.is_reserved or found.is_unspecified:
        return False
    return "%" not in address and not any(found in network for network in REFUSED)


def not_public(addresses: Iterable[str]) -> str | None:
    """The first address that is not public; None where all are."""
    return next((address for address in addresses if not is_public(address)), None)


def resolve(host: str, port: int) -> list[str]:
    """The addresses of a host, in the order in which to try them. Raises :exc:`OSError`."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except UnicodeError as error:
        raise OSError(f"{host} is no name of a host") from error
    return list(dict.fromkeys(str(address[0]) for *_, address in found))
