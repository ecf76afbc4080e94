"""Images and files of articles: each content once, and the addresses where it was found."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.images import get_image_model_string

from .runs import ImportRun


class _Address(models.Model):
    """An address that was loaded once, and by which run."""

    wagtail_reference_index_ignore = True

    url_hash = models.CharField(max_length=64, unique=True)
    url = models.TextField()
    run = models.ForeignKey(ImportRun, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.url


class ImportedImage(models.Model):
    """The content of an image file that imported articles name, and the site's image of that content.

    The row is written without an image before the file is stored. After a killed import the next one finds
    the file by this row, and deletes it.
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


class ImportedImageAddress(_Address):
    """An address under which imported articles name an image, so that it is fetched once."""

    image = models.ForeignKey(ImportedImage, on_delete=models.CASCADE, related_name="addresses")

    class Meta:
        verbose_name = _("address of an imported image")
        verbose_name_plural = _("addresses of imported images")


class ImportedFile(models.Model):
    """The content of a file that imported articles link to, and the site's document (Wagtail's) of that
    content.

    The row is written before the file is stored, like an :class:`ImportedImage`. It holds the document's id
    instead of a foreign key, since a site may not have ``wagtail.documents``.
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


class ImportedFileAddress(_Address):
    """An address under which imported articles link to a file, so that it is fetched once."""

    file = models.ForeignKey(ImportedFile, on_delete=models.CASCADE, related_name="addresses")

    class Meta:
        verbose_name = _("address of an imported file")
        verbose_name_plural = _("addresses of imported files")
