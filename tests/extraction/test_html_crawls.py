# ruff: noqa: E501 - lines of scraped text are long
"""Old sites' HTML, with other articles' summaries above the headline. The texts are invented."""

import pytest

from wagtail_cstonews.documents import RawDocument, host_key
from wagtail_cstonews.extraction.pipeline import extract
from wagtail_cstonews.extraction.site_learning import SiteLearner

from .helpers import article_of
from .herald import NEWS, TITLES

SITE = "Official site of the County of Esterburg"
SUMMARIES = (
    "The county treasurer presented the budget for the coming year to the members of the finance board.",
    "Beekeepers from nine villages met in Oldmarket to compare their honey and to elect a new chairman.",
    "A new bus will connect the hospital with the railway station from the first Monday of the month.",
)


def font(text):
    return f"<font size='2'>{text}</font>"


def cells(title, paragraphs, name=SITE):
    """A table for the layout, breaks for paragraphs, and the site's name for a title."""
    above = "".join(f"<tr><td>{font(text)}</td></tr>" for text in SUMMARIES)
    own = "<br><br>".join([f"<b>{title}</b>", "03.05.2024", *paragraphs])
    return f"<html><head><title>{name}</title></head><body><table>{above}</table><table><tr><td>{own}</td></tr></table></body></html>"


def plain(title, paragraphs):
    """Nothing but paragraphs."""
    lines = [*SUMMARIES, title, "03.05.2024", *paragraphs]
    return "<html><body><div>" + "".join(f"<p>{text}</p>" for text in lines) + "</div></body></html>"


def linked(title, paragraphs):
    """Summaries with linked headlines of their own."""
    above = "".join(f"<h3><a href='/n/'>{text[:40]}</a></h3><p>{text}</p>" for text in SUMMARIES)
    own = f"<h2>{title}</h2><p>03.05.2024</p>" + "".join(f"<p>{text}</p>" for text in paragraphs)
    return f"<html><head><title>{SITE}</title></head><body><div>{above}</div><div>{own}</div></body></html>"


def said(article):
    return "\n".join([article.lead or "", *(block.text for block in article.body)])


def is_right(article, title, paragraphs):
    text = said(article)
    return (
        article.title == title
        and (article.published_at or "")[:10] == "2024-05-03"
        and all(paragraph in text for paragraph in paragraphs)
        and not any(summary in text for summary in SUMMARIES)
    )


@pytest.fixture(params=[cells, plain, linked])
def style(request):
    return request.param


def test_with_a_profile_every_page_has_its_own_headline(style):
    documents = [
        RawDocument(
            title,
            style(title, NEWS[title]),
            f"{number}.html",
            media_type="html",
            url=f"https://county.example/{number}",
        )
        for number, title in enumerate(TITLES)
    ]
    learner = SiteLearner()
    for document in documents:
        learner.learn(document)
    site = learner.profile(host_key("https://county.example/"))
    for document in documents:
        article = extract(document, site=site)
        assert is_right(article, document.id, NEWS[document.id])
        assert set(SUMMARIES) <= {line.clean for line in article.lines if line.label == "teaser"}


def test_a_title_that_is_printed_says_which_line_is_the_headline():
    title = TITLES[0]
    html = cells(title, NEWS[title], name=f"{title} | {SITE}")
    assert article_of(html, media_type="html").title == title


def test_a_banner_that_heads_every_page_is_no_title():
    """It stands in the browser's title, too, so that a single page takes it for the headline."""

    def with_banner(title):
        return plain(title, NEWS[title]).replace(
            "<html><body>", f"<html><head><title>{SITE}</title></head><body><p>{SITE}</p>"
        )

    learner = SiteLearner()
    documents = [
        RawDocument(
            title, with_banner(title), "a.html", media_type="html", url=f"https://county.example/{number}"
        )
        for number, title in enumerate(TITLES)
    ]
    for document in documents:
        learner.learn(document)
    site = learner.profile(host_key("https://county.example/"))
    assert [extract(document, site=site).title for document in documents] == TITLES


def test_a_button_printed_twice_above_menus_is_no_headline():
    title = TITLES[1]
    menu = "".join(f"<li>Section {number}</li>" for number in range(30))
    above = f"<div>Continue to site</div><div>Continue to site</div><ul>{menu}</ul>"
    body = f"<div>{title}</div>" + "".join(f"<p>{text}</p>" for text in NEWS[title])
    assert (
        article_of(f"<html><body>{above}{body}</body></html>", media_type="html").title != "Continue to site"
    )


@pytest.mark.parametrize("tag", ["p", "h3", "div"])
def test_a_single_h1_below_other_articles_is_the_headline(tag):
    above = "".join(
        f"<{tag}>{title}</{tag}><p>{said}</p>" for title, said in zip(TITLES[1:], SUMMARIES, strict=False)
    )
    title, paragraphs = next(iter(NEWS.items()))
    below = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    html = f"<html><head><title>{SITE}</title></head><body>{above}<h1>{title}</h1>{below}</body></html>"
    article = extract(RawDocument("1", html, "1.html", media_type="html"))
    assert article.title == title
    assert not [line for line in article.lines if line.clean in SUMMARIES and line.label != "teaser"]
