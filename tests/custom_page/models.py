from django.db import models
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import TaggedItemBase
from wagtail import blocks
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import AbstractPage
from wagtail.search import index

from wagtail_cstonews.blocks import BodyBlock
from wagtail_cstonews.models import InterviewPageMixin, NewsIndexPageMixin, NewsPageMixin


class BasePage(AbstractPage):
    desk = models.CharField(max_length=255, blank=True)

    content_panels = [*AbstractPage.content_panels, FieldPanel("desk")]
    search_fields = [*AbstractPage.search_fields, index.SearchField("desk")]


class NewsIndexPage(NewsIndexPageMixin, BasePage):
    pass


class NewsPageTag(TaggedItemBase):
    content_object = ParentalKey("NewsPage", on_delete=models.CASCADE, related_name="tagged_items")


class FactBoxBlock(blocks.StructBlock):
    heading = blocks.CharBlock(required=False)
    facts = blocks.ListBlock(blocks.TextBlock())


class NewsroomBody(BodyBlock):
    fact_box = FactBoxBlock()


class NewsPage(NewsPageMixin, BasePage):
    body = StreamField(NewsroomBody(required=False), blank=True)
    tags = ClusterTaggableManager(through=NewsPageTag, blank=True)

    people_panels = [*NewsPageMixin.people_panels, FieldPanel("tags")]


class InterviewPage(InterviewPageMixin, NewsPage):
    pass
