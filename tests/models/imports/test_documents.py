"""The records of documents: their names, and what they outlive."""

from __future__ import annotations

import pytest
from wagtail.models import ReferenceIndex

from tests import factories
from wagtail_cstonews.models import ImportedDocument

pytestmark = pytest.mark.django_db


def test_a_document_is_named_by_its_title_or_source():
    assert str(ImportedDocument(title="Talks", source="a.txt")) == "Talks"
    assert str(ImportedDocument(source="a.txt")) == "a.txt"


def test_lines_and_warnings_come_from_the_article():
    document = ImportedDocument(article={"lines": [{"number": 1}], "warnings": [{"code": "x"}]})
    assert document.lines == [{"number": 1}]
    assert document.warnings == [{"code": "x"}]
    assert ImportedDocument().lines == []
    assert ImportedDocument().warnings == []


def test_records_outlive_pages_users_and_runs(news_index, admin_user):
    article = factories.make_article(news_index)
    run = factories.make_run(user=admin_user, section=news_index)
    document = factories.make_document(run, page=article)
    news_index.delete()
    admin_user.delete()
    run.refresh_from_db()
    assert (run.section, run.user) == (None, None)
    run.delete()
    document.refresh_from_db()
    assert (document.page, document.run) == (None, None)


def test_pages_do_not_list_their_import_among_their_uses(news_index):
    article = factories.make_article(news_index)
    factories.make_document(factories.make_run(section=news_index), page=article)
    assert not ReferenceIndex.get_references_to(article).exists()
    assert not ReferenceIndex.get_references_to(news_index).exists()
