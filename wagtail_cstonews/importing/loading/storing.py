"""Store files as images and documents of the site: one object for each content, found by its hash.

A row is written with the file's name before the file is (write-ahead). An import that is killed leaves either
an image with its file, or a row by which the next import deletes the file.
"""

from __future__ import annotations

import errno
import logging
import re
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import Error, IntegrityError, transaction
from wagtail.log_actions import log
from wagtail.models import Collection

from ...models import ImportedObject, ImportRun
from ...text.sentences import shorten
from ...web import as_number
from ..entries.keys import hash_key
from .kinds import Kind
from .wanted import LoadError, Wanted

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser


logger = logging.getLogger(__name__)

LONGEST_NAME = 60
"""Characters of the name without extension: Wagtail's field holds 100 with the folder and a suffix."""
SECONDS_FOR_ANOTHER = 5.0
"""How long to wait for another import that is storing the same content."""


class CollectionError(Exception):
    """The collection does not exist. The message lists the collections."""


def find_collection(name: str | None) -> Collection | None:
    """The collection with an id or a name; the root if none is given. Raises :exc:`CollectionError`."""
    if name is None:
        return Collection.get_first_root_node()
    by_id = Collection.objects.filter(pk=as_number(name)) if as_number(name) else []
    found = list(by_id or Collection.objects.filter(name=name).order_by("path")[:2])
    if len(found) == 1:
        return found[0]
    names = ", ".join(f"{one.name} ({one.pk})" for one in Collection.objects.order_by("path")[:20])
    what = "Several collections are called so; give an id" if found else "There is no such collection"
    raise CollectionError(f"{what}. There are: {names}.")


@dataclass(frozen=True, kw_only=True)
class Content:
    """A validated file that the site can store."""

    size: int
    """In bytes."""
    hash: str
    """SHA-1, as Wagtail's ``file_hash``."""

    @property
    def extension(self) -> str:
        """The file extension."""
        raise NotImplementedError


class Store:
    """Creates images or documents of the site's own model in one collection."""

    kind: Kind
    set_later: tuple[str, ...]
    """The fields that are set after the file is stored."""

    def __init__(self, collection: Collection | None = None, user: AbstractBaseUser | None = None) -> None:
        self._collection = collection
        self.user = user
        self._problem: str | None = None

    @property
    def collection(self) -> Collection:
        self._collection = self._collection or find_collection(None)
        return self._collection

    def problem(self) -> str:
        """Why the site's model cannot be used by an import; empty where it can."""
        if self._problem is None:
            self._problem = ""
            try:
                sample = self.kind.model()(title=self.kind.noun, uploaded_by_user=self.user)
                self.check(sample)
            except LoadError as error:
                self._problem = str(error)
        return self._problem

    def check(self, item: Any) -> None:
        """Raise :exc:`LoadError` where the model's validation refuses the file."""
        try:
            item.full_clean(exclude=self.set_later)
        except ValidationError as error:
            parts = (f"{name}: {' '.join(map(str, words))}" for name, words in error.message_dict.items())
            raise LoadError(
                f"the {self.kind.made} model {item._meta.label} refuses it: {'; '.join(parts)} "
                "Give the field a default, or allow it to be empty"
            ) from error

    def put(self, content: Content, file: IO[bytes], wanted: Wanted, run: ImportRun) -> int:
        """The id of the site's object for the content, created where missing. Raises :exc:`LoadError`."""
        there = self.there(content, run)
        if there is None:
            there = self.make(content, file, wanted, run)
        remember(self.kind, wanted.address, there, run)
        return int(getattr(there, self.kind.held))

    def there(self, content: Content, run: ImportRun) -> Any:
        """The row of the content, if the site has it from any source."""
        rows = self.kind.contents.objects
        row = rows.filter(file_hash=content.hash).first()
        if row is not None and (pk := self.kind.holder(row)) is not None:
            if self.kind.still_there([pk]):
                return row
            row.delete()
            row = None
        model = self.kind.model()
        found = model._default_manager.filter(file_hash=content.hash).order_by("pk").first()
        if found is None or row is not None:
            return None
        row, _ = rows.get_or_create(file_hash=content.hash, defaults={self.kind.held: found.pk, "run": run})
        return row if self.kind.holder(row) is not None else None

    def make(self, content: Content, file: IO[bytes], wanted: Wanted, run: ImportRun) -> Any:
        """Create an object: first a row with the file's name, then the file, then the object."""
        item = self.filled(content, wanted)
        self.check(item)
        field = item._meta.get_field("file")
        stored = field.generate_filename(item, file_name(wanted, content, self.kind))
        stored = field.storage.get_available_name(stored, max_length=field.max_length)
        try:
            with transaction.atomic():
                row = self.kind.contents.objects.create(file_hash=content.hash, file_name=stored, run=run)
        except IntegrityError:
            return self.of_another(content)
        try:
            file.seek(0)
            name = field.storage.save(stored, File(file), max_length=field.max_length)
            if name != stored:
                row.file_name = name
                row.save(update_fields=["file_name"])
            item.file = name
            self.finish(item, content)
            self.save(item, row, run)
        except Exception as error:
            discard(self.kind, row)
            full = isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT)
            if full or isinstance(error, Error | MemoryError):
                raise
            logger.exception("A %s could not be stored", self.kind.name)
            raise LoadError(f"it could not be stored ({type(error).__name__}: {error})") from error
        return row

    def filled(self, content: Content, wanted: Wanted) -> Any:
        """An unsaved object, complete except for its file."""
        model = self.kind.model()
        title = wanted.words or wanted.file_name or self.kind.noun
        item = model(title=shorten(title, model._meta.get_field("title").max_length))
        item.uploaded_by_user, item.collection = self.user, self.collection
        item.file_size, item.file_hash = content.size, content.hash
        return item

    def finish(self, item: Any, content: Content) -> None:
        """Set the fields that depend on the file."""

    @transaction.atomic
    def save(self, item: Any, row: Any, run: ImportRun) -> None:
        item.save()
        log(instance=item, action="wagtail.create", user=self.user)
        ImportedObject.objects.create(run=run, kind=self.kind.name, object_id=item.pk)
        changes = {self.kind.held: item.pk, "file_name": ""}
        self.kind.contents.objects.filter(pk=row.pk).update(**changes)
        # The name is kept in memory, so that the file can be deleted whatever fails from here on.
        setattr(row, self.kind.held, item.pk)

    def of_another(self, content: Content) -> Any:
        """The row that another import is writing. Raises :exc:`LoadError` on a timeout."""
        until = time.monotonic() + SECONDS_FOR_ANOTHER
        while time.monotonic() < until:
            row = self.kind.contents.objects.filter(file_hash=content.hash).first()
            if row is not None and self.kind.holder(row) is not None:
                return row
            time.sleep(0.1)
        raise LoadError("another import is storing it; the next one has it")


def file_name(wanted: Wanted, content: Content, kind: Kind) -> str:
    """A file name: the source's, with the extension of the detected type and no other, since some web servers
    act on any extension in a name.
    """
    stem = wanted.file_name.rpartition(".")[0] or wanted.file_name
    stem = re.sub(r"[^\w-]+", "-", stem).strip("-")[:LONGEST_NAME]
    return f"{stem or kind.name}.{content.extension}"


def remember(kind: Kind, address: str, row: Any, run: ImportRun) -> None:
    """Record the address of the content, for this run and later ones."""
    url_hash = hash_key(address)
    there = kind.addresses.objects.filter(url_hash=url_hash).first()
    if there is not None and getattr(there, f"{kind.content}_id") == row.pk:
        return
    if there is not None:
        there.delete()
    kind.addresses.objects.get_or_create(
        url_hash=url_hash, defaults={"url": address.replace("\0", ""), kind.content: row, "run": run}
    )


def discard(kind: Kind, row: Any) -> None:
    """Delete a file for which no object was created, and its row."""
    model = kind.model()
    storage = model._meta.get_field("file").storage
    if row.file_name and not model._default_manager.filter(file=row.file_name).exists():
        with suppress(FileNotFoundError):
            storage.delete(row.file_name)
    row.delete()


def clean_up(kind: Kind, run: ImportRun) -> int:
    """Delete the files that killed imports left. Returns their number."""
    left = kind.contents.objects.filter(**{f"{kind.held}__isnull": True})
    rows = list(left.exclude(run__state=ImportRun.State.RUNNING))
    for row in rows:
        try:
            discard(kind, row)
        except OSError:
            logger.exception("%s was left by an import that was killed, and cannot be deleted", row.file_name)
    return len(rows)
