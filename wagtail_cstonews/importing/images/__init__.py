"""Images of imported articles: from files beside the documents, or fetched when asked."""

from .book import ImageBook, images_on_record
from .storing import CollectionError, find_collection

__all__ = ["CollectionError", "ImageBook", "find_collection", "images_on_record"]
