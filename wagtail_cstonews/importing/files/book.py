"""The files that a batch's articles link to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import IO

from ...documents import RawDocument
from ...extraction.article.article import Article
from ...extraction.article.warnings import ArticleWarning
from ..building.markup.wanted_files import MOST_FILES, wanted_files
from ..entries.entry import Entry
from ..loading.beside import MISSING
from ..loading.book import Book, shown
from ..loading.file_formats import LinkedFile, allowed_endings, examine
from ..loading.wanted import Wanted
from .storing import FILES, FileStore, is_installed

NOT_BESIDE = "it is a file beside the document, and the files are not at hand"


class FileBook(Book):
    """Loads the files that articles link to; with ``fetch``, also those on the web.

    On a site without ``wagtail.documents`` the links stay unchanged.
    """

    stored_by = FileStore
    accept = "application/*,text/csv,*/*;q=0.5"

    def suffixes(self) -> tuple[str, ...]:
        return tuple(f".{ending}" for ending in allowed_endings())

    def wanted_of(self, entry: Entry) -> list[Wanted]:
        article = entry.extracted.article if entry.extracted else None
        if article is None or not is_installed():
            return []
        found = list(wanted_files(article, entry.document))
        if len(found) > MOST_FILES:
            message = (
                f"The article links to {len(found)} files; {MOST_FILES} are taken over, the others are not."
            )
            article.warnings.append(ArticleWarning("files_left", message))
        return found[:MOST_FILES]

    def examine(self, file: IO[bytes], wanted: Wanted) -> LinkedFile:
        return examine(file, wanted)

    def assign(
        self, entry: Entry, wanted: list[Wanted], found: Mapping[str, int], reasons: Mapping[str, str]
    ) -> None:
        entry.files = held(wanted, found)
        entry.files_missing = len(wanted) - len(entry.files)
        if entry.extracted is None:
            return
        warnings = entry.extracted.article.warnings
        for file in wanted:
            if file.url not in entry.files and (reason := why(file, reasons)):
                stays = "is text now" if file.otherwise is None and not file.is_remote else "stays a link"
                message = f"The file {shown(file.url)} is not on the site and {stays}: {reason}."
                warnings.append(ArticleWarning("file_not_loaded", message))


def held(wanted: list[Wanted], found: Mapping[str, int]) -> dict[str, int]:
    """The site's documents by the addresses of links in the article."""
    places = ((file, (file.address, file.otherwise.address if file.otherwise else "")) for file in wanted)
    return {
        file.url: next(found[address] for address in addresses if address in found)
        for file, addresses in places
        if not found.keys().isdisjoint(addresses)
    }


def why(file: Wanted, reasons: Mapping[str, str]) -> str:
    """Why the site does not have the file; empty where it was not requested."""
    if file.otherwise is not None:
        beside = reasons.get(file.address, "")
        return reasons.get(file.otherwise.address) or ("" if beside == MISSING else beside)
    return reasons.get(file.address) or ("" if file.is_remote or file.beside else NOT_BESIDE)


def files_on_record(article: Article, document: RawDocument) -> dict[str, int]:
    """The article's files that the site has, by the addresses in the article. Two queries at most."""
    if not is_installed():
        return {}
    wanted = list(wanted_files(article, document))[:MOST_FILES]
    others = [file.otherwise.address for file in wanted if file.otherwise]
    return held(wanted, FILES.known([*others, *(file.address for file in wanted)]))
