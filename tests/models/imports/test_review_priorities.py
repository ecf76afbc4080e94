"""The priorities of documents that were imported before there were any."""

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection

from tests import factories
from wagtail_cstonews.models import ImportedDocument, ImportProposal

pytestmark = pytest.mark.django_db


def test_documents_of_before():
    migration = import_module("wagtail_cstonews.migrations.0003_review_priorities")
    warned = {"warnings": [{"code": "no_title", "message": "None."}]}
    first = factories.make_document(title="Fine", confidence=0.9)
    factories.make_document(title="Untitled", article=warned, url="https://www.Herald.example/a")
    factories.make_document(title="Unsure", confidence=0.1, given={"site": "archive/#12"})
    factories.make_document(title="Near", state="duplicate", duplicate_of=first, content_hash="ab")
    factories.make_document(title="Same", state="duplicate", duplicate_of=first)
    factories.make_document(title="Failed", state="failed")
    edited = factories.make_document(title="Edited", state="edited")
    ImportProposal.objects.create(document=edited, content_hash="x")
    migration.describe(apps, SimpleNamespace(connection=connection))
    rows = ImportedDocument.objects.values_list("title", "review_priority", "site", "warning_codes")
    assert {title: tuple(rest) for title, *rest in rows} == {
        "Fine": (0, "", ""),
        "Untitled": (50, "herald.example", " no_title "),
        "Unsure": (40, "archive/#12", ""),
        "Near": (20, "", ""),
        "Same": (0, "", ""),
        "Failed": (70, "", ""),
        "Edited": (30, "", ""),
    }
