"""Files that imported articles link to, stored as Wagtail documents (here *document* means scraped text)."""

from ..loading.storing import CollectionError, find_collection
from .book import FileBook, files_on_record

__all__ = ["CollectionError", "FileBook", "files_on_record", "find_collection"]
