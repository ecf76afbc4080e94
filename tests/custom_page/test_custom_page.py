"""News pages on a base page model of the site's own."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.urls import reverse
from wagtail.models import ReferenceIndex
from wagtail.search.backends import get_search_backend

from tests import factories
from tests.custom_page.models import BasePage, InterviewPage, NewsIndexPage, NewsPage
from tests.importing.helpers import article as make_article
from tests.importing.helpers import document, imported
from tests.marks import full_text
from wagtail_cstonews import conf
from wagtail_cstonews.compat import get_base_page_model, is_page_model_swapped
from wagtail_cstonews.extraction.article import ListBlock, Paragraph
from wagtail_cstonews.importing.entries.entry import Extracted
from wagtail_cstonews.importing.proposals.desk import Desk, accept
from wagtail_cstonews.models import ImportedDocument, ImportProposal, ImportRun

pytestmark = pytest.mark.django_db


def test_the_site_is_what_it_says():
    assert is_page_model_swapped()
    assert get_base_page_model() is BasePage
    assert conf.get_news_page_model() is NewsPage
    assert conf.get_interview_page_model() is InterviewPage
    assert conf.get_news_index_page_model() is NewsIndexPage


def test_checks_and_migrations_are_clean():
    call_command("check")
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def test_records_point_at_the_sites_pages():
    assert ImportedDocument._meta.get_field("page").related_model is BasePage
    assert ImportRun._meta.get_field("section").related_model is BasePage


@pytest.fixture
def anna(db):
    return factories.make_person("Anna Orlova")


@pytest.fixture
def interview(news_index, anna):
    return factories.make_interview(
        news_index,
        title="Talks",
        desk="Deskword",
        subtitle="Subtitleword",
        interviewee=anna,
        tags=("Exercises",),
        body=[
            factories.quote("Words", speaker=anna),
            factories.exchange("Why?", "<p>Because.</p>", answerer=anna),
        ],
    )


def test_visitors_see_sections_articles_and_people(client, news_index, interview, anna):
    factories.make_article(news_index, title="Other", live=False)
    section = BeautifulSoup(
        client.get(f"{news_index.url}?speaker=anna-orlova&tag=exercises&year=2024").content, "lxml"
    )
    assert [title.get_text(strip=True) for title in section.select(".cstonews-card__title")] == ["Talks"]
    article = BeautifulSoup(client.get(interview.url).content, "lxml")
    assert article.select_one("h1").get_text() == "Talks"
    assert article.select_one(".cstonews-people a")["href"] == anna.get_absolute_url()
    assert article.select_one(".cstonews-tags a")["href"] == f"{news_index.url}?tag=exercises"
    person = BeautifulSoup(client.get(anna.get_absolute_url()).content, "lxml")
    assert [quote.get_text(strip=True) for quote in person.select("blockquote")] == ["Words", "Because."]


@full_text
def test_search_knows_the_fields_of_both(interview):
    backend = get_search_backend()
    for word in ("Deskword", "Subtitleword", "Words", "Orlova"):
        assert [page.pk for page in backend.search(word, NewsPage)] == [interview.pk], word


def test_references_are_those_of_the_sites_base_page(interview, anna):
    references = ReferenceIndex.get_references_to(anna)
    assert {reference.base_content_type.model_class() for reference in references} == {BasePage}


def test_editors_have_the_panels_of_both(admin_client, news_index, interview):
    add = reverse("wagtailadmin_pages:add", args=["custom_page", "interviewpage", news_index.pk])
    edit = reverse("wagtailadmin_pages:edit", args=[interview.pk])
    for url in (add, edit):
        html = BeautifulSoup(admin_client.get(url).content, "lxml")
        names = {field.get("name") for field in html.select("input, textarea")}
        assert {"title", "desk", "subtitle", "interviewee_name", "tags", "slug"} <= names


@pytest.mark.parametrize("version", ["v2", "v3"])
def test_the_apis_resolve_the_speaker(client, interview, anna, version):
    factories.make_document(key="file:///never-public", page=interview, original="never-public")
    response = client.get(f"/api/{version}/pages/{interview.pk}/")
    found = response.json()
    assert found["meta"]["type"] == "custom_page.InterviewPage"
    assert found["interviewee"]["id"] == anna.pk
    assert found["body"][0]["value"]["speaker"]["name"] == "Anna Orlova"
    assert "never-public" not in response.content.decode()


def test_the_records_of_imports_are_in_the_admin(admin_client, news_index, interview):
    document = factories.make_document(factories.make_run(section=news_index), page=interview)
    edit = reverse("wagtailadmin_pages:edit", args=[interview.pk])
    assert edit in admin_client.get("/admin/news-import/documents/").content.decode()
    assert edit in admin_client.get(f"/admin/news-import/documents/inspect/{document.pk}/").content.decode()
    assert admin_client.get("/admin/news-import/runs/").status_code == 200
    assert admin_client.get(f"/admin/news-import/runs/inspect/{document.run_id}/").status_code == 200


@pytest.fixture
def newsroom_builder(settings):
    settings.WAGTAIL_CSTONEWS = {
        **settings.WAGTAIL_CSTONEWS,
        "BLOCK_BUILDER": "tests.custom_page.building.NewsroomBuilder",
    }


def listing(*facts, site="Lake desk"):
    article = {"title": "Harbour reopens", "body": [Paragraph("It was opened."), ListBlock("", items=facts)]}
    found = document(content="Harbour reopens\n" + "\n".join(facts), site=site)
    return found, lambda raw: Extracted(make_article(**article), raw.content, "utf-8")


@pytest.mark.usefixtures("newsroom_builder")
def test_the_import_makes_the_sites_own_blocks(client, news_index):
    raw, extractor = listing("Three piers", "Two lamps")
    imported([raw], news_index, extractor=extractor, publish=True, publish_above=0.0)
    page = NewsPage.objects.get()
    assert page.desk == "Lake desk"
    assert [block.block_type for block in page.body] == ["paragraph", "fact_box"]
    assert list(page.body[1].value["facts"]) == ["Three piers", "Two lamps"]
    assert client.get(page.url).status_code == 200


@pytest.mark.usefixtures("newsroom_builder")
def test_the_sites_own_blocks_keep_their_ids_and_are_undone(news_index):
    for facts in (["Three piers"], ["Three piers", "Two lamps"]):
        raw, extractor = listing(*facts)
        raw.content += "." * len(facts)
        imported([raw], news_index, extractor=extractor, publish=True, publish_above=0.0)
        page = NewsPage.objects.get()
        if len(facts) == 1:
            (before,) = (fact["id"] for fact in page.body.raw_data[1]["value"]["facts"])
    facts = page.body.raw_data[1]["value"]["facts"]
    assert facts[0]["id"] == before
    call_command("undo_news_import", str(ImportRun.objects.latest("pk").pk), "--no-input", verbosity=0)
    assert [fact["value"] for fact in NewsPage.objects.get().body.raw_data[1]["value"]["facts"]] == [
        "Three piers"
    ]


@pytest.mark.usefixtures("newsroom_builder")
def test_a_change_is_merged_with_what_editors_made_of_such_a_block(news_index):
    raw, extractor = listing("Three piers")
    imported([raw], news_index, extractor=extractor)
    page = NewsPage.objects.get()
    page.body.raw_data[1]["value"]["heading"] = "In brief"
    page.title = "By hand"
    page.body = page.body.stream_block.to_python(list(page.body.raw_data))
    page.save_revision().publish()
    raw, extractor = listing("Three piers", "Two lamps")
    (found,) = imported([raw], news_index, extractor=extractor)
    assert found.state == "edited"
    proposal = ImportProposal.objects.get()
    merged = accept(proposal, None, answers={part.key: "both" for part in Desk(proposal).merge.conflicts})
    assert merged.title == "By hand"
    assert merged.body.raw_data[1]["type"] == "fact_box"
