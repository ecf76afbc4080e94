"""Concrete page types: thin subclasses of the mixins for sites with Wagtail's own base page model.

Their parent links have explicit related names, since a news site often has a ``NewsPage`` of its own, and
only one can be ``Page.newspage``.
"""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import TaggedItemBase
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from wagtail_cstonews.models import InterviewPageMixin, NewsIndexPageMixin, NewsPageMixin


def _parent_link(to: Any, related_name: str) -> Any:
    return models.OneToOneField(
        to, on_delete=models.CASCADE, parent_link=True, related_name=related_name, serialize=False
    )


class NewsIndexPage(NewsIndexPageMixin, Page):
    """A section of news."""

    page_ptr = _parent_link(Page, "cstonews_newsindexpage")

    class Meta:
        verbose_name = _("news section")
        verbose_name_plural = _("news sections")


class NewsPageTag(TaggedItemBase):
    """A tag on an article."""

    content_object = ParentalKey("NewsPage", on_delete=models.CASCADE, related_name="tagged_items")


class NewsPage(NewsPageMixin, Page):
    """A news article."""

    page_ptr = _parent_link(Page, "cstonews_newspage")

    tags = ClusterTaggableManager(
        through=NewsPageTag, blank=True, verbose_name=_("tags"), related_name="cstonews_newspages"
    )

    people_panels = [*NewsPageMixin.people_panels, FieldPanel("tags")]

    class Meta:
        verbose_name = _("news article")
        verbose_name_plural = _("news articles")


class InterviewPage(InterviewPageMixin, NewsPage):
    """An interview."""

    newspage_ptr = _parent_link(NewsPage, "cstonews_interviewpage")

    class Meta:
        verbose_name = _("interview")
        verbose_name_plural = _("interviews")
