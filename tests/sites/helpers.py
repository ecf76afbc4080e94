"""``manage.py`` of a site that has its own settings."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def manage(settings: str, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """A management command in a process of its own, for settings that this one cannot change."""
    inherited = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"}
    return subprocess.run(  # noqa: S603
        [sys.executable, "-m", "django", *arguments],
        cwd=ROOT,
        env={**inherited, "PYTHONPATH": str(ROOT), "DJANGO_SETTINGS_MODULE": settings, **environment},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
