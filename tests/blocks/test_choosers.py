"""Choosers take what a list of pages loaded at once, and nothing else changes."""

from __future__ import annotations

import pytest

from tests import factories
from wagtail_cstonews.blocks.choosers import (
    ImagesChooserBlock,
    PagesChooserBlock,
    PeopleChooserBlock,
    choosing_from,
)
from wagtail_cstonews.blocks.common import PERSON_MODEL
from wagtail_cstonews.models import Person

pytestmark = pytest.mark.django_db


def test_what_was_loaded_is_not_queried(django_assert_num_queries):
    anna, block = factories.make_person("Anna Orlova"), PeopleChooserBlock(PERSON_MODEL)
    with choosing_from({Person: {anna.pk: anna, 99: None}}), django_assert_num_queries(0):
        first, second, nobody, gone = block.bulk_to_python([anna.pk, anna.pk, None, 99])
    assert first is second is anna
    assert nobody is gone is None


@pytest.mark.parametrize("objects", [{}, {Person: {}}])
def test_what_was_not_loaded_is_looked_up(objects):
    anna, block = factories.make_person("Anna Orlova"), PeopleChooserBlock(PERSON_MODEL)
    with choosing_from(objects):
        assert block.bulk_to_python([anna.pk, None]) == [anna, None]
    assert block.bulk_to_python([anna.pk]) == [anna]


@pytest.mark.parametrize(
    ("block", "name"),
    [
        (PeopleChooserBlock(PERSON_MODEL), "wagtail.snippets.blocks.SnippetChooserBlock"),
        (ImagesChooserBlock(), "wagtail.images.blocks.ImageChooserBlock"),
        (PagesChooserBlock(), "wagtail.blocks.PageChooserBlock"),
    ],
)
def test_in_migrations_they_are_wagtails_own(block, name):
    assert block.deconstruct()[0] == name
