# ruff: noqa: E501 - lines of HTML are long
"""A WordPress export on its way to pages: nothing written is lost, nothing kept back goes online."""

import html
import io
import json
import re
from xml.etree import ElementTree

import pytest
from django.core.management import call_command

from wagtail_cstonews.models import ImportedDocument

from ..sources.helpers import shared
from ..sources.wordpress import FOOT, attachment, export, item, meta
from .helpers import news_pages, site_in

pytestmark = pytest.mark.django_db

THEME_TEST = "data/wordpress/themeunittestdata.wordpress.xml"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
WP = "{https://wordpress.org/export/1.2/}"
WORD = re.compile(r"\w+")


def import_file(path, **options):
    out = io.StringIO()
    call_command("import_news", str(path), to="/news/", stdout=out, stderr=out, no_color=True, **options)
    return out.getvalue()


def blocks_of(page):
    return [(block["type"], block["value"]) for block in page.body.raw_data]


def words_in(text):
    """The words of HTML, in order."""
    text = re.sub(r"<!--.*?-->|<(script|style)\b.*?</\1>", " ", text, flags=re.DOTALL)
    text = re.sub(r"</?(?:strong|b|em|i|sub|sup|span|q|abbr|u|code|cite|ins|del|strike|s)\b[^<>]*>", "", text)
    return WORD.findall(html.unescape(re.sub(r"<[^<>]*>", " ", text)))


def text_of(page):
    """Everything that an article's page says, as words."""
    found = WORD.findall(f"{page.title} {page.lead}")

    def walk(value, is_html=False):
        if isinstance(value, str):
            found.extend(words_in(value) if is_html else WORD.findall(value))
        elif isinstance(value, dict):
            for name, inner in value.items():
                if name not in ("id", "type", "source_url"):
                    walk(inner, value.get("type") == "paragraph")
        elif isinstance(value, list):
            for inner in value:
                walk(inner)

    walk(list(page.body.raw_data))
    return found


def whole(url):
    """An address without the size in it."""
    return re.sub(r"-\d+x\d+(?=\.\w+$)", "", url.partition("?")[0].replace("http://", "https://"))


# --------------------------------------------------------------------------- WordPress's own test data


@pytest.fixture
def theme_test(news_index):
    path = shared(THEME_TEST)
    import_file(path, publish=True)
    posts = {}
    for post in ElementTree.parse(path).iter("item"):  # noqa: S314
        if post.findtext(f"{WP}post_type") in ("post", "page"):
            posts[post.findtext(f"{WP}post_id")] = post
    pages = {document.given["id"]: document for document in ImportedDocument.objects.select_related("page")}
    return posts, pages


def test_no_authored_word_of_the_theme_unit_test_is_lost(theme_test):
    posts, documents = theme_test
    assert len(posts) > 60
    without = [documents[id].title for id in documents if documents[id].page is None]
    assert not without
    checked = 0
    for id, post in posts.items():
        if post.findtext(f"{WP}post_password"):
            assert id not in documents
            continue
        document = documents[id]
        page = document.page.specific
        source = re.sub(
            r"\[/?(?:caption|gallery|embed|audio|video|playlist)[^\]]*\]", " ", post.findtext(CONTENT) or ""
        )
        # A speaker's name loses its article.
        source = source.replace("<cite>The ", "<cite>")
        # What only stands where a player cannot play.
        said, missing = text_of(page), []
        rest = list(said)
        for word in words_in(source):
            if word in rest:
                rest.remove(word)
            else:
                missing.append(word)
        addresses = " ".join(url for kind, url in blocks_of(page) if kind == "embed")
        missing = [word for word in missing if word not in addresses]
        assert not missing, (id, page.title, missing)
        labels = {line["label"] for line in document.article["lines"]}
        assert not labels & {"teaser", "chrome", "duplicate"}, (id, labels)
        checked += 1
    assert checked > 60


def test_every_image_and_embed_of_the_theme_unit_test_is_accounted_for(theme_test):
    posts, documents = theme_test
    images = embeds = 0
    for id, document in documents.items():
        source = posts[id].findtext(CONTENT) or ""
        body = document.article["body"]
        shown = {whole(block["url"]) for block in body if block["type"] == "image"}
        wanted = {whole(url) for url in re.findall(r"<img[^>]+src=[\"']([^\"']+)", source)}
        assert wanted <= shown, (id, wanted - shown)
        for ids in re.findall(r"\[gallery[^\]]*ids=\"([\d,]+)\"", source):
            assert len(shown) >= len(set(ids.split(","))), id
        players = [block["url"] for block in body if block["type"] == "embed"]
        for url in re.findall(
            r"(?:wrapper\">|\[embed[^\]]*\]|<video[^>]+src=\"|<audio[^>]+src=\"|^)\s*(https?://[^\s<\"\[]+)\s*$",
            source,
            re.M,
        ):
            assert html.unescape(url) in players, (id, url)
        for url in re.findall(r"(?:<video|<audio|\[audio|\[video)[^>\]]+?(?:src|mp3|mp4)=\"([^\"]+)", source):
            assert html.unescape(url) in players, (id, url)
        embeds += len(players)
        images += len(shown)
        on_page = [value for kind, value in blocks_of(document.page.specific) if kind == "embed"]
        assert on_page == players
    assert images > 80
    assert embeds >= 10


def test_nothing_that_the_theme_unit_test_keeps_back_is_online(theme_test, client):
    posts, documents = theme_test
    held = {
        id
        for id, post in posts.items()
        if post.findtext(f"{WP}status") != "publish" or post.findtext(f"{WP}post_password")
    }
    assert len(held) == 3
    for id in held & set(documents):
        assert not documents[id].page.live
    # What has no text at all is a draft, to be looked at.
    drafts = {id for id, document in documents.items() if not document.page.live} - held
    assert not [id for id in drafts if documents[id].article["body"]]
    listed = client.get("/news/").content.decode()
    for id in held:
        assert f">{posts[id].findtext('title')}<" not in listed


# --------------------------------------------------------------------------- what stays a draft


KEPT_BACK = ("draft", "pending", "future", "private", "trash", "auto-draft")


def of_each_status():
    posts = [
        item(f"Status {status}", f"<p>Text of what is {status} here.</p>", wp__status=status, wp__post_id=number,
             link=f"https://valley.example/?p={number}")
        for number, status in enumerate(("publish", *KEPT_BACK), 1)
    ]  # fmt: skip
    secret = item("Status protected", "<p>Text behind a password.</p>", wp__post_password="x", wp__post_id=90,
                  link="https://valley.example/?p=90")  # fmt: skip
    return export(*posts, secret)


@pytest.mark.parametrize(
    "namespace",
    [
        *(
            f"{scheme}://wordpress.org/export/{version}/"
            for scheme in ("http", "https")
            for version in ("1.0", "1.1", "1.2")
        ),
        "https://www.wordpress.org/export/1.2/",
        "urn:another-system",
    ],
)
def test_what_wordpress_keeps_back_never_goes_online(news_index, tmp_path, namespace):
    path = tmp_path / "site.xml"
    path.write_text(of_each_status().replace("http://wordpress.org/export/1.2/", namespace))
    import_file(path, publish=True)
    found = {page.title: page.live for page in news_pages()}
    assert found == {
        "Status publish": True,
        "Status draft": False,
        "Status pending": False,
        "Status future": False,
    }


def test_a_prefix_of_any_name(news_index, tmp_path):
    text = re.sub(
        r"(</?|xmlns:)wp:|(?<=xmlns:)wp(?==)",
        lambda found: (found[1] or "") + ("x:" if found[1] else "x"),
        of_each_status(),
    )
    assert "xmlns:x=" in text
    path = tmp_path / "site.xml"
    path.write_text(text)
    import_file(path, publish=True, status=["any"])
    assert [page.title for page in news_pages() if page.live] == ["Status publish"]


def test_status_and_type_choose(news_index, tmp_path):
    path = tmp_path / "site.xml"
    event = item(
        "An event", "<p>Come all.</p>", wp__post_type="event", wp__post_id=50, link="https://valley.example/e"
    )
    path.write_text(of_each_status().replace(FOOT, event + FOOT))
    import_file(path, publish=True, status=["private,protected"], type=["post", "event"])
    assert {page.title for page in news_pages()} == {"Status private", "Status protected"}
    assert not any(page.live for page in news_pages())
    out = import_file(path, publish=True, type=["event"])
    assert {page.title for page in news_pages() if page.live} == {"An event"}
    assert "--status trash" not in out


def test_a_draft_goes_online_once_it_is_published_there(news_index, tmp_path):
    path = tmp_path / "site.xml"
    path.write_text(export(item("Lock closed", "<p>The lock is closed for a week.</p>", wp__status="draft")))
    assert "1 draft saved (1 as in their source)" in import_file(path, publish=True)
    assert [page.live for page in news_pages()] == [False]
    path.write_text(export(item("Lock closed", "<p>The lock is closed for a week.</p>")))
    import_file(path, publish=True)
    assert [page.live for page in news_pages()] == [True]


def test_what_is_not_read_is_named_by_what_it_is(news_index, tmp_path):
    path = tmp_path / "site.xml"
    menu = item("Home", "", wp__post_type="nav_menu_item", wp__post_id=70, link="https://valley.example/m")
    files = attachment(8, "https://valley.example/8.jpg") + attachment(9, "https://valley.example/9.jpg")
    path.write_text(
        export(
            item(),
            files,
            menu,
            item("Mine", wp__status="private", wp__post_id=71, link="https://a.example/71"),
        )
    )
    out = import_file(path)
    assert (
        "Not read: files of WordPress's library (2), entries of menus (1), private posts (1); -v 2 names them."
        in out
    )
    assert "known type" not in out


# --------------------------------------------------------------------------- what comes along


POST = """<!-- wp:paragraph --><p>The lock at Port Ilse opened for the first time since the flood of last spring.</p><!-- /wp:paragraph -->
<!-- wp:embed {"url":"https://www.youtube.com/watch?v=abcdefgh"} -->
<figure class="wp-block-embed is-type-video"><div class="wp-block-embed__wrapper">
https://www.youtube.com/watch?v=abcdefgh
</div><figcaption class="wp-element-caption">The first boat</figcaption></figure>
<!-- /wp:embed -->
<!-- wp:buttons --><div class="wp-block-buttons"><div class="wp-block-button"><a class="wp-block-button__link" href="https://valley.example/map">See the map</a></div></div><!-- /wp:buttons -->
<!-- wp:code --><pre class="wp-block-code"><code>lock = open
  if water: close</code></pre><!-- /wp:code -->
<!-- wp:table --><figure class="wp-block-table"><table><tbody><tr><td>Year</td><td>Boats</td></tr><tr><td>2023</td><td>410</td></tr></tbody></table><figcaption>Boats a year</figcaption></figure><!-- /wp:table -->
<!-- wp:list --><ul><li>Read the <a href="https://valley.example/rules">rules</a></li><li>Bring a rope</li></ul><!-- /wp:list -->
<!-- wp:audio --><figure class="wp-block-audio"><audio controls src="https://valley.example/horn.mp3"></audio></figure><!-- /wp:audio -->"""


@pytest.fixture
def page(news_index, tmp_path):
    path = tmp_path / "site.xml"
    extra = meta("_yoast_wpseo_title", "%%title%% %%sep%% %%sitename%%") + meta(
        "_yoast_wpseo_metadesc", "Boats pass again."
    )
    path.write_text(
        export(
            item(
                "Lock open",
                POST,
                extra,
                wp__post_name="the-lock-is-open",
                excerpt__encoded="Boats &amp; barges pass.",
            )
        )
    )
    import_file(path, publish=True)
    [page] = news_pages()
    return page.specific


def test_the_blocks_of_a_post(page):
    assert [kind for kind, _ in blocks_of(page)] == [
        *("paragraph", "embed", "paragraph", "paragraph", "preformatted", "table", "paragraph", "embed"),
    ]
    values = dict(enumerate(value for _, value in blocks_of(page)))
    assert values[1] == "https://www.youtube.com/watch?v=abcdefgh"
    assert values[2] == "<p><i>The first boat</i></p>"
    assert values[3] == '<p><a href="https://valley.example/map">See the map</a></p>'
    assert values[4] == "lock = open\n  if water: close"
    assert values[5]["caption"] == "Boats a year"
    assert (
        values[6]
        == '<ul><li>Read the <a href="https://valley.example/rules">rules</a></li><li>Bring a rope</li></ul>'
    )
    assert values[7] == "https://valley.example/horn.mp3"


def test_slug_dates_lead_and_what_search_engines_are_told(page):
    assert page.slug == "the-lock-is-open"
    assert page.first_published_at.isoformat() == page.published_at.isoformat() == "2024-05-01T10:00:00+00:00"
    assert page.lead == "Boats & barges pass."
    # A base page of a site's own may lack them.
    told = (getattr(page, name, None) for name in ("seo_title", "search_description"))
    wanted = ("Lock open - The Valley", "Boats pass again.")
    assert tuple(told) == (wanted if hasattr(page, "seo_title") else (None, None))


def test_a_page_shows_what_came_and_nothing_is_fetched_for_the_import(page, client, monkeypatch):
    asked = []
    monkeypatch.setattr(
        "wagtail.embeds.blocks.embed_to_frontend_html", lambda url, *_: asked.append(url) or ""
    )
    text = client.get(page.get_url()).content.decode()
    assert '<a href="https://www.youtube.com/watch?v=abcdefgh" rel="noopener nofollow">' in text
    assert '<audio controls preload="none" src="https://valley.example/horn.mp3">' in text
    assert "lock = open\n  if water: close</pre>" in text
    assert "<caption>Boats a year</caption>" in text
    assert asked == ["https://www.youtube.com/watch?v=abcdefgh"]


def test_a_slug_that_is_taken_gets_a_number(news_index, tmp_path):
    path = tmp_path / "site.xml"
    posts = [
        item(
            f"Post {n}",
            f"<p>Something else, number {n}.</p>",
            wp__post_id=n,
            link=f"https://valley.example/{n}",
            wp__post_name="same",
        )
        for n in (1, 2)
    ]
    cyrillic = item(
        "Мост",
        "<p>Мост закрыт.</p>",
        wp__post_id=3,
        link="https://valley.example/3",
        wp__post_name="%d0%bc%d0%be%d1%81%d1%82",
    )
    path.write_text(export(*posts, cyrillic))
    import_file(path)
    assert sorted(page.slug for page in news_pages()) == ["same", "same-2", "мост"]


@pytest.mark.own_database
@pytest.mark.slow
def test_the_command_as_a_process(tmp_path):
    run = site_in(tmp_path)
    path = tmp_path / "site.xml"
    path.write_text(of_each_status().replace("http://wordpress", "https://wordpress"))
    report = tmp_path / "report.json"
    out, _ = run(
        "-m", "django", "import_news", str(path), "--to", "/news/", "--publish", "--report", str(report)
    )
    assert "4 documents: 4 new." in out
    assert "(3 as in their source)" in out
    documents = json.loads(report.read_text())["documents"]
    assert {row["what"] for row in documents if row["state"] == "ignored"} >= {
        "private posts",
        "deleted posts",
    }
