"""Thin page types over the mixins, for sites whose base page model is Wagtail's own."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import TaggedItemBase
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from wagtail_cstonews.models import InterviewPageMixin, NewsIndexPageMixin, NewsPageMixin


class NewsIndexPage(NewsIndexPageMixin, Page):
    """A section of news."""

    class Meta:
        verbose_name = _("news section")
        verbose_name_plural = _("news sections")


class NewsPageTag(TaggedItemBase):
    """A tag on an article."""

    content_object = ParentalKey("NewsPage", on_delete=models.CASCADE, related_name="tagged_items")


class NewsPage(NewsPageMixin, Page):
    """A news article."""

    tags = ClusterTaggableManager(through=NewsPageTag, blank=True, verbose_name=_("tags"))

    people_panels = [*NewsPageMixin.people_panels, FieldPanel("tags")]

    class Meta:
        verbose_name = _("news article")
        verbose_name_plural = _("news articles")


class InterviewPage(InterviewPageMixin, NewsPage):
    """An interview."""

    class Meta:
        verbose_name = _("interview")
        verbose_name_plural = _("interviews")
