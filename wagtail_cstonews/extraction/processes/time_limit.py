"""A time limit for each document: one that takes longer fails, and the next one is extracted.

The limit is in CPU time, so that a busy machine fails no document that an idle one would extract. It uses the
virtual interval timer (``SIGVTALRM``), which nothing else in Python uses. The signal handler raises between
two bytecodes, and inside a regular expression search; other compiled code (libxml2) can only be stopped by
killing its process, which :mod:`.pool` allows.

Signals reach the main thread only. In another one, as the threads of a web server, a second thread looks at
its CPU clock, and has it raise the same exception between two bytecodes.
"""

from __future__ import annotations

import ctypes
import signal
import threading
import time
from collections.abc import Callable
from typing import Any, TypeVar

from ..article.errors import ExtractionError

DOCUMENT_SECONDS = 60
"""The default limit in seconds. An article takes a hundredth of a second, the longest ones a few seconds."""

_AGAIN = 1.0
"""Seconds until the error is raised again: code that catches every exception may have swallowed the first."""

Made = TypeVar("Made")


def killed_after(seconds: float) -> float:
    """Seconds after which a process that may be killed ends: later than the interruption."""
    return 2 * seconds + 1


class TooSlowError(ExtractionError):
    """A document exceeded the time limit."""

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds)
        self.seconds = seconds

    def __str__(self) -> str:
        return (
            f"It took longer than the {self.seconds:g} seconds that a document may take. Look at it: leave "
            "it out, or allow more (--document-seconds)."
        )


class _TimeIsUp(BaseException):
    """Not an ``Exception``, so that the error handling of extraction does not catch it."""


def within(
    seconds: float | None, work: Callable[..., Made], *given: Any, may_be_killed: bool = False
) -> Made:
    """Call ``work`` with a time limit. Raises :exc:`TooSlowError` if it takes longer than ``seconds``.

    With ``may_be_killed``, this process ends a little later if the work cannot be interrupted. There is no
    limit on systems without the timer (Windows).
    """
    if not seconds or not hasattr(signal, "setitimer"):
        return work(*given)
    if threading.current_thread() is not threading.main_thread():
        return _watched(seconds, work, *given)
    try:
        before = signal.signal(signal.SIGVTALRM, _raise)
        if may_be_killed:
            signal.signal(signal.SIGPROF, signal.SIG_DFL)
            signal.setitimer(signal.ITIMER_PROF, killed_after(seconds))
        signal.setitimer(signal.ITIMER_VIRTUAL, seconds, _AGAIN)
        try:
            return work(*given)
        finally:
            _stop(before, may_be_killed)
    except _TimeIsUp:
        _stop(before, may_be_killed)
        raise TooSlowError(seconds) from None


def _watched(seconds: float, work: Callable[..., Made], *given: Any) -> Made:
    """Call ``work`` in a thread that another one watches. Raises :exc:`TooSlowError`."""
    thread = threading.get_ident()
    clock = time.pthread_getcpuclockid(thread)
    end = time.clock_gettime(clock) + seconds
    done, lock = threading.Event(), threading.Lock()

    def watch() -> None:
        while not done.wait(min(seconds, _AGAIN)):
            with lock:
                if not done.is_set() and time.clock_gettime(clock) >= end:
                    _raise_in(thread, _TimeIsUp)

    def stop() -> None:
        with lock:
            done.set()
            # What is raised by now, and has not arrived, does not arrive any more.
            _raise_in(thread, None)

    threading.Thread(target=watch, daemon=True).start()
    try:
        try:
            return work(*given)
        finally:
            stop()
    except _TimeIsUp:
        stop()
        raise TooSlowError(seconds) from None


def _raise_in(thread: int, exception: type[BaseException] | None) -> None:
    """Have a thread raise the exception at its next bytecode; None takes it back."""
    raised = None if exception is None else ctypes.py_object(exception)
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), raised)


def _raise(signum: int, frame: Any) -> None:
    raise _TimeIsUp


def _stop(before: Any, may_be_killed: bool) -> None:
    signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    if may_be_killed:
        signal.setitimer(signal.ITIMER_PROF, 0)
    signal.signal(signal.SIGVTALRM, before if before is not None else signal.SIG_DFL)
