"""The records of runs."""

from __future__ import annotations

import datetime

import pytest

from wagtail_cstonews.models import ImportRun

pytestmark = pytest.mark.django_db


def test_a_run_is_named_by_when_it_began():
    started = datetime.datetime(2026, 11, 24, 2, 30, tzinfo=datetime.UTC)
    assert str(ImportRun(started_at=started)) == "Import of 2026-11-24 08:30"
