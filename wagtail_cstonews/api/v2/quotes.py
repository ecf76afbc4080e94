"""What is said in public articles, and by whom."""

from __future__ import annotations

from typing import Any

from ...models import Quotation
from ..shared.quotes import QuoteList, find_quote
from ..shared.shapes import Quote
from .endpoint import ALWAYS, SharedEndpoint


class QuotesAPIViewSet(SharedEndpoint):
    """The quotes and answers in published, public articles of the site, newest first."""

    model = Quotation
    name = "quotes"

    def answer(self, request: Any) -> tuple[int, list[Quote]]:
        return QuoteList.from_parameters(request.GET, ALWAYS).answer(request)

    def find(self, request: Any, name: str) -> Quote | None:
        return find_quote(name, request)
