"""Images of imported articles: from files beside the documents, or fetched when asked."""

from ..loading.storing import CollectionError, find_collection
from .book import ImageBook, images_on_record

__all__ = ["CollectionError", "ImageBook", "find_collection", "images_on_record"]
