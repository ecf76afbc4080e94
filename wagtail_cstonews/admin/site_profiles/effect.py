"""The effect of a changed site profile on an example: a document's lines before and after, nothing stored."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from django.db.models.functions import Length

from wagtail_cstonews.admin import rights
from wagtail_cstonews.admin.words import label_in_words
from wagtail_cstonews.documents import host_key
from wagtail_cstonews.extraction.site.profile import SiteProfile as Profile
from wagtail_cstonews.importing.reporting.wording import short_path

OFFERED = 20
"""Documents that are offered as an example, the last ones imported."""

LONGEST = 200_000
"""Characters of a document that is offered: its extraction must not keep people waiting."""

MOST_SHOWN = 400
"""Lines that are shown; those that change are shown in any case."""


@dataclass
class ComparedLine:
    """One line of the example, and what it is taken for before and after."""

    number: int
    text: str
    before: str
    after: str
    is_out: bool
    is_changed: bool


@dataclass
class Effect:
    """What a changed profile makes of the example."""

    title_before: str = ""
    title: str = ""
    lines: list[ComparedLine] = field(default_factory=list)
    changed: int = 0
    problem: str = ""


def examples(host: str, user: Any) -> list[Any]:
    """Documents of the site that the user may see, to choose an example from."""
    documents = rights.documents_for(user).exclude(original="").defer("original", "article")
    of_site = Q(url__icontains=host) | Q(given__site=host)
    found = documents.annotate(size=Length("original")).filter(of_site, size__lte=LONGEST)
    rows = found.order_by("-updated_at", "-pk")[: 3 * OFFERED]
    return [row for row in rows if (host_key(row.url) or row.given.get("site")) == host][:OFFERED]


def name_of(document: Any) -> str:
    """The document in a list of choices."""
    return document.title or short_path(document.source)


def effect_on(document: Any, before: Profile | None, after: Profile) -> Effect:
    """Extract the document with either profile, and compare its lines."""
    from wagtail_cstonews import conf
    from wagtail_cstonews.extraction.article.errors import ExtractionError
    from wagtail_cstonews.extraction.article.line import LEFT_OUT_LABELS
    from wagtail_cstonews.extraction.processes.time_limit import within
    from wagtail_cstonews.importing.entries.stored import stored_document
    from wagtail_cstonews.importing.reading.extracting import extract_document

    seconds = min(10, conf.get_int("DOCUMENT_SECONDS"))
    raw = stored_document(document)
    try:
        was, now = (within(seconds, extract_document, raw, profile).article for profile in (before, after))
    except ExtractionError as error:
        return Effect(problem=str(error).removeprefix(f"{document.source}: "))
    found = Effect(was.title or "", now.title or "")
    for one, other in zip(was.lines, now.lines, strict=True):
        if not other.clean:
            continue
        is_changed = one.label != other.label
        found.changed += is_changed
        if is_changed or len(found.lines) < MOST_SHOWN:
            found.lines.append(
                ComparedLine(
                    other.number,
                    other.clean,
                    str(label_in_words(one.label)),
                    str(label_in_words(other.label)),
                    other.label in LEFT_OUT_LABELS,
                    is_changed,
                )
            )
    return found
