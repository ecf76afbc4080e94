"""Web archives."""

import gzip
import io
import os
import sys
import tracemalloc
import zlib
from types import SimpleNamespace

import pytest

from tests.sources.helpers import make_zip, read_all
from wagtail_cstonews.extraction.reading import decode
from wagtail_cstonews.sources import Limits, SourceError, read

PAGE = b"<html><body><p>One</p></body></html>"


def record(kind, url, block, content_type="application/http; msgtype=response", **headers):
    """A record of a WARC file; of the headers' names, ``_`` stands for a hyphen."""
    lines = [f"WARC/1.0\r\nWARC-Type: {kind}", "WARC-Date: 2024-05-01T10:00:00Z"]
    lines += [f"WARC-Target-URI: {url}"] if url else []
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    lines += [f"Content-Type: {content_type}", f"Content-Length: {len(block)}"]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + block + b"\r\n\r\n"


def answer(body=PAGE, status="200 OK", content_type="text/html", **headers):
    lines = [f"HTTP/1.1 {status}"] + ([f"Content-Type: {content_type}"] if content_type else [])
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def page(url="https://a.example/1", *args, **headers):
    return record("response", url, answer(*args, **headers))


INFO = record("warcinfo", "", b"software: x\r\n", "application/warc-fields")


def write(tmp_path, *records, name="crawl.warc"):
    path = tmp_path / name
    path.write_bytes(b"".join(records))
    return path


def chunked(body, size=10):
    parts = [body[start : start + size] for start in range(0, len(body), size)]
    return b"".join(b"%x;a=b\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


def test_a_page(tmp_path):
    request = record("request", "https://a.example/1", b"GET /1 HTTP/1.1\r\n\r\n")
    path = write(tmp_path, INFO, request, page("https://a.example/1"), page("https://a.example/2"))
    documents, bad, skipped = read_all(path)
    assert [document.key for document in documents] == ["https://a.example/1", "https://a.example/2"]
    assert not bad
    assert not skipped
    first = documents[0]
    assert (first.url, first.id, first.media_type) == (first.key, first.key, "html")
    assert first.content == PAGE
    assert first.source == f"{path}:{len(INFO) + len(request)} https://a.example/1"
    place = int(documents[1].source.rpartition(" ")[0].rpartition(":")[2])
    assert path.read_bytes()[place:].startswith(b"WARC/1.0\r\nWARC-Type: response")


def test_the_character_set_of_the_answer_is_believed(tmp_path):
    body = "<p>Жол".encode("koi8-r")
    [document], _, _ = read_all(
        write(tmp_path, page("https://a.example/1", body, content_type="text/html; Charset='KOI8-R'"))
    )
    assert document.encoding == "KOI8-R"
    assert decode(document).text == "<p>Жол"


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (chunked(PAGE), {"Transfer_Encoding": "chunked"}),
        (gzip.compress(PAGE, mtime=0), {"Content_Encoding": "gzip"}),
        (chunked(gzip.compress(PAGE, mtime=0)), {"Content_Encoding": "gzip", "Transfer_Encoding": "Chunked"}),
        (zlib.compress(PAGE), {"Content_Encoding": "deflate"}),
        (zlib.compress(PAGE)[2:-4], {"Content_Encoding": "deflate"}),
        (gzip.compress(zlib.compress(PAGE), mtime=0), {"Content_Encoding": "deflate, gzip"}),
        (PAGE, {"Content_Encoding": "gzip", "Transfer_Encoding": "chunked"}),
        (PAGE, {"Content_Encoding": "identity"}),
        (PAGE, {"content_type": "application/xhtml+xml; charset=utf-8"}),
    ],
)
def test_contents_are_unpacked(tmp_path, body, headers):
    [document], bad, _ = read_all(write(tmp_path, page("https://a.example/1", body, **headers)))
    assert document.content == PAGE
    assert not bad


@pytest.mark.parametrize(
    ("item", "reason"),
    [
        (page(status="404 Not Found"), "the status 404"),
        (page(status="301 Moved", Location="/2"), "the status 301"),
        (page(content_type="image/png"), "of the type image/png"),
        (page(content_type=""), "of no type"),
        (record("revisit", "https://a.example/1", answer()), "of the type revisit"),
        (record("resource", "https://a.example/1.css", b"x", "text/css"), "of the type text/css"),
        (record("conversion", "https://a.example/1", b"x", "application/pdf"), "no plain text"),
        (record("response", "dns:a.example", b"127.0.0.1", "text/dns"), "no page"),
        (record("response", "https://a.example/1", b""), "without a page"),
    ],
)
def test_what_is_no_page_is_skipped(tmp_path, item, reason):
    [document], bad, [skipped] = read_all(write(tmp_path, item, page("https://a.example/9")))
    assert document.url == "https://a.example/9"
    assert not bad
    assert reason in skipped.reason


def test_texts_and_resources(tmp_path):
    text = record("conversion", "https://a.example/1", "Бир\nЭки".encode(), "text/plain")
    resource = record("resource", "https://a.example/2", PAGE, "text/html; charset=utf-8")
    nowhere = record("resource", "urn:x:1", PAGE, "text/html")
    path = write(tmp_path, text, resource, nowhere, name="crawl.wet")
    documents, _, _ = read_all(path)
    assert [document.media_type for document in documents] == ["text", "html", "html"]
    assert decode(documents[0]).text == "Бир\nЭки"
    assert documents[2].key == f"{path.as_uri()}#{len(text) + len(resource)}"
    assert documents[2].url is None


@pytest.mark.parametrize(
    ("item", "message"),
    [
        (page("https://a.example/1", b"x" * 2000), "longer than 1000 bytes"),
        (
            page("https://a.example/1", gzip.compress(b"x" * 100_000), Content_Encoding="gzip"),
            "longer than 1000",
        ),
        (page("https://a.example/1", b"x", Content_Encoding="zstd"), "packed by zstd"),
    ],
)
def test_bad_records_fail_alone(tmp_path, item, message):
    path = write(tmp_path, item, page("https://a.example/9"))
    [document], [bad], _ = read_all(path, limits=Limits(document_bytes=1000))
    assert document.url == "https://a.example/9"
    assert message in bad.message
    assert (bad.key, bad.source) == ("https://a.example/1", f"{path}:0 https://a.example/1")


def test_translations_of_pages(tmp_path):
    addresses = ["https://a.example/en/1", "https://a.example/ky/1"]
    links = "".join(f'<link rel=alternate hreflang="{url[18:20]}" href="{url}">' for url in addresses)
    html = f"<html><head>{links}</head><body><p>One</p></body></html>".encode()
    text = record("conversion", "https://a.example/en/1", html, "text/plain")
    path = write(
        tmp_path,
        page(addresses[0], html),
        page(addresses[1], gzip.compress(html), Content_Encoding="gzip"),
        page("https://a.example/de/1", html),
        text,
    )
    found, _, _ = read_all(path)
    assert [document.language for document in found] == ["en", "ky", None, None]
    group = found[0].translation_group
    assert [document.translation_group for document in found] == [group, group, None, None]
    assert group


def bad_brotli(tmp_path, body, longest=1000):
    path = write(tmp_path, page("https://a.example/1", body, Content_Encoding="br"))
    [bad] = read_all(path, limits=Limits(document_bytes=longest))[1]
    return bad.message


def test_pages_packed_with_brotli(tmp_path):
    brotli = pytest.importorskip("brotli")
    packed = brotli.compress(PAGE)
    path = write(
        tmp_path,
        page("https://a.example/1", packed, Content_Encoding="br"),
        page("https://a.example/2", chunked(packed), Content_Encoding="BR", Transfer_Encoding="chunked"),
        page("https://a.example/3", gzip.compress(packed), Content_Encoding="br, gzip"),
        # Unpacked by the crawler, which did not say so.
        page("https://a.example/4", Content_Encoding="br"),
        page("https://a.example/5", b"\xef\xbb\xbf\n" + PAGE, Content_Encoding="br"),
    )
    documents, bad, _ = read_all(path)
    assert not bad
    assert [document.content.removeprefix(b"\xef\xbb\xbf\n") for document in documents] == [PAGE] * 5


def test_brotli_is_bounded(tmp_path):
    brotli = pytest.importorskip("brotli")
    bomb = brotli.compress(b"x" * 50_000_000, quality=5)
    assert len(bomb) < 1000
    tracemalloc.start()
    try:
        assert "longer than 1000 bytes" in bad_brotli(tmp_path, bomb)
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("spoil", [lambda packed: packed[:-9], lambda packed: b"\xff" + packed])
def test_damaged_brotli(tmp_path, spoil):
    brotli = pytest.importorskip("brotli")
    packed = brotli.compress(PAGE * 20 + bytes(range(256)))
    assert "packed by br, and damaged" in bad_brotli(tmp_path, spoil(packed))


@pytest.mark.parametrize("old", [True, False])
def test_without_a_brotli_that_can_be_bounded(tmp_path, monkeypatch, old):
    class Decompressor:
        def process(self, data):
            return b""

    module = SimpleNamespace(Decompressor=Decompressor, error=ValueError) if old else None
    monkeypatch.setitem(sys.modules, "brotli", module)
    assert 'brotli 1.2 or later: pip install "wagtail-cstonews[warc]"' in bad_brotli(tmp_path, b"x")


@pytest.mark.parametrize(
    ("rest", "message"),
    [
        (page()[:-60], "cut short"),
        (b"WARC/1.0\r\nWARC-Type: response\r\n", "or how long"),
        (b"nonsense\r\nmore nonsense\r\n\r\n", "damaged"),
        (b"WARC/1.0\r\nX: " + b"x" * 4_000_000, "headers of a record never end"),
        (b"WARC/1.0\r\nContent-Length: -5\r\n\r\nHTTP/1.1 200\r\n\r\n", "damaged"),
    ],
)
def test_damaged_archives_give_what_came_before(tmp_path, rest, message, capfd):
    path = write(tmp_path, page("https://a.example/9"), rest)
    items = []
    try:
        items += read(path)
    except SourceError as error:
        items.append(error)
    assert items[0].url == "https://a.example/9"
    assert message in items[-1].message


def test_packed_archives(tmp_path, monkeypatch):
    records = [INFO, page("https://a.example/1"), page("https://a.example/2")]
    write(tmp_path, *map(gzip.compress, records), name="a.warc.gz")
    write(tmp_path, gzip.compress(b"".join(records)), name="b.warc.gz")
    make_zip(
        tmp_path / "c.zip", {"in/c.warc": b"".join(records), "d.wet.gz": gzip.compress(b"".join(records))}
    )
    documents, bad, _ = read_all(tmp_path)
    assert not bad
    assert [document.id for document in documents] == ["https://a.example/1", "https://a.example/2"] * 4
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"".join(records))))
    documents, _, _ = read_all("-", format="warc")
    assert len(documents) == 2


def test_a_cut_packed_archive(tmp_path):
    noise = os.urandom(100_000)
    records = [gzip.compress(page(f"https://a.example/{number}", noise)) for number in (1, 2)]
    packed = b"".join(records)[:-30]
    [document], [bad], _ = read_all(write(tmp_path, packed, name="a.warc.gz"))
    assert document.url == "https://a.example/1"
    assert "damaged or cut short" in bad.message


@pytest.mark.parametrize(
    ("content", "message"),
    [(b"One", "no web archive"), (gzip.compress(INFO, mtime=0), "its name does not say so")],
)
def test_what_is_no_archive_is_refused_at_once(tmp_path, content, message):
    with pytest.raises(SourceError, match=message):
        next(read(write(tmp_path, content)))


def test_without_warcio(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "warcio.archiveiterator", None)
    with pytest.raises(SourceError, match=r'pip install "wagtail-cstonews\[warc\]"'):
        next(read(write(tmp_path, INFO)))


def test_no_more_than_a_record_is_in_memory(tmp_path):
    path = tmp_path / "a.warc"
    with path.open("wb") as file:
        for number in range(1000):
            file.write(page(f"https://a.example/{number}", b"<p>word " * 500))
        # A record that is too long is passed over, not kept.
        file.write(page("https://a.example/long", b"x" * 8_000_000))
    tracemalloc.start()
    assert sum(1 for _ in read(path, limits=Limits(document_bytes=100_000))) == 1001
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 1_500_000 < path.stat().st_size
