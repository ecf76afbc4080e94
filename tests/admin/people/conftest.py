"""People on pages, for the screens that merge and split them."""

from __future__ import annotations

import pytest

from tests import factories


@pytest.fixture
def people(news_index):
    first = factories.make_person("Taalatbek Masadykov", roles=("Envoy",))
    second = factories.make_person("Talant <b>Masadykov</b>", spellings=("T. M.",))
    factories.make_article(news_index, title="On <i>one</i>", body=[factories.quote("One.", speaker=first)])
    for number in range(2):
        factories.make_article(
            news_index, title=f"On two {number}", body=[factories.quote("Two.", speaker=second)]
        )
    return first, second


@pytest.fixture
def hidden(news_index, home):
    """Somebody on a published page, on a draft elsewhere, and on a page whose draft has a new title."""
    person = factories.make_person("Marta Oyelaran")
    other = factories.make_person("M. Oyelaran")
    secret = factories.make_index(home, title="Secret desk", slug="secret")
    body = [factories.quote("One.", speaker=person), factories.quote("Secret words.", speaker=person)]
    factories.make_article(news_index, title="Open to all", body=body)
    factories.make_article(secret, title="Secret title", body=body, live=False)
    renamed = factories.make_article(secret, title="Known title", body=body)
    renamed.title = "Coming title"
    renamed.save_revision()
    return person, other, secret
