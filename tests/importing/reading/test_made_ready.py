"""What other processes make ready for the one that writes is what it would have made itself."""

from __future__ import annotations

import json
import pickle
import uuid

import pytest
from wagtail import hooks

from wagtail_cstonews.importing.entries.keys import NAMESPACE, derived_id
from wagtail_cstonews.importing.matching.comparison import Text
from wagtail_cstonews.importing.reading.article_steps import HOOK
from wagtail_cstonews.importing.reading.extracting import extract_document, extract_given
from wagtail_cstonews.models import ImportedDocument, ImportSketch

from ..helpers import Ready, document, imported, news_pages

LONG = "The council of Miraden met on day {0} and agreed to dig {0} wells in the north of town {0}.\n"
TEXT = (
    "Wells for Miraden\n7 January 2020\n“We had hoped for \x00 more,” said Anna Lind, the mayor.\n"
    + "".join(LONG.format(number) for number in range(12))
)


def elsewhere(documents):
    """Other processes that are not: what they send is pickled all the same."""

    def sent(raw):
        return pickle.loads(pickle.dumps(extract_given((raw, None))))  # noqa: S301

    return [Ready(sent, raw) for raw in documents]


def stored():
    record = ImportedDocument.objects.get()
    return record.article, sorted(
        ImportSketch.objects.filter(document=record).values_list("value", flat=True)
    )


@pytest.mark.django_db
@pytest.mark.parametrize("text", [TEXT, TEXT.replace("\x00 ", "")])
def test_the_record_is_the_same(news_index, text):
    raw = document(content=text)
    imported([raw], news_index, submit=elsewhere)
    article, sketch = stored()
    assert article["lines"]
    assert len(sketch) == 8
    ImportedDocument.objects.all().delete()
    news_pages().get().delete()
    imported([raw], news_index, extractor=extract_document)
    assert stored() == (article, sketch)


@pytest.mark.django_db
def test_a_step_makes_it_anew(news_index):
    def shorten(article, document):
        article.title = "Shortened"
        article.body = article.body[:9]

    with hooks.register_temporarily(HOOK, shorten):
        imported([document(content=TEXT)], news_index, submit=elsewhere)
    article, sketch = stored()
    assert (article["title"], len(article["body"])) == ("Shortened", 9)
    assert sketch == sorted(Text.of(article).sketch())


def test_json_is_made_of_what_is_ready():
    extracted = extract_given((document(content=TEXT), None))
    extracted.article.warnings.clear()
    whole = json.loads(extracted.article.to_json(extracted.packed))
    assert whole == extracted.article.to_dict() == json.loads(extracted.article.to_json())
    assert whole["warnings"] == []


@pytest.mark.parametrize("name", ["", "news/1/слово", "x" * 5000])
def test_derived_ids_are_uuids_of_version_5(name):
    assert derived_id(name) == str(uuid.uuid5(NAMESPACE, name))
