# ruff: noqa: E501 - lines of HTML are long
"""Links wherever they stand in imported HTML, on their way to the page and the APIs."""

import io
import json
import re

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command

from tests import factories
from wagtail_cstonews.compat import HAS_API_V3
from wagtail_cstonews.importing.proposals.desk import Desk
from wagtail_cstonews.models import ImportedDocument, ImportProposal

from ....sources.wordpress import FOOT, HEAD, item
from ...helpers import body_of, database, edit, last_run, news_pages, undone

pytestmark = pytest.mark.django_db

SITE = "https://courier.example"
OUT = "https://other.example"
PHOTO = f"{OUT}/i/photo.jpg"
SENTENCE = "The exercise will take place in the mountains, and journalists may watch the opening day of it."


def to(name, words):
    return f'<a href="{OUT}/{name}" onclick="x()">{words}</a>'


NEWS = f"""
<p>The council met in Bishkek on Thursday and agreed to hold an exercise next spring, its secretary said after it.</p>
<p>{SENTENCE} Its plan is {to("paragraph", "on record")}, and the members have a year to prepare for all of it.</p>
<h2>What {to("heading", "the report")} says</h2>
<p>{SENTENCE}</p>
<ul><li>A first exercise, of which {to("item", "the plan")} is public</li><li>A second one that is not public yet</li></ul>
<p>{SENTENCE}</p>
<table><tr><th>Year</th><th>Place</th></tr>
<tr><td>2024</td><td>{to("cell", "Bishkek")} &lt;city&gt;</td></tr><tr><td>2025</td><td>Dushanbe</td></tr></table>
<p>{SENTENCE}</p>
<figure><a href="{OUT}/shop"><img src="{PHOTO}" alt="A hall" width="800" height="600"></a>
<figcaption>The delegations in the hall. Photo: {to("caption", "A. Sadykova")}</figcaption></figure>
<p>{SENTENCE}</p>
<blockquote><p>“We have agreed on an exercise next spring, and all of us will take part in it.”</p>
<cite>{to("attribution", "Anna Brandt")}, minister</cite></blockquote>
<p>{SENTENCE}</p>
"""
NEWS_PLACES = ("paragraph", "heading", "item", "cell", "shop", "caption", "attribution")

INTERVIEW = f"""
<p>Anna Brandt, minister of the interior, in an interview about the exercise in the mountains next spring.</p>
<p><b>Radio Manas:</b> When will {to("question", "the exercise")} take place?</p>
<p><b>Anna Brandt:</b> Nothing is decided yet, see {to("answer", "our plan")}. We will know more in the autumn of this year.</p>
<p><b>Radio Manas:</b> Who will come?</p>
<p><b>Anna Brandt:</b> All the members of the council will come to it.</p><p>And guests, who are {to("second", "on a list")}.</p>
<p><b>Radio Manas:</b> Is it dangerous?</p>
<p><b>Anna Brandt:</b> No, it is not dangerous at all, I have been there many times.</p>
"""
INTERVIEW_PLACES = ("question", "answer", "second")

NOTES = ("wagtail_cstonews.ImportRun",)
"""Tables that keep what a run was after it is undone."""


def as_page(title, body, url):
    head = f'<head><title>{title}</title><link rel="canonical" href="{url}"></head>'
    return f"<html>{head}<body><article><h1>{title}</h1>{body}</article></body></html>"


@pytest.fixture
def bring(tmp_path, news_index):
    """Imports documents, by title, as pages or as an export of WordPress. Gives what the command says."""

    def run(form, bodies, **options):
        urls = {title: f"{SITE}/{title.lower().replace(' ', '-')}/" for title in bodies}
        if form == "page":
            rows = [
                {"id": title, "url": urls[title], "html": as_page(title, body, urls[title])}
                for title, body in bodies.items()
            ]
            path = tmp_path / "rows.jsonl"
            path.write_text("".join(json.dumps(row) + "\n" for row in rows))
        else:
            items = "".join(item(title, body, link=urls[title]) for title, body in bodies.items())
            path = tmp_path / "site.xml"
            path.write_text(HEAD + items + FOOT)
        out = io.StringIO()
        options = {"publish": True, "publish_above": 0, "site_profiles": False, **options}
        call_command("import_news", str(path), to="/news/", stdout=out, stderr=out, no_color=True, **options)
        return out.getvalue()

    return run


def page_named(title):
    return news_pages().get(title=title).specific


def warnings_of(page):
    article = ImportedDocument.objects.get(page=page).article
    return [warning for warning in article["warnings"] if warning["code"] == "links_lost"]


def seen(client, page):
    response = client.get(page.url)
    assert response.status_code == 200
    return BeautifulSoup(response.content.decode(), "html.parser")


def with_image(page):
    """Puts an image where the import saw one that it could not get."""
    for block in page.body:
        if block.block_type == "image":
            block.value["image"] = factories.make_image()
    page.save_revision().publish()


@pytest.mark.parametrize("form", ["page", "fragment"])
@pytest.mark.parametrize(
    ("title", "body", "places"),
    [
        ("Council agrees on exercise", NEWS, NEWS_PLACES),
        ("We will know more in the autumn", INTERVIEW, INTERVIEW_PLACES),
    ],
    ids=["news", "interview"],
)
def test_links_at_every_place_reach_page_and_apis(bring, client, form, title, body, places):
    assert "1 new" in bring(form, {title: body})
    page = page_named(title)
    assert warnings_of(page) == []
    with_image(page)
    html = seen(client, page)
    links = {
        link["href"]: link.get_text(" ", strip=True) for link in html.select(".cstonews-article__body a")
    }
    assert {f"{OUT}/{place}" for place in places} <= set(links)
    assert not html.select("[onclick]")
    words = {place: links[f"{OUT}/{place}"] for place in places if place != "shop"}
    assert all(words.values())
    for version in ["v2", *(["v3"] if HAS_API_V3 else [])]:
        found = client.get(f"/api/{version}/pages/{page.pk}/").content.decode()
        for place in places:
            assert re.search(rf"{OUT}/{place}\W", found), (version, place)


def test_where_they_stand(bring, client):
    bring("fragment", {"Council agrees on exercise": NEWS})
    page = page_named("Council agrees on exercise")
    with_image(page)
    html = seen(client, page)
    assert html.select_one("h2.cstonews-heading").decode_contents() == (
        f'What <a href="{OUT}/heading">the report</a> says'
    )
    assert html.select_one("table td a").parent.get_text() == "Bishkek <city>"
    assert [cell.get_text(strip=True) for cell in html.select("table tr:last-child td")] == [
        "2025",
        "Dushanbe",
    ]
    assert html.select_one(f'figure a[href="{OUT}/shop"] img')
    assert html.select_one(f'figcaption a[href="{OUT}/caption"]').get_text() == "A. Sadykova"
    # What a quote block could not link stays prose, and its speaker is known all the same.
    [quote] = page.quotes.raw_data
    assert quote["value"]["speaker_name"] == "Anna Brandt"
    columns = next(value for type, value in body_of(page) if type == "table")["columns"]
    assert [column["type"] for column in columns] == ["text", "rich_text"]


def test_the_editor_takes_what_was_imported(bring, admin_client):
    title, interview = "Council agrees on exercise", "We will know more in the autumn"
    bring("fragment", {title: NEWS, interview: INTERVIEW})
    for name, places in ((title, ("heading", "caption", "shop")), (interview, ("question",))):
        page = page_named(name)
        with_image(page)
        form = admin_client.get(f"/admin/pages/{page.pk}/edit/").content.decode()
        assert all(f"{OUT}/{place}&quot;" in form for place in places)
        # As on publishing: with all that a block must have.
        cleaned = page.body.stream_block.clean(page.body)
        assert cleaned.get_prep_value() == page.body.get_prep_value()


def test_mail_addresses_are_links_where_rich_text_is(bring):
    body = f'<h2>Of <a href="mailto:a@b.example">us</a></h2>{NEWS}<p>Write <a href="mailto:a@b.example">to us</a>.</p>'
    bring("fragment", {"Council agrees on exercise": body})
    page = page_named("Council agrees on exercise")
    assert 'mailto:a@b.example\\">to us' in json.dumps(list(page.body.raw_data))
    assert [warning["message"][:6] for warning in warnings_of(page)] == ["1 link"]


def test_blocks_without_links_are_as_they_were(bring):
    bring("fragment", {"Council agrees on exercise": re.sub(r"</?a\b[^>]*>", "", NEWS)})
    values = dict(body_of(page_named("Council agrees on exercise")))
    assert values["heading"] == "What the report says"
    assert {"link", "caption_links"}.isdisjoint(values["image"])
    assert {column["type"] for column in values["table"]["columns"]} == {"text"}
    assert {"linked_heading", "exchange"}.isdisjoint(values)


@pytest.mark.parametrize("form", ["page", "fragment"])
def test_what_browsers_would_run_is_no_link(bring, client, form):
    hostile = re.sub(rf"{OUT}/(\w+)\b(?=\")", "java\tscript:alert('\\1')", NEWS)
    assert "script:" in hostile
    bring(form, {"Council agrees on exercise": hostile})
    page = page_named("Council agrees on exercise")
    with_image(page)
    assert seen(client, page).select(".cstonews-article__body a") == []
    assert "script:" not in json.dumps(list(page.body.raw_data))
    assert warnings_of(page) == []


def linked_pages(body):
    """The pages to which links lead, by the names of their places, and the addresses left outside."""
    text = json.dumps(body)
    rich = [int(pk) for pk in re.findall(r'linktype=\\"page\\" id=\\"(\d+)\\"', text)]
    chosen = [int(pk) for pk in re.findall(r'"page": (\d+)', text)]
    return rich, chosen


INSIDE = re.compile(rf"{OUT}/\w+(?=\")")


@pytest.mark.parametrize("later", [False, True])
def test_links_to_imported_pages(bring, client, later):
    """At once, or at the end of the run that brings what they lead to."""
    title, other = "Council agrees on exercise", "The other article"
    linking = {title: INSIDE.sub(f"{SITE}/the-other-article/", NEWS)}
    target = {other: "".join(f"<p>{SENTENCE} It is the {word}.</p>" for word in ("first", "second", "third"))}
    bring("fragment", linking if later else target)
    bring("fragment", {**linking, **target} if later else linking)
    page, pk = page_named(title), page_named(other).pk
    rich, chosen = linked_pages(list(page.body.raw_data))
    # Paragraph, list, cell and attribution; heading, image and caption.
    assert (rich, chosen) == ([pk] * 4, [pk] * 3)
    with_image(page)
    found = client.get(f"/api/v2/pages/{page.pk}/").json()["body"]
    values = {block["type"]: block["value"] for block in found}
    url = page_named(other).get_url()
    assert values["image"]["link"] == {"page": pk, "url": url}
    assert values["image"]["caption_links"] == [{"text": "A. Sadykova", "page": pk, "url": url}]
    assert values["linked_heading"]["links"] == [{"text": "the report", "page": pk, "url": url}]
    page_named(other).unpublish()
    found = client.get(f"/api/v2/pages/{page.pk}/").json()["body"]
    link = next(block["value"] for block in found if block["type"] == "image")["link"]
    assert link == {"page": None, "url": f"{SITE}/the-other-article/"}


@pytest.mark.parametrize("later", [False, True])
def test_undo_of_links_to_imported_pages(bring, later):
    title, other = "Council agrees on exercise", "The other article"
    linking = {title: INSIDE.sub(f"{SITE}/the-other-article/", NEWS)}
    target = {other: "".join(f"<p>{SENTENCE} It is the {word}.</p>" for word in ("first", "second", "third"))}
    bring("fragment", linking if later else target)
    before = database(without=NOTES)
    bring("fragment", {**linking, **target} if later else linking)
    assert linked_pages(list(page_named(title).body.raw_data))[0]
    assert undone(last_run())[1] == ""
    assert database(without=NOTES) == before


@pytest.mark.parametrize("form", ["page", "fragment"])
def test_a_second_run_finds_nothing_changed(bring, form):
    bodies = {"Council agrees on exercise": NEWS, "We will know more in the autumn": INTERVIEW}
    assert "2 new" in bring(form, bodies)
    before = [list(page.specific.body.raw_data) for page in news_pages().order_by("pk")]
    assert "all 2 documents are unchanged" in bring(form, bodies)
    out = io.StringIO()
    call_command("import_news", all=True, publish=True, stdout=out, no_color=True)
    assert "all 2 documents are unchanged" in out.getvalue()
    assert [list(page.specific.body.raw_data) for page in news_pages().order_by("pk")] == before


def test_a_link_that_has_no_place_is_counted(bring):
    body = NEWS.replace("<th>Place</th>", f"<th>{to('column', 'Place')}</th>")
    bring("fragment", {"Council agrees on exercise": body})
    [warning] = warnings_of(page_named("Council agrees on exercise"))
    assert warning["message"].startswith("1 link has no place on the page, such as those of column headings.")


def test_links_of_a_lead_are_counted(bring):
    lead = NEWS.replace("an exercise next spring", to("lead", "an exercise") + " next spring", 1)
    bring("page", {"Council agrees on exercise": lead})
    page = page_named("Council agrees on exercise")
    assert page.lead.startswith("The council met")
    [warning] = warnings_of(page)
    assert warning["message"].startswith("1 of 8 links stand where only plain text does (lead: 1).")


def test_links_go_with_the_desk_s_own_edits(bring):
    """A page that was edited is offered the links, block by block, and keeps what the desk wrote."""
    title = "Council agrees on exercise"
    bring("fragment", {title: re.sub(r"</?a\b[^>]*>", "", NEWS)})
    edit(page_named(title), lead="The desk's own lead.")
    bring("fragment", {title: NEWS})
    record = ImportedDocument.objects.get()
    assert record.state == "edited"
    merged = Desk(ImportProposal.objects.get(document=record)).merge
    assert merged.conflicts == []
    result = json.dumps(merged.result({}))
    assert "The desk's own lead." in result
    assert all(f"{OUT}/{place}" in result for place in NEWS_PLACES)
