"""Names taken apart."""

from wagtail_cstonews.names.parts import parts


def test_parts():
    assert parts("Mr. Yousef bin Salem Jr.").words == ("yousef", "salem")
    assert parts("Mr. Yousef bin Salem Jr.").generation == "jr"
    assert parts("Al Gorham").words == ("al", "gorham")
