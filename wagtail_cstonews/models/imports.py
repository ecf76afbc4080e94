"""What was imported, when, from where, and what became of it. Never public."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.images import get_image_model_string

from wagtail_cstonews.compat import base_page_model_name


class ImportRun(models.Model):
    """One import: who started it, into which section, and how it went."""

    class State(models.TextChoices):
        RUNNING = "running", _("Running")
        FINISHED = "finished", _("Finished")
        FAILED = "failed", _("Failed")
        STOPPED = "stopped", _("Stopped")
        INTERRUPTED = "interrupted", _("Interrupted")
        UNDONE = "undone", _("Undone")
        PARTLY_UNDONE = "partly_undone", _("Partly undone")

    # Pages do not list the records of their import among their uses.
    wagtail_reference_index_ignore = True

    started_at = models.DateTimeField(_("started"), default=timezone.now, db_index=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("user"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    command = models.TextField(_("command"), blank=True, help_text=_("What the import was asked to do."))
    section = models.ForeignKey(
        base_page_model_name(),
        verbose_name=_("section"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    options = models.JSONField(_("options"), default=dict, blank=True)
    state = models.CharField(
        _("state"), max_length=20, choices=State.choices, default=State.RUNNING, db_index=True
    )
    message = models.TextField(_("message"), blank=True, help_text=_("Why it ended, and what to do."))
    owner = models.CharField(
        max_length=255, blank=True, editable=False, help_text=_("The host and process that it runs in.")
    )
    heartbeat_at = models.DateTimeField(_("last sign of life"), null=True, blank=True)
    counts = models.JSONField(
        _("counts"), default=dict, blank=True, help_text=_("Documents by what became of them.")
    )
    report = models.JSONField(
        default=dict, blank=True, editable=False, help_text=_("What it found, as its report shows it.")
    )
    version = models.CharField(_("version"), max_length=50, blank=True, help_text=_("Of wagtail-cstonews."))
    chunk_count = models.PositiveIntegerField(
        null=True,
        blank=True,
        editable=False,
        help_text=_("How many chunks were handed to a task queue, once that is known; empty for other runs."),
    )

    class Meta:
        verbose_name = _("import run")
        verbose_name_plural = _("import runs")
        ordering = ["-started_at", "-pk"]

    def __str__(self) -> str:
        started = (
            timezone.localtime(self.started_at) if timezone.is_aware(self.started_at) else self.started_at
        )
        return str(_("Import of %(started)s")) % {"started": f"{started:%Y-%m-%d %H:%M}"}


class ImportChunk(models.Model):
    """Some documents of a run that were handed to a task queue, and who works on them."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")
        DROPPED = "dropped", _("Dropped")

    wagtail_reference_index_ignore = True

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="chunks")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING, db_index=True)
    documents = models.PositiveIntegerField()
    content = models.BinaryField(help_text=_("The documents, packed; empty once they are worked through."))
    written = models.JSONField(
        default=dict,
        help_text=_("What became of documents, by place: noted in the transaction that writes them."),
    )
    counts = models.JSONField(default=dict, help_text=_("Documents by what became of them, in the end."))
    owner = models.CharField(max_length=255, blank=True, help_text=_("The host and process at work on it."))
    heartbeat_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    suspects = models.JSONField(
        default=list,
        help_text=_("Places of the documents over which workers died; the last may only be worked on."),
    )
    message = models.TextField(blank=True)

    class Meta:
        verbose_name = _("chunk of an import")
        verbose_name_plural = _("chunks of imports")
        ordering = ["run", "number"]
        constraints = [models.UniqueConstraint(fields=["run", "number"], name="cstonews_chunk_number")]

    def __str__(self) -> str:
        return f"{self.run_id}/{self.number}"


class ImportFindings(models.Model):
    """What one transaction of a run found, until it is added to the run's report.

    Written with the pages that it is about. So a run that was killed, or that many workers share, can tell
    what it did: its report is what is kept with it and these.
    """

    wagtail_reference_index_ignore = True

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="findings")
    found = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("findings of an import")
        verbose_name_plural = _("findings of imports")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.run_id}/{self.pk}"


class ImportedDocument(models.Model):
    """One document as it last arrived, with what extraction made of it and the page it became."""

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
        """The warnings for which a person should look at a document, the gravest first."""

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
    created_at = models.DateTimeField(_("first imported"), auto_now_add=True)
    updated_at = models.DateTimeField(_("last imported"), auto_now=True)

    class Meta:
        verbose_name = _("imported document")
        verbose_name_plural = _("imported documents")
        ordering = ["-updated_at", "-pk"]

    def __str__(self) -> str:
        return self.title or self.source

    @property
    def lines(self) -> list[dict[str, Any]]:
        """The labelled lines, as extraction left them."""
        return self.article.get("lines", [])

    @property
    def warnings(self) -> list[dict[str, Any]]:
        """What a person should look at."""
        return self.article.get("warnings", [])


class ImportChange(models.Model):
    """What a run did to one document and its page, and what both were before: enough to undo it.

    Written in the transaction that writes the page and the record, and removed by the one that undoes them.
    """

    class Action(models.TextChoices):
        MADE = "made", _("Page made")
        CHANGED = "changed", _("Page changed")
        LINKED = "linked", _("Links of the page changed")
        NOTED = "noted", _("Record changed")

    wagtail_reference_index_ignore = True

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="changes")
    document = models.ForeignKey(ImportedDocument, on_delete=models.CASCADE, related_name="changes")
    action = models.CharField(max_length=10, choices=Action.choices)
    page = models.ForeignKey(
        base_page_model_name(), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    revision_before = models.BigIntegerField(null=True, blank=True)
    revision_after = models.BigIntegerField(null=True, blank=True)
    live_revision_after = models.BigIntegerField(null=True, blank=True)
    page_before = models.JSONField(
        null=True, blank=True, help_text=_("The rows of a changed page; none of a new one.")
    )
    record_before = models.JSONField(
        null=True, blank=True, help_text=_("The fields of the record that changed; none of a new record.")
    )

    class Meta:
        verbose_name = _("change by an import")
        verbose_name_plural = _("changes by imports")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.get_action_display()}: {self.document}"


class ImportedObject(models.Model):
    """Something beside pages that a run made, or a person, an image or a file that its pages use."""

    class Kind(models.TextChoices):
        PERSON = "person", _("Person")
        ROLE = "role", _("Role")
        SPELLING = "spelling", _("Spelling")
        REDIRECT = "redirect", _("Redirect")
        IMAGE = "image", _("Image")
        FILE = "file", _("File")
        TAG = "tag", _("Tag")

    wagtail_reference_index_ignore = True

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="objects_made")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    object_id = models.BigIntegerField()
    made = models.BooleanField(default=True, help_text=_("Whether the run made it, or only uses it."))
    before = models.JSONField(
        null=True,
        blank=True,
        help_text=_("What the run changed in it, as it was; empty if nothing."),
    )

    made_as = models.JSONField(
        null=True,
        blank=True,
        help_text=_("What the run made, where an editor may make something else of it; else empty."),
    )

    class Meta:
        verbose_name = _("object of an import")
        verbose_name_plural = _("objects of imports")
        constraints = [
            models.UniqueConstraint(fields=["run", "kind", "object_id"], name="cstonews_object_once_a_run")
        ]
        indexes = [models.Index(fields=["kind", "object_id"], name="cstonews_object")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.object_id}"


class ImportProposal(models.Model):
    """A changed document whose page was edited by hand: what the import would have made of it.

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
    """A part of an article's sketch: near-duplicates share at least one (see ``importing.near``)."""

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


class ImportedImage(models.Model):
    """The content of an image file that imported articles name, and the site's image of that content.

    It is written before the file is stored, without an image: what a killed import leaves behind is found by
    it, and taken away by the next.
    """

    wagtail_reference_index_ignore = True

    file_hash = models.CharField(max_length=40, unique=True, help_text=_("As on Wagtail's images: SHA-1."))
    file_name = models.CharField(
        max_length=255,
        blank=True,
        help_text=_("Where the file is being stored; empty once the image is there."),
    )
    image = models.ForeignKey(
        get_image_model_string(), null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    run = models.ForeignKey(ImportRun, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        verbose_name = _("imported image")
        verbose_name_plural = _("imported images")

    def __str__(self) -> str:
        return self.file_hash


class ImportedImageAddress(models.Model):
    """An address under which imported articles name an image, so that it is fetched once."""

    wagtail_reference_index_ignore = True

    url_hash = models.CharField(max_length=64, unique=True)
    url = models.TextField()
    image = models.ForeignKey(ImportedImage, on_delete=models.CASCADE, related_name="addresses")
    run = models.ForeignKey(ImportRun, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        verbose_name = _("address of an imported image")
        verbose_name_plural = _("addresses of imported images")

    def __str__(self) -> str:
        return self.url


class ImportedFile(models.Model):
    """The content of a file that imported articles link to, and the site's document (Wagtail's) of that
    content.

    It is written before the file is stored, as an :class:`ImportedImage` is. The document is kept by its
    number: a site may be without ``wagtail.documents``.
    """

    wagtail_reference_index_ignore = True

    file_hash = models.CharField(max_length=40, unique=True, help_text=_("As on Wagtail's documents: SHA-1."))
    file_name = models.CharField(
        max_length=255,
        blank=True,
        help_text=_("Where the file is being stored; empty once the document is there."),
    )
    document_pk = models.BigIntegerField(null=True, blank=True, db_index=True)
    run = models.ForeignKey(ImportRun, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        verbose_name = _("imported file")
        verbose_name_plural = _("imported files")

    def __str__(self) -> str:
        return self.file_hash


class ImportedFileAddress(models.Model):
    """An address under which imported articles link to a file, so that it is fetched once."""

    wagtail_reference_index_ignore = True

    url_hash = models.CharField(max_length=64, unique=True)
    url = models.TextField()
    file = models.ForeignKey(ImportedFile, on_delete=models.CASCADE, related_name="addresses")
    run = models.ForeignKey(ImportRun, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        verbose_name = _("address of an imported file")
        verbose_name_plural = _("addresses of imported files")

    def __str__(self) -> str:
        return self.url
