"""Loads the images or files that a batch's articles name, before the batch is written.

A few threads read files and fetch addresses. Only the calling thread uses the database, and no transaction is
open during a fetch. A failure stops nothing: the article keeps the address, with a warning.
"""

from __future__ import annotations

import logging
import tempfile
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import IO, TYPE_CHECKING, Any, cast

from ... import conf
from ...models import ImportRun
from ..entries.entry import Entry
from ..reporting.wording import printable
from .beside import Beside
from .fetching import Bounds, Fetcher
from .kinds import Kind
from .storing import Content, Store, clean_up
from .wanted import LoadError, Wanted

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser
    from wagtail.models import Collection

logger = logging.getLogger(__name__)

IN_MEMORY = 1 << 20
"""Bytes; a larger file waits in a temporary file."""

AHEAD = 4
"""Files in flight for each connection."""

MOST_FAILURES = 100_000
"""At most this many failed addresses are remembered, so that the run does not retry them."""

LONGEST_SHOWN = 200
"""Characters of an address in a message."""

Loaded = tuple[Content, IO[bytes]]


class Book:
    """Loads images or files that articles name; with ``fetch``, also from the web."""

    stored_by: type[Store]
    """What creates the site's images or documents."""
    accept: str
    """The ``Accept`` header of requests."""

    def __init__(
        self,
        *,
        fetch: bool = False,
        collection: Collection | None = None,
        user: AbstractBaseUser | None = None,
        fetcher: Fetcher | None = None,
    ) -> None:
        self.fetch = fetch
        self.store: Any = self.stored_by(collection, user)
        self.kind: Kind = self.stored_by.kind
        self._fetcher = fetcher
        self._beside: Beside | None = None
        self._failed: dict[str, str] = {}
        self._cleaned = False

    # ------------------------------------------------------------------ what each kind says for itself

    def suffixes(self) -> tuple[str, ...]:
        """The extensions of tar members that may be needed."""
        raise NotImplementedError

    def wanted_of(self, entry: Entry) -> list[Wanted]:
        """The images or files that the entry's article names."""
        raise NotImplementedError

    def examine(self, file: IO[bytes], wanted: Wanted) -> Content:
        """Validate a file. Raises :exc:`LoadError` where the site cannot store it."""
        raise NotImplementedError

    def assign(
        self, entry: Entry, wanted: list[Wanted], found: Mapping[str, int], reasons: Mapping[str, str]
    ) -> None:
        """Set the ids on the entry, and add warnings to its article for failures."""
        raise NotImplementedError

    # ------------------------------------------------------------------ loading

    @property
    def stopped(self) -> str:
        return f"the run was stopped; the next one with {self.kind.option} has it"

    def load(
        self,
        entries: Sequence[Entry],
        run: ImportRun | None,
        stopping: Callable[[], bool] = lambda: False,
    ) -> None:
        """Load the images or files of the entries whose articles become pages or proposals.

        A dry run (``run`` is None) uses only those that the site already has. Takes no query where no article
        names anything.
        """
        named = {
            id(entry): self.wanted_of(entry) for entry in entries if entry.is_extracted and entry.extracted
        }
        wanted = {one.address: one for some in named.values() for one in some}
        if not wanted:
            return
        others = {one.otherwise.address: one.otherwise for one in wanted.values() if one.otherwise}
        found = self.kind.known({**others, **wanted})
        reasons: dict[str, str] = {}
        if run is not None:
            reasons = self.obtain(self.open(wanted.values(), found), found, run, stopping)
            missing = {
                one.otherwise.address: one.otherwise
                for one in wanted.values()
                if one.otherwise and one.address not in found
            }
            reasons |= self.obtain(self.open(missing.values(), found), found, run, stopping)
        for entry in entries:
            if some := named.get(id(entry)):
                self.assign(entry, some, found, reasons)

    def open(self, wanted: Iterable[Wanted], found: Mapping[str, int]) -> list[Wanted]:
        """The ones to read or fetch. Files beside documents are always read: they may have changed."""
        return [
            one
            for one in wanted
            if (self.fetch and one.address not in found if one.is_remote else one.beside is not None)
        ]

    def obtain(
        self, wanted: list[Wanted], found: dict[str, int], run: ImportRun, stopping: Callable[[], bool]
    ) -> dict[str, str]:
        """Read, fetch and store, adding the ids to ``found``. Returns the reasons of failures."""
        reasons: dict[str, str] = {}
        if not wanted:
            return reasons
        if problem := self.store.problem():
            return {one.address: problem for one in wanted}
        if not self._cleaned:
            clean_up(self.kind, run)
            self._cleaned = True
        for one, loaded in self.loaded(wanted, stopping):
            try:
                content, file = loaded()
                with file:
                    found[one.address] = self.store.put(content, file, one, run)
            except LoadError as error:
                reasons[one.address] = str(error)
                if one.is_remote and str(error) != self.stopped and len(self._failed) < MOST_FAILURES:
                    self._failed[one.address] = str(error)
        return reasons

    def loaded(
        self, wanted: list[Wanted], stopping: Callable[[], bool]
    ) -> Iterator[tuple[Wanted, Callable[[], Loaded]]]:
        """The wanted ones in order, each with a function that returns its file or raises :exc:`LoadError`."""
        connections = conf.get_int(f"{self.kind.prefix}_CONNECTIONS")
        pool = ThreadPoolExecutor(connections, f"{self.kind.name}s")
        # Built in this thread, where it reads the settings once.
        fetcher, beside = self.fetcher, self.beside
        queue = iter(wanted)
        waiting: deque[tuple[Wanted, Future[Loaded]]] = deque()
        try:
            while True:
                while len(waiting) < AHEAD * connections and (one := next(queue, None)) is not None:
                    waiting.append((one, pool.submit(self.get, one, fetcher, beside, stopping)))
                if not waiting:
                    return
                one, future = waiting.popleft()
                yield one, future.result
        finally:
            pool.shutdown(wait=False, cancel_futures=True)

    def get(self, wanted: Wanted, fetcher: Fetcher, beside: Beside, stopping: Callable[[], bool]) -> Loaded:
        """Get and validate the file; the caller closes it. Raises :exc:`LoadError`. Runs in a thread."""
        if stopping():
            raise LoadError(self.stopped)
        if reason := self._failed.get(wanted.address):
            raise LoadError(reason)
        file = cast(IO[bytes], tempfile.SpooledTemporaryFile(IN_MEMORY))  # noqa: SIM115
        try:
            if wanted.is_remote:
                fetcher.fetch(wanted.address, file)
            elif wanted.beside is not None:
                file.write(beside.read(*wanted.beside, wanted.url))
            return self.examine(file, wanted), file
        except BaseException as error:
            file.close()
            if isinstance(error, Exception) and not isinstance(error, LoadError):
                logger.exception("%s could not be loaded", printable(wanted.address))
                raise LoadError(f"it could not be loaded ({type(error).__name__}: {error})") from error
            raise

    @property
    def bounds(self) -> Bounds:
        return Bounds.from_settings(self.kind.prefix, self.accept)

    @property
    def fetcher(self) -> Fetcher:
        self._fetcher = self._fetcher or Fetcher(self.bounds)
        return self._fetcher

    @property
    def beside(self) -> Beside:
        self._beside = self._beside or Beside(self.bounds.bytes, self.suffixes(), self.kind.prefix)
        return self._beside

    def close(self) -> None:
        """Close the open archives."""
        if self._beside is not None:
            self._beside.close()
            self._beside = None


def shown(url: str) -> str:
    """An address, shortened for a message if it is long."""
    return url if len(url) <= LONGEST_SHOWN else f"{url[:LONGEST_SHOWN]}…"
