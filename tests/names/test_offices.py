"""Offices that are one."""

import pytest

from wagtail_cstonews.names.offices import offices_agree


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        ("Foreign Minister", "foreign minister", True),
        ("Minister", "Foreign Minister of Kyrgyzstan", True),
        ("former President", "President", True),
        ("Vice President", "President", False),
        ("Deputy Minister", "Minister", False),
        ("spokesman for the minister", "minister", False),
        ("Foreign Minister", "Finance Minister", False),
        ("", "", False),
        ("", "Minister", False),
        ("the", "of the", False),
    ],
)
def test_offices(one, other, agree):
    assert offices_agree(one, other) is agree
    assert offices_agree(other, one) is agree
