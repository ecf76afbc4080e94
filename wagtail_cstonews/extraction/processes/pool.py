"""Work on many documents in several processes: in order, in bounded memory, and no document ends it.

The processes are started afresh ("forkserver", else "spawn"): nothing of the one that starts them is copied,
no database connection and no thread. A process that dies over a document (a crash, the kernel when memory is
short) takes only that one with it: what was under way is tried again, one document at a time. One that takes
too long is interrupted; where that is not possible its process is killed, and another one takes its place.
"""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, CancelledError, Future, ProcessPoolExecutor
from multiprocessing.connection import wait
from typing import Any, Generic, TypeVar

from .time_limit import TooSlowError, killed_after, within

CHUNK = 8
"""Items that go to a process together: enough that sending them costs little."""

CHUNK_WEIGHT = 1 << 18
"""A chunk ends when its items weigh this much, in bytes or characters, however few they are."""

AHEAD = 4
"""Chunks that :meth:`Pool.map` keeps ready for each process, as long as they are light."""

AHEAD_WEIGHT = 1 << 25
"""What all of them may weigh together before the first one is waited for."""

PRELOADED = ["wagtail_cstonews.extraction.preload"]

Given = TypeVar("Given")
Made = TypeVar("Made")


class PoolError(RuntimeError):
    """No process could be started. The message says what to do."""


class ProcessDiedError(Exception):
    """The process that worked on an item died, and so did the next one."""

    def __init__(self) -> None:
        super().__init__(
            "The process that worked on it died, twice: it crashed, or had no memory left. "
            "Look at the document, and leave it out or import it by itself."
        )


class WorkError(Exception):
    """An error of another process that cannot be sent as it is; its text is."""


class Promise(Generic[Made]):
    """What will be made of one item."""

    __slots__ = ("chunk", "place", "seconds")

    def __init__(self, chunk: Chunk, place: int) -> None:
        self.chunk = chunk
        self.place = place
        self.seconds = 0.0
        """How long the work took, once the result was asked for."""

    def result(self) -> Made:
        """Waits for it. Raises what the work raised, :exc:`ProcessDiedError` or
        :exc:`.time_limit.TooSlowError`.
        """
        answer = self.chunk.answers()[self.place]
        if isinstance(answer, ProcessDiedError | TooSlowError):
            raise answer
        worked, self.seconds, found = pickle.loads(answer)  # noqa: S301 - our own process wrote it
        if not worked:
            raise found
        made: Made = found
        return made


class Chunk:
    """Items that went to a process together."""

    def __init__(self, pool: Pool, work: Callable[[Any], Any], items: Sequence[Any]) -> None:
        self.pool = pool
        self.work = work
        self.items = items
        self.future: Future[list[bytes]] | None = None
        self.found: Sequence[bytes | ProcessDiedError | TooSlowError] | None = None

    @property
    def is_done(self) -> bool:
        if self.found is not None:
            return True
        future = self.future
        return future is not None and future.done() and not future.cancelled() and future.exception() is None

    def answers(self) -> Sequence[bytes | ProcessDiedError | TooSlowError]:
        """One for each item, as bytes until it is asked for: waiting answers need little memory."""
        if self.found is None and self.future is not None:
            try:
                self.found = self.future.result()
            except BrokenExecutor:
                self.pool.recover()
            except CancelledError:
                pass
        if self.found is None:
            raise PoolError("The pool was closed before the work was done.")
        self.items = ()
        return self.found


class Pool:
    """So many processes, started when the first work comes. Close it, or use it in a ``with`` statement.

    ``prepare`` is called with ``given`` in each process before its first work. ``seconds`` is what the work
    on one item may take of a processor.
    """

    def __init__(
        self,
        workers: int,
        *,
        prepare: Callable[..., None] | None = None,
        given: tuple[Any, ...] = (),
        seconds: float | None = None,
    ) -> None:
        self.workers = workers
        self.seconds = seconds
        self.prepare = prepare
        self.given = given
        self._executor: ProcessPoolExecutor | None = None
        self._under_way: list[Chunk] = []

    def submit(self, work: Callable[[Given], Made], items: Iterable[Given]) -> list[Promise[Made]]:
        """Has the work done, and does not wait. The caller bounds how much is under way.

        Raises :exc:`PoolError` where no process can be started.
        """
        chunk = Chunk(self, work, list(items))
        try:
            chunk.future = self.executor.submit(run, work, chunk.items, self.seconds)
        except BrokenExecutor:
            self.recover()
            chunk.future = self.executor.submit(run, work, chunk.items, self.seconds)
        self._under_way = [other for other in self._under_way if not other.is_done]
        self._under_way.append(chunk)
        return [Promise(chunk, place) for place in range(len(chunk.items))]

    def map(
        self,
        work: Callable[[Given], Made],
        items: Iterable[Given],
        *,
        weight: Callable[[Given], int] = lambda item: 0,
    ) -> Iterator[tuple[Given, Promise[Made]]]:
        """The items with their promises, in order, a few chunks ahead of the one that is asked for."""
        waiting: deque[tuple[Given, Promise[Made]]] = deque()
        total = 0
        for chunk in chunks(items, weight):
            total += sum(map(weight, chunk))
            waiting += zip(chunk, self.submit(work, chunk), strict=True)
            while waiting and (len(waiting) > CHUNK * AHEAD * self.workers or total > AHEAD_WEIGHT):
                total -= weight(waiting[0][0])
                yield waiting.popleft()
        yield from waiting

    @property
    def executor(self) -> ProcessPoolExecutor:
        if self._executor is None:
            self._executor = ProcessPoolExecutor(
                self.workers, context(), initializer=begin, initargs=(self.prepare, self.given)
            )
        return self._executor

    def recover(self) -> None:
        """Does again what was under way when a process died, with one document in the pool at a time.

        A document over which a process dies now is the one to blame.
        """
        self.restart()
        for chunk in self._under_way:
            if not chunk.is_done:
                chunk.found = [self.alone(chunk.work, item) for item in chunk.items]
        self._under_way = []

    def alone(self, work: Callable[[Any], Any], item: Any) -> bytes | ProcessDiedError | TooSlowError:
        started = time.monotonic()
        try:
            return self.executor.submit(run, work, [item], self.seconds).result()[0]
        except BrokenExecutor:
            self.restart()
            # It is killed only after so long. The clock never runs slower than the processor's time.
            if self.seconds and time.monotonic() - started >= killed_after(self.seconds):
                return TooSlowError(self.seconds)
            return ProcessDiedError()

    def restart(self) -> None:
        """New processes. Raises :exc:`PoolError` where they die without any work."""
        self.let_go()
        try:
            self.executor.submit(run, bool, []).result()
        except BrokenExecutor as error:
            self.let_go()
            raise PoolError(
                "No other process could be started to work in. Call it from a script with "
                'if __name__ == "__main__", or work in one process (--workers 1).'
            ) from error

    def close(self) -> None:
        """Ends the processes, and drops what they are at: nobody waits for it any more."""
        # An executor that is let go cancels nothing itself, and the program's end waits for its processes.
        at_work = [chunk for chunk in self._under_way if not chunk.is_done]
        for chunk in at_work:
            if chunk.future is not None:
                chunk.future.cancel()
        if at_work and self._executor is not None:
            for process in list((getattr(self._executor, "_processes", None) or {}).values()):
                process.terminate()
        self.let_go()

    def let_go(self) -> None:
        if self._executor is not None:
            self._executor.shutdown(wait=False)
            self._executor = None

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()


def chunks(items: Iterable[Given], weight: Callable[[Given], int]) -> Iterator[list[Given]]:
    """The items by chunks, smaller ones where items are heavy.

    >>> list(chunks([1, 2, 300_000, 3], lambda item: item))
    [[1, 2, 300000], [3]]
    """
    chunk: list[Given] = []
    total = 0
    for item in items:
        chunk.append(item)
        total += weight(item)
        if len(chunk) >= CHUNK or total >= CHUNK_WEIGHT:
            yield chunk
            chunk, total = [], 0
    if chunk:
        yield chunk


def context() -> Any:
    """How processes are started. Fork would copy connections, locks and what other threads are at."""
    methods = multiprocessing.get_all_start_methods()
    chosen: Any = multiprocessing.get_context("forkserver" if "forkserver" in methods else "spawn")
    if "forkserver" in methods:
        chosen.set_forkserver_preload(PRELOADED)
    return chosen


# ---------------------------------------------------------------------- in the other process


def begin(prepare: Callable[..., None] | None, given: tuple[Any, ...]) -> None:
    """Readies a process: Ctrl-C is for the one that started it, and it ends with that one."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if parent := multiprocessing.parent_process():
        threading.Thread(target=end_with, args=(parent.sentinel,), daemon=True).start()
    if prepare is not None:
        prepare(*given)


def end_with(sentinel: int) -> None:
    """Ends this process when the other one is gone: killed, that one can end nobody."""
    wait([sentinel])
    os._exit(1)


def run(work: Callable[[Given], Any], items: Sequence[Given], seconds: float | None = None) -> list[bytes]:
    """The work on each item: whether it came to its end, its seconds, and what it made or raised."""
    return [run_one(work, item, seconds) for item in items]


def run_one(work: Callable[[Given], Any], item: Given, limit: float | None) -> bytes:
    started = time.perf_counter()
    try:
        worked, found = True, within(limit, work, item, may_be_killed=True)
    except Exception as error:
        worked, found = False, sendable(error)
    seconds = time.perf_counter() - started
    try:
        return pickle.dumps((worked, seconds, found), pickle.HIGHEST_PROTOCOL)
    except Exception as error:
        return pickle.dumps((False, seconds, WorkError(f"{type(error).__name__}: {error}")))


def sendable(error: Exception) -> Exception:
    """The error, or its text where the other process could not make it again."""
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301 - written a moment before
    except Exception:
        return WorkError(f"{type(error).__name__}: {error}")
    return error
