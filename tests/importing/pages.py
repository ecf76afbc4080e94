"""Pages of every kind, not saved, the same at each call."""

from __future__ import annotations

import datetime
import uuid
from typing import Any

from wagtail_cstonews import conf

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
            block("paragraph", f"<p>A <b>first</b> paragraph,<br/> {number}.</p><p>And a second.</p>", f"p{number}"),
            block("heading", "What was agreed", f"h{number}"),
            block("quote", quote, f"q{number}"),
        ],
        "translation_key": fixed(f"page {number}"),
    }
    return (model or conf.get_news_page_model())(**{**defaults, **fields})


def PLAIN(count: int) -> list[Any]:  # noqa: N802
    return [plain_page(number) for number in range(count)]
