"""Addresses."""

from urllib.parse import urljoin

import pytest

from wagtail_cstonews.text.urls import absolute_url, host_of


def test_hosts():
    assert host_of("https://news.example.org/a") == "news.example.org"
    assert host_of(None) == "" == host_of("http://[broken")


@pytest.mark.parametrize(
    "href",
    [
        "/", "/a", "/a/", "/a/b.html", "/a?b=c&d", "/a?", "/a//b", "//other.example/a", "/./a", "/a/../b",
        "/a/.b", "/a;b", "/a#b", "/a#", "/é", "/a b", "/[a", "a/b", "?a", "#a", "/a.", " /a\n", "/a\tb",
        "/a?b?c",
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    "base",
    ["https://news.example/x/y?z#a", "HTTP://Me:1@news.example:80/;x", "http://[::1]/", "http:/x"],
)
def test_a_relative_address_is_joined_as_browsers_do(base, href):
    assert absolute_url(base, href) == urljoin(base, href.strip())


@pytest.mark.parametrize("base", [None, "", "ftp://news.example/", "//news.example/", "x/y", "http://a]b/"])
def test_a_relative_address_of_no_web_page_is_none(base):
    assert absolute_url(base, "/a/b") is None
