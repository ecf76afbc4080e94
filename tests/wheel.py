"""Checks a built wheel: ``python -m tests.wheel dist/NAME.whl``. Users need what is not code, too."""

from __future__ import annotations

import sys
import zipfile

NEEDED_SUFFIXES = (".py", ".html", ".css", ".json", "py.typed")


def problems(path: str) -> list[str]:
    with zipfile.ZipFile(path) as wheel:
        names = wheel.namelist()
    found = [f"no {suffix} file" for suffix in NEEDED_SUFFIXES if not any(n.endswith(suffix) for n in names)]
    found += [
        f"{name} does not belong into the wheel"
        for name in names
        if not name.startswith(("wagtail_cstonews/", "wagtail_cstonews-"))
    ]
    if not any("/migrations/0001" in name for name in names):
        found.append("no migrations")
    return found


if __name__ == "__main__":
    complaints = problems(sys.argv[1])
    print("\n".join(complaints) or f"{sys.argv[1]}: complete")  # noqa: T201
    sys.exit(bool(complaints))
