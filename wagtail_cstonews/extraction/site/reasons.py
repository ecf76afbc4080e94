"""The reasons for lines that are left out because of the site's other documents."""

from __future__ import annotations

from ..article.line import LEFT_OUT_LABELS, Line

BY_EDITOR = "an editor said so of this line"
"""The reason of a line of which an editor said what it is on all documents of the site."""

SITE_REASONS = ("repeats on ", "the headline or summary of another ", "stands above the headline on other ")
"""How the reasons begin."""


def is_of_site(line: Line) -> bool:
    """Whether the line was left out because of what the site's other documents show."""
    return line.label in LEFT_OUT_LABELS and line.reason.startswith(SITE_REASONS)


def of_other_document(site: str) -> str:
    """The reason for a line that is the title or lead of another document of the site."""
    return f"the headline or summary of another document of {site}"


def repeated(times: int, documents: int, site: str) -> str:
    """The reason for a line that repeats on ``times`` of the site's documents."""
    return f"repeats on {times} of {documents} documents of {site}"


def on_top(site: str) -> str:
    """The reason for a line that :func:`.shared_top.lines_on_top` found."""
    return f"stands above the headline on other documents of {site}, too"
