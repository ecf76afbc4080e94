from __future__ import annotations

import tempfile

import pytest


@pytest.fixture(autouse=True)
def _folder(tmp_path, monkeypatch):
    """Uploads of a test are in a folder of its own."""
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
