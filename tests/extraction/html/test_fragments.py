# ruff: noqa: E501 - lines of HTML are long
"""An article's own HTML: all of it is the article."""

import pytest

from wagtail_cstonews.documents import RawDocument
from wagtail_cstonews.extraction.html.embeds import is_shown, public_address
from wagtail_cstonews.extraction.html.losses import SURE
from wagtail_cstonews.extraction.pipeline import extract

from ..helpers import validator

URL = "https://valley.example/2024/05/lock/"
FIRST = "<p>The lock at Port Ilse opened on Thursday for the first time since the flood of last spring.</p>"


def article_of(html, **fields):
    fields = {"title": "Lock open", "url": URL, **fields}
    article = extract(RawDocument("1", html, "test", media_type="html", fragment=True, **fields))
    validator().validate(article.to_dict())
    assert not {"teaser", "chrome", "duplicate"} & {line.label for line in article.lines}
    return article


def kinds(article):
    return [block.type for block in article.body]


def test_what_would_be_chrome_on_a_page_is_text_here():
    lines = [
        *("Read more", "Share", "Subscribe to our newsletter", "Comments", "Related articles"),
        *(
            "© 2024 The Valley",
            "***",
            "St. Louis Blues",
            "Four",
            "By Anna Brandt",
            "1 May 2024",
            "The Valley",
        ),
    ]
    html = FIRST + "".join(f"<p>{line}</p>" for line in lines) + FIRST
    article = article_of(html)
    texts = [block.text for block in article.body]
    assert texts == [*lines, article.lead]
    assert article.confidence == SURE
    assert not article.warnings


def test_confidence_is_the_share_that_became_what_it_was():
    whole = article_of(FIRST * 2).confidence
    assert whole == SURE
    some = article_of(FIRST * 2 + '<p>[ratings id="1" size="large"]</p>').confidence
    lost = article_of(FIRST * 2 + '<p><img src="blob:x"></p>').confidence
    mostly = article_of("<p>[form id=3 title=write]</p>" * 9 + "<p>Write to us.</p>").confidence
    assert whole > some > 0.7
    assert whole > lost > 0.5
    assert mostly < 0.2


@pytest.mark.parametrize(
    ("html", "url", "caption"),
    [
        (
            '<figure class="wp-block-embed"><div class="wp-block-embed__wrapper">\nhttps://site.example/v/1\n</div>'
            "<figcaption>A boat</figcaption></figure>",
            "https://site.example/v/1",
            "A boat",
        ),
        ("<p>https://youtu.be/abcdefgh</p>", "https://youtu.be/abcdefgh", ""),
        (
            '<p><a href="https://vimeo.com/12345">https://vimeo.com/12345</a></p>',
            "https://vimeo.com/12345",
            "",
        ),
        (
            '<iframe width="560" src="//www.youtube.com/embed/abc-_12?rel=0"></iframe>',
            "https://www.youtube.com/watch?v=abc-_12",
            "",
        ),
        (
            '<iframe data-src="https://w.soundcloud.com/player/?url=https%3A//soundcloud.com/a/b&color=f"></iframe>',
            "https://soundcloud.com/a/b",
            "",
        ),
        ('<iframe src="https://maps.example/embed?pb=1"></iframe>', "https://maps.example/embed?pb=1", ""),
        (
            '<object><param name="movie" value="https://www.youtube.com/v/abcdef"><embed src="https://www.youtube.com/v/abcdef">'
            "</object>",
            "https://www.youtube.com/watch?v=abcdef",
            "",
        ),
        (
            '<video controls><source src="/boat.mp4"><p>Your browser cannot play it.</p></video>',
            "https://valley.example/boat.mp4",
            "Your browser cannot play it.",
        ),
        (
            '<figure><audio src="https://valley.example/a.mp3"></audio><figcaption>A horn</figcaption></figure>',
            "https://valley.example/a.mp3",
            "A horn",
        ),
        (
            '<script src="https://gist.github.com/anna/0a1b.js"></script>',
            "https://gist.github.com/anna/0a1b",
            "",
        ),
    ],
)
def test_embeds(html, url, caption):
    article = article_of(f"{FIRST}{html}<p>After it, boats passed.</p>")
    [block] = [block for block in article.body if block.type == "embed"]
    assert (block.url, block.caption) == (url, caption)
    assert kinds(article) == ["embed", "paragraph"]
    assert not article.warnings


def test_an_address_in_a_sentence_or_of_a_page_is_no_embed():
    article = article_of(
        f"{FIRST}<p>See https://youtu.be/abcdefgh</p><p>https://valley.example/map</p>"
        '<iframe src="javascript:alert(1)"></iframe>'
    )
    assert kinds(article) == ["paragraph", "paragraph"]


def test_every_image_has_its_place():
    article = article_of(
        FIRST
        + '<p><img src="/a.jpg" alt="A boat"></p>'
        + '<p>Boats <img src="/in.jpg"> pass.</p>'
        + '<p><a href="/b.jpg"><img src="/b-150x150.jpg"></a></p>'
        + '<figure class="wp-block-gallery"><figure><img src="/g1.jpg"><figcaption>One</figcaption></figure>'
        + '<figure><img src="/g2.jpg"></figure><figcaption>The gallery</figcaption></figure>'
        + '<div class="wp-caption"><img src="/c.jpg"><p class="wp-caption-text">Classic</p></div>'
        + "<div style=\"background-image:url('/cover.jpg')\"><p>On the cover</p></div>"
        + '<table><tr><td>A</td><td><img src="/t.jpg"></td></tr><tr><td>B</td><td>C</td></tr></table>'
        + '<img src="https://stats.example/p.gif" width="1" height="1">'
    )
    shown = [(block.type, block.text, getattr(block, "url", "").rpartition("/")[2]) for block in article.body]
    assert shown == [
        ("image", "", "a.jpg"),
        ("paragraph", "Boats pass.", ""),
        ("image", "", "in.jpg"),
        ("image", "", "b.jpg"),
        ("image", "One", "g1.jpg"),
        ("image", "", "g2.jpg"),
        ("paragraph", "The gallery", ""),
        ("image", "Classic", "c.jpg"),
        ("image", "", "cover.jpg"),
        ("paragraph", "On the cover", ""),
        ("table", "A\nB\tC", ""),
        ("image", "", "t.jpg"),
    ]
    assert not article.warnings


def test_an_image_that_a_script_loads_is_one_image():
    article = article_of(
        f'{FIRST}<p><img src="data:image/gif;base64,R0" data-lazy-src="/b.jpg"><noscript><img src="/b.jpg"></noscript></p>'
    )
    assert [block.url for block in article.body if block.type == "image"] == ["https://valley.example/b.jpg"]


def test_an_interview_in_a_fragment_keeps_its_embeds_out_of_the_answers():
    article = article_of(
        "<p>Mayor Ellison met us in May.</p><p><strong>Q: When will the lock open?</strong></p>"
        "<p>A: In June, if the rain stops.</p><p>https://youtu.be/abcdefgh</p>"
        "<p><strong>Q: Who pays for it?</strong></p><p>A: The five towns do.</p>"
        "<p><strong>Q: And the boats?</strong></p><p>A: They wait.</p>"
    )
    assert article.kind == "interview"
    assert kinds(article) == ["paragraph", "exchange", "embed", "exchange", "exchange"]


def test_a_loss_is_counted():
    article = article_of(f'{FIRST}<p><img src="data:image/png;base64,AAAA"></p><p>[gallery ids="1,2"]</p>')
    [warning] = [warning for warning in article.warnings if warning.code == "images_lost"]
    assert warning.message.startswith("1 of 1 images have no address that can be used (data:image/png")
    assert "1 galleries name images" in warning.message


def test_spaces_of_code_and_shortcodes_stay():
    article = article_of(
        f'{FIRST}<pre>if water:\n    close()\n\nopen()</pre><pre>second</pre><p>[contact-form-7 id="3"]</p>'
    )
    assert [(block.text, block.preformatted) for block in article.body] == [
        ("if water:\n    close()\n\nopen()", True),
        ("second", True),
        ('[contact-form-7 id="3"]', True),
    ]
    assert [warning.code for warning in article.warnings] == ["shortcodes"]


def test_captions_of_tables_go_to_the_table():
    rows = "<tr><th>Year</th><th>Boats</th></tr><tr><td>2023</td><td>410</td></tr>"
    article = article_of(
        f"{FIRST}<table><caption>Above</caption>{rows}</table><p>Between.</p>"
        f"<figure class='wp-block-table'><table>{rows}</table><figcaption>Below</figcaption></figure>"
    )
    assert [block.caption for block in article.body if block.type == "table"] == ["Above", "Below"]
    assert kinds(article) == ["table", "paragraph", "table"]


def test_links_of_short_lines_and_lists_stay():
    article = article_of(
        f'{FIRST}<div class="wp-block-button"><a class="wp-block-button__link" href="/map">Map</a></div>'
        '<div class="wp-block-file"><a href="/a.pdf">Rules</a><a href="/a.pdf" class="wp-block-file__button">Get</a></div>'
        '<ol><li>No. 5 goes <a href="/x">first</a></li><li>2024 was dry</li></ol>'
    )
    assert [block.html for block in article.body[:3]] == [
        '<a href="https://valley.example/map">Map</a>',
        '<a href="https://valley.example/a.pdf">Rules</a>',
        '<a href="https://valley.example/a.pdf">Get</a>',
    ]
    assert article.body[3].items == ["No. 5 goes first", "2024 was dry"]
    assert article.body[3].items_html == ['No. 5 goes <a href="https://valley.example/x">first</a>', None]
    assert article.body[3].ordered


def test_details_columns_and_quotations():
    article = article_of(
        f"{FIRST}<details><summary>More of it</summary><p>Inside.</p></details>"
        '<div class="wp-block-columns"><div><p>Left.</p></div><div><p>Right.</p></div></div>'
        "<figure class='wp-block-pullquote'><blockquote><p>We waited long enough.</p><cite>Anna Brandt</cite>"
        "</blockquote></figure>"
    )
    assert [(block.type, block.text) for block in article.body] == [
        ("heading", "More of it"),
        ("paragraph", "Inside."),
        ("paragraph", "Left."),
        ("paragraph", "Right."),
        ("quote", "We waited long enough.\nAnna Brandt"),
    ]


def test_a_lead_that_came_beside_the_text_leaves_the_text_whole():
    article = article_of(f"{FIRST}<p>Boats pass.</p>", lead="Boats pass again.")
    assert article.lead == "Boats pass again."
    assert len(article.body) == 2


def test_nothing_is_cut_off_for_the_head():
    article = article_of(
        "<h2>Lock open</h2><p>03.05.2024 The lock at Port Ilse opened for all of the boats that waited there.</p>"
        "<p>Boats pass.</p><p>Boats pass.</p>",
        date="2024-05-04",
        author="Anna Brandt",
    )
    assert article.lead.startswith("03.05.2024 The lock")
    assert [block.text for block in article.body] == ["Boats pass.", "Boats pass."]


@pytest.mark.parametrize(
    "html", ["", "<p></p>", "<<<", "<figure>" * 3000, "<iframe>" * 500, "<table>" * 2000 + "x", "<pre>" * 3000 + "x",
             "<video>" * 2000, "<figure><figcaption>" * 1000 + "x", '<img src="/a.jpg">' * 3000]
)  # fmt: skip
def test_broken_fragments_do_no_harm(html):
    article_of(html)


def test_which_addresses_are_shown_by_other_pages():
    assert is_shown("https://x.com/anna/status/12345")
    assert is_shown("https://www.facebook.com/valley/posts/12345/")
    assert not is_shown("https://www.facebook.com/valley")
    assert not is_shown("https://youtube.com.evil.example/watch?v=1")
    assert not is_shown("https://[x/")
    assert public_address("https://[x/") == "https://[x/"
    # An address within the address is believed only if it is one.
    frame = "https://www.facebook.com/plugins/video.php?href=javascript:alert(1)"
    assert public_address(frame) == frame
