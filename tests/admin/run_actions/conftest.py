"""An import that can be undone, stopped and extracted again."""

from __future__ import annotations

import pytest

from tests.importing.helpers import documents, imported
from wagtail_cstonews.models import ImportRun


@pytest.fixture
def run(news_index):
    imported(documents(3), news_index)
    return ImportRun.objects.get()
