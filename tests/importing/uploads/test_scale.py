"""Uploads that are large: no request is long, and none takes much memory."""

from __future__ import annotations

import io
import json
import shutil
import sys
import time
import zipfile

import pytest

from wagtail_cstonews.importing.reading.site_profiles import ProfileBook
from wagtail_cstonews.importing.uploads import planning, reading
from wagtail_cstonews.models import ImportUpload

from ..helpers import migrated_database, news_pages, plain, printed_by
from .memory_run import MEGABYTES, MEMBER_BYTES

DOCUMENTS = 2000

MOST_SECONDS = 2.0
"""Of a processor's time that a request may take."""

pytestmark = pytest.mark.slow


class Timed:
    """A client that notes how long its requests take: of a processor's time, and by the clock."""

    def __init__(self, client):
        self.client = client
        self.took = []

    def call(self, method, url, *given, **named):
        processor, clock = time.process_time(), time.perf_counter()
        answer = getattr(self.client, method)(url, *given, **named)
        self.took.append(
            (time.process_time() - processor, time.perf_counter() - clock, f"{method} {url[-30:]}")
        )
        assert answer.status_code in (200, 302), (url, answer.content[:500])
        return answer

    def json(self, url, data=None):
        return self.call("post", url, data or {}, headers={"accept": "application/json"}).json()


@pytest.mark.django_db
def test_no_request_is_long_with_thousands_of_documents(admin_client, news_index, monkeypatch):
    """Extraction takes its time for each document; what must not grow is all that is around it."""
    monkeypatch.setattr(ProfileBook, "extract", lambda self, raw: plain(raw))
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as target:
        for number in range(DOCUMENTS):
            words = " ".join(f"word{number * 97 % 4999}x{place * number % 811}" for place in range(120))
            target.writestr(f"{number:05}.txt", f"Title {number}\n{words}")
    timed = Timed(admin_client)
    form = {"announced": json.dumps([["news.zip", len(data.getvalue())]]), "section": news_index.pk}
    told = timed.json("/admin/news-import/new/", form)
    for offset in range(0, len(data.getvalue()), told["size"]):
        timed.call(
            "post",
            f"{told['slices'][0]}?offset={offset}",
            data.getvalue()[offset : offset + told["size"]],
            content_type="application/octet-stream",
        )
    url = timed.json(told["complete"])["next"]
    # The first steps load what extraction is made of, once in a process.
    timed.took.clear()
    for number in range(2000):
        state = timed.json(f"{url}step/")["state"]
        if state == "planned":
            break
        if number % 10 == 0:
            # As in another process.
            reading._open.clear()
            planning._plannings.clear()
    upload = ImportUpload.objects.get()
    assert (upload.state, upload.documents.count()) == ("planned", DOCUMENTS)
    for query in ("", "?p=100", "?show=new&p=3", "?q=4321", "?order=confidence&p=50"):
        timed.call("get", url + query)
    timed.json(f"{url}tick/", {"do": "none"})
    assert timed.json(f"{url}tick/", {"do": "all"})["ticked"] == DOCUMENTS
    timed.call("post", f"{url}confirm/", {"as": "drafts"})
    made = 0
    while made < 60:
        assert timed.json(f"{url}step/")["state"] == "importing"
        made = news_pages().count()
    timed.call("get", url)
    timed.call("post", f"{url}stop/")
    timed.call("get", url)
    upload.refresh_from_db()
    assert (upload.state, upload.run.state) == ("done", "stopped")
    longest = sorted(timed.took, reverse=True)[:5]
    print(len(timed.took), "requests; the longest:", longest)  # noqa: T201
    assert longest[0][0] < MOST_SECONDS, longest


@pytest.mark.skipif(sys.platform != "linux", reason="the system tells how much memory a process has")
def test_a_large_upload_takes_little_memory(tmp_path):
    (tmp_path / "temporary").mkdir(exist_ok=True)
    database = shutil.copy(migrated_database(), tmp_path / "db.sqlite3")
    found = printed_by(
        "tests.importing.uploads.memory_run",
        str(tmp_path),
        timeout=1800,
        DATABASE_URL=f"sqlite:///{database}",
        TMPDIR=str(tmp_path / "temporary"),
        DJANGO_SETTINGS_MODULE="tests.settings",
    )
    print(found)  # noqa: T201
    assert found["documents"] == MEGABYTES * (1 << 20) // MEMBER_BYTES
    assert found["grown"] < 50
    assert found["longest"] < MOST_SECONDS
    # It is deleted as soon as it is read.
    assert found["kept"] == 0
