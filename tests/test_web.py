"""Which addresses may become links."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from wagtail_cstonews.web import safe_url, validate_web_url

HOSTILE = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "java\nscript:alert(1)",
    "java\tscript:alert(1)",
    "\x01javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:x",
    "file:///etc/passwd",
    "ftp://example.org/",
    "//example.org/",
    "/relative",
    "https:///no-host",
    "https:\\\\example.org",
    "http://[broken",
    "https://example.org/a b",
    "https://exam\nple.org/",
]


@pytest.mark.parametrize("url", HOSTILE)
def test_hostile_addresses_are_refused(url):
    assert safe_url(url) == ""
    with pytest.raises(ValidationError):
        validate_web_url(url)


@pytest.mark.parametrize(
    "url", ["https://example.org/a?b=1#c", "HTTP://example.org", "https://пример.рф/новости", "http://[::1]/"]
)
def test_web_addresses_pass(url):
    assert safe_url(url) == url
    validate_web_url(url)


@pytest.mark.parametrize("value", [None, "", 0])
def test_nothing_is_no_address(value):
    assert safe_url(value) == ""


def test_an_empty_address_is_valid():
    validate_web_url("")
