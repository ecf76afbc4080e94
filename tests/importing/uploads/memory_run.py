"""How much memory an upload of 300 MB takes: ``python -m tests.importing.uploads.memory_run FOLDER``.

A process of its own, whose database ``DATABASE_URL`` names. It answers the requests of a browser that sends
an archive in slices, and reads the documents in it. Prints one JSON object.
"""

from __future__ import annotations

import json
import os
import random
import sys
import time
import zipfile
from pathlib import Path
from typing import Any

import django

MEGABYTES = 100
MEMBER_BYTES = 200_000
SLICE = 1 << 20


def resident(name: str) -> float:
    """Megabytes that the process has in memory (``VmRSS``), or had at most (``VmHWM``)."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith(f"{name}:"):
            return int(line.split()[1]) / 1024
    raise SystemExit("The system does not tell.")


def make_archive(path: Path, megabytes: int) -> None:
    """An archive whose members can hardly be compressed."""
    numbers = random.Random(7)  # noqa: S311
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as target:
        for number in range(megabytes * (1 << 20) // MEMBER_BYTES):
            text = numbers.randbytes(MEMBER_BYTES // 2).hex()
            target.writestr(f"{number:05}.txt", f"Title {number}\n{text}")


def upload(client: Any, section: int, path: Path) -> tuple[float, float]:
    """Send an archive and have it read; gives the longest request, and the seconds of all."""
    size = path.stat().st_size
    form = {"announced": json.dumps([[path.name, size]]), "section": section}
    told = client.post("/admin/news-import/new/", form, headers={"accept": "application/json"}).json()
    longest, began = 0.0, time.perf_counter()
    [url] = told["slices"]
    with path.open("rb") as file:
        for offset in range(0, size, SLICE):
            started = time.process_time()
            answer = client.post(
                f"{url}?offset={offset}", file.read(SLICE), content_type="application/octet-stream"
            )
            longest = max(longest, time.process_time() - started)
            if answer.status_code != 200:
                raise SystemExit(answer.content.decode())
    found = client.post(told["complete"], headers={"accept": "application/json"}).json()
    while True:
        started = time.process_time()
        state = client.post(f"{found['next']}step/", headers={"accept": "application/json"}).json()["state"]
        longest = max(longest, time.process_time() - started)
        if state != "reading":
            return longest, time.perf_counter() - began


def main(folder: Path) -> dict[str, Any]:
    from django.test import Client

    from tests.factories import make_user
    from wagtail_cstonews import conf
    from wagtail_cstonews.importing.uploads.storage import private_folder
    from wagtail_cstonews.models import ImportUpload, PlannedDocument

    section = conf.get_news_index_page_model().objects.get().pk
    client = Client()
    client.force_login(make_user())
    # What is loaded once is none of the upload's.
    small, large = folder / "small.zip", folder / "large.zip"
    make_archive(small, 2)
    make_archive(large, MEGABYTES)
    upload(client, section, small)
    Path("/proc/self/clear_refs").write_text("5")
    before = resident("VmRSS")
    longest, seconds = upload(client, section, large)
    last = ImportUpload.objects.order_by("-created_at")[0]
    return {
        "documents": PlannedDocument.objects.filter(upload=last).count(),
        "grown": round(resident("VmHWM") - before, 1),
        "longest": round(longest, 2),
        "seconds": round(seconds, 1),
        "kept": sum(1 for path in Path(private_folder()).rglob("*") if path.is_file()),
    }


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    print(json.dumps(main(Path(sys.argv[1]))))  # noqa: T201
