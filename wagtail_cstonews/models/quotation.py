"""The table of quotations: who says what in which published article."""

from __future__ import annotations

import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..compat import base_page_model_name
from .fields import FIRST_YEAR, PublishedField
from .people import Person

UNDATED = datetime.datetime(FIRST_YEAR - 1, 1, 1, tzinfo=datetime.UTC if settings.USE_TZ else None)
"""Stored for articles without a date: before all dates, so that an index in descending order has these
articles last on every database. :class:`~wagtail_cstonews.models.fields.PublishedField` reads it as None.
"""

LONGEST_NAME = 255


class QuotationQuerySet(models.QuerySet["Quotation"]):
    def spoken(self) -> QuotationQuerySet:
        """Words only: without the rows that merely say who is interviewed."""
        return self.exclude(kind=Quotation.Kind.INTERVIEW)

    def in_articles(self, articles: Any) -> QuotationQuerySet:
        """Those of a queryset of articles."""
        return self.filter(page__in=articles.order_by().values("pk"))

    def newest_first(self) -> QuotationQuerySet:
        """By the article's date, undated ones last; within an article in its order."""
        return self.order_by("-published_at", "-page", "position")

    def oldest_first(self) -> QuotationQuerySet:
        """The reverse of :meth:`newest_first`."""
        return self.order_by("published_at", "page", "-position")


class Quotation(models.Model):
    """Words of one person in one published article.

    The rows are made from the article's body by :mod:`wagtail_cstonews.quotations`, and only read elsewhere.
    Drafts have none.
    """

    class Kind(models.TextChoices):
        QUOTE = "quote", _("Quote")
        """A block of its own."""
        PARAGRAPH = "paragraph", _("Quote in a paragraph")
        ANSWER = "answer", _("Answer")
        INTERVIEW = "interview", _("Interviewed")
        """No words: an interview whose answers are not the interviewee's, or that has none."""

    wagtail_reference_index_ignore = True

    id = models.UUIDField(
        primary_key=True,
        editable=False,
        help_text=_("Made from the page's and the block's id: the same however often the rows are rebuilt."),
    )
    page = models.ForeignKey(
        base_page_model_name(),
        verbose_name=_("page"),
        on_delete=models.CASCADE,
        related_name="+",
        db_index=False,
    )
    person = models.ForeignKey(
        Person,
        verbose_name=_("person"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="quotations",
        db_index=False,
    )
    speaker_name = models.CharField(_("speaker as printed"), max_length=LONGEST_NAME, default="")
    role = models.TextField(_("role at the time"), default="")
    kind = models.CharField(_("kind"), max_length=9, choices=Kind.choices)
    text = models.TextField(_("text"), default="", help_text=_("Plain; paragraphs are lines."))
    question = models.TextField(_("question"), default="")
    attribution = models.TextField(_("attribution"), default="")
    context = models.TextField(
        _("context"),
        default="",
        help_text=_("Of words in a paragraph: the paragraph, or the part around them."),
    )
    block = models.UUIDField(
        _("block"), null=True, help_text=_("The id of the body's block in which the words stand.")
    )
    position = models.PositiveIntegerField(
        _("position"), help_text=_("Among the article's quotations, from 0.")
    )
    published_at = PublishedField(_("published"), help_text=_("When the article first appeared."))

    objects = QuotationQuerySet.as_manager()

    class Meta:
        verbose_name = _("quotation")
        verbose_name_plural = _("quotations")
        # Nobody edits them.
        default_permissions = ()
        # With the kind, an index alone answers how many quotations there are.
        indexes = [
            models.Index(fields=["page", "position"], name="cstonews_quotation_page"),
            models.Index(
                fields=["person", "-published_at", "-page", "position", "kind"],
                name="cstonews_quotation_person",
            ),
            models.Index(
                fields=["-published_at", "-page", "position", "kind"], name="cstonews_quotation_date"
            ),
        ]

    def __str__(self) -> str:
        return self.text

    def values(self) -> tuple[Any, ...]:
        """The values of the stored fields, to compare rows."""
        values = (getattr(self, field.attname) for field in self._meta.concrete_fields)
        return tuple(None if value == UNDATED else value for value in values)
