"""An article as Markdown, rendered again: its words are the page's, and text stays text."""

from __future__ import annotations

import html as html_module
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import etree
from markdown_it import MarkdownIt

from tests import factories
from wagtail_cstonews.publishing.markdown.converter import to_markdown

HOSTILE = (
    "<script>alert(1)</script> [x](javascript:alert(1)) ![y](http://e.example/) **b** _i_ `c` # h &copy; 1. "
    "\\ ~~s~~ | x"
)

RENDERER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def markdown_of(client, article):
    response = client.get(f"/news/{article.slug}/text.md")
    assert (response.status_code, response["Content-Type"]) == (200, "text/markdown; charset=utf-8")
    return response.content.decode()


def words(html):
    return " ".join(" ".join(etree.HTML(html).itertext()).split())


def test_an_article(client, news_index):
    person = factories.make_person("Anna Orlova")
    article = factories.make_article(
        news_index,
        title="Calm * water",
        slug="calm",
        dateline="Bishkek",
        published_at=factories.local_time(2024, 5, 1),
        published_is_date_only=True,
        authors=[("author", {"name": "Ann Author"})],
        source_url="https://other.example/a",
        tags=("rail",),
        lead="The lead.",
        body=[
            (
                "paragraph",
                '<p>A <b>bold</b> <a href="https://x.example/(a)">link</a>.</p><ul><li>one</li></ul>',
            ),
            ("heading", "A heading"),
            factories.quote("First.\n\nSecond.", speaker=person, role="Minister"),
            factories.exchange("Why?", "<p>Because.</p>", questioner_name="Radio", answerer=person),
            (
                "table",
                {
                    "columns": [{"type": "text", "heading": "Year"}, {"type": "text", "heading": "A|B"}],
                    "rows": [{"values": ["2024", "x"]}],
                },
            ),
            ("preformatted", "  two\n```\nspaces"),
        ],
    )
    assert (
        markdown_of(client, article)
        == """# Calm \\* water

May 1, 2024 · Bishkek · Ann Author

The lead.

A **bold** [link](https://x.example/%28a%29).

- one

## A heading

> First.
>
> Second.
>
> — [Anna Orlova](http://testserver/people/anna-orlova/), Minister

**Radio: Why?**

**Anna Orlova:** Because.

| Year | A\\|B |
| --- | --- |
| 2024 | x |

````
  two
```
spaces
````

Original article: [other.example](https://other.example/a)

Tags: rail
"""
    )


def test_its_words_are_the_pages(client, news_index):
    person = factories.make_person("Anna Orlova")
    article = factories.make_interview(
        news_index,
        title="Words of Anna",
        lead="In *short*: 1. this.",
        interviewee=person,
        interviewee_role="Minister",
        body=[
            (
                "paragraph",
                "<p>It<b>alic</b>s and «<i>quoted</i>» <b>“bold.”</b>then 2 * 3 * 4 &lt;b&gt;<br/>- dash</p>",
            ),
            factories.exchange(
                "What is *it*?", "<p>A_b_c.</p><ol><li>x</li><li>y<ul><li>z</li></ul></li></ol>"
            ),
        ],
    )
    page = client.get(f"/news/{article.slug}/").content.decode()
    (shown,) = etree.HTML(page).xpath("//div[@class='cstonews-article__body']")
    for label in shown.xpath(".//*[contains(@class, 'cstonews-hidden')]"):
        label.clear()
    body = etree.tostring(shown).decode()
    # Whom the page has named above, it names in short.
    said = words(body).replace("Orlova", "Anna Orlova")
    rendered = words(RENDERER.render(markdown_of(client, article))).replace(":", "")
    squeezed = re.sub(r"\W+", "", said)
    assert squeezed in re.sub(r"\W+", "", rendered)


@pytest.mark.parametrize(
    "where",
    [
        "<p>{}</p>",
        "<h2>{}</h2>",
        "<ul><li>{}</li></ul>",
        "<p>a<br>{}</p>",
        "<p>a\n{}</p>",
        "<p><b>{}</b></p>",
        "<blockquote><p>{}</p></blockquote>",
        "<table><tr><td>{}</td></tr></table>",
        "<pre>{}</pre>",
        "<figure><blockquote><p>q</p></blockquote><figcaption>{}</figcaption></figure>",
    ],
)
@pytest.mark.parametrize(
    "text",
    [
        HOSTILE,
        "# no heading",
        "- no list",
        "+ none",
        "1. none",
        "1) none",
        "> none",
        "---",
        "===",
        "```",
        "~~~",
        "[a]: http://b.example",
        "<http://a.example>",
        "&lt;",
        "a  ",
        "|a|b|",
        "\\",
        "\\*",
        "*a*",
        "__a__",
        "    code",
        "<b",
        "![",
        "](x)",
        "\u2028# x",
        "***",
        "* * *",
        "***bold***",
    ],
)
def test_text_stays_text(where, text):
    source = where.format(html_module.escape(text))
    rendered = RENDERER.render(to_markdown(source))
    assert words(rendered) == words(source) or (where == "<pre>{}</pre>" and text.strip() in words(rendered))
    tree = etree.HTML(rendered)
    assert not tree.xpath("//a | //img | //script | //code[not(parent::pre)] | //h1 | //del | //em")


@pytest.mark.parametrize(
    ("html", "rendered"),
    [
        ("<p><b>bold</b>word</p>", "<p><strong>bold</strong>word</p>"),
        ("<p><b> a </b>b</p>", "<p><strong>a</strong> b</p>"),
        ("<p><b>«a»</b>b</p>", "<p>«a»b</p>"),
        ("<p><b><i>a</i></b></p>", "<p><em><strong>a</strong></em></p>"),
        ("<p>1<i></i>. a</p>", "<p>1. a</p>"),
        (
            '<p><a href="http://a.example/?b=1&amp;copy;=(2) &lt;">x</a></p>',
            '<p><a href="http://a.example/?b=1&amp;copy;=%282%29%20%3C">x</a></p>',
        ),
        ("<p>" + "<b>" * 1500 + "deep * text</p>", "<p>deep * text</p>"),
    ],
)
def test_emphasis_and_links_that_would_not_be_read_as_such(html, rendered):
    assert RENDERER.render(to_markdown(html)).strip() == rendered


def test_who_has_it_is_told_so_and_search_engines_take_the_page(client, news_index):
    article = factories.make_article(news_index)
    first = client.get(f"/news/{article.slug}/text.md")
    assert first["Link"] == f'<http://testserver/news/{article.slug}/>; rel="canonical"'
    assert first["X-Content-Type-Options"] == "nosniff"
    headers = {"if-none-match": first["ETag"]}
    assert client.get(f"/news/{article.slug}/text.md", headers=headers).status_code == 304
    article.specific.save_revision().publish()
    assert client.get(f"/news/{article.slug}/text.md", headers=headers).status_code == 200


def test_what_is_not_public_has_none(client, news_index):
    draft = factories.make_article(news_index, live=False)
    assert client.get(f"/news/{draft.slug}/text.md").status_code == 404
    article = factories.make_article(news_index)
    factories.make_private(news_index)
    assert client.get(f"/news/{article.slug}/text.md").status_code == 302
    assert client.get("/news/text.md").status_code in {302, 404}


def test_few_queries(client, news_index):
    quotes = [factories.quote("W", speaker=factories.make_person()) for _ in range(10)]
    article = factories.make_article(news_index, tags=("a", "b"), body=quotes)
    with CaptureQueriesContext(connection) as queries:
        markdown_of(client, article)
    assert len(queries) <= 12


def test_five_megabytes_are_bounded(client, news_index):
    article = factories.make_article(news_index, body=[("paragraph", "<p>" + "word " * 1_000_000 + "</p>")])
    text = markdown_of(client, article)
    assert len(text) < 250_000
    assert text.endswith(
        f"… [http://testserver/news/{article.slug}/](http://testserver/news/{article.slug}/)\n"
    )
