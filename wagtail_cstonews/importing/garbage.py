"""Python's garbage collection while many documents are imported."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

THRESHOLD = 10_000
"""Objects more than were freed, after which the youngest are looked through; Python's own is 700 or 2,000.

A batch makes hundreds of thousands that live until it is written: looking through them is a fifth of the
writer's time, and finds little, since nearly all are freed by their counts.
"""


@contextmanager
def rare_collection() -> Iterator[None]:
    """Collect garbage rarely, and leave alone what was there before; afterwards all is as it was.

    Objects that the process froze itself stay frozen.
    """
    before = gc.get_threshold()
    is_frozen = gc.get_freeze_count() > 0
    gc.set_threshold(max(THRESHOLD, before[0]) if before[0] else 0, *before[1:])
    if not is_frozen:
        gc.freeze()
    try:
        yield
    finally:
        gc.set_threshold(*before)
        if not is_frozen:
            gc.unfreeze()
