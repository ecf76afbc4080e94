"""The images of a batch's articles, loaded before anything of the batch is written.

Files are read and addresses fetched by a few threads; the database is left to the thread that called, and no
transaction is open while anything is fetched. What cannot be had stops nothing: the article keeps the
address, and a warning says why.
"""

from __future__ import annotations

import logging
import tempfile
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import IO, Any, cast

from ... import conf
from ...documents import RawDocument
from ...extraction.article.article import Article
from ...extraction.article.warnings import ArticleWarning
from ...models import ImportRun
from ..building.wanted_images import Wanted, wanted_images
from ..entries.entry import Entry
from ..reporting.wording import printable
from .fetching import Bounds, Fetcher
from .files import Beside
from .pictures import ImageError, Picture, examine
from .storing import ImageStore, clean_up, known_images

logger = logging.getLogger(__name__)

IN_MEMORY = 1 << 20
"""Bytes; a larger file waits on disk."""

AHEAD = 4
"""How many images are on their way for each connection."""

MOST_FAILURES = 100_000
"""How many addresses that failed are not tried again in the run."""

STOPPED = "the run was stopped; the next one with --fetch-images has it"
NOT_BESIDE = "it is a file, and the files are not at hand"

Loaded = tuple[Picture, IO[bytes]]


class ImageBook:
    """Loads the images that articles name. With ``fetch``, those on the web, too."""

    def __init__(
        self, *, fetch: bool = False, collection: Any = None, user: Any = None, fetcher: Fetcher | None = None
    ) -> None:
        self.fetch = fetch
        self.store = ImageStore(collection, user)
        self._fetcher = fetcher
        self._beside: Beside | None = None
        self._failed: dict[str, str] = {}
        self._cleaned = False

    def load(
        self,
        entries: Sequence[Entry],
        run: ImportRun | None,
        stopping: Callable[[], bool] = lambda: False,
    ) -> None:
        """Sets the images of the entries whose articles become pages or proposals.

        Of a dry run (``run`` is None), only those that the site has already. Costs no query where no article
        names an image.
        """
        named = {id(entry): wanted_of(entry) for entry in entries if entry.is_extracted and entry.extracted}
        wanted = {image.address: image for images in named.values() for image in images}
        if not wanted:
            return
        found = known_images(wanted)
        if run is not None:
            reasons = self.obtain(self.open(wanted.values(), found), found, run, stopping)
        else:
            reasons = {}
        for entry in entries:
            if images := named.get(id(entry)):
                settle(entry, images, found, reasons)

    def open(self, wanted: Iterable[Wanted], found: dict[str, int]) -> list[Wanted]:
        """What is to be read or fetched: files each time, since they may be others by now."""
        return [
            image
            for image in wanted
            if (self.fetch and image.address not in found if image.is_remote else image.beside is not None)
        ]

    def obtain(
        self, wanted: list[Wanted], found: dict[str, int], run: ImportRun, stopping: Callable[[], bool]
    ) -> dict[str, str]:
        """Reads, fetches and stores, adding to ``found``. Gives the reasons for what cannot be had."""
        reasons: dict[str, str] = {}
        if not wanted:
            return reasons
        if problem := self.store.problem():
            return {image.address: problem for image in wanted}
        if not self._cleaned:
            clean_up(run)
            self._cleaned = True
        for image, loaded in self.loaded(wanted, stopping):
            try:
                picture, file = loaded()
                with file:
                    found[image.address] = self.store.put(picture, file, image, run)
            except ImageError as error:
                reasons[image.address] = str(error)
                if image.is_remote and str(error) != STOPPED and len(self._failed) < MOST_FAILURES:
                    self._failed[image.address] = str(error)
        return reasons

    def loaded(
        self, wanted: list[Wanted], stopping: Callable[[], bool]
    ) -> Iterator[tuple[Wanted, Callable[[], Loaded]]]:
        """The images in order, each with what gives its file or raises :exc:`ImageError`."""
        connections = conf.get_int("IMAGE_CONNECTIONS")
        pool = ThreadPoolExecutor(connections, "images")
        # Made here, not in a thread: it reads the settings once.
        fetcher, beside = self.fetcher, self.beside
        queue = iter(wanted)
        waiting: deque[tuple[Wanted, Future[Loaded]]] = deque()
        try:
            while True:
                while len(waiting) < AHEAD * connections and (image := next(queue, None)) is not None:
                    waiting.append((image, pool.submit(self.get, image, fetcher, beside, stopping)))
                if not waiting:
                    return
                image, future = waiting.popleft()
                yield image, future.result
        finally:
            pool.shutdown(wait=False, cancel_futures=True)

    def get(self, wanted: Wanted, fetcher: Fetcher, beside: Beside, stopping: Callable[[], bool]) -> Loaded:
        """The image's file, examined; the caller closes it. Raises :exc:`ImageError`. Runs in a thread."""
        if stopping():
            raise ImageError(STOPPED)
        if reason := self._failed.get(wanted.address):
            raise ImageError(reason)
        file = cast(IO[bytes], tempfile.SpooledTemporaryFile(IN_MEMORY))  # noqa: SIM115
        try:
            if wanted.is_remote:
                fetcher.fetch(wanted.address, file)
            elif wanted.beside is not None:
                file.write(beside.read(*wanted.beside, wanted.url))
            return examine(file), file
        except BaseException as error:
            file.close()
            if isinstance(error, Exception) and not isinstance(error, ImageError):
                logger.exception("%s could not be loaded", printable(wanted.address))
                raise ImageError(f"it could not be loaded ({type(error).__name__}: {error})") from error
            raise

    @property
    def fetcher(self) -> Fetcher:
        self._fetcher = self._fetcher or Fetcher()
        return self._fetcher

    @property
    def beside(self) -> Beside:
        self._beside = self._beside or Beside(Bounds.from_settings().bytes)
        return self._beside

    def close(self) -> None:
        """Closes the archives that were opened."""
        if self._beside is not None:
            self._beside.close()
            self._beside = None


def wanted_of(entry: Entry) -> list[Wanted]:
    article = entry.extracted.article if entry.extracted else None
    return list(wanted_images(article, entry.document)) if article is not None else []


def settle(entry: Entry, images: list[Wanted], found: dict[str, int], reasons: dict[str, str]) -> None:
    """Has the entry know its images, and its article say what could not be had."""
    entry.images = {image.url: found[image.address] for image in images if image.address in found}
    entry.images_missing = len(images) - len(entry.images)
    if entry.extracted is None:
        return
    warnings = entry.extracted.article.warnings
    for image in images:
        if image.address in found:
            continue
        reason = reasons.get(image.address) or ("" if image.is_remote or image.beside else NOT_BESIDE)
        if reason:
            shown = image.url if len(image.url) <= 200 else f"{image.url[:200]}…"
            warnings.append(
                ArticleWarning("image_not_loaded", f"The image {shown} is not on the page: {reason}.")
            )


def images_on_record(article: Article, document: RawDocument) -> dict[str, int]:
    """The article's images that the site has, by the addresses in the article. One query at most."""
    wanted = list(wanted_images(article, document))
    found = known_images(image.address for image in wanted)
    return {image.url: found[image.address] for image in wanted if image.address in found}
