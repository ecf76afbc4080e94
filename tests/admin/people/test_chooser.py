"""The chooser of people."""

from __future__ import annotations

import json

import pytest
from django.urls import reverse

from tests import factories
from wagtail_cstonews.models import Person

pytestmark = pytest.mark.django_db


def test_the_speaker_chooser_works(admin_client):
    factories.make_person("Anna Orlova")
    url = reverse(Person.snippet_viewset.chooser_viewset.get_url_name("choose"))
    assert "Anna Orlova" in json.loads(admin_client.get(url).content)["html"]
