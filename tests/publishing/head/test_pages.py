"""The heads of sections, people, the home page, translations, and views."""

from __future__ import annotations

import datetime

import pytest
from django.core.paginator import Paginator
from django.template import engines
from django.test import override_settings
from django.urls import resolve
from wagtail.models import Locale, Site

from tests import factories
from wagtail_cstonews.compat import is_page_model_swapped
from wagtail_cstonews.models import PersonName, PersonRole
from wagtail_cstonews.publishing.head import PARTS, Head, head_of

from .helpers import read_head, see_head
from .schema_org import problems_with

pytestmark = pytest.mark.django_db

ROBOTS = "max-image-preview:large"


class TestSections:
    @pytest.fixture
    def three(self, news_index, news_settings):
        news_settings(ARTICLES_PER_PAGE=2)
        return [
            factories.make_article(
                news_index,
                title=f"Title {year}",
                published_at=factories.local_time(year, 1, 2),
                tags=("rail",),
            )
            for year in (2021, 2022, 2023)
        ]

    def test_a_section_lists_its_articles(self, client, news_index, three):
        head = see_head(client, "/news/")
        assert head.link("canonical") == head["og:url"] == "http://testserver/news/"
        assert (head["og:type"], head["robots"]) == ("website", ROBOTS)
        assert head["description"] == "Title 2023 · Title 2022"
        assert (head.link("prev"), head.link("next")) == ("", "http://testserver/news/?page=2")
        listed = head.graph["CollectionPage"]["mainEntity"]
        assert listed["numberOfItems"] == 3
        assert [item["name"] for item in listed["itemListElement"]] == ["Title 2023", "Title 2022"]
        assert listed["itemListElement"][0]["url"] == three[2].full_url

    def test_a_further_page_is_a_page_of_its_own(self, client, news_index, three):
        head = see_head(client, "/news/?page=2&utm_source=x")
        assert head.link("canonical") == "http://testserver/news/?page=2"
        assert (head.link("prev"), head.link("next")) == ("http://testserver/news/", "")
        assert head["robots"] == ROBOTS
        assert head.graph["CollectionPage"]["mainEntity"]["itemListElement"][0]["position"] == 3

    def test_a_page_too_far_is_the_last_one(self, client, news_index, three):
        assert see_head(client, "/news/?page=99").link("canonical") == "http://testserver/news/?page=2"
        assert see_head(client, "/news/?page=x").link("canonical") == "http://testserver/news/"

    @pytest.mark.parametrize("query", ["year=2022", "tag=rail", "tag=rail&page=2", "year=2022&tag=rail"])
    def test_a_filtered_list_is_not_indexed(self, client, news_index, three, query):
        head = see_head(client, f"/news/?{query}")
        assert head["robots"] == "noindex"
        assert head.link("canonical") == "http://testserver/news/"
        assert (head.link("prev"), head.link("next")) == ("", "")

    def test_its_own_words_describe_it(self, client, news_index):
        news_index.intro = "<p>What <b>happens</b> &amp; why.</p>"
        news_index.save_revision().publish()
        assert see_head(client, "/news/")["description"] == "What happens & why."

    @pytest.mark.skipif(is_page_model_swapped(), reason="The page model has no fields for search engines")
    def test_a_description_for_search_engines_comes_first(self, client, news_index):
        news_index.intro, news_index.search_description = "<p>Words</p>", "For machines"
        news_index.save_revision().publish()
        assert see_head(client, "/news/")["description"] == "For machines"

    def test_without_articles(self, client, news_index):
        head = see_head(client, "/news/")
        assert "mainEntity" not in head.graph["CollectionPage"]
        assert head["og:image"] == ""

    def test_the_image_is_of_the_first_article_that_has_one(self, client, news_index, three):
        three[1].lead_image = factories.make_image(title="A hall")
        three[1].save()
        assert see_head(client, "/news/")["og:image:alt"] == "A hall"

    def test_other_formats_are_announced(self, client, settings, news_index, three, monkeypatch):
        settings.ROOT_URLCONF = "tests.publishing.head.urls"
        offered = {"feed.rss": "", "feed.atom": "", "feed.json": "", "text.md": "", "odd": ""}
        monkeypatch.setattr(type(news_index), "representations", offered)
        links = see_head(client, "/news/?tag=rail").links["alternate"]
        assert [(link["type"], link["href"].removeprefix("http://testserver/news/")) for link in links] == [
            ("application/rss+xml", "feed.rss?tag=rail"),
            ("application/rss+xml", "feed.rss"),
            ("application/atom+xml", "feed.atom?tag=rail"),
            ("application/atom+xml", "feed.atom"),
            ("application/feed+json", "feed.json?tag=rail"),
            ("application/feed+json", "feed.json"),
            ("text/markdown", "text.md"),
        ]
        assert links[0]["title"] == "News – RSS"
        monkeypatch.setattr(type(three[0]), "representations", {"text.md": ""})
        links = see_head(client, three[0].url).links["alternate"]
        assert [link["href"].removeprefix("http://testserver") for link in links] == [
            f"{three[0].url}text.md",
            *(f"/news/feed.{ending}" for ending in ("rss", "atom", "json")),
        ]

    def test_the_whole_sites_feeds_are_for_all_other_pages(self, rf, settings, home):
        settings.ROOT_URLCONF = "tests.publishing.head.urls"
        feeds = [feed.href for feed in head_of(home, rf.get("/")).feeds]
        assert feeds[0] == "http://testserver/feed.rss"
        assert [feed.href for feed in head_of(None, rf.get("/search/")).feeds] == feeds

    def test_a_site_without_the_apps_urls_announces_none(self, rf, settings, news_index, monkeypatch):
        settings.ROOT_URLCONF = "tests.urls_languages"
        monkeypatch.setattr(type(news_index), "representations", {"feed.rss": ""})
        assert news_index.get_head(rf.get("/news/")).feeds == ()


class TestPeople:
    @pytest.fixture
    def anna(self, news_index):
        anna = factories.make_minister()
        anna.names = [PersonName(spelling="Анна")]
        anna.roles = [
            PersonRole(title="Minister", start=datetime.date(2020, 5, 1)),
            PersonRole(title="Adviser", start=datetime.date(2008, 1, 1), end=datetime.date(2010, 1, 1)),
            PersonRole(title="Pilot"),
        ]
        anna.save()
        factories.make_article(news_index, slug="a", body=[factories.quote("We <b>build</b>.", speaker=anna)])
        return anna

    def test_a_person(self, client, anna):
        head = see_head(client, anna.get_absolute_url())
        assert head.link("canonical") == "http://testserver/people/anna-orlova/"
        assert (head["og:type"], head["og:title"]) == ("profile", "Anna Orlova")
        assert head["description"] == "Born in Osh."
        assert head["og:image:alt"] == "Anna Orlova"
        page = head.graph["ProfilePage"]
        person = page["mainEntity"]
        assert (person["jobTitle"], person["alternateName"]) == ("Minister", ["Анна"])
        assert person["sameAs"] == "https://example.org/anna"
        assert person["hasOccupation"] == [
            {
                "@type": "Role",
                "hasOccupation": {"@type": "Occupation", "name": "Minister"},
                "startDate": "2020",
            },
            {
                "@type": "Role",
                "hasOccupation": {"@type": "Occupation", "name": "Adviser"},
                "startDate": "2008",
                "endDate": "2010",
            },
            {"@type": "Occupation", "name": "Pilot"},
        ]
        (words,) = page["hasPart"]
        assert words["text"] == "We <b>build</b>."
        assert words["isPartOf"] == "http://testserver/news/a/"
        assert words["spokenByCharacter"] == {"@id": person["@id"]}

    def test_the_office_describes_whoever_has_no_biography(self, client, anna):
        type(anna).objects.update(biography="", picture=None)
        head = see_head(client, anna.get_absolute_url())
        assert head["description"] == "What Anna Orlova (Minister) said: quotes and interviews, newest first."
        PersonRole.objects.all().delete()
        head = see_head(client, anna.get_absolute_url())
        assert head["description"] == "What Anna Orlova said: quotes and interviews, newest first."

    def test_further_pages(self, client, news_index, anna, news_settings):
        news_settings(QUOTED_ARTICLES_PER_PAGE=1)
        factories.make_article(news_index, body=[factories.quote("Two", speaker=anna)])
        head = see_head(client, f"{anna.get_absolute_url()}?page=2")
        assert head.link("canonical") == "http://testserver/people/anna-orlova/?page=2"
        assert head.link("prev") == "http://testserver/people/anna-orlova/"

    def test_feeds(self, rf, settings, anna):
        settings.ROOT_URLCONF = "tests.publishing.head.urls"
        first = head_of(anna, rf.get(anna.get_absolute_url())).feeds[0]
        assert (first.href, first.title) == (
            "http://testserver/people/anna-orlova/feed.rss",
            "Anna Orlova – RSS",
        )

    def test_without_a_request(self, anna):
        assert head_of(anna).canonical == "http://testserver/people/anna-orlova/"


class TestOtherPages:
    def test_the_home_page_is_the_site(self, client, home, news_settings):
        news_settings(
            SEARCH_URL="/search/?query=", PUBLISHER_NAME="The Confluence", PUBLISHER_LOGO="newsroom/logo.png"
        )
        index = factories.make_index(home, title="Home of news", slug="front")
        Site.objects.update(root_page=index)
        Site.clear_site_root_paths_cache()
        head = see_head(client, "/")
        assert head.link("canonical") == "http://testserver/"
        assert head["og:site_name"] == "The Confluence"
        site = head.graph["WebSite"]
        assert site["name"] == "The Confluence"
        assert site["potentialAction"]["target"]["urlTemplate"] == (
            "http://testserver/search/?query={search_term_string}"
        )
        assert site["potentialAction"]["query-input"] == "required name=search_term_string"
        publisher = head.graph["CollectionPage"]["publisher"]
        assert publisher["logo"]["url"] == "http://testserver/static/newsroom/logo.png"
        assert site["publisher"] == {"@id": publisher["@id"]}
        assert (head["og:image"], head["twitter:card"]) == (publisher["logo"]["url"], "summary")
        assert "BreadcrumbList" not in head.graph

    def test_any_page_of_the_site(self, home, rf):
        head = head_of(home, rf.get("/"))
        assert isinstance(head, Head)
        assert head.canonical == "http://testserver/"
        assert [node["@type"] for node in head.structured_data["@graph"]] == ["WebPage", "WebSite"]

    def test_a_copy_of_a_page_points_to_the_original(self, client, news_index):
        article = factories.make_article(news_index, slug="first")
        copy = article.create_alias(update_slug="second")
        assert see_head(client, copy.url).link("canonical") == "http://testserver/news/first/"


class TestTranslations:
    @pytest.fixture
    def languages(self, settings, news_index):
        settings.WAGTAIL_I18N_ENABLED = True
        settings.ROOT_URLCONF = "tests.urls_languages"
        settings.LANGUAGES = settings.WAGTAIL_CONTENT_LANGUAGES = [("en", "English"), ("pt-br", "Português")]
        locale = Locale.objects.create(language_code="pt-br")
        Site.clear_site_root_paths_cache()
        home = news_index.get_parent().copy_for_translation(locale)
        home.save_revision().publish()
        section = news_index.copy_for_translation(locale)
        section.save_revision().publish()
        section.refresh_from_db()
        Site.clear_site_root_paths_cache()
        return news_index, section

    def links(self, page):
        return {link.hreflang: link.href for link in page.get_head().languages}

    def test_each_language_names_all(self, languages):
        for section in languages:
            found = self.links(section)
            assert set(found) == {"en", "pt-BR", "x-default"}
            assert found["x-default"] == found["en"] == "http://testserver/en/news/"
            assert found["pt-BR"] == "http://testserver/pt-br/news/"
        assert languages[0].get_head().og_locale_alternates == ("pt_BR",)
        assert languages[1].get_head().og_locale == "pt_BR"

    def test_only_what_everybody_may_see(self, languages):
        english, portuguese = languages
        restriction = factories.make_private(portuguese.get_parent())
        assert self.links(english) == {}
        restriction.delete()
        assert self.links(english)
        portuguese.unpublish()
        assert self.links(english) == {}


class TestViews:
    def show(self, rf, address="/experts/", tag="{% cstonews_head %}", **context):
        template = engines["django"].from_string(
            f"<html><head>{{% load cstonews %}}{tag}</head><body><p>x</p></body></html>"
        )
        return read_head(template.render(context, rf.get(address)))

    def test_a_list_of_people(self, site, rf):
        people = [factories.make_person(f"Person {number}") for number in range(3)]
        page = Paginator(people, 2).page(2)
        head = self.show(rf, "/people/?page=2&x=1", "{% cstonews_head title='People' %}", people=page)
        assert head.link("canonical") == "http://testserver/people/?page=2"
        assert head.link("prev") == "http://testserver/people/"
        (listed,) = head.graph["CollectionPage"]["mainEntity"]["itemListElement"]
        assert listed["url"].endswith(people[2].get_absolute_url())
        assert (listed["name"], listed["position"]) == (people[2].name, 3)

    def test_the_index_of_people(self, rf, settings, site):
        settings.ROOT_URLCONF = "tests.publishing.head.urls"
        people = Paginator([factories.make_person("Anna Orlova")], 2).page(1)
        for query, robots in (("", ROBOTS), ("?letter=A", "noindex"), ("?query=anna&page=1", "noindex")):
            request = rf.get(f"/people/{query}")
            request.resolver_match = resolve("/people/")
            head = head_of(None, request, {"people": people})
            assert (head.title, head.robots) == ("People", robots)
            assert head.canonical == "http://testserver/people/"
            assert problems_with(head.structured_data) == []
            assert "mainEntity" in head.structured_data["@graph"][0]

    def test_a_search_is_not_indexed(self, site, rf, news_settings):
        news_settings(SEARCH_URL="/search/?query=")
        head = self.show(rf, "/search/?query=water&page=2", title="Search")
        assert (head["robots"], head["og:title"]) == ("noindex", "Search")
        assert head.link("canonical") == "http://testserver/search/"
        assert "SearchResultsPage" in head.graph

    def test_an_error_has_no_address(self, site, rf):
        head = self.show(rf, "/nowhere/", request_path="/nowhere/", exception="x")
        assert (head["robots"], head.link("canonical"), head.graph) == ("noindex", "", {})

    def test_whoever_knows_better_says_so(self, rf, news_index):
        tag = "{% cstonews_head title='A' description='B' robots='noindex' %}"
        head = self.show(rf, "/news/", tag, page=news_index)
        assert (head["og:title"], head["description"], head["robots"]) == ("A", "B", "noindex")

    @pytest.mark.parametrize("part", PARTS)
    def test_a_site_leaves_out_what_it_has(self, rf, news_index, part):
        text = {
            "description": 'name="description"',
            "canonical": "canonical",
            "robots": 'name="robots"',
            "social": "og:",
            "json_ld": "ld+json",
            "pages": 'rel="next"',
            "languages": "hreflang",
            "feeds": "application/rss",
        }[part]
        head = self.show(rf, "/news/", f"{{% cstonews_head without='{part}' %}}", page=news_index)
        assert text not in str(head.html.head)

    def test_unknown_parts_are_refused(self, rf, news_index):
        with pytest.raises(ValueError, match="no part 'titel'"):
            self.show(rf, "/news/", "{% cstonews_head without='titel' %}", page=news_index)


class TestAddresses:
    @pytest.mark.parametrize(
        ("hostname", "port", "visited", "expected"),
        [
            ("news.example", 80, "http://evil.example", "http://news.example/news/"),
            ("news.example", 443, "http://news.example", "https://news.example/news/"),
            ("news.example", 80, "https://news.example", "https://news.example/news/"),
            ("news.example", 8443, "https://news.example", "https://news.example/news/"),
            ("localhost", 80, "http://127.0.0.1:8000", "http://127.0.0.1:8000/news/"),
            ("localhost", 80, "https://news.example", "https://news.example/news/"),
        ],
    )
    @override_settings(ALLOWED_HOSTS=["*"])
    def test_the_sites_record_says_where_it_is(self, rf, news_index, hostname, port, visited, expected):
        Site.objects.update(hostname=hostname, port=port)
        Site.clear_site_root_paths_cache()
        scheme, _, host = visited.partition("://")
        request = rf.get("/news/", HTTP_HOST=host, secure=scheme == "https")
        assert news_index.get_head(request).canonical == expected

    def test_a_host_that_is_not_allowed_says_nothing(self, rf, news_index, settings):
        settings.ALLOWED_HOSTS = ["news.example"]
        Site.objects.update(hostname="localhost")
        Site.clear_site_root_paths_cache()
        assert (
            news_index.get_head(rf.get("/news/", HTTP_HOST="evil.example")).canonical
            == "http://localhost/news/"
        )

    def test_a_page_outside_of_any_site_has_none(self, news_index):
        lost = news_index.get_root().add_child(instance=type(news_index)(title="Lost", slug="lost"))
        assert lost.get_head().canonical == ""
