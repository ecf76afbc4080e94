"""Pages as most Wagtail sites have them: a stream of rich text, and a list of the newest."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db import models
from wagtail.api import APIField
from wagtail.blocks import RichTextBlock
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

LISTED = 20
OTHERS = 3


class PlainIndexPage(Page):
    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        pages = PlainPage.objects.child_of(self).live().order_by("-date").defer("body")
        listed = Paginator(pages, LISTED).get_page(request.GET.get("page"))
        return {**super().get_context(request, *args, **kwargs), "pages": listed}


class PlainPage(Page):
    date = models.DateTimeField(null=True, db_index=True)
    intro = models.TextField(blank=True)
    body = StreamField([("paragraph", RichTextBlock())])

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        return {**context, **(self.leading_on() if "leading-on" in request.GET else {})}

    def leading_on(self) -> dict[str, Any]:
        """What an article has: its neighbours by date, three others, and the way up."""
        others = PlainPage.objects.sibling_of(self, inclusive=False).live().defer("body")
        return {
            "newer": others.filter(date__gte=self.date).order_by("date", "pk").first(),
            "older": others.filter(date__lt=self.date).order_by("-date", "-pk").first(),
            "others": others.order_by("-date")[:OTHERS],
            "trail": self.get_ancestors().filter(depth__gt=1),
        }

    search_fields = [*Page.search_fields, index.SearchField("intro"), index.SearchField("body")]
    api_fields = [APIField("date"), APIField("intro"), APIField("body")]
