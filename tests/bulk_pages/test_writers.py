"""Writers that meet: several processes under one parent at a time."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.db import connection

ROOT = Path(__file__).resolve().parents[2]
WRITERS = 3

SCRIPT = """
import sys
import time
import django

django.setup()
from django.db import connection

connection.settings_dict["NAME"] = {name!r}
from wagtail_cstonews import conf
from wagtail_cstonews.importing.writing.batches import bulk_add_children, bulk_update_pages

writer, parent_id, start = int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])
parent = conf.get_news_index_page_model().objects.get(pk=parent_id)
time.sleep(max(0, start - time.time()))
model = conf.get_news_page_model()
for turn in range(4):
    pages = [model(title=f"Same {{number}}", live=False) for number in range(5)]
    bulk_add_children(parent, pages, publish=bool(turn % 2), batch_size=2)
    bulk_update_pages(pages, publish=True)
"""


def written_at_once(name: str, parent_id: int) -> list[str]:
    """What went wrong in processes that write under the parent at the same moment."""
    script = SCRIPT.format(name=name)
    # Long enough for each to have started.
    start = str(time.time() + 15)
    processes = [
        subprocess.Popen(  # noqa: S603
            [sys.executable, "-c", script, str(number), str(parent_id), start],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])},
            stderr=subprocess.PIPE,
            text=True,
        )
        for number in range(WRITERS)
    ]
    answers = [process.communicate(timeout=300)[1] for process in processes]
    return [answer for process, answer in zip(processes, answers, strict=True) if process.returncode]


@pytest.fixture
def committed_section(django_db_setup, django_db_blocker):
    """A section that other processes see; it is taken out again."""
    from wagtail_cstonews.compat import get_base_page_model

    from ..factories import make_index

    if connection.vendor == "sqlite" and "memory" in str(connection.settings_dict["NAME"]):
        pytest.skip("SQLite's test database is in memory, where no other process can write")
    with django_db_blocker.unblock():
        section = make_index(slug="crowded")
        try:
            yield section
        finally:
            get_base_page_model().objects.get(pk=section.pk).delete()
            connection.close()


def test_processes_under_one_parent_never_clash(committed_section):
    from wagtail_cstonews.compat import get_base_page_model

    name = connection.settings_dict["NAME"]
    assert written_at_once(str(name), committed_section.pk) == []
    section = get_base_page_model().objects.get(pk=committed_section.pk)
    children = section.get_children()
    assert section.numchild == children.count() == WRITERS * 4 * 5
    assert len(set(children.values_list("slug", flat=True))) == WRITERS * 4 * 5
    assert not any(get_base_page_model().find_problems())
