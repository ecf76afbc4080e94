"""Image files as images of the site's own model."""

from __future__ import annotations

from typing import Any

from wagtail.images import get_image_model

from ...models import ImportedImage, ImportedImageAddress, ImportedObject
from ...text.sentences import shorten
from ..loading.kinds import Kind
from ..loading.storing import Content, Store
from ..loading.wanted import Wanted
from .pictures import Picture

IMAGES = Kind(
    name=str(ImportedObject.Kind.IMAGE),
    noun="Image",
    made="image",
    model=get_image_model,
    contents=ImportedImage,
    held="image_id",
    addresses=ImportedImageAddress,
    content="image",
    prefix="IMAGE",
    option="--fetch-images",
)


class ImageStore(Store):
    """Creates images of the site's image model in one collection."""

    kind = IMAGES
    set_later = ("file", "width", "height", "file_size", "file_hash", "collection")

    def finish(self, item: Any, content: Content) -> None:
        if isinstance(content, Picture):
            item.width, item.height = content.width, content.height

    def filled(self, content: Content, wanted: Wanted) -> Any:
        image = super().filled(content, wanted)
        if hasattr(image, "description"):
            longest = image._meta.get_field("description").max_length
            image.description = shorten(wanted.alt, longest)
        return image
