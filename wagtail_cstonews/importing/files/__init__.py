"""Files that imported articles link to, as documents of Wagtail. The word *document* is taken here."""

from ..loading.storing import CollectionError, find_collection
from .book import FileBook, files_on_record

__all__ = ["CollectionError", "FileBook", "files_on_record", "find_collection"]
