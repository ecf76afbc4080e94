"""Slugs."""

import pytest

from wagtail_cstonews import conf
from wagtail_cstonews.importing.building.slugs import assign_slugs, title_slug

from ...factories import make_article


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Учения в Бишкеке: итоги", "ucheniya-v-bishkeke-itogi"),
        ("“…”", "article"),
        ("", "article"),
        ("日本語", "ribenyu"),
        ("A/../b?c#d", "abcd"),
        ("word " * 60, "word-" * 19 + "word"),
        ("x" * 300, "x" * 100),
    ],
)
def test_title_slug(title, slug):
    assert title_slug(title) == slug


@pytest.mark.django_db
def test_slugs_are_free(news_index, django_assert_num_queries):
    for slug in ("one", "one-2", "Two"):
        make_article(news_index, slug=slug)
    model = conf.get_news_page_model()
    pages = [model(title=title) for title in ("One", "One", "Two", "Three", "Three", "Three-2")]
    with django_assert_num_queries(2):
        assign_slugs(pages, news_index)
    slugs = [page.slug for page in pages]
    assert slugs[:2] == ["one-3", "one-4"]
    assert slugs[3:] == ["three", "three-2", "three-2-2"]
    assert len(set(slugs)) == 6


@pytest.mark.django_db
def test_nothing_to_do(news_index, django_assert_num_queries):
    with django_assert_num_queries(0):
        assign_slugs([], news_index)
