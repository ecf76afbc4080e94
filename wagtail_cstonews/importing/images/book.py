"""The images of a batch's articles."""

from __future__ import annotations

from collections.abc import Mapping
from typing import IO

from ...documents import RawDocument
from ...extraction.article.article import Article
from ...extraction.article.warnings import ArticleWarning
from ..building.markup.wanted_images import wanted_images
from ..entries.entry import Entry
from ..loading.book import Book, shown
from ..loading.wanted import Wanted
from .pictures import Picture, examine
from .storing import IMAGES, ImageStore

NOT_BESIDE = "it is a file, and the files are not at hand"

SUFFIXES = (".avif", ".gif", ".heic", ".heif", ".ico", ".jpe", ".jpeg", ".jpg", ".png", ".svg", ".webp")


class ImageBook(Book):
    """Loads the images that articles name; with ``fetch``, also those on the web."""

    stored_by = ImageStore
    accept = "image/*,*/*;q=0.5"

    def suffixes(self) -> tuple[str, ...]:
        return SUFFIXES

    def wanted_of(self, entry: Entry) -> list[Wanted]:
        article = entry.extracted.article if entry.extracted else None
        return list(wanted_images(article, entry.document)) if article is not None else []

    def examine(self, file: IO[bytes], wanted: Wanted) -> Picture:
        return examine(file)

    def assign(
        self, entry: Entry, wanted: list[Wanted], found: Mapping[str, int], reasons: Mapping[str, str]
    ) -> None:
        entry.images = {image.url: found[image.address] for image in wanted if image.address in found}
        entry.images_missing = len(wanted) - len(entry.images)
        if entry.extracted is None:
            return
        warnings = entry.extracted.article.warnings
        for image in wanted:
            if image.address in found:
                continue
            reason = reasons.get(image.address) or ("" if image.is_remote or image.beside else NOT_BESIDE)
            if reason:
                message = f"The image {shown(image.url)} is not on the page: {reason}."
                warnings.append(ArticleWarning("image_not_loaded", message))


def images_on_record(article: Article, document: RawDocument) -> dict[str, int]:
    """The article's images that the site has, by the addresses in the article. One query at most."""
    wanted = list(wanted_images(article, document))
    found = IMAGES.known(image.address for image in wanted)
    return {image.url: found[image.address] for image in wanted if image.address in found}
