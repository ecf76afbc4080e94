"""What memory and CPU a process and those that it started need, sampled while something runs (Linux)."""

from __future__ import annotations

import bisect
import os
import threading
import time
from pathlib import Path

SECONDS = 0.5
MEGABYTE = 1 << 20


class Memory:
    """The peak of the resident memory, in megabytes; 0 where the system does not say.

    ``own`` is this process's. ``all`` adds its children's and theirs; what several share is counted once.
    ``server`` is a process that works for this one, such as a database's: its CPU is counted, too.
    """

    def __init__(self, server: int | None = None) -> None:
        self.server = server
        self.moments: list[float] = []
        """When the CPU was looked at, as seconds since the epoch."""
        self.cpu: list[tuple[float, float, float]] = []
        """Seconds of CPU up to then: of this process, of those that it started, and of the server's."""
        self.own = 0.0
        self.all = 0.0
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Memory:
        self._thread.start()
        return self

    def __exit__(self, *exception: object) -> None:
        self._stop.set()
        self._thread.join()

    def _watch(self) -> None:
        while True:
            others = descendants(os.getpid())
            self.own = max(self.own, resident(os.getpid()))
            self.all = max(self.all, sum(map(share_of, (os.getpid(), *others))))
            self.moments.append(time.time())
            server = seconds_of(self.server) if self.server else 0.0
            self.cpu.append((seconds_of(os.getpid()), sum(map(seconds_of, others)), server))
            if self._stop.wait(SECONDS):
                return

    def cpu_between(self, start: float, end: float) -> tuple[float, ...]:
        """The seconds of CPU from one moment to another, as in :attr:`cpu`, to the nearest sample."""
        last = len(self.moments) - 1
        first, second = (min(bisect.bisect(self.moments, moment), last) for moment in (start, end))
        return tuple(after - before for before, after in zip(self.cpu[first], self.cpu[second], strict=True))


def seconds_of(pid: int) -> float:
    """The CPU that a process has had; 0 for one that is gone."""
    return _seconds(pid, 11)


def seconds_of_ended(pid: int) -> float:
    """The CPU of the children of a process that have ended and were waited for."""
    return _seconds(pid, 13)


def _seconds(pid: int, first: int) -> float:
    """The sum of two fields of a process's status, by their places behind its name."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[first]) + int(fields[first + 1])) / os.sysconf("SC_CLK_TCK")


def resident(pid: int) -> float:
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except (OSError, IndexError):
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / MEGABYTE


def share_of(pid: int) -> float:
    """The memory of a process, of what it shares with others only its share."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


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
