# ruff: noqa: E501 - lines of scraped text are long
"""HTML to lines."""

import pytest

from wagtail_cstonews.extraction.html.images import MOST_PICTURES, largest_of
from wagtail_cstonews.extraction.html.inline import sanitise
from wagtail_cstonews.extraction.html.lines import html_lines

from ..helpers import article_of

URL = "https://news.example.org/a/b.html"


def lines_of(html, url=URL):
    return html_lines(html, url)[0]


def letters(lines):
    return "".join("".join(line.text.split()) for line in lines)


def test_every_block_and_break_begins_a_line():
    lines = lines_of("<body>one<div>two <b>bold</b> three</div>four<br>five<p>six\n  seven</p>eight")
    assert [line.text for line in lines] == ["one", "two bold three", "four", "five", "six seven", "eight"]
    assert [line.number for line in lines] == [1, 2, 3, 4, 5, 6]


def test_all_text_outside_head_scripts_and_styles_is_there_in_order():
    lines = lines_of(
        "<html><head><title>T</title><style>s{}</style></head><body>a<script>x()</script>b<style>q{}</style>"
        "<noscript>c</noscript><template><p>d</p></template><p hidden>e</p><textarea>f</textarea><select>"
        "<option>g<option>h</select><svg><text>i</text><style>z{}</style></svg></body></html>j"
    )
    assert letters(lines) == "abcdefghij"


def test_white_space_is_folded_as_browsers_do_but_no_break_spaces_stay():
    assert [line.text for line in lines_of("<p> a \t\r\n b\u00a0c </p>")] == ["a b\u00a0c"]


def test_preformatted_text_keeps_its_lines():
    assert [line.text for line in lines_of("<p>x</p><pre>one\n  two\n\nthree</pre>")] == [
        "x",
        "one",
        "  two",
        "",
        "three",
    ]


def test_hints_say_where_a_line_stands():
    [line] = lines_of(
        '<body><main id="c"><article class="story big"><p class="lead"><a href="/x">four</a> and</p>'
    )
    assert line.hints.tag == "p"
    assert line.hints.path.split()[-2:] == ["main", "article"]
    assert {"c", "story", "big", "lead"} <= set(line.hints.attributes.split())
    assert 0.4 < line.hints.link_density < 0.6


def test_inline_markup_is_kept_clean_and_absolute():
    [line] = lines_of(
        '<p>A <b onclick="x()">bold</b> word, a <a href="../c?d=1&e" target=_blank>link</a>, '
        '<i>one</i> <a href="javascript:x()">more</a> &lt;b&gt; <span style="x">span</span></p>'
    )
    assert line.hints.html == (
        'A <strong>bold</strong> word, a <a href="https://news.example.org/c?d=1&amp;e">link</a>, '
        "<em>one</em> <a>more</a> &lt;b&gt; span"
    )


def test_a_line_without_markup_has_none():
    [line] = lines_of("<p>Nothing but text &amp; an entity, long enough to carry markup.</p>")
    assert line.hints.html is None


def test_markup_that_runs_over_lines_is_opened_again():
    first, second = lines_of("<div><b>A line that is long enough<br>and another one just as long</b></div>")
    assert first.hints.html == "<strong>A line that is long enough</strong>"
    assert second.hints.html == "<strong>and another one just as long</strong>"


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", " jAvAsCrIpT:x", "vbscript:x", "//[", "/x"]
)
def test_addresses_that_no_reader_may_follow_are_dropped(address):
    [line] = lines_of(f'<p>A long enough line with <a href="{address}">a link</a> in it</p>', url=None)
    assert "href" not in (line.hints.html or "")


def test_the_sanitiser_alone():
    assert (
        sanitise('<strong>No</strong> <a href="javascript:x()">way</a><script>x()</script>')
        == "<strong>No</strong> <a>way</a>"
    )
    assert sanitise("<strong></strong>text") is None


def test_a_base_address_is_heeded():
    lines = lines_of(
        '<head><base href="https://cdn.example.org/z/"></head><p>A long enough line with <a href="y">a link</a></p>'
    )
    assert 'href="https://cdn.example.org/z/y"' in lines[0].hints.html


def test_a_table_of_data_has_a_line_for_each_row():
    lines = lines_of(
        "<p>before</p><table><caption>Ports</caption><thead><tr><th>Port</th><th>Ships</th></tr></thead>"
        "<tr><td>Esterburg</td><td><p>12</p><br>or 13</td></tr><tr><td></td><td>7</td></tr></table><p>after</p>"
    )
    assert [line.text for line in lines] == [
        "before",
        "Ports",
        "Port\tShips",
        "Esterburg\t12 or 13",
        "\t7",
        "after",
    ]
    assert [line.hints.tag for line in lines[2:5]] == ["th", "tr", "tr"]


def test_a_table_for_the_layout_has_none():
    lines = lines_of(
        "<table><tr><td><div>menu</div></td><td><table><tr><td>a</td></tr></table><p>b</p></td></tr></table>"
    )
    assert [line.text for line in lines] == ["menu", "a", "b"]


def test_a_caption_carries_its_image_and_a_bare_figure_an_empty_line():
    lines = lines_of(
        '<p>x</p><figure><img src="data:image/gif,x" data-src="/i.jpg" alt="A  bridge"><figcaption>The bridge</figcaption></figure>'
        '<figure><img srcset="j.jpg 2x, k.jpg"></figure><img src="/ad.gif"><p>y</p>'
    )
    assert [line.text for line in lines] == ["x", "The bridge", "", "y"]
    assert lines[1].hints.image == ("https://news.example.org/i.jpg", "A bridge")
    assert lines[2].hints.image == ("https://news.example.org/a/j.jpg", "")


@pytest.mark.parametrize("tag", ["div", "b", "a", "table", "ul", "figure", "span", "blockquote"])
def test_ten_thousand_nested_elements(tag):
    count = 10_000
    html = "<body>" + "".join(f"<{tag}>t{i} " for i in range(count)) + f"END{f'</{tag}>' * count}<p>after</p>"
    assert letters(lines_of(html)) == "".join(f"t{i}" for i in range(count)) + "ENDafter"


@pytest.mark.parametrize(
    "html",
    ["", " ", "\0" * 1000, "<", "<a", "<!--" * 1000, "&" * 1000, "<p " + "a=b " * 5000 + ">x", "</p></div></body>",
     "<table>" * 500, "<td>x", "<script>", "<title>", "<?xml version='1.0' encoding='utf-16'?><p>x</p>", "]]>", "<pre>\n\n"],
)  # fmt: skip
def test_broken_pages_give_what_they_hold(html):
    lines, page = html_lines(html, URL)
    assert isinstance(lines, list)
    assert page.authors == []


def test_endless_classes_are_not_kept_with_every_line():
    lines = lines_of(f"<div class='{'a ' * 200_000}'>" + "<p class=b>text</p>" * 50)
    assert {line.text for line in lines} == {"text"}
    assert max(len(line.hints.attributes) for line in lines) <= 10_000


def test_nul_characters_do_not_end_the_page():
    assert letters(lines_of("<p>a\0b</p><p>c</p>")) == "abc"


def test_a_large_page_is_read_in_time():
    html = "<p>" + "<p>A word <a href='/x'>l</a> and more.</p>\n" * 60_000
    assert len(lines_of(html)) == 60_000


HEAD = """<html lang="en-GB"><head><title>Talks resume | The Daily Example</title>
<meta property="og:title" content="Talks resume"><meta property="og:site_name" content="The Daily Example">
<meta property="og:image" content="/lead.jpg"><meta name="description" content="About talks">{}</head><body>{}</body></html>"""


def page_of(head="", body=""):
    return html_lines(HEAD.format(head, body), URL)[1]


def test_open_graph_and_title():
    page = page_of(
        '<meta property="article:published_time" content="2024-05-12T10:20:30Z"><meta name=author content="By Anna Brandt and Ivan Petrov">'
    )
    assert page.titles == ["Talks resume", "Talks resume | The Daily Example"]
    assert (page.language, page.site_name, page.description) == ("en-GB", "The Daily Example", "About talks")
    assert page.published_at == "2024-05-12T10:20:30+00:00"
    assert page.authors == ["Anna Brandt", "Ivan Petrov"]
    assert page.image.url == "https://news.example.org/lead.jpg"


def test_json_ld_goes_first():
    data = """<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [{"@type": "WebSite", "name": "x"},
    {"@type": ["NewsArticle"], "headline": "Talks &amp; tea", "datePublished": "2024-05-11",
     "author": [{"@type": "Person", "name": "Anna Brandt"}, "https://example.org/x"], "publisher": {"name": "Example"}}]}</script>"""
    page = page_of(data)
    assert page.titles[0] == "Talks & tea"
    assert page.published_at == "2024-05-11"
    assert page.authors == ["Anna Brandt"]
    assert page.publisher == "Example"


@pytest.mark.parametrize(
    "data",
    ["{", "[" * 100_000, '{"@type": "NewsArticle", "author": 5, "datePublished": {"x": 1}, "headline": ["x", 3]}',
     '{"@type": "NewsArticle", "author": [[[]], null, {"name": {"a": 1}}], "publisher": [1]}', "null", '"x"'],
)  # fmt: skip
def test_json_ld_need_not_be_well_formed(data):
    page = page_of(f'<script type="application/ld+json">{data}</script>')
    assert "Talks resume" in page.titles


def test_a_time_element_gives_the_date_where_nothing_else_does():
    assert (
        page_of("", '<time datetime="2024-05-10T08:00+02:00">yesterday</time>').published_at
        == "2024-05-10T08:00:00+02:00"
    )
    assert page_of("", "<time>10 May 2024</time>").published_at == "2024-05-10"
    assert page_of("", "<time>now</time>").published_at is None


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<blockquote><p>Locks last.</p><footer>Anna Brandt, engineer</footer></blockquote>", ["p Locks last.", "footer Anna Brandt, engineer"]),
        ("<blockquote>Locks last. <cite>Anna Brandt</cite></blockquote>", ["blockquote Locks last.", "cite Anna Brandt"]),
        ("<blockquote><p>Locks last.</p><p>— <cite>Anna Brandt</cite></p></blockquote>", ["p Locks last.", "p —", "cite Anna Brandt"]),
        ("<blockquote><p>As <cite>The Lock</cite> says, they last.</p></blockquote>", ["p As The Lock says, they last."]),
        ("<p><cite>The Lock</cite> is a book.</p>", ["p The Lock is a book."]),
    ],
)  # fmt: skip
def test_who_is_quoted_has_a_line_of_its_own(html, expected):
    assert [f"{line.hints.tag} {line.text}" for line in lines_of(html)] == expected


# --------------------------------------------------------------------------- images without a caption

FIRST = "The Council of River Ports met in Esterburg on Sunday and agreed on a common exam for the pilots of the river."
SECOND = "The exam will be held in the autumn in all five member countries, the secretary said after the meeting in the hall."
THIRD = (
    "Two of the members had been against it for years because they feared for the income of their own pilots."
)
STORY = """<html lang="en"><head><title>Council meets in Esterburg</title></head><body>
<ul class="menu"><li><a href="/">Home</a><li><a href="/n">News</a></ul><img src="/top.jpg">
<div class="story"><h1>Council meets in Esterburg</h1>{head}<p>{first}</p>{one}<p>{second}{inside}</p><p>{third}</p>{end}</div>
<div class="more"><img src="/other.jpg"><a href="/o">Another article</a></div>
<p>© 2024 The Example. All rights reserved.</p></body></html>"""


def story(head="", one="", inside="", end="", url=URL):
    html = STORY.format(head=head, one=one, inside=inside, end=end, first=FIRST, second=SECOND, third=THIRD)
    return article_of(html, media_type="html", url=url)


def images_of(article):
    return [(block.url, block.alt, block.text) for block in article.body if block.type == "image"]


PHOTO = ("https://news.example.org/photo.jpg", "", "")


def test_an_image_without_a_caption_stands_between_its_paragraphs():
    article = story(
        one='<p><img src="/photo.jpg" alt=" A  bridge "></p>', end='<img src="last.jpg" width="640">'
    )
    assert article.lead == FIRST
    assert [block.type for block in article.body] == ["image", "paragraph", "paragraph", "image"]
    assert images_of(article) == [
        ("https://news.example.org/photo.jpg", "A bridge", ""),
        ("https://news.example.org/a/last.jpg", "", ""),
    ]
    assert [line.label for line in article.lines] == [line.label for line in story().lines]
    for line in article.lines:
        if line.block is not None:
            assert article.body[line.block].text == line.clean


@pytest.mark.parametrize(
    "markup",
    [
        "<figure><img src='/photo.jpg'></figure>",
        "<img src='data:image/gif;base64,x' data-src='/photo.jpg'>",
        "<img src='/img/blank.gif' data-lazy-src='/photo.jpg'>",
        "<img srcset='/small.jpg 300w, /photo.jpg 900w' width=600>",
        "<picture><source srcset='/photo.jpg 2x'><img src='data:,' alt=''></picture>",
        "<img src='data:,'><noscript><img src='/photo.jpg'></noscript>",
        "<img src='/photo.jpg'><img src='/photo-600x400.jpg'>",
        "<picture><source srcset='/photo.jpg'><img src='data:,'></picture><img src='/photo.jpg'>",
        "<a href='/photo-big.jpg'><img src='/photo.jpg'></a>",
        "<a href='#'><img src='/photo.jpg'></a>",
        "<a href='/2012/trip/photo/'><img class='wp-image-7' src='/photo.jpg'></a>",
        "<div class=image-box><img src='/photo.jpg'></div>",
        "<center><img src='/photo.jpg' width='100%'></center>",
    ],
)
def test_forms_of_an_image_of_the_article(markup):
    assert images_of(story(one=markup)) == [PHOTO]
    assert images_of(story(head=markup)) == [PHOTO]


@pytest.mark.parametrize(
    "markup",
    [
        "<img src='/photo.jpg' width=1 height=1>",
        "<img src='/photo.jpg' style='width: 40px'>",
        "<img src='/photo-50x50.jpg'>",
        "<img src='/photo.jpg?w=60'>",
        "<img src='/spacer.gif'>",
        "<img src='/site_logo.png'>",
        "<img src='/shareButton.png'>",
        "<img src='/photo.jpg' alt='Company logo'>",
        "<img src='/photo.jpg' class='avatar'>",
        "<img src='/photo.jpg' aria-hidden=true>",
        "<div id=ad-1><img src='/photo.jpg'></div>",
        "<aside><img src='/photo.jpg'></aside>",
        "<div hidden class=banner><img src='/photo.jpg'></div>",
        "<img src='https://pixel.wp.com/b.gif?v=1'>",
        "<img src='data:image/png;base64,iVBOR'>",
        "<img src='javascript:x()'>",
        "<img src=''>",
        "<img alt=x>",
        "<a href='/another-article.html'><img src='/photo.jpg'></a>",
        f"<img src='/{'x' * 2500}.jpg'>",
        "<table><tr><td><img src='/photo.jpg'></td><td>1</td></tr><tr><td>2</td><td>3</td></tr></table>",
    ],
)
def test_images_that_are_not_the_articles(markup):
    assert images_of(story(one=markup)) == []


def test_an_image_inside_a_paragraph_stands_after_it():
    article = story(inside='<img src="/photo.jpg"> and more.')
    place = next(index for index, block in enumerate(article.body) if block.type == "image")
    assert article.body[place - 1].text == f"{SECOND} and more."
    assert images_of(article) == [PHOTO]


def test_an_image_after_the_article_in_another_part_of_the_page_is_not_its_own():
    assert images_of(story(end='</div><div><img src="/photo.jpg"></div>')) == []


def test_a_caption_outside_a_figure_gets_the_image_above_it():
    article = story(one='<div><img src="/photo.jpg" alt="Lock"></div><p>Photo: Anna Brandt / AFP</p>')
    assert images_of(article) == [
        ("https://news.example.org/photo.jpg", "Lock", "Photo: Anna Brandt / AFP"),
    ]


def test_the_image_of_a_captioned_figure_comes_once():
    figure = '<figure><img src="/photo.jpg"><figcaption>The lock in May</figcaption></figure>'
    assert images_of(story(one=figure + '<img src="/photo.jpg">')) == [
        ("https://news.example.org/photo.jpg", "", "The lock in May")
    ]


def test_two_sizes_of_an_image_side_by_side_are_one():
    both = '<img src="/1.medium/a" alt="{0}"><img src="/1.large/a" alt="{0}">'
    assert len(images_of(story(one=both.format("The old lock of Kamenz on a morning in May")))) == 1
    assert len(images_of(story(one=both.format("The lock")))) == 2


def test_images_without_a_caption_are_bounded():
    found = images_of(story(one="".join(f'<img src="/p{number}.jpg">' for number in range(3000))))
    assert [url for url, _, _ in found[:2]] == [
        f"https://news.example.org/p{number}.jpg" for number in range(2)
    ]
    assert len(found) == MOST_PICTURES


def test_every_image_of_a_figure_in_a_figure_has_its_caption():
    figures = "<figure>" * 9000 + "<img src='/a.jpg'>" * 400 + "<figcaption>x</figcaption></figure>" * 9000
    pictures = html_lines(f"<p>{FIRST}</p>{figures}", URL)[1].pictures
    assert {picture.caption.text for picture in pictures} == {"x"}
    assert len({id(picture.caption) for picture in pictures}) == 1


def test_relative_addresses_stay_where_the_page_has_none_itself():
    assert images_of(story(one='<img src="b_files/photo.jpg">', url=None)) == [("b_files/photo.jpg", "", "")]


@pytest.mark.parametrize(
    ("srcset", "largest"),
    [
        ("", ""),
        (None, ""),
        (" , ", ""),
        ("a.jpg", "a.jpg"),
        ("a.jpg 1x,b.jpg 2x", "b.jpg"),
        ("/w_300,h_200/a.jpg 300w, /w_900,h_600/a.jpg 900w", "/w_900,h_600/a.jpg"),
        ("a.jpg, b.jpg 1.5x, c.jpg xx", "b.jpg"),
    ],
)
def test_the_largest_of_a_set(srcset, largest):
    assert largest_of(srcset) == largest
