"""WordPress's exports."""

import gzip
import io
import sys
import tracemalloc

import pytest

from tests.sources.helpers import make_tar, make_zip, read_all
from tests.sources.wordpress import FOOT, HEAD, attachment, category, export, item, meta
from wagtail_cstonews.extraction.pipeline import extract
from wagtail_cstonews.sources import Limits, SourceError, read
from wagtail_cstonews.sources.common.markup import with_paragraphs
from wagtail_cstonews.sources.readers.wordpress import without_shortcodes


def write(tmp_path, *items, name="valley.wordpress.2024-05-01.xml"):
    path = tmp_path / name
    path.write_text(export(*items), encoding="utf-8")
    return path


def one(tmp_path, *args, **fields):
    [document], bad, _ = read_all(write(tmp_path, item(*args, **fields)))
    assert not bad
    return document


def test_a_post_with_everything(tmp_path):
    extra = (
        category("category", "water", "Water &amp; land")
        + category("post_tag", "bridges", "Bridges")
        + category("category", "uncategorized", "Uncategorized")
        + category("post_format", "post-format-video", "Video")
        + meta("_thumbnail_id", "9")
        + "<wp:comment><wp:comment_content>Nonsense</wp:comment_content></wp:comment>"
    )
    path = write(
        tmp_path,
        item("Water &#038; <em>land</em>", "<p>One</p>", extra),
        attachment(8, "https://valley.example/8.jpg"),
        attachment(9, "https://valley.example/9.jpg"),
    )
    [document], bad, skipped = read_all(path)
    assert not bad
    assert document.key == document.url == "https://valley.example/2024/05/bridge/"
    assert (document.id, document.title, document.author) == ("7", "Water & land", "Aigul Sadykova")
    assert document.date == "2024-05-01T16:00:00+06:00"
    assert document.tags == ("Water & land", "Bridges")
    assert document.image_url == "https://valley.example/9.jpg"
    assert document.content == "<article>\n<h1>Water &amp; land</h1>\n<p>One</p>\n</article>"
    assert document.source == f"{path}:{export(item()).splitlines().index('<item>') + 1}"
    assert [str(found).rpartition(": ")[2] for found in skipped] == [
        "of the type attachment and neither a post nor a page"
    ] * 2


def test_the_article_of_a_post(tmp_path):
    content = (
        "The city council of Karakol decided on Tuesday to close the bridge over the river for repairs.\n\n"
        "<strong>“We have waited far too long,”</strong> said Mayor Azamat Toktosunov.\n\n"
        '[caption id="a"]<img src="/b.jpg" alt="" /> The old bridge[/caption]\n\n'
        "Buses will take the northern road until autumn. Shops remain open."
    )
    article = extract(
        one(tmp_path, content=content, excerpt__encoded="Closed until autumn, says the council.")
    )
    assert article.title == "The bridge is closed"
    assert article.published_at == "2024-05-01T16:00:00+06:00"
    assert article.authors == ["Aigul Sadykova"]
    texts = [article.lead, article.subtitle, *(block.text for block in article.body)]
    assert "Buses will take the northern road until autumn. Shops remain open." in texts
    assert "Closed until autumn, says the council." in texts
    assert "The old bridge" in texts
    assert not {"title_not_in_text", "unread_date"} & {warning.code for warning in article.warnings}


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"wp__status": "private"}, "its status is private); --status private makes a draft of it"),
        ({"wp__status": "trash"}, "its status is trash"),
        ({"wp__post_type": "nav_menu_item"}, "of the type nav_menu_item"),
        ({"wp__post_password": "x"}, "protected by a password"),
    ],
)
def test_what_is_not_imported(tmp_path, fields, reason):
    path = write(tmp_path, item(**fields), item("A page", wp__post_type="page"))
    [document], bad, [skipped] = read_all(path)
    assert document.title == "A page"
    assert reason in skipped.reason
    assert not bad


@pytest.mark.parametrize(
    ("fields", "date"),
    [
        ({"wp__post_date_gmt": "0000-00-00 00:00:00"}, "2024-05-01T16:00:00"),
        ({"wp__post_date_gmt": "", "wp__post_date": ""}, "2024-05-02T10:00:00+00:00"),
    ],
)
def test_dates(tmp_path, fields, date):
    assert one(tmp_path, pubDate="Thu, 02 May 2024 10:00:00 +0000", **fields).date == date


def test_authors_of_co_authors_plus(tmp_path):
    extra = category("author", "cap-bek", "bek") + category("author", "cap-x", "Guest & Co")
    assert one(tmp_path, extra=extra).author == "Bek Osmonov, Guest & Co"


@pytest.mark.parametrize(
    "extra",
    [
        category("language", "ky", "Кыргызча") + category("post_translations", "pll_5", "pll_5"),
        meta("_wpml_import_language_code", "ky") + meta("_wpml_import_translation_group", "pll_5"),
    ],
)
def test_language_and_translations(tmp_path, extra):
    document = one(tmp_path, extra=extra)
    assert (document.language, document.translation_group) == ("ky", "https://valley.example pll_5")
    assert document.tags == ()


def test_the_site_language_is_not_that_of_a_post(tmp_path):
    assert one(tmp_path).language is None


def test_a_post_without_an_address(tmp_path):
    path = write(tmp_path, item(link=""), item(link="", wp__post_id=""))
    documents, _, _ = read_all(path)
    assert documents[0].key == f"{path.as_uri()}#7"
    assert documents[1].key.startswith(f"{path.as_uri()}#")
    assert documents[1].key != documents[0].key


def test_control_characters_and_junk_around(tmp_path):
    path = tmp_path / "a.xml"
    bad = item("A\x0b &nbsp; title", "<p>One\x08 &#11; two\x00</p>")
    loose = "<item><title>AT&amp;T &#x1F;&nbsp;&hellip; &#8217;</title></item>"
    path.write_bytes(
        ("\n<b>Warning</b>: ini_set\n" + HEAD + bad + loose + FOOT + "\n<b>Notice</b>: &x").encode() + b"\xff"
    )
    documents, bad, _ = read_all(path, format="wxr")
    assert not bad
    assert documents[0].title == "A title"
    assert "<p>One  two</p>" in documents[0].content
    assert documents[1].title == "AT&T … ’"
    assert documents[1].source == f"{path}:{len(path.read_bytes().splitlines()) - 3}"


def test_other_character_sets(tmp_path):
    path = tmp_path / "a.xml"
    path.write_bytes(export(item("Мост закрыт")).replace("UTF-8", "windows-1251").encode("cp1251"))
    [document], _, _ = read_all(path)
    assert document.title == "Мост закрыт"


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


@pytest.mark.parametrize(
    "entities",
    [f'<!ENTITY l0 "ha">{LAUGHS}', '<!ENTITY l9 SYSTEM "file:///etc/passwd">', '<!ENTITY % l9 "x">'],
)
def test_entities_are_refused(tmp_path, entities):
    path = tmp_path / "a.xml"
    head = HEAD.replace("<rss", f"<!DOCTYPE rss [{entities}]>\n<rss", 1)
    path.write_text(head + item("&l9;") + "<item><title>&l9;</title></item>" + FOOT)
    documents, [bad], _ = read_all(path, format="wxr")
    assert not documents
    assert "declares entities of its own" in bad.message
    assert bad.line == 3


def test_a_document_type_that_lies_elsewhere_is_not_fetched(tmp_path):
    (tmp_path / "x.dtd").write_text('<!ENTITY x "secret">')
    path = tmp_path / "a.xml"
    dtd = f'<!DOCTYPE rss SYSTEM "{(tmp_path / "x.dtd").as_uri()}">\n<rss'
    path.write_text(export("<item><title>&x;</title></item>").replace("<rss", dtd, 1))
    [document], _, _ = read_all(path)
    assert document.title == "&x;"


@pytest.mark.parametrize(
    ("rest", "message"),
    [
        ("<item><title>Cut", "cut short"),
        ("<item><title>a</b></title></item>" + FOOT, "not well-formed XML (mismatched tag, column 17)"),
        ("<i>" * 1000, "nested more than 256 deep"),
    ],
)
def test_damaged_exports_give_what_came_before(tmp_path, rest, message):
    path = tmp_path / "a.xml"
    path.write_text(HEAD + item() + rest)
    documents, [bad], _ = read_all(path)
    assert len(documents) == 1
    assert message in bad.message
    assert bad.source == f"{path}:{bad.line}"
    assert bad.line == (HEAD + item()).count("\n") + 1


@pytest.mark.parametrize(
    "long",
    [
        item("Long", "x" * 2_000_000),
        item("Long", "", "<wp:postmeta>" + "<a/>" * 50_000 + "</wp:postmeta>"),
        item("Long", "", f'<a b="{"x" * 1_040_000}"/>' * 2),
    ],
)
def test_over_long_items_are_refused_and_the_others_read(tmp_path, long):
    path = write(
        tmp_path, item("One", link="https://a.example/1"), long, item("Two", link="https://a.example/2")
    )
    documents, [bad], _ = read_all(path, limits=Limits(document_bytes=1000))
    assert [document.title for document in documents] == ["One", "Two"]
    assert "longer than 1000 bytes" in bad.message
    assert bad.source == f"{path}:{bad.line}"


def test_endless_tags_are_given_up(tmp_path):
    path = tmp_path / "a.xml"
    path.write_text(HEAD + item() + "<!--" + "x" * 4_000_000 + "-->" + FOOT)
    documents, [bad], _ = read_all(path, limits=Limits(document_bytes=1000))
    assert len(documents) == 1
    assert "a tag or a comment of more than" in bad.message


def test_memory_and_images_of_a_long_export(tmp_path):
    path = tmp_path / "a.xml"
    with path.open("w", encoding="utf-8") as file:
        file.write(HEAD)
        for number in range(500):
            link = f"https://valley.example/{number}/"
            file.write(
                item(
                    f"Post {number}",
                    "<p>" + "word " * 1000 + "</p>",
                    meta("_thumbnail_id", number + 9000),
                    link=link,
                )
            )
            file.write(attachment(number + 9000, f"https://valley.example/{number}.jpg"))
        file.write(FOOT)
    tracemalloc.start()
    pictures = [item.image_url for item in read(path) if hasattr(item, "image_url")]
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert pictures == [f"https://valley.example/{number}.jpg" for number in range(500)]
    assert peak < 1_500_000 < path.stat().st_size


def test_packed_inside_archives_and_piped(tmp_path, monkeypatch):
    data = export(
        item(extra=meta("_thumbnail_id", 9)), attachment(9, "https://valley.example/9.jpg")
    ).encode()
    (tmp_path / "a.xml.gz").write_bytes(gzip.compress(data))
    (tmp_path / "b.wxr").write_bytes(data)
    make_zip(tmp_path / "c.zip", {"in/a.xml": data, "z.txt": "One"})
    make_tar(tmp_path / "d.tar.gz", {"in/a.xml": data, "z.txt": "One"})
    documents, bad, _ = read_all(tmp_path)
    assert not bad
    posts = [document for document in documents if document.media_type == "html"]
    assert [post.image_url for post in posts] == ["https://valley.example/9.jpg"] * 4
    assert len(documents) == 6
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(Pipe(data)))
    [document], _, _ = read_all("-")
    assert document.title == "The bridge is closed"
    assert document.image_url is None


class Pipe(io.BytesIO):
    """Bytes that cannot be read twice."""

    def seek(self, *args):
        raise io.UnsupportedOperation

    def seekable(self):
        return False


def test_a_file_that_unpacks_to_too_much(tmp_path):
    path = tmp_path / "a.xml.gz"
    path.write_bytes(gzip.compress((HEAD + item() * 2000 + FOOT).encode()))
    documents, [bad], _ = read_all(path, limits=Limits(unpacked_bytes=1 << 20))
    assert 500 < len(documents) < 2000
    assert "unpacks to more than" in bad.message


def test_no_export(tmp_path):
    path = tmp_path / "a.xml"
    path.write_text("<urlset><url/></urlset>")
    with pytest.raises(SourceError, match="sitemap"):
        next(read(path))


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("One", "<p>One</p>"),
        ("One\r\n\r\nTwo\r\nthree", "<p>One</p>\n<p>Two<br>\nthree</p>"),
        ("<p>One</p>\n\n<p>Two</p>", "<p>One</p>\n<p>Two</p>"),
        ("One\n<ul>\n<li>Two</li>\n</ul>\nThree", "<p>One</p>\n<ul>\n<li>Two</li>\n</ul>\n<p>Three</p>"),
        ("<strong>One</strong>\n\n<em>Two</em>", "<p><strong>One</strong></p>\n<p><em>Two</em></p>"),
        ("One<!--more-->Two", "<p>One</p>\n<p>Two</p>"),
        ("<pre>a\n\nb</pre>c", "<pre>a\n\nb</pre>\n<p>c</p>"),
        ("<pre>a\n\nb", "<pre>a\n\nb"),
        ("", ""),
    ],
)
def test_paragraphs(text, html):
    assert with_paragraphs(text).replace("\n\n", "\n") == html.replace("\n\n", "\n")


@pytest.mark.parametrize(
    ("text", "html"),
    [
        (
            '[caption caption="A &amp; b"]<a href="/x"><img src="b.jpg"></a>[/caption]',
            '<figure><a href="/x"><img src="b.jpg"></a><figcaption>A &amp; b</figcaption></figure>',
        ),
        (
            "[embed]https://a.example/v[/embed]",
            '\n\n<figure class="wp-block-embed"><div class="wp-block-embed__wrapper">https://a.example/v</div>'
            "</figure>\n\n",
        ),
        ('[gallery ids="1,2"]', '[gallery ids="1,2"]'),
        ("[caption]<img src=x> [caption]", "[caption]<img src=x> [caption]"),
    ],
)
def test_shortcodes(text, html):
    assert without_shortcodes(text) == html


@pytest.mark.parametrize(
    "text",
    [
        "[caption]" * 100_000,
        "<pre>" * 200_000,
        "<p>" * 300_000,
        "\n" * 1_000_000,
        "<" * 1_000_000,
        "[embed]" * 100_000,
    ],
)
def test_repairs_take_time_in_proportion(text):
    assert len(with_paragraphs(without_shortcodes(text))) >= 0
