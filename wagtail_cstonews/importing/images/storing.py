"""Image files as images of the site: one for each content, whatever articles, runs and addresses it comes by.

A row names the file before it is stored. Whatever kills an import leaves either an image with its file, or a
row by which the next import finds the file and takes it away.
"""

from __future__ import annotations

import errno
import logging
import re
import time
from collections.abc import Iterable
from contextlib import suppress
from typing import IO, Any

from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import Error, IntegrityError, transaction
from wagtail.images import get_image_model
from wagtail.log_actions import log
from wagtail.models import Collection

from ...models import ImportedImage, ImportedImageAddress, ImportedObject, ImportRun
from ...text.sentences import shorten
from ...web import as_number
from ..building.wanted_images import Wanted
from ..entries.keys import hash_key
from .pictures import ImageError, Picture

logger = logging.getLogger(__name__)

LONGEST_NAME = 60
SECONDS_FOR_ANOTHER = 5.0
"""How long to wait for another import that is storing the same content."""

SET_LATER = ("file", "width", "height", "file_size", "file_hash", "collection")


class CollectionError(Exception):
    """There is no such collection. The message says what there is."""


def find_collection(name: str | None) -> Any:
    """The collection of an id or a name; the root where none is named. Raises :exc:`CollectionError`."""
    if name is None:
        return Collection.get_first_root_node()
    by_id = Collection.objects.filter(pk=as_number(name)) if as_number(name) else []
    found = list(by_id or Collection.objects.filter(name=name).order_by("path")[:2])
    if len(found) == 1:
        return found[0]
    names = ", ".join(f"{one.name} ({one.pk})" for one in Collection.objects.order_by("path")[:20])
    what = "Several collections are called so; give an id" if found else "There is no such collection"
    raise CollectionError(f"{what}. There are: {names}.")


class ImageStore:
    """Makes images of the site's image model, in one collection."""

    def __init__(self, collection: Any = None, user: Any = None) -> None:
        self._collection = collection
        self.user = user
        self._problem: str | None = None

    @property
    def collection(self) -> Any:
        self._collection = self._collection or find_collection(None)
        return self._collection

    def problem(self) -> str:
        """Why the site's image model cannot hold any image that an import makes; empty where it can."""
        if self._problem is None:
            self._problem = ""
            try:
                self.check(get_image_model()(title="An image", uploaded_by_user=self.user))
            except ImageError as error:
                self._problem = str(error)
        return self._problem

    def check(self, image: Any) -> None:
        """Raises :exc:`ImageError` where the image model refuses it."""
        try:
            image.full_clean(exclude=SET_LATER)
        except ValidationError as error:
            parts = (f"{name}: {' '.join(map(str, words))}" for name, words in error.message_dict.items())
            raise ImageError(
                f"the image model {image._meta.label} refuses it: {'; '.join(parts)} "
                "Give the field a default, or allow it to be empty"
            ) from error

    def put(self, picture: Picture, file: IO[bytes], wanted: Wanted, run: ImportRun) -> int:
        """The id of the image of that content, made where there is none. Raises :exc:`ImageError`."""
        there = self.there(picture, run)
        if there is None:
            there = self.make(picture, file, wanted, run)
        remember(wanted.address, there, run)
        return int(there.image_id)

    def there(self, picture: Picture, run: ImportRun) -> ImportedImage | None:
        """The row of the content, if the site has an image of it, whoever put it there."""
        row = ImportedImage.objects.filter(file_hash=picture.hash).first()
        if row is not None and row.image_id:
            return row
        found = get_image_model()._default_manager.filter(file_hash=picture.hash).order_by("pk").first()
        if found is None or row is not None:
            return None
        row, _ = ImportedImage.objects.get_or_create(
            file_hash=picture.hash, defaults={"image": found, "run": run}
        )
        return row if row.image_id else None

    def make(self, picture: Picture, file: IO[bytes], wanted: Wanted, run: ImportRun) -> ImportedImage:
        """A new image: first a row that names the file, then the file, then the image."""
        image = self.filled(picture, wanted)
        self.check(image)
        field = image._meta.get_field("file")
        stored = field.generate_filename(image, file_name(wanted, picture))
        stored = field.storage.get_available_name(stored, max_length=field.max_length)
        try:
            with transaction.atomic():
                row = ImportedImage.objects.create(file_hash=picture.hash, file_name=stored, run=run)
        except IntegrityError:
            return self.of_another(picture)
        try:
            file.seek(0)
            name = field.storage.save(stored, File(file), max_length=field.max_length)
            if name != stored:
                row.file_name = name
                row.save(update_fields=["file_name"])
            image.file = name
            image.width, image.height = picture.width, picture.height
            self.save(image, row, run)
        except Exception as error:
            discard(row)
            full = isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT)
            if full or isinstance(error, Error | MemoryError):
                raise
            logger.exception("An image could not be stored")
            raise ImageError(f"it could not be stored ({type(error).__name__}: {error})") from error
        return row

    def filled(self, picture: Picture, wanted: Wanted) -> Any:
        """An unsaved image, but for its file."""
        model = get_image_model()
        title = wanted.words or wanted.file_name or "Image"
        image = model(title=shorten(title, model._meta.get_field("title").max_length))
        image.uploaded_by_user, image.collection = self.user, self.collection
        image.file_size, image.file_hash = picture.size, picture.hash
        if hasattr(image, "description"):
            image.description = shorten(wanted.alt, model._meta.get_field("description").max_length)
        return image

    @transaction.atomic
    def save(self, image: Any, row: ImportedImage, run: ImportRun) -> None:
        image.save()
        log(instance=image, action="wagtail.create", user=self.user)
        row.image, row.file_name = image, ""
        row.save(update_fields=["image", "file_name"])
        ImportedObject.objects.create(run=run, kind=ImportedObject.Kind.IMAGE, object_id=image.pk)

    def of_another(self, picture: Picture) -> ImportedImage:
        """The row that another import is writing. Raises :exc:`ImageError` where it takes too long."""
        until = time.monotonic() + SECONDS_FOR_ANOTHER
        while time.monotonic() < until:
            row = ImportedImage.objects.filter(file_hash=picture.hash, image__isnull=False).first()
            if row is not None:
                return row
            time.sleep(0.1)
        raise ImageError("another import is storing it; the next one has it")


def file_name(wanted: Wanted, picture: Picture) -> str:
    """A name for the file: that of the source, with the ending of what it is."""
    stem = wanted.file_name.rpartition(".")[0] or wanted.file_name
    stem = re.sub(r"[^\w.-]+", "-", stem).strip(".-")[:LONGEST_NAME]
    return f"{stem or 'image'}.{picture.extension}"


def remember(address: str, row: ImportedImage, run: ImportRun) -> None:
    """Has the address lead to the image, in this run and in later ones."""
    url_hash = hash_key(address)
    there = ImportedImageAddress.objects.filter(url_hash=url_hash).first()
    if there is not None and there.image_id == row.pk:
        return
    if there is not None:
        there.delete()
    ImportedImageAddress.objects.get_or_create(
        url_hash=url_hash, defaults={"url": address.replace("\0", ""), "image": row, "run": run}
    )


def known_images(addresses: Iterable[str]) -> dict[str, int]:
    """The images that addresses lead to. One query."""
    hashes = {hash_key(address): address for address in addresses}
    if not hashes:
        return {}
    rows = ImportedImageAddress.objects.filter(url_hash__in=hashes, image__image__isnull=False)
    return {hashes[hash]: pk for hash, pk in rows.values_list("url_hash", "image__image_id")}


def note_use(images: Iterable[int], run: ImportRun) -> None:
    """Notes which images the run's pages use, so that undoing another run leaves them."""
    notes = [
        ImportedObject(run=run, kind=ImportedObject.Kind.IMAGE, object_id=pk, made=False)
        for pk in sorted(set(images))
    ]
    if notes:
        # Those that the run made are noted as made already.
        ImportedObject.objects.bulk_create(notes, ignore_conflicts=True)


def discard(row: ImportedImage) -> None:
    """Takes away a file that did not become an image, and its row."""
    model = get_image_model()
    storage = model._meta.get_field("file").storage
    if row.file_name and not model._default_manager.filter(file=row.file_name).exists():
        with suppress(FileNotFoundError):
            storage.delete(row.file_name)
    row.delete()


def clean_up(run: ImportRun) -> int:
    """Takes away the files that killed imports left. Gives their number."""
    left = ImportedImage.objects.filter(image__isnull=True).exclude(run__state=ImportRun.State.RUNNING)
    rows = list(left)
    for row in rows:
        try:
            discard(row)
        except OSError:
            logger.exception("%s was left by an import that was killed, and cannot be deleted", row.file_name)
    return len(rows)
