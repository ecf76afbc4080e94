"""A duplicate beside the document that it was taken for, with the words in which they differ."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import escape, format_html
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.compare import diff_text
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from wagtail_cstonews.admin import rights
from wagtail_cstonews.models import ImportedDocument

from ..addresses import DESK, DOCUMENT
from . import reviewing
from .document import document_of
from .filters import Filters

MOST = 2_000
"""Paragraphs of a text that are compared: a comparison of more takes longer than anybody waits."""

LONG = 8_000
"""Characters of a paragraph that is shown without the words in which it differs, for the same reason."""


@dataclass
class Pair:
    """Two paragraphs that stand beside each other; one of them may be empty."""

    theirs: str
    mine: str
    """As HTML, with the words marked that the other does not have."""
    is_same: bool = False


def texts_of(document: ImportedDocument) -> list[str]:
    """What the article says, a paragraph each; without an article, the original's lines."""
    lines = [
        line.get("repaired") or line.get("text", "")
        for line in document.lines
        if line.get("label") not in ("blank", "teaser", "chrome", "duplicate")
    ]
    return [line.strip() for line in lines or document.original.splitlines() if line.strip()][:MOST]


def added(text: str) -> str:
    """A text that the other side does not have."""
    return format_html('<span class="addition">{}</span>', text)


def pairs_of(theirs: list[str], mine: list[str]) -> list[Pair]:
    """The paragraphs of two texts side by side.

    >>> [(pair.theirs, pair.is_same) for pair in pairs_of(["One.", "Two."], ["One."])]
    [('One.', True), ('Two.', False)]
    """
    pairs: list[Pair] = []
    matcher = SequenceMatcher(None, theirs, mine, autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        for place in range(max(i2 - i1, j2 - j1)):
            one = theirs[i1 + place] if i1 + place < i2 else ""
            other = mine[j1 + place] if j1 + place < j2 else ""
            if tag == "equal":
                pairs.append(Pair(escape(one), escape(other), True))
            elif one and other and len(one) + len(other) < LONG:
                pairs.append(Pair(escape(one), diff_text(one, other).to_html()))
            else:
                pairs.append(Pair(escape(one), added(other) if other else ""))
    return pairs


class CompareView(WagtailAdminTemplateMixin, TemplateView):
    """The comparison of a duplicate. Both documents must be the user's to see."""

    page_title = _("Compare")
    header_icon = "history"
    template_name = "wagtail_cstonews/admin/review/compare.html"
    _show_breadcrumbs = True

    @cached_property
    def record(self) -> ImportedDocument:
        return document_of(self.request.user, self.kwargs["pk"])

    @cached_property
    def first(self) -> ImportedDocument:
        found = rights.documents_for(self.request.user).filter(pk=self.record.duplicate_of_id).first()
        if found is None:
            raise Http404
        return found

    @cached_property
    def back_url(self) -> str:
        filters = Filters(self.request.GET, self.request.user)
        return f"{reverse(DOCUMENT, args=[self.record.pk])}{filters.query()}"

    def get_page_subtitle(self) -> str:
        return str(self.record)

    def get_breadcrumbs_items(self) -> Any:
        return [
            *self.breadcrumbs_items,
            {"url": reverse(DESK), "label": _("Review")},
            {"url": self.back_url, "label": str(self.record)},
            {"url": "", "label": self.page_title},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        from wagtail_cstonews.importing.saving import section_of

        section = section_of(self.record)
        may_make = self.record.page is None and reviewing.may_rebuild(self.record, self.request.user, section)
        return super().get_context_data(
            record=self.record,
            first=self.first,
            pairs=pairs_of(texts_of(self.first), texts_of(self.record)),
            back_url=self.back_url,
            may_make=may_make,
            **kwargs,
        )
