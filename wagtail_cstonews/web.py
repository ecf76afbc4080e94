"""Validation of addresses and numbers from outside, as pure functions on strings."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

LARGEST_KEY = 2**63 - 1
"""The largest primary key that all databases can store (``BIGINT``)."""


def safe_url(value: object) -> str:
    """The address if it is safe as a link (http or https, with a host), else an empty string.

    >>> safe_url("https://example.org/a?b=1")
    'https://example.org/a?b=1'
    >>> safe_url("java\\nscript:alert(1)")
    ''

    Browsers drop tabs, line breaks and leading control characters before they read the scheme; an
    address with any of them, or with white space, is refused.
    """
    text = str(value or "").strip(" ")
    if any(ord(character) <= 0x20 or ord(character) == 0x7F for character in text) or "\\" in text:
        return ""
    try:
        parts = urlsplit(text)
        host = parts.hostname
    except ValueError:
        return ""
    return text if parts.scheme.lower() in {"http", "https"} and host else ""


def as_number(text: object) -> int | None:
    """Parse a number from a query or form as a primary key; None if it cannot be one.

    >>> as_number("12"), as_number("abc"), as_number("9" * 24), as_number("²"), as_number(None)
    (12, None, None, None, None)
    """
    digits = str(text)
    # No database stores more digits, and Python refuses to parse thousands.
    if not (digits.isascii() and digits.isdigit() and len(digits) <= len(str(LARGEST_KEY))):
        return None
    number = int(digits)
    return number if number <= LARGEST_KEY else None


def host_of(value: object) -> str:
    """The host of a safe address, as readers know it; else an empty string.

    >>> host_of("https://www.courier.example:8080/a")
    'courier.example'
    """
    url = safe_url(value)
    return (urlsplit(url).hostname or "").removeprefix("www.") if url else ""


def validate_web_url(value: str) -> None:
    """Refuse an address that is not safe as a link.

    :raises ValidationError: for any scheme but http and https, and for addresses without a host.
    """
    if value and not safe_url(value):
        raise ValidationError(
            _("Enter a web address that starts with http:// or https://."), code="unsafe_url"
        )
