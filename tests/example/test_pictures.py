"""The pictures of the demonstration."""

from __future__ import annotations

import json

import pytest
from home import demonstration
from PIL import Image
from wagtail.images import get_image_model

from wagtail_cstonews.models import Person
from wagtail_cstonews.pages.models import NewsPage

from .conftest import PROJECT
from .helpers import soup

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("archive")]

PICTURES = PROJECT / "pictures"
KNOWN = json.loads((PICTURES / "pictures.json").read_text("utf-8"))
BORDER = "a-border-is-first-of-all-a-road"


def test_each_belongs_to_something_and_is_small():
    articles = {f"{about['file']}.webp" for about in KNOWN["articles"].values()}
    assert {path.name for path in (PICTURES / "articles").iterdir()} == articles
    assert {path.stem for path in (PICTURES / "people").iterdir()} == set(KNOWN["people"])
    files = list(PICTURES.glob("*/*.webp"))
    assert sum(file.stat().st_size for file in files) < 2_500_000
    shapes = {
        Image.open(file).width < Image.open(file).height for file in files if file.parent.name == "articles"
    }
    assert shapes == {True, False}


def test_the_archive_has_what_they_belong_to():
    assert set(KNOWN["articles"]) <= set(NewsPage.objects.values_list("slug", flat=True))
    assert set(KNOWN["people"]) == set(Person.objects.values_list("slug", flat=True))


def test_they_are_added_once_and_to_what_has_none():
    mine = get_image_model().objects.create(
        title="Mine", file=demonstration._image(PICTURES / "articles" / "dam.webp", "Dam").file
    )
    page = NewsPage.objects.get(slug=BORDER).specific
    page.lead_image = mine
    page.save_revision().publish()
    assert demonstration.add_pictures(BORDER, "lake-orrin-gets-its-own-flag", "ansela-quorrin") == 2
    assert demonstration.add_pictures(BORDER, "lake-orrin-gets-its-own-flag", "ansela-quorrin") == 0
    page.refresh_from_db()
    assert page.lead_image == mine
    other = NewsPage.objects.get(slug="lake-orrin-gets-its-own-flag")
    assert other.lead_image_alt
    assert other.lead_image_caption
    assert other.lead_image_credit == "The Confluence, CC0"
    assert other.get_latest_revision_as_object().lead_image == other.lead_image
    assert not other.has_unpublished_changes


def test_a_draft_is_left_alone():
    page = NewsPage.objects.get(slug=BORDER).specific
    page.title = "A border is a river"
    page.save_revision()
    assert demonstration.add_pictures(BORDER) == 0


def test_they_are_served_in_the_size_that_is_shown(client):
    demonstration.add_pictures(BORDER, "edric-vanstrom")
    page = soup(client.get("/"))
    lead = page.select_one(".lead picture")
    assert [source["type"] for source in lead.select("source")] == ["image/avif"]
    assert lead.img["srcset"].count(".webp") == 4
    assert lead.img["sizes"]
    assert lead.img["fetchpriority"] == "high"
    assert (lead.img["width"], lead.img["height"]) == ("480", "320")
    portrait = page.select_one(".talk picture img")
    assert portrait["loading"] == "lazy"
    assert int(portrait["height"]) > int(portrait["width"])


def test_the_face_is_in_focus():
    demonstration.add_pictures("ansela-quorrin")
    picture = Person.objects.get(slug="ansela-quorrin").picture
    assert picture.has_focal_point()
    assert picture.default_alt_text == KNOWN["people"]["ansela-quorrin"]
