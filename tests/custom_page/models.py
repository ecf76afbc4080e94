from django.db import models
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import TaggedItemBase
from wagtail.admin.panels import FieldPanel
from wagtail.models import AbstractPage
from wagtail.search import index

from wagtail_cstonews.models import InterviewPageMixin, NewsIndexPageMixin, NewsPageMixin


class BasePage(AbstractPage):
    desk = models.CharField(max_length=255, blank=True)

    content_panels = [*AbstractPage.content_panels, FieldPanel("desk")]
    search_fields = [*AbstractPage.search_fields, index.SearchField("desk")]


class NewsIndexPage(NewsIndexPageMixin, BasePage):
    pass


class NewsPageTag(TaggedItemBase):
    content_object = ParentalKey("NewsPage", on_delete=models.CASCADE, related_name="tagged_items")


class NewsPage(NewsPageMixin, BasePage):
    tags = ClusterTaggableManager(through=NewsPageTag, blank=True)

    people_panels = [*NewsPageMixin.people_panels, FieldPanel("tags")]


class InterviewPage(InterviewPageMixin, NewsPage):
    pass
