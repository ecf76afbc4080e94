"""Work for other processes. They import this module, so it holds nothing else."""

from __future__ import annotations

import contextlib
import gc
import itertools
import os
import signal
import struct
import time
from multiprocessing.queues import SimpleQueue
from pathlib import Path

prepared: list[str] = []


def prepare(name: str) -> None:
    prepared.append(name)


def name_of_process(item: int) -> tuple[str, int]:
    return prepared[0], item


def double(item: int) -> int:
    return 2 * item


def slow_when_even(item: int) -> int:
    time.sleep(0.02 * (item % 2 == 0))
    return item


def refuse_odd(item: int) -> int:
    if item % 2:
        raise ValueError(f"{item} is odd")
    return item


class UnsendableError(Exception):
    def __init__(self, one: str, two: str) -> None:
        super().__init__(one)


def raise_unsendable(item: int) -> None:
    raise UnsendableError("half of it", "the other half")


def make_unsendable(item: int) -> object:
    return lambda: item


def die_of_13(item: int) -> int:
    if item == 13:
        os.kill(os.getpid(), signal.SIGKILL)
    return item


def die_at_start() -> None:
    os._exit(1)


def never_end_at_13(item: int) -> int:
    while item == 13:
        with contextlib.suppress(Exception):
            time.perf_counter()
    return item


def count_for_ever_at_13(item: int) -> int:
    """In compiled code, which no signal interrupts."""
    return sum(itertools.repeat(1, 10**15)) if item == 13 else item


def note_and_wait(path: str) -> None:
    Path(path, str(os.getpid())).touch()
    time.sleep(60)


def wait_for(path: str) -> int:
    while not Path(path).exists():
        time.sleep(0.01)
    return 2


def die_while_sending(item):
    """Dies in the middle of a message, with the lock of the queue: where a signal from outside may hit."""
    if item != "dies":
        return item
    [queue] = [one for one in gc.get_objects() if isinstance(one, SimpleQueue)]
    queue._wlock.acquire()
    os.write(queue._writer.fileno(), struct.pack("!i", 1000) + b"the beginning")
    os.kill(os.getpid(), signal.SIGKILL)
    return None
