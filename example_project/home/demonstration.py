"""What the demonstration is made of: the sample archive, and pictures for its articles and people."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.images import ImageFile
from django.core.management import call_command
from django.test import Client
from wagtail.images import get_image_model
from wagtail.images.rect import Rect
from wagtail.models import Page

from home.templatetags.newsroom import people_index
from wagtail_cstonews.models import Person
from wagtail_cstonews.pages.models import NewsPage

ARCHIVE = settings.BASE_DIR / "archive"
PICTURES = settings.BASE_DIR / "pictures"
SECTION = "/news/"

RUSSIAN = ("15-ucheniya-cp1251.txt", "18-dolvan-russian-interview.txt")
"""Texts do not say in which language they are: whoever imports them does."""


def import_archive(**options: Any) -> None:
    """Import and publish the sample archive, the Russian texts into the Russian section."""
    # It was written to be published, all of it.
    options |= {"to": SECTION, "publish": True, "publish_above": 0.0}
    files = sorted(path for path in ARCHIVE.iterdir() if path.name[0] != "." and path.name != "README.md")
    russian = [path for path in files if path.name in RUSSIAN]
    english = [path for path in files if path not in russian]
    # Names in Latin letters come first: people who are in both go by these.
    call_command("import_news", *map(str, english), **options)
    call_command("import_news", *map(str, russian), locale="ru", **options)


def add_pictures(*slugs: str) -> int:
    """Give a picture to the articles and people (of these slugs) that have none; how many got one."""
    known = json.loads((PICTURES / "pictures.json").read_text("utf-8"))
    return sum(
        (
            *_pictures_of_articles(known["articles"], known["credit"], slugs),
            *_pictures_of_people(known["people"], slugs),
        )
    )


def _pictures_of_articles(
    known: dict[str, dict[str, str]], credit: str, slugs: tuple[str, ...]
) -> Iterator[int]:
    bare = NewsPage.objects.filter(slug__in=slugs or known, lead_image=None)
    for page in bare.specific():
        about = known.get(page.slug)
        # Changes that somebody has not published yet are left alone.
        if about is None or page.has_unpublished_changes:
            continue
        page.lead_image = _image(PICTURES / "articles" / f"{about['file']}.webp", about["alt"])
        page.lead_image_alt = about["alt"]
        page.lead_image_caption = about["caption"]
        page.lead_image_credit = credit
        revision = page.save_revision(log_action=False)
        if page.live:
            revision.publish(log_action=False)
        yield 1


def _pictures_of_people(known: dict[str, str], slugs: tuple[str, ...]) -> Iterator[int]:
    for person in Person.objects.filter(slug__in=slugs or known, picture=None):
        if person.slug in known:
            person.picture = _image(
                PICTURES / "people" / f"{person.slug}.webp", known[person.slug], is_bust=True
            )
            person.save(update_fields=["picture"])
            yield 1


def _image(file: Path, alt: str, *, is_bust: bool = False) -> Any:
    """The file as an image of the site; the one that was made of it before, if it is there."""
    images = get_image_model()
    title = f"{file.parent.name}/{file.stem}"
    image = images.objects.filter(title=title).first()
    if image is None:
        with file.open("rb") as content:
            image = images(title=title, description=alt, file=ImageFile(content, name=file.name))
            if is_bust:
                # Square crops show the face.
                image.set_focal_point(_face(image))
            image.save()
    return image


def _face(image: Any) -> Rect:
    width, height = image.file.width, image.file.height
    return Rect(width * 0.28, height * 0.16, width * 0.72, height * 0.68)


def make_renditions() -> None:
    """Visit the pages that readers see first, which makes their pictures in the sizes that they show."""
    client = Client(SERVER_NAME="localhost")
    pages = Page.objects.live().public().filter(depth__in=(2, 3))
    addresses = [page.get_url() for page in pages]
    for address in filter(None, [*addresses, people_index()]):
        client.get(address)
