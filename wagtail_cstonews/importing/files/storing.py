"""Linked files as documents of the site's own document model."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db import models
from wagtail.documents import get_document_model

from ...models import ImportedFile, ImportedFileAddress, ImportedObject
from ..loading.file_formats import ENDINGS, allowed_endings
from ..loading.kinds import Kind
from ..loading.storing import Store

APP = "wagtail.documents"

FILES = Kind(
    name=str(ImportedObject.Kind.FILE),
    noun="File",
    made="document",
    model=get_document_model,
    contents=ImportedFile,
    held="document_pk",
    addresses=ImportedFileAddress,
    content="file",
    prefix="FILE",
    option="--fetch-files",
    may_be_gone=True,
)


def is_installed() -> bool:
    """Whether ``wagtail.documents`` is installed."""
    return apps.is_installed(APP)


class FileStore(Store):
    """Creates documents of the site's document model in one collection."""

    kind = FILES
    set_later = ("file", "file_size", "file_hash", "collection")

    def problem(self) -> str:
        if not is_installed():
            return f"'{APP}' is not in INSTALLED_APPS"
        if self._problem is None and not isinstance(get_document_model()._meta.pk, models.IntegerField):
            self._problem = f"the document model {get_document_model()._meta.label} has no numbers as keys"
        return super().problem()

    def check(self, item: Any) -> None:
        # The model's own clean() splits the name at its dot, and crashes where there is none.
        item.file = item.file or f"file.{next(iter(allowed_endings()), ENDINGS[0])}"
        super().check(item)
