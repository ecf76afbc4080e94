# ruff: noqa: E501 - lines of HTML are long
"""What WordPress keeps of a post, as the HTML that it would show."""

import pytest

from tests.sources.helpers import read_all
from tests.sources.wordpress import attachment, export, item, meta
from wagtail_cstonews.documents import RawDocument
from wagtail_cstonews.sources import read
from wagtail_cstonews.sources.readers.wordpress import Library, content_html


def write(tmp_path, *items):
    path = tmp_path / "a.xml"
    path.write_text(export(*items), encoding="utf-8")
    return path


def library_file(id, url, parent="0", caption="", alt=""):
    return (
        attachment(id, url)
        .replace("<wp:attachment_url>", f"<wp:post_parent>{parent}</wp:post_parent><wp:attachment_url>")
        .replace("<link>", f"<excerpt:encoded><![CDATA[{caption}]]></excerpt:encoded><link>")
        .replace("</item>", meta("_wp_attachment_image_alt", alt) + "</item>")
    )


def test_a_gallery_shows_the_images_that_it_names(tmp_path):
    files = [
        library_file(11, "https://valley.example/a.jpg", caption="A &amp; boat", alt="A boat"),
        library_file(12, "https://valley.example/b.jpg"),
    ]
    path = write(tmp_path, item(content='One\n\n[gallery columns="2" ids="12,11"]\n\nTwo'), *files)
    [document], _, _ = read_all(path)
    assert document.fragment
    assert document.content.index("b.jpg") < document.content.index("a.jpg")
    assert '<img src="https://valley.example/a.jpg" alt="A boat">' in document.content
    assert "<figcaption>A & boat</figcaption>" in document.content
    assert "[gallery" not in document.content


def test_a_gallery_without_a_choice_shows_what_was_uploaded_to_the_post(tmp_path):
    files = [
        library_file(11, "https://valley.example/a.jpg", parent="7"),
        library_file(12, "https://valley.example/b.pdf", parent="7"),
        library_file(13, "https://valley.example/c.jpg", parent="8"),
    ]
    [document], _, _ = read_all(write(tmp_path, item(content="[gallery]"), *files))
    assert "a.jpg" in document.content
    assert "b.pdf" not in document.content
    assert "c.jpg" not in document.content


def test_a_gallery_whose_images_are_not_at_hand_stays(tmp_path):
    [document], _, _ = read_all(write(tmp_path, item(content='[gallery ids="98,99"]')))
    assert '<p>[gallery ids="98,99"]</p>' in document.content


def test_footnotes_stand_where_the_post_has_them(tmp_path):
    content = "<!-- wp:paragraph --><p>One<sup>1</sup></p><!-- /wp:paragraph --><!-- wp:footnotes /-->"
    notes = meta("footnotes", '[{"content":"See &lt;em&gt;there&lt;/em&gt;.","id":"x"}]')
    [document], _, _ = read_all(write(tmp_path, item(content=content, extra=notes)))
    assert '<ol class="wp-block-footnotes">\n<li>' in document.content


def test_synced_patterns_stand_in_the_posts(tmp_path):
    pattern = item("Note", "<!-- wp:paragraph --><p>Call the lock.</p><!-- /wp:paragraph -->", wp__post_id=30,
                   wp__post_type="wp_block")  # fmt: skip
    post = item(content='<!-- wp:block {"ref":30} /-->')
    [document], _, skipped = read_all(write(tmp_path, post, pattern))
    assert "<p>Call the lock.</p>" in document.content
    assert [found.what for found in skipped] == ["synced patterns, which stand in the posts that show them"]


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ('[audio mp3="https://a.example/x.mp3"][/audio]', '<audio src="https://a.example/x.mp3"></audio>'),
        (
            '[video width="6" mp4="https://a.example/x.mp4"][/video]',
            '<video src="https://a.example/x.mp4"></video>',
        ),
        (
            "[youtube https://www.youtube.com/watch?v=abcdef&w=3]",
            "https://www.youtube.com/watch?v=abcdef&amp;w=3</div>",
        ),
        ("[youtube=https://youtu.be/abcdef]", "https://youtu.be/abcdef</div>"),
        ("[vimeo 12345]", "https://vimeo.com/12345</div>"),
        (
            "[code lang=php]if (a < b) {\n  c();\n}[/code]",
            "<pre>[code lang=php]if (a &lt; b) {\n  c();\n}[/code]</pre>",
        ),
        ("[[gallery]] shows a gallery", "[[gallery]] shows a gallery"),
        ("[unknown a=1]Text[/unknown]", "<p>[unknown a=1]Text[/unknown]</p>"),
        ("One<!--more-->\n\nTwo<!--nextpage-->Three", "<p>Two</p>"),
    ],
)
def test_shortcodes_of_wordpress_itself(text, html):
    assert html in content_html(text)


def test_classic_text_between_blocks_gets_paragraphs():
    text = "Old one\n\nOld two\n<!-- wp:paragraph -->\n<p>New</p>\n<!-- /wp:paragraph -->\nOld three"
    html = content_html(text)
    for words in ("Old one", "Old two", "New", "Old three"):
        assert f"<p>{words}</p>" in html


def test_texts_in_blocks_of_fields_are_not_lost():
    text = '<!-- wp:acf/testimonial {"name":"acf/testimonial","data":{"quote":"We waited long enough.","_quote":"field_1"}} /-->'
    assert "<p>We waited long enough.</p>" in content_html(text)


@pytest.mark.parametrize(
    "text",
    ["[gallery" * 50_000, "[code]" * 50_000, "[[" * 100_000, "<!-- wp:a {" * 50_000, "<!-- wp:block -->" * 50_000,
     "[audio " * 50_000, "[code][php]" * 50_000, "<!-- wp:block {\"ref\":1} /-->" * 100]
)  # fmt: skip
def test_content_takes_time_in_proportion(text):
    library = Library(pattern=lambda id: '<!-- wp:block {"ref":1} /-->')
    assert len(content_html(text, library)) >= 0


def test_feeds_and_rows_say_that_they_hold_an_article(tmp_path):
    (tmp_path / "a.rss").write_text(
        "<rss version='2.0'><channel><item><title>Lock open</title><description>&lt;p&gt;One&lt;/p&gt;</description>"
        "</item></channel></rss>"
    )
    rows = [
        ('{"id": "1", "html": "<p>One</p>"}', True, "html"),
        ('{"id": "2", "html": "<html><body><p>One</p></body></html>"}', False, "html"),
        ('{"id": "3", "content": "<p>One</p>"}', True, "html"),
        ('{"id": "4", "content": "One, and 1 < 2."}', False, "text"),
        ('{"id": "5", "text": "One"}', False, "text"),
        ('{"id": "6", "html": "<nav>Menu</nav><p>One</p>"}', False, "html"),
    ]
    (tmp_path / "b.jsonl").write_text("\n".join(row for row, _, _ in rows))
    (tmp_path / "c.csv").write_text('id,title,content\n1,Lock open,"<p>One</p>"\n')
    documents = [found for found in read(tmp_path) if isinstance(found, RawDocument)]
    assert documents[0].fragment
    assert [(found.fragment, found.media_type) for found in documents[1:-1]] == [row[1:] for row in rows]
    assert documents[-1].fragment


def test_rows_of_the_rest_api_and_objects_that_are_no_text(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text(
        '{"id": 1, "link": "https://a.example/1", "slug": "lock", "title": {"rendered": "Lock &amp; open"}, "author": 5, "tags": [1], '
        '"content": {"rendered": "<p>One</p>", "protected": false}, "excerpt": {"rendered": "<p>Boats pass.</p>"}}\n'
        '{"id": 2, "text": "One", "content": {"a": 1}, "body": [{"b": 2}], "lead": 3}\n'
    )
    documents, bad, _ = read_all(path)
    assert not bad
    assert [found.content for found in documents] == ["<p>One</p>", "One"]
    assert documents[0].title == "Lock & open"
    assert [(found.lead, found.slug, found.fragment) for found in documents] == [
        ("Boats pass.", "lock", True),
        (None, None, False),
    ]
