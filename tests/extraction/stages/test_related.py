"""Where teasers lead, and what a page calls its own address."""

import pytest

from ..helpers import article_of
from ..valley import PAGE


def page(head="", url="https://valley.example/2024/06/fund/"):
    return article_of(PAGE.format(head=head), media_type="html", url=url)


def test_teasers_keep_their_addresses():
    article = page()
    assert len(article.related) >= 2
    assert [link.text for link in article.related_links] == article.related
    urls = {link.text[:8]: link.url for link in article.related_links}
    assert urls["The lock"] == "https://valley.example/2024/05/lock/"
    assert urls["A second"] == "https://other.example/a?b=1#c"
    assert urls.get("The brid") is None


def test_a_teaser_without_a_web_address_has_none():
    article = article_of(
        PAGE.format(head="").replace("/2024/05/lock/", "javascript:x()"), media_type="html", url=None
    )
    assert {link.url for link in article.related_links if link.text.startswith("The lock")} == {None}


@pytest.mark.parametrize(
    ("head", "url"),
    [
        ('<link rel="canonical" href="https://valley.example/fund/">', "https://valley.example/fund/"),
        ('<link rel="shortlink canonical" href="/fund/#top">', "https://valley.example/fund/"),
        ('<meta property="og:url" content="https://valley.example/fund/">', "https://valley.example/fund/"),
        ('<link rel="canonical" href="https://valley.example/">', None),
        ('<link rel="canonical" href="javascript:alert(1)">', None),
        ('<link rel="canonical" href="https://[x/">', None),
        ("", None),
    ],
)
def test_the_address_that_a_page_calls_its_own(head, url):
    assert page(head).canonical_url == url
