"""How fast each source is read, and in how much memory: ``python -m benchmarks.sources``.

Files of invented articles are written for it, each format in a process of its own. Nothing is extracted.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import io
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

MEGABYTE = 1_000_000
WORDS = [
    "water",
    "land",
    "bridge",
    "council",
    "minister",
    "region",
    "energy",
    "river",
    "road",
    "school",
    "doctor",
    "market",
    "plan",
    "year",
    "people",
    "work",
    "village",
    "valley",
    "north",
    "south",
]
PARAGRAPHS, LENGTH = 10, 60

WXR = (
    '<rss xmlns:content="http://purl.org/rss/1.0/modules/content/" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/"><channel>\n'
    "<wp:author><wp:author_login>aigul</wp:author_login>"
    "<wp:author_display_name>Aigul S.</wp:author_display_name></wp:author>\n",
    "</channel></rss>\n",
)
RSS = ('<rss xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>\n', "</channel></rss>\n")


def body(source: random.Random) -> str:
    """The paragraphs of an article as HTML."""
    texts = (" ".join(source.choices(WORDS, k=LENGTH)) for _ in range(PARAGRAPHS))
    return "\n".join(f"<p>{text}.</p>" for text in texts)


def post(number: int, html: str) -> bytes:
    """A post of WordPress, and the attachment that is its featured image."""
    fields = {
        "title": f"Title {number}",
        "link": f"https://a.example/{number}/",
        "dc:creator": "aigul",
        "content:encoded": html,
        "wp:post_id": str(number),
        "wp:post_date_gmt": "2024-05-01 10:00:00",
        "wp:comment_status": "open",
        "wp:ping_status": "open",
        "wp:post_name": f"title-{number}",
        "wp:status": "publish",
        "wp:post_type": "post",
        "wp:post_password": "",
    }
    inside = "\n".join(f"<{name}><![CDATA[{value}]]></{name}>" for name, value in fields.items())
    file = number + 100_000_000
    return (
        f'<item>{inside}<category domain="category" nicename="water"><![CDATA[Water]]></category>'
        "<wp:postmeta><wp:meta_key>_thumbnail_id</wp:meta_key>"
        f"<wp:meta_value>{file}</wp:meta_value></wp:postmeta></item>\n"
        f"<item><title>x</title><wp:post_id>{file}</wp:post_id><wp:status>inherit</wp:status>"
        "<wp:post_type>attachment</wp:post_type>"
        f"<wp:attachment_url>https://a.example/{number}.jpg</wp:attachment_url></item>\n"
    ).encode()


def item(number: int, html: str) -> bytes:
    return (
        f"<item><title>Title {number}</title><link>https://a.example/{number}/</link>"
        f"<pubDate>Wed, 01 May 2024 10:00:00 GMT</pubDate><category>Water</category>"
        f"<content:encoded><![CDATA[{html}]]></content:encoded></item>\n"
    ).encode()


def row(number: int, html: str) -> bytes:
    return (json.dumps({"url": f"https://a.example/{number}/", "html": html}) + "\n").encode()


def fields(number: int, html: str) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerow([f"https://a.example/{number}/", html])
    return out.getvalue().encode()


def record(number: int, html: str) -> bytes:
    block = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><body>{html}</body></html>".encode()
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/{number}/\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def packed(number: int, html: str) -> bytes:
    return gzip.compress(record(number, html))


FORMATS: dict[str, tuple[Callable[[int, str], bytes], str, str]] = {
    "rows.jsonl": (row, "", ""),
    "rows.csv": (fields, "url,html\n", ""),
    "valley.wxr": (post, *WXR),
    "feed.rss": (item, *RSS),
    "crawl.warc": (record, "", ""),
    "crawl.warc.gz": (packed, "", ""),
}
"""How a document is written, and what stands before and after all of them, by the name of the file."""


def parts(name: str, size: int) -> Iterator[bytes]:
    """A file of about ``size`` bytes, unpacked."""
    write, before, after = FORMATS[name]
    source = random.Random(1)  # noqa: S311
    bodies = [body(source) for _ in range(100)]
    yield before.encode()
    number = done = 0
    while done < size:
        html = bodies[number % len(bodies)]
        number += 1
        yield write(number, html)
        done += len(html)
    yield after.encode()


def measure(path: Path) -> dict[str, float]:
    """Reads a file, in this process: documents, seconds of CPU, the most memory that was held."""
    from wagtail_cstonews.documents import RawDocument
    from wagtail_cstonews.sources import read

    started = time.process_time()
    documents = characters = 0
    for found in read(path):
        if isinstance(found, RawDocument):
            documents += 1
            characters += len(found.content)
    seconds = time.process_time() - started
    # Linux counts in kilobytes.
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    return {"documents": documents, "characters": characters, "seconds": seconds, "memory": memory}


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--megabytes", type=int, default=200, help="of HTML in each file (default: 200)")
    parser.add_argument("--formats", nargs="*", choices=FORMATS, default=list(FORMATS), metavar="NAME")
    parser.add_argument("--measure", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.measure:
        print(json.dumps(measure(options.measure)))
        return 0
    print(f"{'file':15} {'documents':>9} {'MB of HTML a CPU second':>24} {'documents':>10} {'memory':>8}")
    for name in options.formats:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / name
            with path.open("wb") as file:
                file.writelines(parts(name, options.megabytes * MEGABYTE))
            command = [sys.executable, "-m", "benchmarks.sources", "--measure", str(path)]
            result = subprocess.run(command, check=True, capture_output=True, text=True)
        found = json.loads(result.stdout)
        seconds = found["seconds"]
        print(
            f"{name:15} {found['documents']:9,} {found['characters'] / MEGABYTE / seconds:24.0f} "
            f"{found['documents'] / seconds:8,.0f}/s {found['memory']:5.0f} MB"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
