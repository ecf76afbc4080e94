"""Surnames of many."""

from wagtail_cstonews.names.surnames import is_common_family


def test_common_families():
    assert is_common_family("J. Smith")
    assert is_common_family("Xi")
    assert not is_common_family("T. Masadykov")
