"""A bound of time for each document: what takes longer fails by itself, and the next one has its turn.

The seconds are those of the processor, so that a busy machine fails no document that a quiet one takes. They
are counted by a timer of the operating system that nothing else in Python uses (``SIGVTALRM``). Its handler
raises between two steps of Python, and within a search by a regular expression; other compiled code
(libxml2) is only interrupted in a process that may be killed, which is what :mod:`.pool` does.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable
from typing import Any, TypeVar

from ..article.errors import ExtractionError

DOCUMENT_SECONDS = 60
"""What a document may take by default. An article takes a hundredth of a second, the longest ones a few."""

_AGAIN = 1.0
"""Seconds after which it is raised once more: code that swallows every error may have swallowed the first."""

Made = TypeVar("Made")


def killed_after(seconds: float) -> float:
    """Seconds after which the process ends that may be killed: time enough to be interrupted before."""
    return 2 * seconds + 1


class TooSlowError(ExtractionError):
    """A document took longer than it may."""

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds)
        self.seconds = seconds

    def __str__(self) -> str:
        return (
            f"It took longer than the {self.seconds:g} seconds that a document may take. Look at it: leave "
            "it out, or allow more (--document-seconds)."
        )


class _TimeIsUp(BaseException):
    """Not an ``Exception``: what extraction does about those is not for this."""


def within(
    seconds: float | None, work: Callable[..., Made], *given: Any, may_be_killed: bool = False
) -> Made:
    """What ``work`` makes of what is given. Raises :exc:`TooSlowError` where it takes longer than
    ``seconds``.

    With ``may_be_killed`` this process ends a little later if the work cannot be interrupted. Where there is
    no such timer (Windows), and outside of the main thread, nothing is bounded.
    """
    if not seconds or not _has_timer():
        return work(*given)
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


def _has_timer() -> bool:
    return hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()


def _raise(signum: int, frame: Any) -> None:
    raise _TimeIsUp


def _stop(before: Any, may_be_killed: bool) -> None:
    signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    if may_be_killed:
        signal.setitimer(signal.ITIMER_PROF, 0)
    signal.signal(signal.SIGVTALRM, before if before is not None else signal.SIG_DFL)
