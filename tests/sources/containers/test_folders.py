"""Folders."""

import os
import socket
import zipfile

from tests.sources.helpers import make_zip, read_all
from wagtail_cstonews.sources import Limits


def test_folder_is_read_in_order(tmp_path):
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "2.txt").write_text("Two")
    (tmp_path / "a.txt").write_text("One")
    (tmp_path / "c.jsonl").write_text('{"id": "x", "text": "Three"}')
    make_zip(tmp_path / "d.zip", {"4.txt": "Four"})
    documents, bad, skipped = read_all(tmp_path)
    assert [document.id for document in documents] == ["a.txt", "b/2.txt", "x", "4.txt"]
    assert documents[1].source == str(tmp_path / "b" / "2.txt")
    assert documents[3].key == (tmp_path / "d.zip").as_uri() + "!/4.txt"
    assert not bad
    assert not skipped


def test_hidden_files_are_passed_over(tmp_path):
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "a.txt").write_text("One")
    (tmp_path / ".DS_Store").write_text("x")
    assert read_all(tmp_path) == ([], [], [])


def test_unknown_types_are_reported(tmp_path):
    (tmp_path / "photo.jpg").write_bytes(b"x")
    (tmp_path / "README").write_bytes(b"x")
    documents, bad, skipped = read_all(tmp_path)
    assert not documents
    assert not bad
    remedy = "say with --format what it holds"
    assert [str(item) for item in skipped] == [
        f"{tmp_path}/README: a file without a suffix is not read; {remedy}",
        f"{tmp_path}/photo.jpg: an image, which is no document (.jpg); it is used where a document names it",
    ]


def test_format_reads_all_files_the_same(tmp_path):
    (tmp_path / "README").write_text("One")
    documents, _, skipped = read_all(tmp_path, format="text")
    assert [document.id for document in documents] == ["README"]
    assert not skipped


def test_links(tmp_path):
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.txt").write_text("Secret")
    folder = tmp_path / "folder"
    (folder / "sub").mkdir(parents=True)
    (folder / "a.txt").write_text("One")
    (folder / "b.txt").symlink_to(folder / "a.txt")
    (folder / "out.txt").symlink_to(outside / "secret.txt")
    (folder / "outdir").symlink_to(outside)
    (folder / "sub" / "loop").symlink_to(folder)
    documents, bad, skipped = read_all(folder)
    assert [document.id for document in documents] == ["a.txt", "b.txt"]
    assert not bad
    assert {os.path.basename(item.source): item.reason for item in skipped} == {
        "out.txt": "a link that leads out of the folder is not followed",
        "outdir": "a link that leads out of the folder is not followed",
        "loop": "a link to a folder is not followed; the folder itself is read where it stands",
    }


def test_folder_that_is_itself_a_link(tmp_path):
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "a.txt").write_text("One")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    documents, _, skipped = read_all(tmp_path / "link")
    assert len(documents) == 1
    assert not skipped


def test_dangling_link_fails_alone(tmp_path):
    (tmp_path / "a.txt").symlink_to(tmp_path / "gone.txt")
    (tmp_path / "b.txt").write_text("Two")
    documents, [bad], _ = read_all(tmp_path)
    assert [document.id for document in documents] == ["b.txt"]
    assert "No such file" in bad.message


def test_devices_and_pipes_are_not_read(tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "s.txt"))
    documents, _, skipped = read_all(tmp_path)
    assert not documents
    assert [item.reason for item in skipped] == ["a device, pipe or socket is not read"] * 2


def test_unusable_files_fail_alone(tmp_path):
    (tmp_path / "array.jsonl").write_text("[1]")
    (tmp_path / "broken.zip").write_bytes(b"PK\x03\x04 no zip")
    (tmp_path / "z.txt").write_text("Last")
    documents, bad, _ = read_all(tmp_path)
    assert [document.id for document in documents] == ["z.txt"]
    assert "JSON array" in bad[0].message
    assert bad[0].source == f"{tmp_path}/array.jsonl:1"
    assert "damaged" in bad[1].message


def test_unreadable_file_and_folder_fail_alone(tmp_path, monkeypatch):
    (tmp_path / "a.txt").write_text("One")
    (tmp_path / "b.txt").write_text("Two")
    (tmp_path / "sub").mkdir()
    really_open, really_scan = type(tmp_path).open, os.scandir

    def open_but_a(self, *args, **kwargs):
        if self.name == "a.txt":
            raise PermissionError(13, "Permission denied")
        return really_open(self, *args, **kwargs)

    def scan_but_sub(path):
        if str(path).endswith("sub"):
            raise PermissionError(13, "Permission denied")
        return really_scan(path)

    monkeypatch.setattr(type(tmp_path), "open", open_but_a)
    monkeypatch.setattr(os, "scandir", scan_but_sub)
    documents, bad, _ = read_all(tmp_path)
    assert [document.id for document in documents] == ["b.txt"]
    assert [item.source for item in bad] == [f"{tmp_path}/a.txt", f"{tmp_path}/sub"]
    assert all("Give the user that runs this the right to read it" in item.message for item in bad)


def test_archive_inside_a_folder_has_a_budget_of_its_own(tmp_path):
    for name in ("a.zip", "b.zip"):
        make_zip(tmp_path / name, {"1.txt": "x" * 700}, zipfile.ZIP_STORED)
    documents, bad, _ = read_all(tmp_path, limits=Limits(unpacked_bytes=1000))
    assert len(documents) == 2
    assert not bad
