"""Work in several processes."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time

import pytest

from wagtail_cstonews.extraction.processes import pool as pool_module
from wagtail_cstonews.extraction.processes.pool import (
    AHEAD,
    AHEAD_WEIGHT,
    CHUNK,
    Pool,
    PoolError,
    ProcessDiedError,
    WorkError,
    chunks,
)
from wagtail_cstonews.extraction.processes.time_limit import TooSlowError, within

from . import pool_work


@pytest.fixture(scope="module")
def pool():
    with Pool(2, prepare=pool_work.prepare, given=("a name",)) as pool:
        yield pool


def results(promises):
    found = []
    for promise in promises:
        try:
            found.append(promise.result())
        except Exception as error:
            found.append(error)
    return found


def test_results_come_in_order(pool):
    found = [(item, promise.result()) for item, promise in pool.map(pool_work.slow_when_even, range(50))]
    assert found == [(item, item) for item in range(50)]


def test_processes_are_prepared(pool):
    assert results(pool.submit(pool_work.name_of_process, [1])) == [("a name", 1)]


def test_work_is_timed(pool):
    promise = pool.submit(pool_work.slow_when_even, [2])[0]
    promise.result()
    assert promise.seconds >= 0.02


def test_errors_stay_with_their_items(pool):
    found = results(pool.submit(pool_work.refuse_odd, [2, 3, 4]))
    assert found[::2] == [2, 4]
    assert isinstance(found[1], ValueError)
    assert str(found[1]) == "3 is odd"


@pytest.mark.parametrize(
    ("work", "message"),
    [
        (pool_work.raise_unsendable, "UnsendableError: half of it"),
        (pool_work.make_unsendable, "make_unsendable"),
    ],
)
def test_what_cannot_be_sent_is_told_as_text(pool, work, message):
    (found,) = results(pool.submit(work, [1]))
    assert isinstance(found, WorkError)
    assert message in str(found)


def test_few_items_are_taken_ahead(pool):
    taken = []

    def items():
        for number in range(1000):
            taken.append(number)
            yield number

    found = pool.map(pool_work.double, items())
    next(found)
    assert len(taken) <= CHUNK * (AHEAD * pool.workers + 2)
    found.close()


def test_few_heavy_items_are_taken_ahead(pool):
    taken = []

    def items():
        for number in range(100):
            taken.append(number)
            yield number

    found = pool.map(pool_work.double, items(), weight=lambda item: AHEAD_WEIGHT // 3)
    next(found)
    assert len(taken) == 4
    found.close()


def test_chunks_end_where_they_are_heavy():
    assert list(chunks(range(20), lambda item: 0)) == [
        list(range(8)),
        list(range(8, 16)),
        list(range(16, 20)),
    ]
    assert list(chunks([1 << 20, 1 << 20], lambda item: item)) == [[1 << 20], [1 << 20]]


def test_a_process_that_dies_takes_one_document_with_it(pool):
    promises = dict(pool.map(pool_work.die_of_13, range(40)))
    found = dict(zip(promises, results(promises.values()), strict=True))
    died = found.pop(13)
    assert isinstance(died, ProcessDiedError)
    assert "had no memory left" in str(died)
    assert found == {item: item for item in range(40) if item != 13}
    assert results(pool.submit(pool_work.double, [4])) == [8]


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs a signal that cannot be caught")
def test_a_process_that_dies_while_it_sends_is_noticed(pool, monkeypatch):
    """The executor waits for the rest of the message, and other workers for the dead one's lock."""
    monkeypatch.setattr(pool_module, "LOOK_SECONDS", 0.2)
    promises = [
        *pool.submit(pool_work.die_while_sending, ["a", "dies", "b"]),
        *pool.submit(pool_work.die_while_sending, ["c", "d"]),
    ]
    said = []
    for promise in promises:
        try:
            said.append(promise.result())
        except ProcessDiedError:
            said.append("died")
    assert said == ["a", "died", "b", "c", "d"]
    assert results(pool.submit(pool_work.die_while_sending, ["later"])) == ["later"]


def test_processes_that_cannot_start():
    with (
        Pool(2, prepare=pool_work.die_at_start) as broken,
        pytest.raises(PoolError, match=r"--workers 1"),
    ):
        broken.submit(pool_work.double, [1])[0].result()


def test_closed_pool_drops_what_nobody_waits_for(tmp_path):
    pool = Pool(1)
    file = tmp_path / "go"
    promises = [pool.submit(pool_work.wait_for, [str(file)])[0] for _ in range(10)]
    until(lambda: promises[0].chunk.future.running())
    pool.close()
    pool.close()
    with pytest.raises(PoolError, match="was closed"):
        promises[-1].result()
    file.touch()
    assert promises[0].result() == 2


CHILD = """
import sys
from tests.extraction.processes import pool_work
from wagtail_cstonews.extraction.processes.pool import Pool

if __name__ == "__main__":
    Pool(2).submit(pool_work.note_and_wait, [sys.argv[1]])[0].result()
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs a signal that cannot be caught")
def test_processes_end_with_the_one_that_started_them(tmp_path):
    script = tmp_path / "script.py"
    script.write_text(CHILD)
    notes = tmp_path / "notes"
    notes.mkdir()
    path = os.pathsep.join(sys.path)
    process = subprocess.Popen(  # noqa: S603
        [sys.executable, str(script), str(notes)], env={**os.environ, "PYTHONPATH": path}
    )
    until(lambda: any(notes.iterdir()))
    (note,) = notes.iterdir()
    process.kill()
    process.wait()
    until(lambda: not is_running(int(note.name)))


def until(condition, seconds=30):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it took too long"
        time.sleep(0.02)


def is_running(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_work_that_takes_too_long_is_interrupted():
    with Pool(1, seconds=0.3) as pool:
        found = results(pool.submit(pool_work.never_end_at_13, [12, 13, 14]))
        process = list(pool.executor._processes)
        assert results(pool.submit(pool_work.double, [1])) == [2]
        assert list(pool.executor._processes) == process
    assert found[::2] == [12, 14]
    assert isinstance(found[1], TooSlowError)
    assert "longer than the 0.3 seconds" in str(found[1])


def test_a_process_that_cannot_be_interrupted_is_replaced():
    with Pool(2, seconds=0.3) as pool:
        found = results(
            [*pool.submit(pool_work.count_for_ever_at_13, [12, 13, 14]), *pool.submit(pool_work.double, [4])]
        )
    assert found[::2] == [12, 14]
    assert isinstance(found[1], TooSlowError)
    assert found[3] == 8


def test_a_closed_pool_waits_for_nobody():
    started = time.monotonic()
    code = """
from tests.extraction.processes import pool_work
from wagtail_cstonews.extraction.processes.pool import Pool
if __name__ == "__main__":
    with Pool(1) as pool:
        pool.submit(pool_work.double, [1])[0].result()
        pool.submit(pool_work.count_for_ever_at_13, [13])
"""
    subprocess.run([sys.executable, "-c", code], check=True, timeout=50)  # noqa: S603
    assert time.monotonic() - started < 40


def test_what_is_interrupted_leaves_no_timer_behind():
    before = signal.getsignal(signal.SIGVTALRM)
    with pytest.raises(TooSlowError):
        within(0.2, pool_work.never_end_at_13, 13)
    assert within(5, pool_work.double, 2) == 4
    assert signal.getitimer(signal.ITIMER_VIRTUAL) == (0, 0)
    assert signal.getsignal(signal.SIGVTALRM) == before


def test_a_search_by_a_regular_expression_is_interrupted():
    with pytest.raises(TooSlowError):
        within(0.2, re.compile("(a|aa)+$").match, "a" * 60 + "b")
