"""What a batch's articles name beside their text, loaded before anything of the batch is written.

Files are read and addresses fetched by a few threads; the database is left to the thread that called, and no
transaction is open while anything is fetched. What cannot be had stops nothing: the article keeps the
address, and a warning says why.
"""

from __future__ import annotations

import logging
import tempfile
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import IO, Any, cast

from ... import conf
from ...models import ImportRun
from ..entries.entry import Entry
from ..reporting.wording import printable
from .beside import Beside
from .fetching import Bounds, Fetcher
from .kinds import Kind
from .storing import Content, Store, clean_up
from .wanted import LoadError, Wanted

logger = logging.getLogger(__name__)

IN_MEMORY = 1 << 20
"""Bytes; a larger file waits on disk."""

AHEAD = 4
"""How many files are on their way for each connection."""

MOST_FAILURES = 100_000
"""How many addresses that failed are not tried again in the run."""

LONGEST_SHOWN = 200

Loaded = tuple[Content, IO[bytes]]


class Book:
    """Loads what articles name. With ``fetch``, what is on the web, too."""

    kind: Kind
    accept: str
    """What hosts are asked for, as HTTP says it."""

    def __init__(self, store: Store, *, fetch: bool = False, fetcher: Fetcher | None = None) -> None:
        self.fetch = fetch
        self.store: Any = store
        self._fetcher = fetcher
        self._beside: Beside | None = None
        self._failed: dict[str, str] = {}
        self._cleaned = False

    # ------------------------------------------------------------------ what each kind says for itself

    def suffixes(self) -> tuple[str, ...]:
        """The endings of members of tar archives that may be wanted."""
        raise NotImplementedError

    def wanted_of(self, entry: Entry) -> list[Wanted]:
        """What the entry's article names."""
        raise NotImplementedError

    def examine(self, file: IO[bytes], wanted: Wanted) -> Content:
        """What a file is. Raises :exc:`LoadError` where the site may not hold it."""
        raise NotImplementedError

    def assign(
        self, entry: Entry, wanted: list[Wanted], found: Mapping[str, int], reasons: Mapping[str, str]
    ) -> None:
        """Gives the entry what the site has, and warns in its article of what could not be had."""
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
        """Sets what the entries name whose articles become pages or proposals.

        Of a dry run (``run`` is None), only what the site has already. Costs no query where no article
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
        """What is to be read or fetched: files each time, since they may be others by now."""
        return [
            one
            for one in wanted
            if (self.fetch and one.address not in found if one.is_remote else one.beside is not None)
        ]

    def obtain(
        self, wanted: list[Wanted], found: dict[str, int], run: ImportRun, stopping: Callable[[], bool]
    ) -> dict[str, str]:
        """Reads, fetches and stores, adding to ``found``. Gives the reasons for what cannot be had."""
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
        """What is wanted, in order, each with what gives its file or raises :exc:`LoadError`."""
        connections = conf.get_int(f"{self.kind.prefix}_CONNECTIONS")
        pool = ThreadPoolExecutor(connections, f"{self.kind.name}s")
        # Made here, not in a thread: it reads the settings once.
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
        """The file, examined; the caller closes it. Raises :exc:`LoadError`. Runs in a thread."""
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
        """Closes the archives that were opened."""
        if self._beside is not None:
            self._beside.close()
            self._beside = None


def shown(url: str) -> str:
    """An address for a message."""
    return url if len(url) <= LONGEST_SHOWN else f"{url[:LONGEST_SHOWN]}…"
