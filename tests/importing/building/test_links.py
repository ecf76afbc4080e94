"""Links between imported articles."""

import json

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import ReferenceIndex

from wagtail_cstonews.extraction.article import Exchange, RelatedLink, Turn
from wagtail_cstonews.importing.building.links import replace_links
from wagtail_cstonews.importing.entries.keys import hash_url
from wagtail_cstonews.models import ImportLink

from ..helpers import (
    body_of,
    database,
    document,
    edit,
    imported,
    last_run,
    news_pages,
    plain,
    states,
    undone,
    writes,
)
from ..linked_pages import SITE, page, page_at, put

pytestmark = pytest.mark.django_db


def draft_of(name):
    return body_of(page(name).get_latest_revision_as_object())[0][1]


def inside(name):
    return f'<a linktype="page" id="{page(name).pk}">more</a>'


def test_link_to_what_is_there(news_index):
    put(news_index, page_at("a"), publish=True)
    put(news_index, page_at("b", f"{SITE}/a"), publish=True)
    assert body_of(page("b")) == [("paragraph", f"<p>Text. {inside('a')}</p>")]
    assert page("b").revisions.count() == 1
    assert ReferenceIndex.get_references_to(page("a")).count() == 1
    assert not ImportLink.objects.exists()


@pytest.mark.parametrize("batch_size", [1, 10])
@pytest.mark.parametrize("publish", [False, True])
def test_links_both_ways_in_one_run(news_index, batch_size, publish):
    items = [page_at("a", "/b/"), page_at("b", "http://www.courier.example/a#top"), page_at("c")]
    put(news_index, *items, batch_size=batch_size, publish=publish)
    assert inside("b") in draft_of("a")
    assert inside("a") in draft_of("b")
    assert (inside("b") in str(body_of(page("a")))) is publish
    assert states(put(news_index, *items)) == ["unchanged"] * 3
    assert not page("a").has_unpublished_changes or not publish


def test_link_to_what_comes_in_a_later_run(news_index):
    put(news_index, page_at("a", f"{SITE}/b/", "https://elsewhere.example/x"), publish=True)
    assert ImportLink.objects.count() == 2
    before = database(without=["wagtail_cstonews.ImportRun"])
    put(news_index, page_at("b"), publish=True)
    assert inside("b") in body_of(page("a"))[0][1]
    assert ImportLink.objects.count() == 1
    assert 'href="https://elsewhere.example/x"' in body_of(page("a"))[1][1]
    assert undone(last_run())[1] == ""
    assert database(without=["wagtail_cstonews.ImportRun"]) == before


def test_nothing_is_written_where_nothing_waits(news_index):
    items = [page_at("a", f"{SITE}/b/", f"{SITE}/gone/"), page_at("b")]
    put(news_index, *items)
    with CaptureQueriesContext(connection) as queries:
        put(news_index, *items)
    assert all("importrun" in sql for sql in writes(queries.captured_queries))


def test_edited_page_keeps_its_links(news_index):
    put(news_index, page_at("a", f"{SITE}/b/"))
    edit(page("a"), subtitle="By hand")
    put(news_index, page_at("b"))
    assert f'href="{SITE}/b/"' in draft_of("a")


def test_draft_of_a_live_page_is_not_published(news_index):
    put(news_index, page_at("a"), publish=True)
    put(news_index, page_at("a", f"{SITE}/b/"))
    put(news_index, page_at("b"), publish=True)
    assert inside("b") in draft_of("a")
    assert body_of(page("a")) == [("paragraph", "<p>Text.</p>")]


@pytest.mark.parametrize("link", ["", " ", "#top", "?"])
def test_links_that_say_no_address_make_no_new_revisions(news_index, tmp_path, link):
    prose = "<p>The council met in Port Ilse on Thursday and agreed on the rules of the fund.</p>" * 2
    linked = f'<p>The report says <a href="{link}">more</a> of wells, and that all is well there.</p>'
    row = {"url": f"{SITE}/a/", "html": f"<h1>Report on wells</h1>{prose}{linked}"}
    (tmp_path / "rows.jsonl").write_text(json.dumps(row))
    call_command(
        "import_news", str(tmp_path / "rows.jsonl"), to=str(news_index.pk), publish=True, verbosity=0
    )
    page = news_pages().get()
    count = page.revisions.count()
    for _ in range(2):
        call_command("import_news", all=True, publish=True, verbosity=0)
    assert page.revisions.count() == count


def test_link_to_a_duplicate_leads_to_the_first(news_index):
    twin = document("t", page_at("a").content, url=f"{SITE}/t/", key=f"{SITE}/t/", media_type="html")
    put(news_index, page_at("a"), twin, page_at("b", f"{SITE}/t/"), batch_size=1)
    assert inside("a") in draft_of("b")


def test_undo_of_a_run_with_links_both_ways(news_index):
    before = database()
    put(news_index, page_at("a", f"{SITE}/b/"), page_at("b", f"{SITE}/a/"), publish=True)
    assert undone(last_run(), forget=True)[1] == ""
    assert database() == before


def test_one_query_a_batch(news_index):
    counts = []
    for size in (2, 6):
        items = [page_at(f"{size}-{n}", f"{SITE}/gone/{n}") for n in range(size)]
        with CaptureQueriesContext(connection) as queries:
            put(news_index, *items, dry_run=True)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def relating(raw):
    """The plain extractor, for lines ``See ADDRESS`` that are related articles."""
    found = plain(raw)
    paragraphs, found.article.body = found.article.body, []
    for block in paragraphs:
        if block.text.startswith("See "):
            found.article.related.append(block.text)
            found.article.related_links.append(RelatedLink(block.text, block.text.removeprefix("See ")))
        else:
            found.article.body.append(block)
    return found


def related_of(name, *, live=False):
    found = page(name) if live else page(name).get_latest_revision_as_object()
    return [(teaser["value"]["page"], teaser["value"]["url"]) for teaser in found.related.raw_data]


def related_page(name, *links):
    text = "\n".join([f"Title {name}", f"Text {name}.", *(f"See {link}" for link in links)])
    return document(name, text, url=f"{SITE}/{name}/", key=f"{SITE}/{name}/")


@pytest.mark.parametrize("batch_size", [1, 10])
def test_related_articles_lead_to_their_pages(news_index, client, batch_size):
    items = [related_page("a", f"{SITE}/b/"), related_page("b", f"{SITE}/a", "https://elsewhere.example/x")]
    imported(items, news_index, extractor=relating, publish=True, batch_size=batch_size)
    assert related_of("a", live=True) == [(page("b").pk, f"{SITE}/b/")]
    assert related_of("b", live=True) == [(page("a").pk, f"{SITE}/a"), (None, "https://elsewhere.example/x")]
    html = client.get(page("b").url).content.decode()
    assert f'<a href="{page("a").url}">See {SITE}/a</a>' in html
    assert 'href="https://elsewhere.example/x" rel="noopener nofollow"' in html
    assert ReferenceIndex.get_references_to(page("a")).filter(model_path__startswith="related.").exists()


def test_related_articles_that_come_later(news_index, site):
    imported([related_page("a", f"{SITE}/b/")], news_index, extractor=relating, publish=True)
    assert related_of("a") == [(None, f"{SITE}/b/")]
    before = database(without=["wagtail_cstonews.ImportRun"])
    imported([related_page("b")], news_index, extractor=relating, publish=True)
    assert related_of("a", live=True) == [(page("b").pk, f"{SITE}/b/")]
    assert not ImportLink.objects.exists()
    assert undone(last_run())[1] == ""
    assert database(without=["wagtail_cstonews.ImportRun"]) == before


def test_answers_have_links_too():
    html = f'<p><a href="{SITE}/a?x=1&amp;y=2">more</a></p>'
    answer = [{"type": "paragraph", "value": html, "id": "1"}]
    body = [{"type": "exchange", "value": {"question": html, "answer": answer}, "id": "2"}]

    class Page:
        class body:  # noqa: N801
            is_lazy = True
            _raw_data = body

    assert replace_links(Page, {hash_url(f"{SITE}/a?x=1&y=2"): 7})
    assert answer[0]["value"] == '<p><a linktype="page" id="7">more</a></p>'
    # What is no rich text stays, whatever it looks like.
    assert body[0]["value"]["question"] == html
    assert Exchange("", Turn(""), Turn("")).type == "exchange"


@pytest.mark.parametrize("address", ["", "mailto:a@b.example", "http://[", "/a", "javascript:x"])
def test_what_is_no_address(address):
    assert hash_url(address) == ""


# ------------------------------------------------------------------ redirects


# Wagtail makes a page of a draft's revision with some queries each.
@pytest.mark.parametrize(("publish", "for_each"), [(False, 6), (True, 1)])
def test_settling_takes_few_queries_however_many_pages(news_index, publish, for_each):
    """Cross-linked archives are as large as any."""

    def settled(count, prefix):
        # The first half waits for the second.
        waiting = [
            page_at(f"{prefix}{n}", f"{SITE}/{prefix}{count + n}/", text=f"Text {prefix}{n}.")
            for n in range(count)
        ]
        put(news_index, *waiting, publish=publish)
        others = [page_at(f"{prefix}{count + n}", text=f"Other text {prefix}{n}.") for n in range(count)]
        with CaptureQueriesContext(connection) as queries:
            put(news_index, *others, publish=publish)
        assert last_run().changes.filter(action="linked").count() == count
        return len(queries)

    # Further batches cost some queries of their own, and so does a heartbeat on a slow machine.
    few, many = settled(10, "a"), settled(40, "b")
    assert many - few <= 30 * for_each + 15, (few, many)
