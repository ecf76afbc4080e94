"""What search engines and social networks find in the head of every page of the example site."""

from __future__ import annotations

import pytest
from wagtail.models import Page, Site

from tests.publishing.head.helpers import see_head
from wagtail_cstonews.models import Person
from wagtail_cstonews.pages.models import InterviewPage

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("archive")]

KINDS = {
    "HomePage": {"WebPage", "WebSite"},
    "NewsIndexPage": {"CollectionPage", "BreadcrumbList"},
    "NewsPage": {"NewsArticle", "BreadcrumbList"},
    "InterviewPage": {"NewsArticle", "BreadcrumbList"},
}


def test_every_page_says_what_it_is(client):
    seen = {}
    root = Site.objects.get(is_default_site=True).root_page
    for page in Page.objects.live().descendant_of(root, inclusive=True).specific():
        head = see_head(client, page.get_url())
        assert head.link("canonical") == head["og:url"] == f"http://testserver{page.get_url()}"
        assert head["description"] == head["og:description"] != "", page
        assert head["og:title"] == page.title
        assert head["og:site_name"] == "The Confluence"
        assert head.graph.keys() >= KINDS[type(page).__name__]
        assert len(head.html.select("title, meta[name=description]")) == 2
        seen[head["description"]] = page
    assert len(seen) > 35


def test_every_person_has_a_profile(client):
    for person in Person.objects.all():
        head = see_head(client, person.get_absolute_url())
        assert head["og:type"] == "profile"
        assert person.name in head.graph["ProfilePage"]["mainEntity"]["name"]
        assert head["description"]


def test_an_interview_has_its_questions(client):
    interview = InterviewPage.objects.get(title__startswith="The reservoirs")
    parts = see_head(client, interview.get_url()).graph["NewsArticle"]["hasPart"]
    answers = [part["acceptedAnswer"] for part in parts if part["@type"] == "Question"]
    speakers = {part["spokenByCharacter"]["name"] for part in parts if part["@type"] == "Quotation"}
    assert "Teodrik Massalen" in {answer["author"]["name"] for answer in answers} | speakers


def test_the_home_page_offers_the_search(client):
    site = see_head(client, "/").graph["WebSite"]
    assert site["potentialAction"]["target"]["urlTemplate"].endswith("/search/?query={search_term_string}")
    assert see_head(client, "/search/?query=water")["robots"] == "noindex"


def test_what_is_not_there_is_not_indexed(client):
    head = see_head(client, "/no/such/page/", status=404)
    assert (head["robots"], head.link("canonical")) == ("noindex", "")
    assert head["og:title"] == "Page not found"
