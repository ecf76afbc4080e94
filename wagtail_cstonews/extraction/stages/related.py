"""Stage 10: teasers of other articles on the page, and their links."""

from __future__ import annotations

from collections.abc import Sequence

from ...text.urls import LONGEST_URL
from ..article.article import RelatedLink
from ..article.line import Line
from ..languages.dates import is_date_line

_SHORTEST_TEASER = 13
"""Characters. Shorter lines are section names, or say "read more"."""


def related_links(lines: Sequence[Line]) -> list[RelatedLink]:
    """The teasers of other articles, each with its link and the date printed above it."""
    found: list[RelatedLink] = []
    date = ""
    for line in lines:
        if line.label != "teaser":
            date = "" if date and line.clean else date
        elif is_date_line(line.clean):
            date = line.clean
        elif len(line.clean) >= _SHORTEST_TEASER:
            link = line.hints.link if line.hints else None
            is_web = link is not None and link.lower().startswith("http") and len(link) <= LONGEST_URL
            found.append(RelatedLink(f"{date} {line.clean}".strip(), link if is_web else None))
            date = ""
    return found
