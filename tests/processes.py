"""Commands of Django as processes of their own, as a user would run them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def run(settings: str, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """The command under other settings. ``environment`` goes before what is inherited."""
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
