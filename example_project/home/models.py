from typing import Any

from django.db import models
from django.http import HttpRequest
from wagtail.admin.panels import FieldPanel, PageChooserPanel
from wagtail.models import Page, Site
from wagtail.search import index

from wagtail_cstonews.models.pages.routed import RoutedMixin
from wagtail_cstonews.pages.models import NewsPage

from .front import FrontPage
from .visible import homes


class HomePage(RoutedMixin, Page):
    """The front page of a language: what is newest, with more room for what is newer."""

    introduction = models.TextField(blank=True, help_text="One or two sentences under the site's name.")
    pinned_article = models.ForeignKey(
        NewsPage,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="Stands at the top of the page. Left empty, it is the newest article.",
    )

    content_panels = [
        *Page.content_panels,
        FieldPanel("introduction"),
        PageChooserPanel("pinned_article"),
    ]
    search_fields = [*Page.search_fields, index.SearchField("introduction")]
    # One for each language, side by side.
    max_count_per_parent = 12

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        if site := Site.find_for_request(request):
            for home in homes(request, site, self).values():
                if home.pk == self.pk:
                    # Known already: the base template asks for it.
                    self.locale = home.locale
        return {**super().get_context(request, *args, **kwargs), "front": FrontPage(self, request)}
