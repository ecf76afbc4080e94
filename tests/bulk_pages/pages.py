"""Pages of every kind, not saved, the same at each call."""

from __future__ import annotations

import datetime
import decimal
import uuid
from typing import Any

import pytest
from django.apps import apps

from wagtail_cstonews import conf

from ..factories import make_image, make_person

NAMESPACE = uuid.UUID("8a2a7c9e-2f43-4a50-9d43-7a8d0e1b2c3d")


def fixed(text: str) -> uuid.UUID:
    """An id that is the same at each call."""
    return uuid.uuid5(NAMESPACE, text)


def block(type: str, value: Any, name: str) -> dict[str, Any]:
    return {"type": type, "value": value, "id": str(fixed(name))}


def plain_page(number: int, model: Any = None, **fields: Any) -> Any:
    """An article with paragraphs and a quote whose speaker is only named."""
    quote = {
        "quote": f"We agreed on point {number}",
        "speaker": None,
        "speaker_name": "Dana Orlova",
        "role": "Chair",
        "attribution": "she said",
        "source_url": "",
    }
    defaults = {
        "title": f"Article № {number} of the año",
        "draft_title": f"Article № {number} of the año",
        "slug": f"article-{number}",
        "live": False,
        "lead": "What happened & why.",
        "published_at": datetime.datetime(2024, 5, number % 28 + 1, 10, 30, 15, 123456, datetime.UTC),
        "body": [
            block(
                "paragraph",
                f"<p>A <b>first</b> paragraph,<br/> {number}.</p><p>And a second.</p>",
                f"p{number}",
            ),
            block("heading", "What was agreed", f"h{number}"),
            block("quote", quote, f"q{number}"),
        ],
        "translation_key": fixed(f"page {number}"),
    }
    return (model or conf.get_news_page_model())(**{**defaults, **fields})


def plain_pages(count: int, **fields: Any) -> list[Any]:
    return [plain_page(number, **fields) for number in range(count)]


class Things:
    """What rich pages point at."""

    def __init__(self, home: Any) -> None:
        if not apps.is_installed("tests.bulk_models"):
            pytest.skip("the rich page types are based on Wagtail's own base page")
        from tests.bulk_models.models import Place, Topic

        self.home = home
        self.people = [make_person("Dana Orlova"), make_person("Aigul Sadykova", spellings=("A. Sadykova",))]
        self.images = [make_image(), make_image()]
        # Their order is neither that of their ids nor that in which pages name them.
        self.topics = [Topic.objects.create(name=name) for name in ("Water", "Élan", "Energy", "Zinc")]
        self.places = [Place.objects.create(name=name) for name in ("Osh", "Bishkek", "Talas")]


def interview_page(number: int, things: Things, **fields: Any) -> Any:
    """An interview whose people are on the site, with tags: three tables."""
    exchange = {
        "question": "When?",
        "questioner": None,
        "questioner_name": "Radio Manas",
        "questioner_role": "",
        "answer": [
            block(
                "paragraph", f'<p>Soon. <a linktype="page" id="{things.home.pk}">More</a></p>', f"a{number}"
            ),
            block("quote", {"quote": "Never", "speaker": things.people[1].pk}, f"aq{number}"),
        ],
        "answerer": things.people[0].pk,
        "answerer_name": "",
        "answerer_role": "",
    }
    picture = {"image": things.images[number % 2].pk, "alt_text": "", "caption": "The river", "credit": ""}
    page = plain_page(
        number,
        conf.get_interview_page_model(),
        **{
            "interviewee": things.people[0],
            "interviewer_name": "Radio Manas",
            "lead_image": things.images[0],
            "authors": [block("author", {"name": "D. Orlova", "person": things.people[0].pk}, f"au{number}")],
            "body": [
                block("exchange", exchange, f"e{number}"),
                block("image", picture, f"i{number}"),
                block("quote", {"quote": "A gap", "speaker": 987654}, f"gone{number}"),
                block("list", {"entries": ["one", "two"], "ordered": False}, f"l{number}"),
            ],
            **fields,
        },
    )
    page.tags.add("water", f"tag {number}")
    return page


def rich_page(number: int, things: Things, model: Any = None, **fields: Any) -> Any:
    """A page with every kind of field, block and child that there is."""
    from tests.bulk_models.models import RichPage, RichPageFact, RichPageLink

    card = {
        "title": "A card",
        "image": things.images[0].pk,
        "page": things.home.pk,
        "day": "2024-02-29",
        "links": [block("item", things.home.pk, f"li{number}")],
    }
    page = (model or RichPage)(
        **{
            "title": f"Rich {number}",
            "live": False,
            "seo_title": "<Rich>",
            "translation_key": fixed(f"rich {number}"),
            "intro": f'<p>An <b>intro</b> with a <a linktype="page" id="{things.home.pk}">link</a></p>',
            "when": datetime.datetime(2024, 5, 1, 8, 30, 0, 654321, datetime.UTC),
            "day": datetime.date(2024, 5, 1),
            "price": decimal.Decimal("12.5"),
            "lasts": datetime.timedelta(days=2, seconds=3, microseconds=5),
            "extra": {"a": [1, None, "ü"], "b": {"c": True}},
            "token": fixed(f"token {number}"),
            "picture": things.images[1],
            "target": things.home,
            "body": [
                block("heading", "Über", f"h{number}"),
                block("paragraph", "<p>One</p><p>Two &amp; three</p>", f"p{number}"),
                block("image", things.images[0].pk, f"i{number}"),
                block("person", things.people[0].pk, f"pe{number}"),
                block("card", card, f"c{number}"),
                block("card", {"title": "Only a title"}, f"d{number}"),
                block("image", 987654, f"gone{number}"),
                block(
                    "cards",
                    [block("card", card, f"cc{number}"), block("page", things.home.pk, f"cp{number}")],
                    f"cs{number}",
                ),
            ],
            "notes": [block("text", "A note", f"n{number}")],
            **fields,
        }
    )
    page.tags.add("zebra", "water", f"tag {number}")
    page.links = [
        RichPageLink(title="Later", sort_order=2, image=things.images[0]),
        RichPageLink(title="No order", target=things.home),
        RichPageLink(title="Sooner", sort_order=1, image=things.images[1], target=things.home),
    ]
    page.facts = [
        RichPageFact(text="b", number=decimal.Decimal("1.5"), token=fixed(f"fact b {number}")),
        RichPageFact(text="a", token=fixed(f"fact a {number}")),
    ]
    page.topics = [things.topics[0], things.topics[3], things.topics[1]]
    page.places = [things.places[2], things.places[0]]
    return page


def deep_page(number: int, things: Things, **fields: Any) -> Any:
    """The same with a table and children more."""
    from tests.bulk_models.models import DeepPage, DeepPageLink

    page = rich_page(number, things, DeepPage, depth_note=f"Deep {number}", second=things.images[1], **fields)
    page.deep_links = [DeepPageLink(target=things.home, sort_order=0), DeepPageLink(sort_order=1)]
    return page


def mixed_pages(things: Things, **fields: Any) -> list[Any]:
    """Pages of several types, in no order."""
    return [
        rich_page(1, things, **fields),
        plain_page(2, **fields),
        deep_page(3, things, **fields),
        interview_page(4, things, **fields),
        rich_page(5, things, **{"title": "Rich 1", **fields}),
        interview_page(6, things, **fields),
        deep_page(7, things, **{"slug": "my-own", **fields}),
    ]
