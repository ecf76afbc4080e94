"""Removes characters that XML does not allow, so that one of them does not make the whole file unreadable."""

from __future__ import annotations

import re

from ..common.streams import encoding_of

_CONTROL = bytes(byte for byte in range(32) if byte not in b"\t\n\r")
"""Control characters that XML 1.0 does not allow."""

_REFERENCE = re.compile(rb"&#(x[0-9a-fA-F]{1,8}|[0-9]{1,10});")

_BEGINNING = re.compile(r"<\?xml\s|<!doctype\s|<(?:[\w.-]+:)?(?:rss|rdf|feed)[\s>]", re.IGNORECASE)
"""The beginning of the document after any junk."""

_DECLARED = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{1,40})")


def xml_encoding(sample: bytes) -> str:
    """The codec for an XML file that begins with ``sample``."""
    declared = _DECLARED.search(sample[:1000])
    return encoding_of(sample, declared[1].decode("ascii") if declared else None)


def without_junk(text: str) -> str:
    """The text from the document's beginning on, without blank lines or server messages before it."""
    found = _BEGINNING.search(text)
    return text[found.start() :] if found else text.lstrip()


def mended(text: str) -> bytes:
    """The text as UTF-8, without characters that XML does not allow.

    >>> mended("a\\x0bb&#11;c&#8217;\\ufffe")
    b'abc&#8217;\\xef\\xbf\\xbd'
    """
    data = text.encode("utf-8", "replace").translate(None, _CONTROL)
    if b"\xef\xbf" in data:
        data = data.replace(b"\xef\xbf\xbe", b"\xef\xbf\xbd").replace(b"\xef\xbf\xbf", b"\xef\xbf\xbd")
    return _REFERENCE.sub(_allowed, data) if b"&#" in data else data


def _allowed(reference: re.Match[bytes]) -> bytes:
    """The character reference, or nothing if XML does not allow the character."""
    digits = reference[1]
    number = int(digits[1:], 16) if digits.startswith(b"x") else int(digits)
    is_text = number in (9, 10, 13) or 32 <= number < 0xD800 or 0xE000 <= number < 0xFFFE
    return reference[0] if is_text or 0x10000 <= number <= 0x10FFFF else b""


def unfinished(data: bytes) -> bytes:
    """The incomplete character reference at the end of a chunk; empty if there is none."""
    place = data.rfind(b"&", -14)
    return data[place:] if place >= 0 and b";" not in data[place:] else b""
