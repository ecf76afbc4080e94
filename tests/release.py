"""Checks that a release is what its tag says: ``python -m tests.release v1.2.3``."""

from __future__ import annotations

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def version_of(root: Path) -> str:
    text = (root / "wagtail_cstonews" / "__init__.py").read_text(encoding="utf-8")
    return re.search(r'^__version__ = "(.+)"$', text, re.MULTILINE)[1]  # type: ignore[index]


def problems(tag: str, root: Path = ROOT) -> list[str]:
    version = version_of(root)
    found = []
    if tag != f"v{version}":
        found.append(
            f"The tag is {tag}, the version in wagtail_cstonews/__init__.py {version}: tag v{version}."
        )
    changelog = (root / "CHANGELOG.md").read_text(encoding="utf-8")
    if not re.search(rf"^## \[{re.escape(version)}\] - \d{{4}}-\d\d-\d\d$", changelog, re.MULTILINE):
        found.append(f'CHANGELOG.md has no "## [{version}] - YYYY-MM-DD": move "Unreleased" under it.')
    if not re.search(rf"^\[{re.escape(version)}\]: https://", changelog, re.MULTILINE):
        found.append(f'CHANGELOG.md has no address "[{version}]: https://…" at its end.')
    return found


if __name__ == "__main__":
    complaints = problems(sys.argv[1])
    print("\n".join(complaints) or f"{sys.argv[1]}: tag, version and changelog agree")  # noqa: T201
    sys.exit(bool(complaints))
