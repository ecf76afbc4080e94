"""The time limit of a document where no signal arrives: in the threads of a web server."""

from __future__ import annotations

import threading
import time
from contextlib import suppress

import pytest

from wagtail_cstonews.extraction.processes.time_limit import TooSlowError, within


def in_a_thread(work):
    """What the work returns or raises in a thread other than the main one."""
    found = []

    def run():
        try:
            found.append(work())
        except BaseException as error:
            found.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    return found[0]


def spin():
    """Works for ever, and catches every error."""
    while True:
        try:
            for _ in range(1000):
                pass
        except Exception:  # noqa: S110  as some code that extraction calls
            pass


def spin_for(seconds):
    end = time.thread_time() + seconds
    while time.thread_time() < end:
        pass


def test_what_takes_too_long_is_stopped():
    error = in_a_thread(lambda: within(0.2, spin))
    assert isinstance(error, TooSlowError)
    assert error.seconds == 0.2


def test_results_and_errors_arrive():
    assert in_a_thread(lambda: within(5, divmod, 7, 2)) == (3, 1)
    assert isinstance(in_a_thread(lambda: within(5, divmod, 7, 0)), ZeroDivisionError)


def test_waiting_is_no_work():
    assert in_a_thread(lambda: within(0.1, time.sleep, 0.5)) is None


@pytest.mark.parametrize("seconds", [0.004, 0.005, 0.006])
def test_nothing_is_raised_once_it_is_over(seconds):
    def work():
        for _ in range(100):
            with suppress(TooSlowError):
                within(0.005, spin_for, seconds)
            spin_for(0.001)
        return "over"

    assert in_a_thread(work) == "over"
