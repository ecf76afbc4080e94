"""The screens of imports in the browser: nothing sticks out, and what stands there is for people."""

from __future__ import annotations

import re

import pytest
from selenium.webdriver.common.by import By

from .helpers import DESKTOP, PHONE, look, set_width

pytestmark = pytest.mark.browser

ODD = re.compile(
    r"\bNone\b|\bFalse\b|\['|(?<![\d.])0\.\d{5,}|-v 2|named above|file://|(?<![\w/])/(?:home|tmp|srv|root|work)/"
)


@pytest.mark.parametrize("width", [DESKTOP, PHONE])
def test_what_stands_on_the_screens_is_for_people(editor, server, width):
    from wagtail_cstonews.models import ImportedDocument, ImportRun, Person

    run, document = ImportRun.objects.last(), ImportedDocument.objects.exclude(article={}).first()
    person = Person.objects.first()
    paths = {
        "runs": "news-import/runs/",
        "run": f"news-import/runs/inspect/{run.pk}/",
        "documents": "news-import/documents/",
        "document": f"news-import/documents/inspect/{document.pk}/",
        "sites": "news-import/sites/",
        "proposals": "news-import/proposals/",
        "people": "snippets/wagtail_cstonews/person/",
        "person": f"snippets/wagtail_cstonews/person/inspect/{person.pk}/",
    }
    set_width(editor, width, 1600)
    editor.get_log("browser")
    for name, path in paths.items():
        editor.get(f"{server}/admin/{path}")
        text = editor.find_element(By.TAG_NAME, "main").text
        # The original is the document's, to the letter.
        found = ODD.search(text.partition("Original text")[0])
        assert found is None, (name, text[max(0, found.start() - 80) : found.end() + 80])
        look(editor, f"screen-{name}", width)
