"""``rebuild_quotations``: the table made anew, in batches."""

from __future__ import annotations

import io

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories
from tests.importing.helpers import site_in
from wagtail_cstonews.management.commands import rebuild_quotations
from wagtail_cstonews.models import Quotation

pytestmark = pytest.mark.django_db


def rebuilt(*arguments: str) -> str:
    out = io.StringIO()
    call_command("rebuild_quotations", *arguments, stdout=out)
    return out.getvalue()


@pytest.fixture
def articles(news_index):
    anna = factories.make_person("Anna Orlova")
    return [
        factories.make_article(news_index, body=[factories.quote("One.", speaker=anna)]),
        factories.make_interview(news_index, interviewee=anna, body=[factories.exchange("?", "<p>Two.</p>")]),
        factories.make_article(news_index, body=[]),
        factories.make_article(news_index, live=False, body=[factories.quote("Draft.")]),
    ]


def stored() -> list:
    return list(Quotation.objects.order_by("pk").values_list())


def test_all_rows_come_back(articles, monkeypatch):
    monkeypatch.setattr(rebuild_quotations, "BATCH", 2)
    before = stored()
    assert rebuilt() == "3 published articles, 0 changed; 2 quotations.\n"
    Quotation.objects.all().delete()
    assert rebuilt("--dry-run") == "3 published articles, 2 would be changed; 0 quotations.\n"
    assert rebuilt() == "3 published articles, 2 changed; 2 quotations.\n"
    assert stored() == before


def test_what_is_wrong_is_put_right(articles):
    before = stored()
    Quotation.objects.update(text="Other.")
    type(articles[0]).objects.filter(pk=articles[2].pk).update(live=False)
    stray = Quotation.objects.first()
    stray.pk, stray.page_id = "00000000-0000-0000-0000-000000000001", articles[2].pk
    stray.save(force_insert=True)
    assert rebuilt() == "2 published articles, 3 changed; 2 quotations.\n"
    assert stored() == before


def test_queries_do_not_grow_with_the_articles(news_index):
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            rebuilt()
        return len(captured)

    factories.make_article(news_index, body=[factories.quote("x")])
    few = queries()
    for _ in range(9):
        factories.make_article(news_index, body=[factories.quote("x")])
    assert queries() == few


@pytest.mark.own_database
def test_as_a_process(tmp_path):
    out, _ = site_in(tmp_path)("-m", "django", "rebuild_quotations")
    assert out == "0 published articles, 0 changed; 0 quotations.\n"
