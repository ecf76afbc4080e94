"""What an interview lacks is said when it is published, and stops nobody."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests import factories
from tests.admin.helpers import said

pytestmark = pytest.mark.django_db


def publish(client, page):
    """Publishes as the editor's button does, and returns what is said then."""
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    form = client.get(address).context["form"]
    data = {name: "" if form[name].value() is None else form[name].value() for name in form.fields}
    streams = ("body", "authors", "quotes", "related")
    for name in streams:
        data |= stream_data(name, getattr(page, name))
    data |= {f"comments-{end}": "0" for end in ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS")}
    data |= {"comments-MAX_NUM_FORMS": "", "tags": "", "action-publish": "1"}
    data = {name: value for name, value in data.items() if name not in streams and value is not False}
    response = client.post(address, data, follow=True)
    page.refresh_from_db()
    assert page.live, response.context["form"].errors
    return " ".join(said(response))


def stream_data(name, value):
    """A stream's form: exchanges with one paragraph each."""
    from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

    blocks = [
        (
            "exchange",
            {
                **{
                    field: getattr(child.value[field], "pk", child.value[field]) or ""
                    for field in child.value
                    if field not in ("answer", "question_links")
                },
                "answer": streamfield([("paragraph", rich_text("<p>Because.</p>"))]),
                "question_links": streamfield([]),
            },
        )
        for child in value
    ]
    return nested_form_data({name: streamfield(blocks)})


@pytest.mark.parametrize(
    ("fields", "warning"),
    [
        ({}, "without questions and answers"),
        ({"body": [factories.exchange("Why?", "<p>Because.</p>")]}, "does not say who answers"),
        ({"body": [factories.exchange("Why?", "<p>Because.</p>")], "interviewee_name": "Anna"}, ""),
        ({"body": [factories.exchange("Why?", "<p>Because.</p>", answerer_name="Anna")]}, ""),
    ],
)
def test_an_interview_that_lacks_something_is_published_with_a_warning(
    admin_client, news_index, fields, warning
):
    page = factories.make_interview(news_index, live=False, **fields)
    found = publish(admin_client, page)
    assert "published" in found
    assert (warning in found) if warning else ("“" not in found)


def test_an_article_needs_no_questions(admin_client, news_index):
    assert "questions" not in publish(admin_client, factories.make_article(news_index, live=False))
