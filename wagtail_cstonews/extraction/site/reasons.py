"""The reasons for lines that are left out because of the site's other documents."""

from __future__ import annotations

from ..article.line import LEFT_OUT_LABELS, Line

_REPEATS = "repeats on "
_OF_OTHER = "the headline or summary of another document of "
_ON_TOP = "stands above the headline on other documents of "
BY_EDITOR = "an editor said so of this line"
"""The reason of a line of which an editor said what it is on all documents of the site."""
SITE_REASONS = (_REPEATS, _OF_OTHER, _ON_TOP)
"""How the reasons begin."""


def is_of_site(line: Line) -> bool:
    """Whether the line was left out because of what the site's other documents show."""
    return line.label in LEFT_OUT_LABELS and line.reason.startswith(SITE_REASONS)


def of_other_document(site: str) -> str:
    """The reason for a line that is the title or lead of another document of the site."""
    return f"{_OF_OTHER}{site}"


def repeated(times: int, documents: int, site: str) -> str:
    """The reason for a line that repeats on ``times`` of the site's documents."""
    return f"{_REPEATS}{times} of {documents} documents of {site}"


def on_top(site: str) -> str:
    """The reason for a line that :func:`.shared_top.lines_on_top` found."""
    return f"{_ON_TOP}{site}, too"
