"""Documents that are read more than once."""

import io

import pytest

from wagtail_cstonews.documents import RawDocument
from wagtail_cstonews.sources import Rereading, cut_short
from wagtail_cstonews.sources.rereading import Spool

ITEMS = [RawDocument(str(number), "x" * 100, "standard input") for number in range(20)]


@pytest.fixture
def once():
    """What can be had only once, and how often it was asked for."""
    asked = []

    def read(path):
        asked.append(path)
        yield from ITEMS

    read.asked = asked
    return read


def test_a_pipe_is_read_once_and_had_as_often_as_wanted(once):
    with Rereading(["-"], once) as documents:
        assert list(documents.beforehand()) == ITEMS
        assert list(documents.beforehand()) == ITEMS
        assert list(documents.whole()) == ITEMS
        assert list(cut_short(documents)) == []
    assert once.asked == ["-"]


def test_a_file_is_read_again(once, tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("x", encoding="utf-8")
    with Rereading([str(path), "-"], once) as documents:
        assert list(documents.beforehand()) == ITEMS + ITEMS
        assert list(documents.whole()) == ITEMS + ITEMS
    assert once.asked == [str(path), "-", str(path)]


def test_without_a_first_pass_nothing_is_kept(once):
    with Rereading(["-"], once) as documents:
        found = documents.whole()
        assert next(found) == ITEMS[0]
        assert documents._spools == {}


@pytest.mark.parametrize("taken", [0, 1, 7])
def test_a_pass_may_end_early(once, taken):
    with Rereading(["-"], once) as documents:
        for _, _ in zip(range(taken), documents.beforehand(), strict=False):
            pass
        assert list(documents.beforehand())[:9] == ITEMS[:9]
        assert list(documents.whole()) == ITEMS


def test_beyond_its_bound_the_beginning_is_kept_and_nothing_is_lost(once):
    with Rereading(["-"], once, most=2000) as documents:
        kept = list(documents.beforehand())
        assert 2 < len(kept) < 10
        assert list(documents.beforehand()) == kept == ITEMS[: len(kept)]
        assert list(documents.whole()) == ITEMS
        [said] = cut_short(documents)
        assert said.startswith("standard input: more came than is kept")
        assert f"the first {len(kept)} documents" in said


def test_a_full_disk_loses_nothing(once, monkeypatch):
    class Disk(io.BytesIO):
        def write(self, data):
            if self.tell() + len(data) > 2000:
                super().write(data[:5])
                raise OSError(28, "No space left on device")
            return super().write(data)

    monkeypatch.setattr("tempfile.TemporaryFile", lambda buffering: Disk())
    with Rereading(["-"], once) as documents:
        assert 2 < len(list(documents.beforehand())) < 10
        assert list(documents.whole()) == ITEMS
        assert documents.cut


def test_nowhere_to_keep_anything_loses_nothing(once, monkeypatch):
    def refuse(buffering):
        raise FileNotFoundError(2, "No usable temporary directory found")

    monkeypatch.setattr("tempfile.TemporaryFile", refuse)
    with Rereading(["-"], once) as documents:
        assert list(documents.beforehand()) == []
        assert list(documents.whole()) == ITEMS
        assert documents.cut == [("-", 0)]


def test_what_is_kept_goes_with_the_reading(once):
    documents = Rereading(["-"], once)
    list(documents.beforehand())
    [spool] = documents._spools.values()
    assert isinstance(spool, Spool)
    documents.close()
    assert spool._file.closed
