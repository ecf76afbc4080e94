"""Processor time that can be compared with a limit on any machine, also one that other tests keep busy."""

from __future__ import annotations

import time
from typing import Self

LOOPS = 150_000
SECONDS_OF_THE_LOOPS = 0.005
"""On the idle machine on which the tests' limits were set."""


class ProcessorTime:
    """Measures this process while it is entered: ``seconds``, as they would be on the idle reference machine.

    A core that two processes share gives each fewer instructions for a second of its time. How many, a loop
    measures before and after.
    """

    seconds = 0.0

    def __enter__(self) -> Self:
        self._loops = _seconds_of_the_loops()
        self._started = time.process_time()
        return self

    def __exit__(self, *error: object) -> None:
        taken = time.process_time() - self._started
        loops = (self._loops + _seconds_of_the_loops()) / 2
        self.seconds = taken * min(1.0, SECONDS_OF_THE_LOOPS / loops)


def _seconds_of_the_loops() -> float:
    started = time.process_time()
    found = {}
    for number in range(LOOPS):
        found[number & 63] = number
    return time.process_time() - started
