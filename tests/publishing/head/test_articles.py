"""The head of articles and interviews."""

from __future__ import annotations

import datetime

import pytest
from django.utils import timezone

from tests import factories
from wagtail_cstonews.compat import is_page_model_swapped

from .helpers import see_head

pytestmark = pytest.mark.django_db


@pytest.fixture
def full_article(news_index):
    """An article with everything that a head tells of."""
    return factories.make_article(
        news_index,
        title="The council met",
        slug="council",
        subtitle="Twice in a week",
        lead="It met in Osh, and agreed.",
        dateline="OSH",
        published_at=factories.local_time(2024, 5, 1, 9, 30),
        authors=[("author", {"name": "A. Reporter"}), ("author", {"name": "Anna", "person": None})],
        outlet="Courier",
        source_url="https://courier.example/1",
        lead_image=factories.make_image(title="A hall"),
        lead_image_alt="The hall, empty",
        tags=("rail", "water"),
        body=[factories.paragraph("<p>First.</p>")],
    )


def test_an_article_says_all_that_is_known_of_it(client, full_article):
    head = see_head(client, full_article.url)
    assert head["description"] == head["og:description"] == "It met in Osh, and agreed."
    assert head.link("canonical") == head["og:url"] == "http://testserver/news/council/"
    assert (head["og:type"], head["og:title"], head["og:locale"]) == ("article", "The council met", "en_US")
    assert head["article:published_time"] == head["article:modified_time"] == "2024-05-01T09:30:00+06:00"
    assert head["article:section"] == "News"
    assert sorted(head.meta["article:tag"]) == ["rail", "water"]
    assert head.meta["author"] == ["A. Reporter", "Anna"]
    assert "noindex" not in head["robots"]
    assert head["og:image"].startswith("http://testserver/media/")
    assert (head["og:image:type"], head["og:image:alt"]) == ("image/jpeg", "The hall, empty")
    assert 0 < int(head["og:image:height"]) < int(head["og:image:width"])
    assert head["twitter:card"] == "summary_large_image"

    news = head.graph["NewsArticle"]
    assert (news["headline"], news["alternativeHeadline"]) == ("The council met", "Twice in a week")
    assert news["datePublished"] == "2024-05-01T09:30:00+06:00"
    assert [author["name"] for author in news["author"]] == ["A. Reporter", "Anna"]
    assert (news["dateline"], news["articleSection"], news["inLanguage"]) == ("OSH", "News", "en")
    assert sorted(news["keywords"]) == ["rail", "water"]
    assert news["isBasedOn"]["url"] == "https://courier.example/1"
    assert news["isBasedOn"]["publisher"]["name"] == "Courier"
    assert news["mainEntityOfPage"] == "http://testserver/news/council/"
    assert news["image"]["url"] == head["og:image"]
    places = head.graph["BreadcrumbList"]["itemListElement"]
    assert [(place["position"], place["name"]) for place in places][1:] == [
        (2, "News"),
        (3, "The council met"),
    ]
    assert places[1]["item"]["@id"] == "http://testserver/news/"


@pytest.mark.skipif(is_page_model_swapped(), reason="The page model has no fields for search engines")
def test_the_editors_own_words_come_first(client, full_article):
    full_article.seo_title, full_article.search_description = "For machines", "Written for them"
    full_article.save_revision().publish()
    head = see_head(client, full_article.url)
    assert (head["og:title"], head["description"]) == ("For machines", "Written for them")
    assert head.graph["NewsArticle"]["headline"] == "The council met"


def test_changes_have_their_own_time(client, full_article):
    type(full_article).objects.filter(pk=full_article.pk).update(
        first_published_at=factories.local_time(2024, 5, 1, 10),
        last_published_at=factories.local_time(2024, 5, 2, 11),
    )
    head = see_head(client, full_article.url)
    assert head["article:modified_time"] == "2024-05-02T11:00:00+06:00"
    assert head.graph["NewsArticle"]["dateModified"] == "2024-05-02T11:00:00+06:00"


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"subtitle": "Sub"}, "Sub"),
        (
            {"body": [("heading", "H"), factories.paragraph("<p>One &amp; <b>two</b>.</p><p>3</p>")]},
            "One & two. 3",
        ),
        ({"body": [factories.exchange("Why?", "<p>Because.</p>")]}, "Because."),
        ({"lead": "word " * 100}, ("word " * 40).strip() + "…"),
        ({}, ""),
    ],
)
def test_where_the_description_comes_from(client, news_index, fields, expected):
    head = see_head(client, factories.make_article(news_index, **fields).url)
    assert head["description"] == expected


def test_a_day_is_a_day(client, news_index):
    day = factories.make_article(
        news_index, published_at=factories.local_time(2024, 7, 25), published_is_date_only=True
    )
    head = see_head(client, day.url)
    assert head["article:published_time"] == head.graph["NewsArticle"]["datePublished"] == "2024-07-25"


def test_without_a_date_none_is_claimed(client, news_index):
    article = factories.make_article(news_index, published_at=None, first_published_at=timezone.now())
    head = see_head(client, article.url)
    assert "article:published_time" not in head.meta
    assert not {"datePublished", "dateModified"} & head.graph["NewsArticle"].keys()


def test_times_without_a_zone_get_that_of_the_site(settings, news_index):
    article = factories.make_article(news_index)
    settings.USE_TZ = False
    article.first_published_at = article.last_published_at = None
    article.published_at = datetime.datetime(2024, 5, 1, 12)  # noqa: DTZ001
    assert dict(article.get_head().properties)["article:published_time"] == "2024-05-01T12:00:00+06:00"


def test_an_interview_has_its_questions_and_answers(client, news_index):
    anna = factories.make_person("Anna Orlova")
    oleg = factories.make_person("Oleg Petrov", link="https://example.org/oleg")
    interview = factories.make_interview(
        news_index,
        interviewee=anna,
        interviewee_role="Minister",
        interviewer_name="Radio",
        authors=[("author", {"name": "O. Petrov", "person": oleg})],
        body=[
            factories.exchange("Why?", "<p>Because.</p><p>And so on.</p>"),
            factories.exchange("And you?", "<p>No.</p>", answerer=oleg, answerer_role="Deputy"),
            ("exchange", {"question": "Who said it?", "answer": [factories.quote("I did", speaker=anna)]}),
        ],
    )
    head = see_head(client, interview.url)
    news = head.graph["NewsArticle"]
    first, second, third, quoted = news["hasPart"]
    assert (first["@type"], first["name"], first["author"]) == (
        "Question",
        "Why?",
        {"@type": "Person", "name": "Radio"},
    )
    assert first["acceptedAnswer"]["text"] == "Because. And so on."
    assert first["acceptedAnswer"]["author"] == {
        "@type": "Person",
        "@id": "http://testserver/people/anna-orlova/#person",
        "name": "Anna Orlova",
        "url": "http://testserver/people/anna-orlova/",
        "jobTitle": "Minister",
    }
    assert second["acceptedAnswer"]["author"]["jobTitle"] == "Deputy"
    assert "acceptedAnswer" not in third
    assert (quoted["@type"], quoted["text"]) == ("Quotation", "I did")
    # Who answers here has a page on the site.
    assert head.meta["article:author"] == ["http://testserver/people/oleg-petrov/"]
    assert news["author"][0]["sameAs"] == "https://example.org/oleg"


def test_quotes_name_who_says_them(client, news_index):
    anna = factories.make_person("Anna Orlova")
    article = factories.make_article(
        news_index,
        body=[
            factories.quote("One", speaker=anna, role="Minister", source_url="https://a.example/"),
            factories.quote("Two", speaker_name="A guest"),
            factories.quote("Three"),
        ],
        quotes=[factories.quote("Four", speaker=anna)],
    )
    quotes = see_head(client, article.url).graph["NewsArticle"]["hasPart"]
    speakers = [quote.get("spokenByCharacter", {}).get("name") for quote in quotes]
    assert [quote["text"] for quote in quotes] == ["One", "Two", "Three", "Four"]
    assert speakers == ["Anna Orlova", "A guest", None, "Anna Orlova"]
    assert quotes[0]["spokenByCharacter"]["jobTitle"] == "Minister"
    assert quotes[3]["spokenByCharacter"]["@id"] == quotes[0]["spokenByCharacter"]["@id"]
    assert quotes[0]["isBasedOn"] == "https://a.example/"
    assert "url" not in quotes[1]["spokenByCharacter"]


def test_whoever_writes_or_asks_has_no_page_here(client, news_index):
    asks = factories.make_person("Oleg Petrov")
    interview = factories.make_interview(
        news_index,
        interviewer=asks,
        interviewee_name="A guest",
        authors=[("author", {"name": "Oleg Petrov", "person": asks})],
        body=[factories.exchange("Why?", "<p>Because.</p>")],
    )
    news = see_head(client, interview.url).graph["NewsArticle"]
    assert news["hasPart"][0]["author"] == {"@type": "Person", "name": "Oleg Petrov"}
    assert "url" not in news["author"][0]
    assert client.get(asks.get_absolute_url()).status_code == 404


def test_the_language_is_that_of_the_text(client, news_index):
    head = see_head(client, factories.make_article(news_index, language="ru").url)
    assert (head["og:locale"], head.graph["NewsArticle"]["inLanguage"]) == ("ru_RU", "ru")


def test_drafts_and_previews_are_not_indexed(news_index):
    draft = factories.make_article(news_index, live=False)
    assert draft.get_head().robots == "noindex"
    live = factories.make_article(news_index)
    answer = live.make_preview_request(None, "")
    assert '<meta name="robots" content="noindex">' in answer.content.decode()


def test_an_article_that_was_never_saved_is_previewed():
    from wagtail_cstonews import conf

    answer = conf.get_news_page_model()(title="New").make_preview_request(None, "")
    assert 'content="New"' in answer.content.decode()
