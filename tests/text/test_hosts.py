"""Addresses and their parts."""

from wagtail_cstonews.text.urls import host_of


def test_hosts():
    assert host_of("https://news.example.org/a") == "news.example.org"
    assert host_of(None) == "" == host_of("http://[broken")
