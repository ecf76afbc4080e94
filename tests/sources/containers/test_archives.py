"""Zip and tar archives, good and hostile."""

import contextlib
import gzip
import io
import os
import struct
import tarfile
import zipfile

import pytest

from tests.sources.helpers import make_tar, make_zip, read_all
from wagtail_cstonews.sources import Limits, SourceError, read

MEMBERS = {
    "news/1.txt": "One",
    "news/2.html": "<p>Two</p>",
    "rows.jsonl": '{"id": "a", "text": "Three"}\n{"broken\n{"url": "https://example.org/5", "text": "Five"}',
    "more.jl.gz": gzip.compress(b'{"id": 6, "text": "Six"}'),
    "photo.jpg": b"x",
    ".hidden.txt": "x",
    "__MACOSX/news/1.txt": "x",
}

HOSTILE_NAMES = ["../a.txt", "/etc/a.txt", "a/../../b.txt", "C:\\a.txt", "..\\a.txt", "\\\\server\\a.txt"]


@pytest.fixture(params=["zip", "tar.gz", "tgz", "tar"])
def make(request, tmp_path):
    """Makes an archive of one of the kinds from its members."""

    def make_archive(members):
        path = tmp_path / f"site.{request.param}"
        if request.param == "zip":
            return make_zip(path, members)
        return make_tar(path, members, "w" if request.param == "tar" else "w:gz")

    return make_archive


def test_members_are_read_in_order(make):
    path = make(MEMBERS)
    documents, [bad], [skipped] = read_all(path)
    assert [document.id for document in documents] == [
        "news/1.txt",
        "news/2.html",
        "a",
        "https://example.org/5",
        "6",
    ]
    assert documents[0].source == f"{path}!/news/1.txt"
    assert documents[0].key == f"{path.as_uri()}!/news/1.txt"
    assert documents[1].media_type == "html"
    assert documents[2].source == f"{path}!/rows.jsonl:1"
    assert documents[2].key == f"{path.as_uri()}!/rows.jsonl#a"
    assert documents[3].key == "https://example.org/5"
    assert (bad.source, bad.line) == (f"{path}!/rows.jsonl:2", 2)
    assert skipped.source == f"{path}!/photo.jpg"


def test_nothing_is_written_to_disk(make, tmp_path):
    path = make(MEMBERS)
    read_all(path)
    assert os.listdir(tmp_path) == [path.name]


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_path_that_leads_out_is_refused(make, name):
    path = make({name: "x", "b.txt": "Two"})
    documents, bad, skipped = read_all(path)
    assert [document.id for document in documents] == ["b.txt"]
    assert len(bad) == 1
    assert "refused: its path leads out of the archive" in bad[0].message
    assert not skipped


def test_archive_inside_an_archive_is_skipped(make):
    documents, bad, [skipped] = read_all(make({"inner.zip": b"PK"}))
    assert not documents
    assert not bad
    assert "an archive inside an archive" in skipped.reason


def test_format_holds_for_members(make):
    [document], _, _ = read_all(make({"page.aspx": "<p>One</p>"}), format="html")
    assert document.media_type == "html"


def test_long_member_fails_alone(make):
    documents, [bad], _ = read_all(
        make({"a.txt": "x" * 2000, "b.txt": "Two"}), limits=Limits(document_bytes=1000)
    )
    assert [document.id for document in documents] == ["b.txt"]
    assert "longer than 1000 bytes" in bad.message


def test_member_that_is_no_json_lines_fails_alone(make):
    documents, [bad], _ = read_all(make({"a.jsonl": "[\n", "b.txt": "Two"}))
    assert [document.id for document in documents] == ["b.txt"]
    assert bad.source.endswith("a.jsonl:1")


def test_number_of_members_is_bounded(make):
    documents, [bad], _ = read_all(
        make({f"{number}.txt": "x" for number in range(5)}), limits=Limits(members=3)
    )
    assert len(documents) == 3
    assert "more than 3 members" in bad.message


def test_unpacked_size_is_bounded(make):
    limits = Limits(document_bytes=1 << 20, unpacked_bytes=2 << 20)
    members = {f"{number}.txt": "x" * (1 << 20) for number in range(4)}
    documents, [bad], _ = read_all(make(members), limits=limits)
    assert len(documents) in (1, 2)
    assert "unpacks to more than 2 MB" in bad.message


def test_bomb_in_a_member_is_bounded(make):
    bomb = gzip.compress(b"\n" * 8_000_000)
    documents, bad, _ = read_all(make({"a.jsonl.gz": bomb}), limits=Limits(unpacked_bytes=1 << 20))
    assert not documents
    assert "unpacks to more than 1 MB" in bad[0].message


@pytest.mark.parametrize("name", ["site.zip", "site.tar.gz", "site.tar"])
def test_file_that_is_no_archive(tmp_path, name):
    path = tmp_path / name
    path.write_bytes(b"This is no archive at all, whatever its name says." * 20)
    with pytest.raises(SourceError, match=rf"{name}: damaged or cut short .*Fetch or make it again"):
        list(read(path))


def test_cut_zip(tmp_path):
    path = make_zip(tmp_path / "site.zip", {"a.txt": "One"})
    path.write_bytes(path.read_bytes()[:-30])
    with pytest.raises(SourceError, match="damaged or cut short"):
        list(read(path))


def test_cut_tar_gives_what_came_before(tmp_path):
    path = make_tar(tmp_path / "site.tar.gz", {f"{n}.txt": os.urandom(4000).hex() for n in range(20)})
    path.write_bytes(path.read_bytes()[:-30_000])
    documents, [bad], _ = read_all(path)
    assert 0 < len(documents) < 20
    assert "damaged or cut short" in bad.message


def test_zip_member_with_a_wrong_checksum_fails_alone(tmp_path):
    path = make_zip(tmp_path / "site.zip", {"a.txt": "One Two Three", "b.txt": "Four"}, zipfile.ZIP_STORED)
    path.write_bytes(path.read_bytes().replace(b"One Two", b"Eno Two"))
    documents, [bad], _ = read_all(path)
    assert [document.id for document in documents] == ["b.txt"]
    assert "Bad CRC-32" in bad.message


def test_encrypted_zip_member(tmp_path):
    path = make_zip(tmp_path / "site.zip", {"a.txt": "One"})
    data = bytearray(path.read_bytes())
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)
    _, [bad], _ = read_all(path)
    assert "encrypted" in bad.message


def test_zip_method_that_sets_memory_aside_is_refused(tmp_path):
    path = make_zip(tmp_path / "site.zip", {"a.txt": "One"}, zipfile.ZIP_LZMA)
    _, [bad], _ = read_all(path)
    assert "a method that is not read" in bad.message


def test_links_are_not_followed(tmp_path):
    tar = tmp_path / "site.tar.gz"
    with tarfile.open(tar, "w:gz") as archive:
        for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE):
            info = tarfile.TarInfo("passwd.txt")
            info.type = kind
            info.linkname = "/etc/passwd"
            archive.addfile(info)
    zipped = tmp_path / "site.zip"
    with zipfile.ZipFile(zipped, "w") as archive:
        link = zipfile.ZipInfo("passwd.txt")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    for path, count in ((tar, 3), (zipped, 1)):
        documents, bad, skipped = read_all(path)
        assert not documents
        assert not bad
        assert len(skipped) == count


def test_header_that_announces_gigabytes_is_refused(tmp_path):
    info = tarfile.TarInfo("a.txt")
    info.type = tarfile.XHDTYPE
    info.size = 8 << 30
    path = tmp_path / "site.tar.gz"
    path.write_bytes(gzip.compress(info.tobuf(tarfile.GNU_FORMAT) + b"\0" * 10240))
    with pytest.raises(SourceError, match="damaged"):
        list(read(path))


def test_numbers_that_lie(tmp_path):
    """A tar header with a negative size must not send the reader backwards for ever."""
    info = tarfile.TarInfo("a.txt")
    header = bytearray(info.tobuf(tarfile.GNU_FORMAT))
    header[124:136] = b"\xff" + struct.pack(">Q", (1 << 64) - 512).rjust(11, b"\xff")
    header[148:156] = b"        "
    header[148:156] = b"%06o\0 " % sum(header)
    path = tmp_path / "site.tar"
    path.write_bytes(bytes(header) + b"\0" * 1024)
    with contextlib.suppress(SourceError):
        documents, bad, _ = read_all(path)
        assert not documents
        assert len(bad) <= 1


def test_names_that_are_not_utf8(tmp_path):
    path = tmp_path / "site.tar"
    with tarfile.open(path, "w", format=tarfile.USTAR_FORMAT, encoding="latin-1") as archive:
        info = tarfile.TarInfo("caf\xe9.txt")
        info.size = 3
        archive.addfile(info, io.BytesIO(b"One"))
    [document], _, _ = read_all(path)
    document.source.encode("utf-8")
    document.key.encode("utf-8")


def test_leading_dot_does_not_change_the_key(tmp_path):
    path = make_tar(tmp_path / "site.tgz", {"./a.txt": "One"})
    [document], _, _ = read_all(path)
    assert document.key.endswith("site.tgz!/a.txt")
