from django.db import models
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import TaggedItemBase
from wagtail.models import Orderable, Page
from wagtail.snippets.models import register_snippet


@register_snippet
class Person(models.Model):
    name = models.CharField(max_length=255)


class NewsIndexPage(Page):
    pass


class NewsPageTag(TaggedItemBase):
    content_object = ParentalKey("NewsPage", on_delete=models.CASCADE, related_name="tagged_items")


class NewsPage(Page):
    body = models.TextField(blank=True)
    author = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL)
    tags = ClusterTaggableManager(through=NewsPageTag, blank=True)


class InterviewPage(NewsPage):
    pass


class NewsPageLink(Orderable):
    page = ParentalKey(NewsPage, on_delete=models.CASCADE, related_name="links")
    target = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+")
