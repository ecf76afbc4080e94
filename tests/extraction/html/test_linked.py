# ruff: noqa: E501 - lines of HTML are long
"""Links wherever they stand in an article's HTML."""

import json
import subprocess
import sys
import time

import pytest

from wagtail_cstonews.documents import RawDocument
from wagtail_cstonews.extraction.html.linked import markup_of
from wagtail_cstonews.extraction.pipeline import extract

from ..helpers import validator

URL = "https://valley.example/2024/05/lock/"
OUT = "https://other.example"
PROSE = "<p>The lock at Port Ilse opened on Thursday for the first time since the flood of last spring.</p>"


def to(name, words):
    return f'<a href="{OUT}/{name}">{words}</a>'


def read(html, **fields):
    options = {"title": "Lock open", "url": URL, "fragment": True, **fields}
    article = extract(RawDocument("1", html, "test", media_type="html", **options))
    validator().validate(article.to_dict())
    return article


def block(html, type, **fields):
    found = [block for block in read(PROSE * 2 + html, **fields).to_dict()["body"] if block["type"] == type]
    return found[-1]


def lost(article):
    return [warning.message for warning in article.warnings if warning.code == "links_lost"]


@pytest.mark.parametrize(
    ("html", "type", "keys"),
    [
        (f"<h2>{to('a', 'The report')}</h2>", "heading", {"linked_html": to("a", "The report")}),
        (
            f"<ul><li>See {to('a', 'b')}</li><li>c</li></ul>",
            "list",
            {"items_html": [f"See {to('a', 'b')}", None]},
        ),
        (
            f"<table><tr><td>{to('a', 'b')}</td><td>c &lt; d</td></tr><tr><td></td><td>e</td></tr></table>",
            "table",
            {"cells_html": [[to("a", "b"), None], [None, None]], "rows": [["b", "c < d"], ["", "e"]]},
        ),
        (
            f"<table><caption>Of {to('a', 'b')}</caption><tr><td>c</td><td>d</td></tr><tr><td>e</td><td>f</td></tr></table>",
            "table",
            {"linked_html": f"Of {to('a', 'b')}", "caption": "Of b"},
        ),
        (
            f'<figure><a href="{OUT}/a"><img src="{OUT}/i.jpg"></a><figcaption>By {to("b", "c")}</figcaption></figure>',
            "image",
            {"linked_html": f"By {to('b', 'c')}", "link": f"{OUT}/a"},
        ),
        (
            f'<figure class="wp-block-embed"><div class="wp-block-embed__wrapper">https://youtu.be/abc</div><figcaption>By {to("b", "c")}</figcaption></figure>',
            "embed",
            {"linked_html": f"By {to('b', 'c')}"},
        ),
        (f"<p>{to('a', 'More')}</p>", "paragraph", {"html": to("a", "More")}),
    ],
    ids=["heading", "list", "cell", "table's caption", "image", "embed's caption", "short paragraph"],
)
def test_links_at_each_place(html, type, keys):
    found = block(html, type)
    assert {name: found[name] for name in keys} == keys
    assert lost(read(PROSE * 2 + html)) == []


@pytest.mark.parametrize(
    "link",
    [
        f"{OUT}/i-1024x768.jpg",
        f"{OUT}/photo.jpg",
        f"{OUT}/2024/i/",
        f"{URL}#gallery",
        "#top",
        f"{URL}?attachment_id=7",
        "javascript:show()",
        "",
    ],
)
def test_an_image_that_leads_to_itself_has_no_link(link):
    html = f'<p><a href="{link}"><img src="{OUT}/i-300x200.jpg"></a></p>'
    assert "link" not in block(html, "image")
    assert lost(read(PROSE * 2 + html)) == []


@pytest.mark.parametrize("link", ["#more", f"{URL}#more", "", "javascript:x()"])
def test_anchors_of_the_page_itself_are_no_links(link):
    html = f'<h2>What is new <a href="{link}">#</a></h2>'
    assert "linked_html" not in block(html, "heading")
    assert lost(read(PROSE * 2 + html)) == []


def test_a_link_around_several_lines_is_in_each():
    html = f'<a href="{OUT}/a"><h3>The report</h3><p>All of it.</p></a>'
    assert block(html, "heading")["linked_html"] == to("a", "The report")
    assert block(html, "paragraph")["html"] == to("a", "All of it.")


def test_a_link_that_is_not_closed_ends_with_its_cell():
    html = f'<table><tr><td><a href="{OUT}/a">b</td><td>c</td></tr><tr><td>d</td><td>e</td></tr></table>'
    assert block(html, "table")["cells_html"][0][0] == to("a", "b")


def test_a_paragraph_keeps_its_links_where_a_dateline_is_taken_off():
    html = f"<p>PORT ILSE, May 3 — The lock opened, as {to('a', 'the office')} said, and ships are passing it now.</p>"
    article = read(html + PROSE)
    assert article.dateline
    assert article.body[0].html.endswith(f"as {to('a', 'the office')} said, and ships are passing it now.")
    assert "ILSE" not in article.body[0].html
    assert lost(article) == []


def test_links_that_have_no_place_are_counted():
    html = f"{PROSE}<pre>a = {to('a', 'b')}</pre><p>See {to('c', 'd')}.</p>"
    assert lost(read(html)) == [
        "1 of 2 links stand where only plain text does (paragraph: 1). Put them on the page by hand."
    ]


def test_the_speaker_of_a_linked_block_quotation_is_known():
    words = "“We have agreed to open the lock in spring, and all of us will be there.”"
    html = f"<blockquote><p>{words}</p><cite>{to('a', 'Anna Brandt')}, mayor</cite></blockquote>"
    article = read(PROSE * 2 + html)
    assert [block.type for block in article.body[-2:]] == ["paragraph", "paragraph"]
    [quote] = article.quotes
    assert (quote.speaker.name, quote.block) == ("Anna Brandt", len(article.body) - 2)


def test_what_was_mended_does_not_hide_links():
    html = f"<h2>What\u200b is\u00a0new in {to('a', 'the re&shy;port')}</h2>"
    assert "linked_html" in block(html, "heading")


def test_pieces_of_marked_up_lines():
    html = f"<strong>Q: <em>Who</em></strong> wrote {to('a', 'it &amp; why')}?"
    assert (
        markup_of(html, "Who wrote it & why?")
        == f"<strong><em>Who</em></strong> wrote {to('a', 'it &amp; why')}?"
    )
    assert markup_of(html, "it") == to("a", "it")
    assert markup_of(html, "Who") is None
    assert markup_of(html, "nobody") is None
    assert markup_of("no mark-up", "no") is None


def test_the_command_as_a_process(tmp_path):
    """From a page as well as from a fragment; with what is lost in the lead."""
    page = f"<html><body><article><h1>Lock open</h1>{PROSE}<h2>Of {to('a', 'locks')}</h2>{PROSE * 3}</article></body></html>"
    path = tmp_path / "rows.jsonl"
    path.write_text(json.dumps({"id": "1", "url": URL, "html": page}))
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-m", "wagtail_cstonews.extraction", str(path)],
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    article = json.loads(done.stdout)
    validator().validate(article)
    [heading] = [block for block in article["body"] if block["type"] == "heading"]
    assert heading["linked_html"] == f"Of {to('a', 'locks')}"


def test_many_links_take_time_in_proportion():
    """An interview whose every paragraph has a link, and one line of thousands of them."""

    def seconds(count):
        turns = "".join(
            f"<p><b>Radio Manas:</b> What of {to(n, 'lock')} {n}?</p><p><b>Anna Brandt:</b> It is {to(n, 'open')} now.</p>"
            + f"<p>And so is {to(n, 'the next')}.</p>" * 5
            for n in range(count)
        )
        html = turns + f"<h2>{to('a', 'b') * count * 5}</h2>"
        start = time.process_time()
        read(html)
        return time.process_time() - start

    seconds(5)
    assert seconds(400) < 12 * seconds(100)
