"""Invented uploads: archives of articles, and how they are given to the import."""

from __future__ import annotations

import io
import time
import zipfile
from typing import Any

from benchmarks.articles import invented_articles
from wagtail_cstonews.importing.uploads import advancing, receiving
from wagtail_cstonews.models import ImportUpload

SLICE = 1 << 20


def html_of(title: str, paragraphs: list[str], url: str = "") -> str:
    """A page with one article and some chrome."""
    link = f'<link rel="canonical" href="{url}">' if url else ""
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (
        f"<html><head><title>{title}</title>{link}</head><body>"
        "<nav><a href='/'>Home</a><a href='/n'>News</a></nav>"
        f"<article><h1>{title}</h1>{text}</article><footer>Tel. 100 200</footer></body></html>"
    )


def archive(count: int, *, more: dict[str, str | bytes] | None = None, seed: int = 6) -> bytes:
    """A zip archive of so many invented articles as text, and of other members."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as target:
        for number, article in enumerate(invented_articles(count, seed)):
            target.writestr(f"{number:05}.txt", "\n".join(article.lines))
        for name, content in (more or {}).items():
            target.writestr(name, content)
    return data.getvalue()


def uploaded(user: Any, section: Any, *files: tuple[str, bytes], **options: Any) -> ImportUpload:
    """An upload of files, all of which have arrived."""
    upload = receiving.begin(user, section, options, [(name, len(data)) for name, data in files])
    for file, (_name, data) in zip(upload.files.order_by("pk"), files, strict=True):
        for start in range(0, len(data), SLICE):
            receiving.receive(file, start, [data[start : start + SLICE]])
    receiving.complete(upload)
    return upload


def worked(upload: ImportUpload, *until: str, seconds: float = 0.9, most: int = 2000) -> list[float]:
    """Works on an upload as requests do, until it is in one of the states; gives how long each took."""
    took = []
    for _ in range(most):
        upload.refresh_from_db()
        if upload.state in (until or ("planned", "done", "failed")):
            return took
        started = time.perf_counter()
        advancing.advance(upload.pk, seconds)
        took.append(time.perf_counter() - started)
    raise AssertionError(f"It stays {upload.state}: {upload.work}")
