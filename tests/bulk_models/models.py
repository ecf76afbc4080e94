"""Page types with everything that a page type can have, and some that go their own way."""

import uuid

from django.db import models
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from taggit.models import TaggedItemBase
from wagtail import blocks
from wagtail.fields import RichTextField, StreamField
from wagtail.images import get_image_model_string
from wagtail.images.blocks import ImageChooserBlock
from wagtail.models import Orderable, Page
from wagtail.search import index
from wagtail.snippets.blocks import SnippetChooserBlock


class Topic(models.Model):
    name = models.CharField(max_length=100)

    class Meta:
        ordering = ["name"]


class Place(models.Model):
    name = models.CharField(max_length=100)


class RichPageTag(TaggedItemBase):
    content_object = ParentalKey("RichPage", on_delete=models.CASCADE, related_name="tagged_items")


class CardBlock(blocks.StructBlock):
    title = blocks.CharBlock()
    image = ImageChooserBlock(required=False)
    page = blocks.PageChooserBlock(required=False)
    day = blocks.DateBlock(required=False)
    links = blocks.ListBlock(blocks.PageChooserBlock(), required=False)


class RichPage(Page):
    intro = RichTextField(blank=True)
    when = models.DateTimeField(null=True, blank=True)
    day = models.DateField(null=True, blank=True)
    price = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True)
    weight = models.FloatField(default=1.5)
    lasts = models.DurationField(null=True, blank=True)
    extra = models.JSONField(default=dict, blank=True)
    token = models.UUIDField(default=uuid.uuid4)
    changed = models.DateTimeField(auto_now=True)
    picture = models.ForeignKey(
        get_image_model_string(), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    target = models.ForeignKey(Page, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    body = StreamField(
        [
            ("heading", blocks.CharBlock()),
            ("paragraph", blocks.RichTextBlock()),
            ("image", ImageChooserBlock()),
            ("person", SnippetChooserBlock("wagtail_cstonews.Person")),
            ("card", CardBlock()),
            ("cards", blocks.StreamBlock([("card", CardBlock()), ("page", blocks.PageChooserBlock())])),
        ],
        blank=True,
    )
    notes = StreamField([("text", blocks.TextBlock())], blank=True)
    tags = ClusterTaggableManager(through=RichPageTag, blank=True)
    topics = ParentalManyToManyField(Topic, blank=True)
    places = ParentalManyToManyField(Place, blank=True)

    search_fields = [
        *Page.search_fields,
        index.SearchField("intro"),
        index.SearchField("body", boost=1.5),
        index.AutocompleteField("intro"),
        index.SearchField("target_title"),
        index.FilterField("day"),
        index.RelatedFields("tags", [index.SearchField("name", boost=4), index.FilterField("slug")]),
        index.RelatedFields("links", [index.SearchField("title"), index.AutocompleteField("title")]),
        index.RelatedFields("target", [index.SearchField("title")]),
    ]

    @property
    def target_title(self) -> str:
        return self.target.title if self.target else ""


class RichPageLink(Orderable):
    page = ParentalKey(RichPage, on_delete=models.CASCADE, related_name="links")
    title = models.CharField(max_length=100)
    image = models.ForeignKey(
        get_image_model_string(), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    target = models.ForeignKey(Page, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")


class RichPageFact(models.Model):
    """Ordered by text, which only the database can compare, with a number that it rounds."""

    page = ParentalKey(RichPage, on_delete=models.CASCADE, related_name="facts")
    text = models.CharField(max_length=100)
    number = models.DecimalField(max_digits=8, decimal_places=3, null=True)
    token = models.UUIDField(default=uuid.uuid4)

    class Meta:
        ordering = ["text"]


class DeepPage(RichPage):
    """Two tables below the base page."""

    depth_note = models.CharField(max_length=100, blank=True)
    second = models.ForeignKey(
        get_image_model_string(), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    search_fields = [*RichPage.search_fields, index.SearchField("depth_note")]


class DeepPageLink(Orderable):
    page = ParentalKey(DeepPage, on_delete=models.CASCADE, related_name="deep_links")
    target = models.ForeignKey(Page, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")


class SavingPage(Page):
    """Does something when it is saved."""

    saved = models.PositiveIntegerField(default=0)

    def save(self, *args, **kwargs):
        self.saved += 1
        super().save(*args, **kwargs)


class UniquePage(Page):
    """Has a field that must be unique."""

    code = models.CharField(max_length=20, unique=True)


class ClosedPage(Page):
    """Is found by nobody."""

    secret = models.CharField(max_length=20, blank=True)

    @classmethod
    def get_indexed_objects(cls):
        return super().get_indexed_objects().exclude(secret="yes")
