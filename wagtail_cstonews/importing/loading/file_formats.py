"""File type detection by content; the name, the host and the HTTP headers are not trusted.

An HTML page stored as ``.pdf`` could run in the site's origin, with access to its cookies; an error page
would be a download that nobody can open.
"""

from __future__ import annotations

import codecs
import os
import re
import zipfile
from dataclasses import dataclass
from typing import IO

from django.conf import settings
from wagtail.utils.file import hash_filelike

from .storing import Content
from .wanted import LoadError, Wanted

ENDINGS = ("pdf", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "odt", "ods", "odp", "rtf", "csv", "zip")
"""The default file types, where the site does not set ``WAGTAILDOCS_EXTENSIONS``."""

MORE_ENDINGS = ("txt", "epub", "key")
"""Further types that are recognised by content, for a site that allows them."""

HEAD = 4096
"""Bytes from the beginning in which signatures and mark-up are searched, as browsers do."""
PDF_TAIL = 1 << 16
"""The end marker of a PDF is searched in this many last bytes: some writers append data after it."""

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OLE_ENDINGS = ("doc", "xls", "ppt")

ZIP = (b"PK\x03\x04", b"PK\x05\x06")
"""The signatures of a zip file: of its first member or, if it is empty, of the end of its directory."""
ZIP_END = b"PK\x05\x06"
ZIP_END_SIZE = 22
"""Bytes of the end of central directory record without its comment."""
ZIP64_LOCATOR = b"PK\x06\x07"
ZIP64_LOCATOR_SIZE = 20
"""Bytes of the ZIP64 locator, which stands before that record."""
LONGEST_COMMENT = 1 << 16
"""Bytes: the comment after that record has a length of 16 bits."""
MOST_DIRECTORY = 2 << 20
"""Bytes of a zip file's directory, some 40,000 members: Python keeps an object for each."""

OFFICE = {"word/": "docx", "xl/": "xlsx", "ppt/": "pptx"}
OPEN_DOCUMENT = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
    b"application/vnd.oasis.opendocument.presentation": "odp",
    b"application/epub+zip": "epub",
}
LONGEST_TYPE = max(map(len, OPEN_DOCUMENT)) + 1

TEXTS = ("csv", "txt")
CHARACTER_SETS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
MARKUP = re.compile(
    r"<\s*(?:html|head|body|script|style|svg|iframe|object|embed|img|meta|link|base|form)\b"
    r"|<\s*(?:!doctype|!--|\?xml)",
    re.IGNORECASE,
)
NO_TEXT = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


@dataclass(frozen=True, kw_only=True)
class LinkedFile(Content):
    """A validated file."""

    ending: str

    @property
    def extension(self) -> str:
        return self.ending


def allowed_endings() -> tuple[str, ...]:
    """The file types that are imported: allowed by the site, and recognisable by content."""
    named = getattr(settings, "WAGTAILDOCS_EXTENSIONS", None)
    if not named:
        return ENDINGS
    allowed = {str(name).lower().lstrip(".") for name in named}
    return tuple(ending for ending in (*ENDINGS, *MORE_ENDINGS) if ending in allowed)


def ending_of(name: str) -> str:
    """The extension of a file name, in lower case.

    >>> ending_of("Report.PDF"), ending_of("report")
    ('pdf', '')
    """
    return name.rpartition(".")[2].lower() if "." in name else ""


def examine(file: IO[bytes], wanted: Wanted) -> LinkedFile:
    """Validate a file. Raises :exc:`LoadError` where the site cannot store it."""
    named = ending_of(wanted.file_name)
    found = endings_of(file, named)
    if not found:
        raise LoadError(what_else(file, named))
    allowed = allowed_endings()
    possible = [ending for ending in (named, *found) if ending in found and ending in allowed]
    if not possible:
        raise LoadError(f"files of the type {found[0]} are not allowed here (WAGTAILDOCS_EXTENSIONS)")
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    return LinkedFile(ending=possible[0], size=size, hash=hash_filelike(file))


def endings_of(file: IO[bytes], named: str) -> tuple[str, ...]:
    """The extensions that fit the content; none for unknown or damaged files."""
    file.seek(0)
    head = file.read(HEAD)
    if head.startswith(b"%PDF-"):
        return ("pdf",) if has_end(file) else ()
    if head.startswith(OLE):
        return (named,) if named in OLE_ENDINGS else ()
    if head.startswith(b"{\\rtf"):
        # Word has always opened RTF files named .doc.
        return ("rtf", "doc")
    if head.startswith(ZIP):
        return packed_endings(file)
    return (named,) if named in TEXTS and is_plain_text(file) else ()


def has_end(file: IO[bytes]) -> bool:
    """Whether a PDF is complete."""
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - PDF_TAIL))
    return b"%%EOF" in file.read()


def packed_endings(file: IO[bytes]) -> tuple[str, ...]:
    """The extensions that fit a zip file: many formats are zip files. None where it is damaged or too
    large.
    """
    if not has_small_directory(file):
        return ()
    try:
        with zipfile.ZipFile(file) as archive:
            names = set(archive.namelist())
            special = office_ending(names) or declared_ending(archive, names)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, EOFError):
        return ()
    return (special, "zip") if special else ("zip",)


def has_small_directory(file: IO[bytes]) -> bool:
    """Whether the zip's central directory is intact and small enough to read: a huge one would be an
    attack.
    """
    size = file.seek(0, os.SEEK_END)
    start = max(0, size - ZIP_END_SIZE - LONGEST_COMMENT - ZIP64_LOCATOR_SIZE)
    file.seek(start)
    tail = file.read()
    place = tail.rfind(ZIP_END)
    if place < 0 or len(tail) - place < ZIP_END_SIZE:
        return False
    if tail[max(0, place - ZIP64_LOCATOR_SIZE) : place].startswith(ZIP64_LOCATOR):
        # A ZIP64 directory, elsewhere and of unchecked size. No file within our limits needs one.
        return False
    return int.from_bytes(tail[place + 12 : place + 16], "little") <= MOST_DIRECTORY


def office_ending(names: set[str]) -> str:
    """
    >>> office_ending({"[Content_Types].xml", "word/document.xml"})
    'docx'
    """
    if "[Content_Types].xml" in names:
        for folder, ending in OFFICE.items():
            if any(name.startswith(folder) for name in names):
                return ending
    return "key" if "Index/Document.iwa" in names or "Index.zip" in names else ""


def declared_ending(archive: zipfile.ZipFile, names: set[str]) -> str:
    """The type that the ``mimetype`` member of an OpenDocument file or an e-book declares."""
    if "mimetype" not in names:
        return ""
    info = archive.getinfo("mimetype")
    if info.flag_bits & 0x1 or info.compress_type != zipfile.ZIP_STORED:
        return ""
    with archive.open(info) as member:
        return OPEN_DOCUMENT.get(member.read(LONGEST_TYPE).strip(), "")


def is_plain_text(file: IO[bytes]) -> bool:
    """Whether the content is text that no browser would sniff as HTML from its beginning."""
    file.seek(0)
    data = file.read()
    encoding = next((name for mark, name in CHARACTER_SETS.items() if data.startswith(mark)), "")
    try:
        text = data.decode(encoding or "utf-8")
    except UnicodeDecodeError:
        if encoding:
            return False
        text = data.decode("latin-1")
    return bool(text.strip()) and not NO_TEXT.search(text) and not MARKUP.search(text[:HEAD])


def what_else(file: IO[bytes], named: str) -> str:
    """The reason for refusing the file, as precise as the content allows."""
    file.seek(0)
    head = file.read(HEAD)
    if not head:
        return "it is empty"
    if MARKUP.search(head.decode("latin-1")) and not head.startswith((b"%PDF-", *ZIP)):
        return "what is there is a web page, not a file"
    return f"it is no {named} file, or a damaged one"
