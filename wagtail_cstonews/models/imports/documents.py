"""Imported documents with their proposals, sketches and waiting links."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wagtail_cstonews.compat import base_page_model_name
from wagtail_cstonews.documents import LONGEST_HOST

from .runs import ImportRun
from .troubles import LONGEST_CODES, Trouble


class ImportedDocument(models.Model):
    """One document as it last arrived, with its extracted article and its page."""

    class State(models.TextChoices):
        NEW = "new", _("New")
        UNCHANGED = "unchanged", _("Unchanged")
        PUBLISHED = "published", _("Published")
        CHANGED = "changed", _("Changed")
        EDITED = "edited", _("Edited by hand")
        DUPLICATE = "duplicate", _("Duplicate")
        NOT_AN_ARTICLE = "not_an_article", _("Not an article")
        FAILED = "failed", _("Failed")

    class Doubt(models.TextChoices):
        """The warnings that make a document need review, the gravest first."""

        NOT_AN_ARTICLE = "not_an_article", _("Not an article")
        NO_TITLE = "no_title", _("No title")
        UNSURE = "unsure", _("Too unsure to be published")

    wagtail_reference_index_ignore = True

    run = models.ForeignKey(
        ImportRun,
        verbose_name=_("run"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="documents",
        help_text=_("The last import that made or changed it."),
    )
    key_hash = models.CharField(max_length=64, unique=True, editable=False)
    key = models.TextField(_("key"), help_text=_("Its address, or the file and the row it came from."))
    source = models.TextField(_("source"), help_text=_("Where it came from, for people."))
    url = models.TextField(_("address"), blank=True)
    url_hash = models.CharField(max_length=64, blank=True, db_index=True, editable=False)
    site = models.CharField(
        _("site"),
        max_length=LONGEST_HOST,
        blank=True,
        help_text=_("The host of its address, without www.; without an address, the place that it came in."),
    )
    given = models.JSONField(
        _("given"),
        default=dict,
        blank=True,
        help_text=_("What the source said beside the text: id, title, date, author, language."),
    )
    content_hash = models.CharField(max_length=64, db_index=True, editable=False)
    media_type = models.CharField(_("media type"), max_length=20, blank=True)
    encoding = models.CharField(_("character set"), max_length=50, blank=True)
    original = models.TextField(_("original text"), blank=True)
    article = models.JSONField(_("article"), default=dict, blank=True)
    kind = models.CharField(
        _("kind"),
        max_length=10,
        blank=True,
        db_index=True,
        choices=[("news", _("News")), ("interview", _("Interview"))],
    )
    title = models.TextField(_("title"), blank=True)
    language = models.CharField(_("language"), max_length=20, blank=True)
    confidence = models.FloatField(
        _("confidence"), null=True, blank=True, help_text=_("From 0 to 1: how sure extraction is.")
    )
    warnings_count = models.PositiveIntegerField(_("warnings"), default=0)
    warning_codes = models.CharField(max_length=LONGEST_CODES, blank=True, editable=False)
    doubt = models.CharField(
        _("doubt"),
        max_length=20,
        blank=True,
        choices=Doubt.choices,
        db_index=True,
        help_text=_("The warning for which a person should look at it."),
    )
    images_missing = models.PositiveIntegerField(
        _("missing images"),
        default=0,
        help_text=_("Images that the article names and that are not on the site."),
    )
    files_missing = models.PositiveIntegerField(
        _("missing files"),
        default=0,
        help_text=_("Files that the article links to and that are not on the site."),
    )
    state = models.CharField(
        _("state"), max_length=20, choices=State.choices, default=State.NEW, db_index=True
    )
    message = models.TextField(_("message"), blank=True, help_text=_("What went wrong, or why it was left."))
    page = models.ForeignKey(
        base_page_model_name(),
        verbose_name=_("page"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    imported_revision_id = models.BigIntegerField(
        null=True,
        blank=True,
        editable=False,
        help_text=_(
            "The page's latest revision after the import wrote it; another one means edited by hand."
        ),
    )
    duplicate_of = models.ForeignKey(
        "self",
        verbose_name=_("duplicate of"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="duplicates",
    )
    corrections = models.JSONField(
        _("corrections"), default=dict, blank=True, help_text=_("What editors corrected in its lines.")
    )
    review_priority = models.PositiveSmallIntegerField(
        _("review priority"),
        default=0,
        help_text=_("How much it needs a person to look at it; 0: not at all, or somebody has."),
    )
    reviewed_at = models.DateTimeField(_("reviewed"), null=True, blank=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("reviewed by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    created_at = models.DateTimeField(_("first imported"), auto_now_add=True)
    updated_at = models.DateTimeField(_("last imported"), auto_now=True)

    class Meta:
        verbose_name = _("imported document")
        verbose_name_plural = _("imported documents")
        ordering = ["-updated_at", "-pk"]
        indexes = [
            models.Index(fields=["run", "state"], name="cstonews_run_state"),
            # The review desk finds, filters and counts in it without reading the rows: SQLite would have to
            # read the texts on its way to the fields behind them.
            models.Index(
                fields=[
                    "-review_priority",
                    "confidence",
                    "id",
                    "page",
                    "run",
                    "state",
                    "site",
                    "warning_codes",
                ],
                name="cstonews_review",
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.source

    @property
    def trouble(self) -> Trouble | None:
        """The worst that is the matter with it; None for nothing, or if somebody has looked at it."""
        return Trouble(self.review_priority) if self.review_priority in Trouble.values else None

    @property
    def lines(self) -> list[dict[str, Any]]:
        """The labelled lines from extraction."""
        return self.article.get("lines", [])

    @property
    def warnings(self) -> list[dict[str, Any]]:
        """The warnings for a reviewer."""
        return self.article.get("warnings", [])


class ImportProposal(models.Model):
    """A proposal: the new article for a changed document whose page was edited by hand.

    It waits until somebody accepts it, as a new revision, or dismisses it. A dismissed one is kept, so that
    the same text is not proposed again.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        DISMISSED = "dismissed", _("Dismissed")

    wagtail_reference_index_ignore = True

    document = models.OneToOneField(ImportedDocument, on_delete=models.CASCADE, related_name="proposal")
    run = models.ForeignKey(ImportRun, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.WAITING, db_index=True
    )
    content_hash = models.CharField(max_length=64, editable=False)
    media_type = models.CharField(max_length=20, blank=True)
    encoding = models.CharField(max_length=50, blank=True)
    url = models.TextField(blank=True)
    given = models.JSONField(default=dict, blank=True)
    original = models.TextField(blank=True)
    article = models.JSONField(default=dict, blank=True)
    created_at = models.DateTimeField(_("proposed"), default=timezone.now)

    class Meta:
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return str(self.document)


class ImportSketch(models.Model):
    """One value of an article's MinHash sketch: near-duplicates share at least one.

    The method is described in :mod:`wagtail_cstonews.importing.matching.near_duplicates`.
    """

    wagtail_reference_index_ignore = True

    document = models.ForeignKey(ImportedDocument, on_delete=models.CASCADE, related_name="sketches")
    value = models.BigIntegerField(db_index=True)

    class Meta:
        verbose_name = _("sketch of an article")
        verbose_name_plural = _("sketches of articles")

    def __str__(self) -> str:
        return f"{self.value:x}"


class ImportLink(models.Model):
    """A link in an imported article to an address that no imported document had yet."""

    wagtail_reference_index_ignore = True

    document = models.ForeignKey(ImportedDocument, on_delete=models.CASCADE, related_name="links")
    url_hash = models.CharField(max_length=64, db_index=True)

    class Meta:
        verbose_name = _("link of an article")
        verbose_name_plural = _("links of articles")

    def __str__(self) -> str:
        return self.url_hash
