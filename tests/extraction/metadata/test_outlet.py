"""The medium that somebody spoke to."""

import pytest

from wagtail_cstonews.extraction.metadata.outlet import find_outlet


@pytest.mark.parametrize(
    ("text", "outlet"),
    [
        ("The minister told Example Radio North in an interview that it rained.", "Example Radio North"),
        ("In an exclusive commentary to Meridian.News, the envoy spoke.", "Meridian.News"),
        ("Министр рассказал в интервью радио «Меридиан», что идёт дождь.", "радио «Меридиан»"),
        ("Министр рассказала радио «Меридиан», почему идёт дождь.", "радио «Меридиан»"),
        ("Министр сообщил газете «Вечерний берег», что идёт дождь.", "Вечерний берег"),
        ("Министр сказала Анне Брандт, что идёт дождь.", None),
        ("The envoy answered the questions of Harbour Weekly about the lock.", "Harbour Weekly"),
        ("Er erklärte im Interview mit Radio Meridian, warum.", "Radio Meridian"),
        ("An interview with Anna Brandt was held.", None),
        ("She told him in the morning that it rained.", None),
    ],
)
def test_the_outlet_that_somebody_spoke_to(text, outlet):
    assert find_outlet([text], ["Anna Brandt"]) == outlet
