"""The filters of lists of articles: what each lets through, and what is refused."""

from __future__ import annotations

import datetime
from types import SimpleNamespace

import pytest
from django.http import QueryDict
from django.utils import timezone, translation
from wagtail.models import Locale, Page

from tests import factories
from wagtail_cstonews import conf
from wagtail_cstonews.compat import is_page_model_swapped
from wagtail_cstonews.models import article_filters
from wagtail_cstonews.models.article_filters import ArticleFilters, FilterError
from wagtail_cstonews.models.quotations import newest_first

pytestmark = pytest.mark.django_db


def parse(query: str) -> ArticleFilters:
    return ArticleFilters.from_parameters(QueryDict(query))


def titles(query: str, articles=None) -> list[str]:
    articles = conf.get_news_page_model().objects.all() if articles is None else articles
    return [page.title for page in parse(query).apply(articles.order_by("title"))]


def dated(section, title: str, *parts: int, **fields):
    return factories.make_article(
        section, title=title, published_at=factories.local_time(*parts) if parts else None, **fields
    )


def test_no_filter_lets_everything_through(news_index):
    dated(news_index, "a", 2024, 5, 1)
    dated(news_index, "b")
    for query in ("", "kind=&since=&until=&year=&month=&tag=&speaker=&section=&locale=", "other=1"):
        assert titles(query) == ["a", "b"]


def test_the_order_stays(news_index):
    for title, day in (("b", 1), ("a", 3), ("c", 2)):
        dated(news_index, title, 2024, 5, day)
    found = parse("year=2024&kind=news").apply(newest_first(conf.get_news_page_model().objects.all()))
    assert [page.title for page in found] == ["a", "c", "b"]


@pytest.fixture
def days(news_index):
    for title, parts in {
        "1 new year's eve": (2023, 12, 31, 23, 59, 59),
        "2 new year": (2024, 1, 1),
        "3 may": (2024, 5, 31, 23, 59, 59),
        "4 june": (2024, 6, 1),
        "5 december": (2024, 12, 31, 23, 59, 59),
        "6 next year": (2025, 1, 1),
    }.items():
        dated(news_index, title, *parts)
    dated(news_index, "7 undated")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("year=2024", "2345"),
        ("year=2024&month=5", "3"),
        ("year=2024&month=05", "3"),
        ("year=2024&month=12", "5"),
        ("year=2023&month=12", "1"),
        ("year=2024&month=1", "2"),
        ("since=2024", "23456"),
        ("since=2024-06", "456"),
        ("since=2024-6-1", "456"),
        ("since=2024-05-31", "3456"),
        ("until=2024", "12345"),
        ("until=2024-12", "12345"),
        ("until=2024-05", "123"),
        ("until=2024-05-30", "12"),
        ("until=2024-05-31", "123"),
        ("until=2024-12-31", "12345"),
        ("since=2024-05&until=2024-06", "34"),
        ("since=2024-06&until=2024-05", ""),
        ("since=2024&year=2024&month=6", "4"),
        ("until=2999", "123456"),
        ("since=1600", "123456"),
    ],
)
def test_periods_are_those_of_the_sites_clock(days, query, found):
    assert [title[0] for title in titles(query)] == list(found)


def test_periods_do_not_follow_the_readers_clock(days):
    with timezone.override(datetime.timezone(datetime.timedelta(hours=-11))):
        assert [title[0] for title in titles("year=2024")] == list("2345")


def test_periods_without_time_zones(monkeypatch):
    # Django would set the connections' time zone, which some databases do not without ending a transaction.
    monkeypatch.setattr(article_filters, "settings", SimpleNamespace(USE_TZ=False))
    start, end = parse("year=2024&month=12").period
    assert (start, end) == (datetime.datetime(2024, 12, 1), datetime.datetime(2025, 1, 1))  # noqa: DTZ001


BAD = {
    "kind": ["News", "article", "interview,news", "\0"],
    "since": [
        "yesterday",
        "2024-13",
        "2024-00",
        "2024-0",
        "2024-02-30",
        "2024-05-00",
        "1599",
        "3000",
        "9999-12-31",
        "24",
        "02024",
        "2024-",
        "2024-05-01T00:00",
        "-2024",
        "２０２４",
        "२०२४-०५",
        "2024-05-01\n",
        "2024\x00",
        "1" * 5000,
    ],
    "until": ["2024-13", "2999-13", "3000", "٢٠٢٤", " 2024", "2024/05"],
    "year": [
        "24",
        "20244",
        "0",
        "-2024",
        "２０２４",
        "२०२४",
        "1599",
        "3000",
        "2024\0",
        "2024-05",
        "1e3",
        "9" * 5000,
    ],
    "month": ["0", "00", "13", "-1", "５", "x", "1.5", "005", "1\0"],
    "tag": ["a b", "a\0", "a/b", "a'", '"', "x" * 256, "a\n", "\ud800"],
    "speaker": ["a b", "a\0", "<b>", "1;2", "x" * 256],
    "section": ["a b", "a\0", "../a", "%", "x" * 256],
    "locale": [
        "e",
        "english!",
        "en\0",
        "en us",
        "12",
        "en-" + "a" * 20,
        "ｅｎ",
        "en-US\n",
        "en" + "-a" * 5000,
    ],
}


@pytest.mark.parametrize(
    ("name", "value"),
    [(name, value) for name, values in BAD.items() for value in values],
    ids=lambda value: ascii(value)[:20],
)
def test_values_of_the_wrong_form_are_refused_without_a_query(name, value, django_assert_num_queries):
    parameters = QueryDict(mutable=True)
    parameters[name] = value
    if name == "month":
        parameters["year"] = "2024"
    with django_assert_num_queries(0), pytest.raises(FilterError) as raised:
        ArticleFilters.from_parameters(parameters)
    assert raised.value.name == name
    assert name in str(raised.value)


def test_a_month_needs_a_year():
    with pytest.raises(FilterError, match="month needs a year"):
        parse("month=5")


def test_a_parameter_may_be_given_once_only():
    with pytest.raises(FilterError, match="tag may be given only once"):
        parse("tag=a&tag=b")
    assert parse("other=a&other=b") == ArticleFilters()


def test_numbers_may_be_numbers():
    assert ArticleFilters.from_parameters({"year": 2024, "month": 5, "tag": None}).period[0].month == 5
    with pytest.raises(FilterError):
        ArticleFilters.from_parameters({"year": 0})


def test_messages_are_in_the_readers_language():
    with translation.override("ru"), pytest.raises(FilterError):
        parse("kind=x")


@pytest.mark.parametrize(
    "query", ["tag=nobody", "speaker=nobody", "section=nowhere", "locale=fr", "tag=9999999", "speaker=99"]
)
def test_unknown_things_are_refused(news_index, query):
    dated(news_index, "a", 2024, 5, 1)
    name, value = query.split("=")
    with pytest.raises(FilterError) as raised:
        titles(query)
    assert raised.value.name == name
    assert value in str(raised.value)


@pytest.mark.parametrize("value", ["9" * 18, "9" * 19, "9" * 255, "²", "१"])
@pytest.mark.parametrize("name", ["tag", "speaker", "section"])
def test_numbers_that_no_database_has_are_unknown(news_index, name, value):
    with pytest.raises(FilterError):
        titles(f"{name}={value}")


def test_by_kind(news_index):
    dated(news_index, "news", 2024, 5, 1)
    factories.make_interview(news_index, title="talk")
    assert titles("kind=interview") == ["talk"]
    assert titles("kind=news") == ["news"]


def test_by_kind_with_one_page_type_for_both(news_index, monkeypatch):
    """An interview is then what has an interviewee."""
    anna = factories.make_person("Anna Orlova")
    factories.make_interview(news_index, title="a", interviewee=anna)
    factories.make_interview(news_index, title="b", interviewee_name="A. Orlova")
    factories.make_interview(news_index, title="c")
    both = conf.get_interview_page_model()
    monkeypatch.setattr(article_filters.conf, "get_news_page_model", lambda: both)
    assert titles("kind=interview", both.objects.all()) == ["a", "b"]
    assert titles("kind=news", both.objects.all()) == ["c"]


def test_by_tag(news_index):
    rail = dated(news_index, "rail", 2024, 5, 1, tags=("Rail", "Roads")).tags.get(name="Rail")
    factories.make_interview(news_index, title="talk", tags=("Rail",))
    dated(news_index, "road", 2024, 5, 1, tags=("Roads",))
    assert titles("tag=rail") == titles(f"tag={rail.pk}") == ["rail", "talk"]
    assert titles("tag=rail&kind=news") == ["rail"]


def test_by_a_tag_in_another_alphabet(news_index):
    page = dated(news_index, "a", 2024, 5, 1)
    tag = page._meta.get_field("tags").related_model.objects.create(name="Дороги", slug="дороги")
    page.tags.add(tag)
    page.save()
    assert titles("tag=дороги") == ["a"]


def test_by_speaker(news_index):
    anna = factories.make_person("Anna Orlova")
    dated(news_index, "quoted", 2024, 5, 1, body=[factories.quote("x", speaker=anna)])
    factories.make_interview(news_index, title="talk", interviewee=anna)
    dated(news_index, "written", 2024, 5, 1, authors=[("author", {"name": "A", "person": anna})])
    assert titles("speaker=anna-orlova") == titles(f"speaker={anna.pk}") == ["quoted", "talk"]


def test_a_slug_comes_before_an_id(news_index):
    first = factories.make_person("First")
    second = factories.make_person("Second", slug=str(first.pk))
    dated(news_index, "a", 2024, 5, 1, body=[factories.quote("x", speaker=first)])
    dated(news_index, "b", 2024, 5, 1, body=[factories.quote("x", speaker=second)])
    assert titles(f"speaker={first.pk}") == ["b"]


def test_by_section(home):
    news, sport = factories.make_index(home, slug="news"), factories.make_index(home, slug="sport")
    inner = factories.make_index(news, slug="inner")
    for section, title in ((news, "a"), (inner, "b"), (sport, "c")):
        dated(section, title, 2024, 5, 1)
    assert titles("section=news") == titles(f"section={news.pk}") == ["a", "b"]
    assert titles("section=inner") == ["b"]
    assert titles(f"section={home.pk}") == ["a", "b", "c"]
    assert parse("section=news").find_section() == news


def test_sections_of_several_languages_share_a_slug(home):
    russian = Locale.objects.create(language_code="ru")
    root = home.copy_for_translation(russian)
    news, in_russian = (factories.make_index(page, slug="news", locale=page.locale) for page in (home, root))
    dated(news, "a", 2024, 5, 1, locale=home.locale)
    dated(in_russian, "b", 2024, 5, 1, locale=russian)
    assert titles("section=news") == ["a", "b"]
    assert titles("section=news&locale=ru") == ["b"]


def test_by_language(home, news_index):
    brazil = Locale.objects.create(language_code="pt-br")
    dated(news_index, "a", 2024, 5, 1, locale=home.locale)
    dated(news_index, "b", 2024, 5, 1, locale=brazil)
    for code in ("pt-br", "pt-BR", "pt_BR", "PT_br"):
        assert titles(f"locale={code}") == ["b"]
    assert titles("locale=en") == ["a"]


@pytest.mark.parametrize("hide", ["draft", "other section"])
def test_what_is_not_among_the_articles_is_as_unknown_as_what_does_not_exist(home, hide):
    """An answer must not tell whom only drafts quote."""
    public = factories.make_index(home, slug="public")
    hidden = factories.make_index(home, slug="hidden")
    anna = factories.make_person("Anna Orlova")
    dated(public, "a", 2024, 5, 1)
    secret = dated(
        hidden, "b", 2024, 5, 1, tags=("Secret",), body=[factories.quote("x", speaker=anna)],
        live=hide != "draft",
    )  # fmt: skip
    articles = conf.get_news_page_model().objects.exclude(pk=secret.pk)
    for query in ("tag=secret", "speaker=anna-orlova", f"speaker={anna.pk}", "section=hidden"):
        with pytest.raises(FilterError):
            titles(query, articles)


def test_filters_that_exclude_each_other_give_an_empty_list(news_index):
    anna = factories.make_person("Anna Orlova")
    dated(news_index, "a", 2024, 5, 1, tags=("Rail",))
    dated(news_index, "b", 2023, 5, 1, body=[factories.quote("x", speaker=anna)])
    assert titles("tag=rail&speaker=anna-orlova") == []
    assert titles("speaker=anna-orlova&year=2024") == []


@pytest.mark.skipif(is_page_model_swapped(), reason="the tests' base page has another root")
def test_a_page_that_is_no_section_may_be_given_by_its_id(home, news_index):
    dated(news_index, "a", 2024, 5, 1)
    assert titles(f"section={Page.objects.get(depth=1).pk}") == ["a"]
