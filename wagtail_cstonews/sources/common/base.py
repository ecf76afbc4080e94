"""What the readers share: what they yield, their bounds, and how files are named and told apart."""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal, TypeAlias
from urllib.parse import urljoin, urlsplit

from ...documents import RawDocument, place_key

Format: TypeAlias = Literal["auto", "text", "html", "jsonl", "csv", "xml", "wxr", "feed", "warc"]
Prefer: TypeAlias = Literal["html", "text"]

FORMATS: tuple[Format, ...] = ("auto", "text", "html", "jsonl", "csv", "wxr", "feed", "warc")
"""What may be asked for. XML is told apart by what it holds."""

Readable: TypeAlias = Any
"""Something with ``read(size)`` and ``readline(size)`` that give bytes."""

PREFERENCES: tuple[Prefer, ...] = ("html", "text")

SUFFIXES: dict[str, Format] = {
    ".txt": "text",
    ".text": "text",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".jl": "jsonl",
    ".csv": "csv",
    ".tsv": "csv",
    ".tab": "csv",
    ".wxr": "wxr",
    ".rss": "feed",
    ".atom": "feed",
    ".rdf": "feed",
    ".xml": "xml",
    ".warc": "warc",
    ".wet": "warc",
}
"""What a file holds, by the end of its name; each may be followed by ``.gz``."""

STATUSES = ("publish", "draft", "pending", "future")
"""What is read of an export where nothing else is asked for, by WordPress's names. All but the published come
as drafts."""

TYPES = ("post", "page")
"""The kinds of items that are read of it."""

ANY = "any"
"""All statuses, or all types."""

PROTECTED = "protected"
"""The status, by our name, of what only a password opens."""

ARCHIVES = (".zip", ".tar", ".tar.gz", ".tgz")

KNOWN = (
    ".txt, .html, .htm, .xhtml, .jsonl, .ndjson, .jl, .csv, .tsv, .xml, .rss, .atom, .warc, .wet "
    "(each also .gz), .zip, .tar, .tar.gz or .tgz"
)

MEGABYTE = 1 << 20


class SourceError(Exception):
    """A path cannot be used at all. Its text names the file (``source``), what is wrong, and the remedy."""

    def __init__(self, message: str, source: str = "") -> None:
        super().__init__(f"{source}: {message}" if source else message)
        self.message = message
        self.source = source


class OverBudgetError(SourceError):
    """A compressed file gives more than :attr:`Limits.unpacked_bytes`."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The bounds on what is read, so that no file can fill the memory or run for ever."""

    document_bytes: int = 32 * MEGABYTE
    """The longest document: a file, an archive's member, or a row."""
    unpacked_bytes: int = 64 * 1024 * MEGABYTE
    """What one compressed file or archive may give in all."""
    members: int = 1_000_000
    """How many members one archive may have."""


@dataclass(slots=True)
class BadDocument:
    """A document that cannot be used. Those after it are still read; callers count it as failed."""

    source: str
    """Where it stands, for people: ``archive.zip!/a.txt`` or ``rows.jsonl:12``."""
    message: str
    """What is wrong, and the remedy; without the place, which is ``source``."""
    line: int | None = None
    """The line of a file of many documents, from 1; None elsewhere."""
    key: str = ""
    """As on a raw document, where it is known; else the file and the row."""

    def __str__(self) -> str:
        return f"{self.source}: {self.message}"


NOT_OF_A_KNOWN_TYPE = "files of no known type"
LINKS = "links"


@dataclass(slots=True)
class Skipped:
    """A file in a folder or archive, or an item of an export, that is not for reading, and why."""

    source: str
    reason: str
    what: str = NOT_OF_A_KNOWN_TYPE
    """The same in few words, alike for all of its kind, so that they can be counted: ``attachments``."""

    def __str__(self) -> str:
        return f"{self.source}: {self.reason}"


Item: TypeAlias = RawDocument | BadDocument | Skipped


@dataclass(slots=True)
class Budget:
    """What is left of :attr:`Limits.unpacked_bytes` for one file, whatever archives lie inside each other."""

    left: int


@dataclass(frozen=True, slots=True)
class Options:
    """How to read: the same for every file of one call, but for the budget."""

    format: Format = "auto"
    prefer: Prefer = "html"
    statuses: frozenset[str] = frozenset(STATUSES)
    types: frozenset[str] = frozenset(TYPES)
    limits: Limits = field(default_factory=Limits)
    budget: Budget = field(default_factory=lambda: Budget(Limits().unpacked_bytes))

    def fresh(self) -> Options:
        """The same options with the whole budget, for the next file."""
        return replace(self, budget=Budget(self.limits.unpacked_bytes))


@dataclass(frozen=True, slots=True)
class Origin:
    """The names of one stream of bytes."""

    source: str
    """For people: the path as it was given, and the member."""
    key: str
    """The same for machines, whatever the working directory: a ``file://`` URI, and the member."""
    name: str
    """The document's id where the stream is one document."""
    piped: bool = False
    """Whether it came through a pipe: then neither a file nor a row's number says what it is."""
    container: str = ""
    """The absolute path of the folder or archive in which ``name`` stands; empty for a pipe."""

    @property
    def beside(self) -> tuple[str, str] | None:
        """Where the document's images and files are looked for, as on a raw document."""
        return (self.container, self.name) if self.container else None

    def row_key(self, id: str | None, number: int, content: str = "") -> str:
        """The key of a row that has no URL."""
        if self.piped:
            return f"stdin:{id or digest(content)}"
        return f"{self.key}#{id or number}"

    def member(self, name: str) -> Origin:
        container = os.path.join(self.container, *self.name.split("/")) if self.container else ""
        return replace(
            self,
            source=f"{self.source}!/{name}",
            key=f"{self.key}!/{name}",
            name=name,
            container=container,
        )

    def bad(self, message: str) -> BadDocument:
        return BadDocument(self.source, message, key=self.key)

    def unusable(self, error: SourceError) -> BadDocument:
        """The error as a document that failed, where others can still be read."""
        return BadDocument(error.source or self.source, error.message, key=self.key)


def digest(content: bytes | str) -> str:
    """What tells one content from another."""
    data = content if isinstance(content, bytes) else content.encode("utf-8")
    return hashlib.sha256(data).hexdigest()


def unforeseen(error: Exception) -> str:
    """What is said of a document over which a reader fell."""
    shown = " ".join(f"{type(error).__name__}: {error}".split())[:300]
    return f"it could not be read ({shown}). Leave it out, and please report this with the document."


def is_web_address(text: str) -> bool:
    """Whether it is an absolute address of the web.

    >>> is_web_address("HTTPS://a.example/"), is_web_address("urn:isbn:1")
    (True, False)
    """
    return text.lower().startswith(("http://", "https://"))


def web_address(text: str | None, base: str | None = None) -> str | None:
    """An absolute address of the web, ``base`` being where a relative one stands; None where it is none.

    >>> web_address(" /b.jpg", "https://a.example/c/d"), web_address("javascript:alert(1)")
    ('https://a.example/b.jpg', None)
    """
    found = (text or "").strip()
    if not found:
        return None
    try:
        found = urljoin(base or "", found)
        return found if is_web_address(found) and urlsplit(found).hostname else None
    except ValueError:
        return None


def first_address(addresses: Iterable[str]) -> str | None:
    """What names the group of documents that list each other: the same in whichever order they are listed.
    None where they are fewer than two.
    """
    found = {address.strip() for address in addresses if is_web_address(address.strip())}
    return min(found) if len(found) > 1 else None


def printable(name: str) -> str:
    """A file name as text that can be stored and shown: bytes that are not UTF-8 become escapes.

    >>> printable("caf\\udce9.txt")
    'caf\\\\udce9.txt'
    """
    return name.encode("utf-8", "backslashreplace").decode("utf-8")


def path_origin(path: Path, shown: str, name: str) -> Origin:
    """The names of a file on disk; ``name`` is its path in the folder that was given."""
    whole = Path(os.path.abspath(path))
    container = whole.parents[min(name.count("/"), len(whole.parents) - 1)] if whole.name else whole
    return Origin(printable(shown), whole.as_uri(), printable(name), container=str(container))


# --------------------------------------------------------------------------- the sites of documents


def of_site(items: Iterable[Item], key: str) -> Iterator[Item]:
    """The items: of this site, if nothing nearer to them says of which they are."""
    for item in items:
        if isinstance(item, RawDocument) and item.site is None:
            item.site = key
        yield item


def of_pipe(items: Iterable[Item], name: str) -> Iterator[Item]:
    """The same for what comes through a pipe: one site, which its first document tells from others.

    A pipe has no place by which its content could be known again.
    """
    key = ""
    for item in items:
        if isinstance(item, RawDocument):
            key = key or place_key(name, digest(item.content))
            item.site = key
        yield item


def file_site(origin: Origin) -> str:
    """The site of what a file of rows or an archive holds."""
    return place_key(origin.name.rpartition("/")[2], origin.key)


def folder_site(path: str | os.PathLike[str]) -> str:
    """The site of the files in a folder, and in the folders in it."""
    whole = Path(os.path.abspath(path))
    return place_key(f"{printable(whole.name)}/", whole.as_uri())


def is_read_once(path: str | os.PathLike[str]) -> bool:
    """Whether what is at the path is gone once it was read: standard input, a pipe."""
    return os.fspath(path) == "-" or not (os.path.isfile(path) or os.path.isdir(path))


def format_of(name: str) -> Format | None:
    """What a file of that name holds; None where the name does not say.

    >>> format_of("a/B.HTML"), format_of("rows.jsonl.gz"), format_of("a.pdf")
    ('html', 'jsonl', None)
    """
    lowered = name.lower().removesuffix(".gz")
    return SUFFIXES.get(os.path.splitext(lowered)[1])


def is_archive(name: str) -> bool:
    """Whether the name is that of an archive.

    >>> is_archive("site.TAR.GZ"), is_archive("rows.jsonl.gz")
    (True, False)
    """
    return name.lower().endswith(ARCHIVES)


def is_hidden(name: str) -> bool:
    """Whether a file or a folder above it is hidden, or belongs to an operating system's own keeping.

    >>> is_hidden("a/.git/config"), is_hidden("__MACOSX/a.txt"), is_hidden("a/b.txt")
    (True, True, False)
    """
    parts = re.split(r"[/\\]", name)
    return any(part == "__MACOSX" or (part.startswith(".") and part not in (".", "..")) for part in parts)


IMAGES = frozenset(
    (".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif", ".svg", ".bmp", ".tif", ".tiff", ".ico")
)
LINKED = frozenset(
    (".pdf", ".doc", ".docx", ".xls", ".xlsx", ".ppt", ".pptx", ".odt", ".ods", ".odp", ".rtf")
)
PARTS_OF_PAGES = frozenset((".css", ".js", ".mjs", ".map", ".woff", ".woff2", ".ttf", ".eot"))


def unread(source: str, name: str) -> Skipped:
    """A file inside a folder or archive that is not read."""
    suffix = os.path.splitext(name)[1].lower()
    if suffix in IMAGES:
        reason = f"an image, which is no document ({suffix}); it is used where a document names it"
        return Skipped(source, reason, "images, used where a document names them")
    if suffix in LINKED:
        reason = f"an office file, which is no document ({suffix}); it is used where a document links to it"
        return Skipped(source, reason, "office files, used where a document links to them")
    if suffix in PARTS_OF_PAGES:
        return Skipped(source, unknown_type(name), "style sheets, scripts and fonts")
    return Skipped(source, unknown_type(name))


def unknown_type(name: str) -> str:
    """Why a file inside a folder or archive is not read."""
    suffix = os.path.splitext(name)[1]
    kind = f"files of type {suffix} are" if suffix else "a file without a suffix is"
    return f"{kind} not read; say with --format what it holds"


def megabytes(size: int) -> str:
    """A size for people.

    >>> megabytes(33_554_432), megabytes(100)
    ('32 MB', '100 bytes')
    """
    return f"{size / MEGABYTE:.0f} MB" if size >= MEGABYTE else f"{size} bytes"


def os_reason(error: OSError) -> str:
    """An operating system's error in words, with the remedy where there is one."""
    reason = error.strerror or str(error)
    if isinstance(error, PermissionError):
        return f"cannot be read ({reason}). Give the user that runs this the right to read it"
    return f"cannot be read ({reason})"


def is_special(mode: int) -> bool:
    """Whether it is a device, pipe or socket, which could be read for ever."""
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))


class BoundedReader:
    """A binary file that refuses to give more than it may.

    For tarfile as for us: a header that announces gigabytes is refused before they are read, and
    skipping forward in a compressed file counts like reading.
    """

    def __init__(self, file: Readable, options: Options, source: str) -> None:
        self.file = file
        self.limits = options.limits
        self.budget = options.budget
        self.source = source

    def read(self, size: int = -1) -> bytes:
        """The next ``size`` bytes. Raises :exc:`OverBudgetError`."""
        if size < 0 or size > self.limits.document_bytes + MEGABYTE:
            raise SourceError(
                "damaged, or made to do harm: it asks for more than "
                f"{megabytes(self.limits.document_bytes)} at once. Make it again from its contents.",
                self.source,
            )
        data = self.file.read(size)
        self.spend(len(data))
        return data

    def readline(self, size: int) -> bytes:
        """The next line, or its first ``size`` bytes. Raises :exc:`OverBudgetError`."""
        data = self.file.readline(size)
        self.spend(len(data))
        return data

    def seek(self, position: int, whence: int = 0) -> int:
        """Go there. Raises :exc:`OverBudgetError`."""
        if whence == os.SEEK_SET:
            self.spend(max(0, position - self.file.tell()))
        return self.file.seek(position, whence)

    def tell(self) -> int:
        return self.file.tell()

    def seekable(self) -> bool:
        return self.file.seekable()

    def spend(self, size: int) -> None:
        self.budget.left -= size
        if self.budget.left < 0:
            raise OverBudgetError(
                f"it unpacks to more than {megabytes(self.limits.unpacked_bytes)}; the rest is not read. "
                "Split it, or unpack it and give the folder.",
                self.source,
            )
