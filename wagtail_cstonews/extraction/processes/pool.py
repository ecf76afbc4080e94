"""A process pool for many documents: ordered results, bounded memory, and no document can break it.

Workers start clean ("forkserver", else "spawn"): they inherit no database connection and no thread. If a
worker dies (a crash, the out-of-memory killer), the work in progress is retried one document at a time, and
only the document at fault fails. A document that takes too long is interrupted; if that is not possible, its
worker is killed and replaced.
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
"""Items sent to a worker together: enough to make the cost of sending small."""

CHUNK_WEIGHT = 1 << 18
"""A chunk ends when its items weigh this much in total, in bytes or characters."""

AHEAD = 4
"""Prefetch: the chunks that :meth:`Pool.map` submits in advance for each worker."""

AHEAD_WEIGHT = 1 << 25
"""The total weight of the chunks in advance, above which :meth:`Pool.map` waits for the first."""

PRELOADED = ["wagtail_cstonews.extraction.preload"]

Given = TypeVar("Given")
Made = TypeVar("Made")

LOOK_SECONDS = 5.0
"""How often somebody who waits for a result looks whether the workers are alive. One that is dead at two
looks was not noticed by the executor.
"""


class PoolError(RuntimeError):
    """No worker could be started. The message says what to do."""


class ProcessDiedError(Exception):
    """The worker died over an item, and so did the one that retried it."""

    def __init__(self) -> None:
        super().__init__(
            "The process that worked on it died, twice: it crashed, or had no memory left. "
            "Look at the document, and leave it out or import it by itself."
        )


class WorkError(Exception):
    """Stands for an error of a worker that cannot be pickled, with its text."""


class Promise(Generic[Made]):
    """The future result of one item."""

    __slots__ = ("chunk", "place", "seconds")

    def __init__(self, chunk: Chunk, place: int) -> None:
        self.chunk = chunk
        self.place = place
        self.seconds = 0.0
        """How long the work took; set by :meth:`result`."""

    def result(self) -> Made:
        """Wait for the result. Raises the exception of the work, :exc:`ProcessDiedError` or
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
    """Items that are sent to a worker together."""

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
        """One per item, kept pickled until :meth:`Promise.result`, which saves memory."""
        if self.found is None and self.future is not None:
            try:
                self.found = self.pool.result_of(self.future)
            except BrokenExecutor:
                self.pool.recover()
            except CancelledError:
                pass
        if self.found is None:
            raise PoolError("The pool was closed before the work was done.")
        self.items = ()
        return self.found


class Pool:
    """A pool of worker processes, started with the first work. Close it, or use it in a ``with`` statement.

    ``prepare`` is called with ``given`` in each worker before its first work. ``seconds`` is the limit of CPU
    time for one item.
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
        """Submit work without waiting. The caller must bound the amount of work in progress.

        Raises :exc:`PoolError` if no worker can be started.
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
        """The items with their promises, in order, a few chunks ahead of the consumer (prefetch)."""
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

    def result_of(self, future: Future[list[bytes]]) -> list[bytes]:
        """Wait for a result. Raises :exc:`concurrent.futures.BrokenExecutor` if a worker died.

        If one died while it was sending a result, the executor itself would wait for the rest for ever.
        """
        was_dead = False
        while True:
            try:
                return future.result(LOOK_SECONDS)
            except TimeoutError:
                is_dead = self.has_dead_worker()
                if is_dead and was_dead:
                    self.break_off()
                was_dead = is_dead

    def has_dead_worker(self) -> bool:
        """Whether a worker is dead, and the executor has not noticed."""
        return bool(wait([process.sentinel for process in self.processes], 0))

    @property
    def processes(self) -> list[Any]:
        """The workers' processes, which the executor does not tell otherwise."""
        return list((getattr(self._executor, "_processes", None) or {}).values())

    def break_off(self) -> None:
        """Kill the workers, and have the executor find the end of what they send: it is broken then."""
        for process in self.processes:
            process.kill()
        queue = getattr(self._executor, "_result_queue", None)
        if queue is not None and not queue._writer.closed:
            queue._writer.close()

    def recover(self) -> None:
        """Retry the work in progress after a worker died, one document at a time.

        If a worker dies again, the document that it worked on is at fault.
        """
        self.restart()
        for chunk in self._under_way:
            if not chunk.is_done:
                chunk.found = [self.alone(chunk.work, item) for item in chunk.items]
        self._under_way = []

    def alone(self, work: Callable[[Any], Any], item: Any) -> bytes | ProcessDiedError | TooSlowError:
        started = time.monotonic()
        try:
            return self.result_of(self.executor.submit(run, work, [item], self.seconds))[0]
        except BrokenExecutor:
            self.restart()
            # A worker kills itself only after this much CPU time, and never in less wall-clock time.
            if self.seconds and time.monotonic() - started >= killed_after(self.seconds):
                return TooSlowError(self.seconds)
            return ProcessDiedError()

    def restart(self) -> None:
        """Start new workers. Raises :exc:`PoolError` if they die without any work."""
        self.let_go()
        try:
            self.result_of(self.executor.submit(run, bool, []))
        except BrokenExecutor as error:
            self.let_go()
            raise PoolError(
                "No other process could be started to work in. Call it from a script with "
                'if __name__ == "__main__", or work in one process (--workers 1).'
            ) from error

    def close(self) -> None:
        """Stop the workers and drop their work: nobody waits for it any more."""
        # An executor does not cancel its work when it is dropped, and the interpreter waits for it at exit.
        at_work = [chunk for chunk in self._under_way if not chunk.is_done]
        for chunk in at_work:
            if chunk.future is not None:
                chunk.future.cancel()
        if at_work:
            self.break_off()
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
    """Group items into chunks, which are shorter if the items are heavy.

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
    """The start method. Plain fork would copy connections, locks and the state of other threads."""
    methods = multiprocessing.get_all_start_methods()
    chosen: Any = multiprocessing.get_context("forkserver" if "forkserver" in methods else "spawn")
    if "forkserver" in methods:
        chosen.set_forkserver_preload(PRELOADED)
    return chosen


# ---------------------------------------------------------------------- in the other process


def begin(prepare: Callable[..., None] | None, given: tuple[Any, ...]) -> None:
    """Initialise a worker: it ignores Ctrl-C, which the parent handles, and it ends with the parent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if parent := multiprocessing.parent_process():
        threading.Thread(target=end_with, args=(parent.sentinel,), daemon=True).start()
    if prepare is not None:
        prepare(*given)


def end_with(sentinel: int) -> None:
    """End this worker when its parent is gone: a parent that was killed cannot stop its workers."""
    wait([sentinel])
    os._exit(1)


def run(work: Callable[[Given], Any], items: Sequence[Given], seconds: float | None = None) -> list[bytes]:
    """Work on each item. Each result is pickled: success or not, seconds, the value or exception."""
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
    """The exception, or a :exc:`WorkError` with its text if it cannot be unpickled."""
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301 - written a moment before
    except Exception:
        return WorkError(f"{type(error).__name__}: {error}")
    return error
