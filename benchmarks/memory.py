"""How much memory a process and those that it started hold, sampled while something runs (Linux)."""

from __future__ import annotations

import os
import threading
from pathlib import Path
from types import TracebackType

SECONDS = 0.2
MEGABYTE = 1 << 20


class Memory:
    """The peak of the resident memory, in megabytes; 0 where the system does not say.

    ``own`` is this process's. ``all`` adds its children's and theirs; what they share is counted in each.
    """

    def __init__(self) -> None:
        self.own = 0.0
        self.all = 0.0
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Memory:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._stop.set()
        self._thread.join()

    def _watch(self) -> None:
        while True:
            own = resident(os.getpid())
            self.own = max(self.own, own)
            self.all = max(self.all, own + sum(map(resident, descendants(os.getpid()))))
            if self._stop.wait(SECONDS):
                return


def resident(pid: int) -> float:
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except (OSError, IndexError):
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / MEGABYTE


def descendants(pid: int) -> list[int]:
    """The children of a process, and theirs."""
    found: list[int] = []
    for path in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            children = [int(child) for child in path.read_text().split()]
        except OSError:
            continue
        for child in children:
            found += [child, *descendants(child)]
    return found
