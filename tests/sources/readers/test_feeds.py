"""RSS and Atom."""

import base64
import gzip
import io
import sys

import pytest

from tests.sources.helpers import make_zip, read_all
from wagtail_cstonews.sources import BadDocument, Limits, SourceError, read

RSS = """<?xml version="1.0"?>
<rss version="2.0" xmlns:c="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:media="http://search.yahoo.com/mrss/" xmlns:atom="http://www.w3.org/2005/Atom">
<channel><title>The Valley</title><link>https://valley.example/</link><language>en-us</language>
<image><url>https://valley.example/logo.png</url><link>https://valley.example/</link></image>
{}
</channel></rss>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/">
<title>The Valley</title><author><name>The Valley</name></author>
{}
</feed>"""

RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
  xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="https://valley.example/"><title>The Valley</title></channel>
{}
</rdf:RDF>"""


def write(tmp_path, text, name="feed.xml"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def one(tmp_path, inside, feed=RSS):
    [document], bad, _ = read_all(write(tmp_path, feed.format(inside)))
    assert not bad
    return document


def html(title, content):
    return f"<article>\n<h1>{title}</h1>\n{content}\n</article>"


def test_rss_with_everything(tmp_path):
    document = one(
        tmp_path,
        """<item xml:lang="ky"><title>Water &amp;amp; land</title><link> https://valley.example/1 </link>
        <guid isPermaLink="false">tag:1</guid><pubDate>Wed, 01 May 2024 10:00:00 +0600</pubDate>
        <dc:creator>A. Sadykova</dc:creator><category>Water</category><category>Land</category>
        <description>In short</description><c:encoded><![CDATA[<p>At length</p>]]></c:encoded>
        <enclosure url="https://valley.example/1.mp3" type="audio/mpeg"/>
        <media:group><media:content url="/1.jpg" medium="image"/></media:group></item>""",
    )
    assert (document.id, document.key) == ("tag:1", "https://valley.example/1")
    assert (document.title, document.author, document.language) == ("Water & land", "A. Sadykova", "ky")
    assert document.date == "2024-05-01T10:00:00+06:00"
    assert document.content == html("Water &amp; land", "<p>At length</p>")
    assert document.tags == ("Water", "Land")
    assert document.image_url == "https://valley.example/1.jpg"
    assert document.source == f"{tmp_path / 'feed.xml'}:6"


def test_atom_with_everything(tmp_path):
    document = one(
        tmp_path,
        """<entry xml:lang="en"><title type="html">Water &amp;amp; &lt;em>land&lt;/em></title><id>tag:1</id>
        <link rel="alternate" hreflang="ky" href="https://valley.example/ky/1"/>
        <link rel="alternate" hreflang="en" href="https://valley.example/en/1"/>
        <link rel="enclosure" type="image/jpeg" href="https://valley.example/1.jpg"/>
        <published>2024-05-01T10:00:00Z</published><updated>2024-06-01T10:00:00Z</updated>
        <author><name>A. Sadykova</name></author><author><name>B. Osmonov</name></author>
        <category term="water" label="Water"/><category term="land"/>
        <summary>In short</summary>
        <content type="xhtml">
        <div xmlns="http://www.w3.org/1999/xhtml"><p>One &lt; two<br/></p></div></content>
        </entry>""",
        ATOM,
    )
    assert (document.id, document.url) == ("tag:1", "https://valley.example/en/1")
    assert (document.title, document.author) == ("Water & land", "A. Sadykova, B. Osmonov")
    assert (document.date, document.language) == ("2024-05-01T10:00:00Z", "en")
    assert document.content == html("Water &amp; land", "<div><p>One &lt; two<br></p></div>")
    assert document.tags == ("Water", "land")
    assert document.image_url == "https://valley.example/1.jpg"
    assert document.translation_group == "https://valley.example/en/1"


def test_rss_1(tmp_path):
    document = one(
        tmp_path,
        """<item rdf:about="https://valley.example/1"><title>A title</title><description>One &amp;lt; two

        Three</description><dc:date>2024-05-01</dc:date><dc:subject>Water</dc:subject></item>""",
        RDF,
    )
    assert (document.key, document.date, document.tags) == (
        "https://valley.example/1",
        "2024-05-01",
        ("Water",),
    )
    assert document.content == html("A title", "<p>One &lt; two</p>\n<p>Three</p>")


@pytest.mark.parametrize(
    ("feed", "inside", "content"),
    [
        (ATOM, "<entry><title>A</title><content>1 &lt; 2</content></entry>", "<p>1 &lt; 2</p>"),
        (
            ATOM,
            "<entry><title>A</title><content type='html'>1 &lt;b>2&lt;/b></content></entry>",
            "<p>1 <b>2</b></p>",
        ),
        (ATOM, "<entry><title>A</title><content src='/a'/><summary>B</summary></entry>", "<p>B</p>"),
        (RSS, "<item><title>A</title><description>B</description></item>", "<p>B</p>"),
        (RSS, "<item><title>A</title><description>a&nbsp;b</description></item>", "<p>a\xa0b</p>"),
    ],
)
def test_texts(tmp_path, feed, inside, content):
    assert one(tmp_path, inside, feed).content == html("A", content)


@pytest.mark.parametrize(
    ("inside", "field", "value"),
    [
        ("<author>desk@valley.example (A. Sadykova)</author>", "author", "A. Sadykova"),
        ("<dc:creator>Sadykova, A.</dc:creator><dc:creator>B</dc:creator>", "author", "Sadykova, A.; B"),
        ("<guid>https://valley.example/2</guid>", "url", "https://valley.example/2"),
        ("<guid isPermaLink='false'>https://valley.example/2</guid>", "url", None),
        ("<atom:link href='https://valley.example/3'/>", "url", "https://valley.example/3"),
        ("<link>javascript:alert(1)</link>", "url", None),
        ("<pubDate>soon</pubDate>", "date", "soon"),
        ("<pubDate>Wed, 32 May 2024 10:00:00 GMT</pubDate>", "date", "Wed, 32 May 2024 10:00:00 GMT"),
        ("<dc:language>ru</dc:language>", "language", "ru"),
        ("<media:thumbnail url='https://a.example/t.png'/>", "image_url", "https://a.example/t.png"),
        ("<media:content url='https://a.example/t.mp4'/>", "image_url", None),
        ("<enclosure url='https://a.example/t.PNG?x'/>", "image_url", "https://a.example/t.PNG?x"),
        ("<image><url>https://a.example/i.jpg</url></image>", "image_url", "https://a.example/i.jpg"),
        ("<media:keywords>Water, Land</media:keywords>", "tags", ("Water", "Land")),
    ],
)
def test_what_items_say(tmp_path, inside, field, value):
    assert getattr(one(tmp_path, f"<item><description>One</description>{inside}</item>"), field) == value


def test_an_item_without_text_fails_alone(tmp_path):
    path = write(
        tmp_path,
        RSS.format(
            "<item><title>A</title><link>https://valley.example/1</link></item>"
            "<item><title>B</title><description>B</description></item>"
        ),
    )
    [document], [bad], _ = read_all(path)
    assert document.title == "B"
    assert document.key == f"{path.as_uri()}#6"
    assert "has no text" in bad.message
    assert (bad.key, bad.line) == ("https://valley.example/1", 6)


def test_an_over_long_item_fails_alone(tmp_path):
    long = f"<item><description>{'x' * 2_000_000}</description></item>"
    path = write(tmp_path, RSS.format(f"{long}\n<item><description>B</description></item>"))
    [document], [bad], _ = read_all(path, limits=Limits(document_bytes=100))
    assert "B" in document.content
    assert "longer than 100 bytes" in bad.message


def test_entities_are_refused(tmp_path):
    path = write(tmp_path, '<!DOCTYPE rss [<!ENTITY x "y">]>' + RSS.partition("?>")[2].format(""))
    _, [bad], _ = read_all(path)
    assert "declares entities of its own" in bad.message


def test_a_cut_feed_gives_what_came_before(tmp_path):
    path = write(tmp_path, RSS.partition("{}")[0] + "<item><description>One</description></item><item>")
    [document], [bad], _ = read_all(path)
    assert document.content
    assert "cut short" in bad.message


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("<opml><body/></opml>", "its root is <opml>"),
        ("<sitemapindex/>", "a sitemap"),
        ("plain", "no XML"),
        ("<!-- " * 100_000, "no XML"),
        ("<a" * 100_000, "no XML"),
    ],
)
def test_xml_of_another_kind_is_refused_at_once(tmp_path, text, message):
    with pytest.raises(SourceError, match=message):
        next(read(write(tmp_path, text)))


def test_asking_for_a_feed_that_is_none(tmp_path):
    with pytest.raises(SourceError, match="no feed"):
        list(read(write(tmp_path, "<opml><body/></opml>"), format="feed"))


def test_a_page_in_xhtml(tmp_path):
    path = write(tmp_path, '<?xml version="1.0"?><!DOCTYPE html><html><body><p>One</p></body></html>')
    [document], _, _ = read_all(path)
    assert (document.media_type, document.content) == ("html", path.read_bytes())


def test_an_empty_feed_holds_nothing(tmp_path):
    assert read_all(write(tmp_path, RSS.format(""))) == ([], [], [])


def test_names_packed_archives_and_pipes(tmp_path, monkeypatch):
    feed = RSS.format("<item><description>One</description></item>").encode()
    for name in ("a.rss", "b.atom", "c.rdf", "d.xml"):
        (tmp_path / name).write_bytes(feed)
    (tmp_path / "e.xml.gz").write_bytes(gzip.compress(feed))
    make_zip(tmp_path / "f.zip", {"a.xml": feed, "b.xml": "<x/>"})
    documents, [bad], _ = read_all(tmp_path)
    assert len(documents) == 6
    assert "no export of WordPress, RSS or Atom" in bad.message
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(feed)))
    [document], _, _ = read_all("-")
    assert document.key.startswith("stdin:")


BLOGGER = """<?xml version='1.0' encoding='UTF-8'?>
<feed xmlns='http://www.w3.org/2005/Atom' xmlns:app='http://purl.org/atom/app#'
 xmlns:blogger='http://schemas.google.com/blogger/2018'>
<entry>{}<title>One</title><content type='html'>&lt;p&gt;A text.</content></entry>
</feed>"""
KIND = (
    "<category scheme='http://schemas.google.com/g/2005#kind' "
    "term='http://schemas.google.com/blogger/2008/kind#{}'/>"
)


@pytest.mark.parametrize(
    ("inside", "reason"),
    [
        (KIND.format("post"), None),
        (KIND.format("page"), None),
        (KIND.format("comment"), "a comment of a Blogger export is not read"),
        (KIND.format("settings"), "a settings of a Blogger export is not read"),
        (
            KIND.format("post") + "<app:control><app:draft>yes</app:draft></app:control>",
            "not published (draft)",
        ),
        ("<blogger:type>COMMENT</blogger:type>", "a comment of a Blogger export is not read"),
        ("<blogger:type>POST</blogger:type><blogger:status>LIVE</blogger:status>", None),
        ("<blogger:type>POST</blogger:type><blogger:status>DRAFT</blogger:status>", "not published (draft)"),
    ],
)
def test_of_a_blogger_export_only_published_posts_and_pages_are_read(tmp_path, inside, reason):
    path = tmp_path / "blog.atom"
    path.write_text(BLOGGER.format(inside))
    (item,) = read(path)
    assert getattr(item, "reason", None) == reason
    assert reason or item.title == "One"


ATOM_03 = '<feed version="0.3" xmlns="http://purl.org/atom/ns#"><entry><title>T</title>{}</entry></feed>'
ATOM_10 = '<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>T</title>{}</entry></feed>'
RSS_20 = "<rss><channel><item><title>T</title>{}</item></channel></rss>"
XHTML = "http://www.w3.org/1999/xhtml"
DIV = f'<div xmlns="{XHTML}">'


@pytest.mark.parametrize(
    ("feed", "inside", "content"),
    [
        (
            ATOM_03,
            f'<content type="application/xhtml+xml" mode="xml">a &lt; {DIV}One <b>two</b></div></content>',
            "a &lt; <div>One <b>two</b></div>",
        ),
        (
            ATOM_03,
            '<content type="text/html" mode="base64">PHA+T25lIDxiPnR3bzwvYj48L3A+</content>',
            "<p>One <b>two</b></p>",
        ),
        (
            ATOM_03,
            '<content mode="base64">T25lIDxiPnR3bzwvYj4=</content>',
            "<p>One &lt;b&gt;two&lt;/b&gt;</p>",
        ),
        (ATOM_03, '<content type="text/html" mode="escaped">&lt;p>One</content>', "<p>One"),
        (
            ATOM_03,
            '<summary type="application/xhtml+xml"><div>One <i>two</i></div></summary>',
            "<div>One <i>two</i></div>",
        ),
        (ATOM_10, '<content type="application/octet-stream">T25l</content>', "<p>One</p>"),
        (ATOM_10, f'<content type="xhtml">{DIV}One<br/>two</div></content>', "<div>One<br>two</div>"),
        (RSS_20, f'<body xmlns="{XHTML}"><p>One <b>two</b></p></body>', "<p>One <b>two</b></p>"),
        (RSS_20, "<description>One <b>two</b> &lt;</description>", "<p>One <b>two</b> &lt;</p>"),
    ],
)
def test_text_in_every_form_of_a_feed(tmp_path, feed, inside, content):
    path = tmp_path / "a.xml"
    path.write_text(feed.format(inside))
    (item,) = read(path)
    assert item.content.replace("\n", "") == f"<article><h1>T</h1>{content}</article>"


def test_what_is_packed_and_no_text_is_none(tmp_path):
    path = tmp_path / "a.xml"
    data = base64.b64encode(b"\xff\xd8\xff\xe0").decode()
    path.write_text(ATOM_10.format(f'<content type="image/jpeg">{data}</content>'))
    (item,) = read(path)
    assert isinstance(item, BadDocument)
