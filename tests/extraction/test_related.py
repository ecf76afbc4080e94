# ruff: noqa: E501 - lines of HTML are long
"""Where teasers lead, and what a page calls its own address."""

import pytest

from .helpers import article_of

PROSE = (
    "The council of the five rivers met in Port Ilse on Thursday and agreed on the rules of the common fund. "
)

PAGE = f"""<html><head><title>Council agrees on fund</title>{{head}}</head><body>
<h1>Council agrees on fund</h1>
{"".join(f"<p>{PROSE}Delegates of town {n} said that the first payments would be made this year.</p>" for n in range(6))}
<div class="related"><h3>Read also</h3>
<p><a href="/2024/05/lock/">The lock at Port Ilse is open again after the flood, and boats pass it by day.</a></p>
<p><a href="https://other.example/a?b=1#c">A second ferry crosses the lake from June on, says the harbour master there.</a></p>
<p>The bridge of Lower Ilse stays closed until the autumn, as the engineers of the town have said.</p>
</div></body></html>"""


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
