"""What the review desk can be narrowed to: kind of trouble, confidence, warning, section, site and run."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db.models import Exists, OuterRef, Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.permissions import page_permission_policy

from wagtail_cstonews import conf
from wagtail_cstonews.admin import rights
from wagtail_cstonews.admin.words import BANDS, UNKNOWN, limits
from wagtail_cstonews.compat import get_base_page_model
from wagtail_cstonews.models import ImportProposal, ImportRun, Trouble
from wagtail_cstonews.web import as_number

from .words import WARNINGS

OFFERED_RUNS = 20
"""The last runs; older ones are chosen by the links to them."""

OFFERED_SECTIONS = 500


class FilterForm(forms.Form):
    """The filters. A value that is not offered is refused, but for runs and sites, which links name."""

    kind = forms.ChoiceField(label=_("What is the matter"), required=False)
    confidence = forms.ChoiceField(label=_("How sure"), required=False)
    warning = forms.ChoiceField(label=_("Warning"), required=False)
    section = forms.ChoiceField(label=_("Section"), required=False)
    run = forms.ChoiceField(label=_("Import"), required=False)
    site = forms.CharField(label=_("Website"), required=False, max_length=253)

    def __init__(self, data: Any, user: Any) -> None:
        super().__init__(data)
        self.user = user
        worst_first = sorted(Trouble, reverse=True)
        self._offer("kind", [(str(int(trouble)), trouble.label) for trouble in worst_first])
        self._offer("confidence", list(BANDS.items()))
        self._offer("warning", list(WARNINGS.items()))
        self._offer("section", [(str(pk), title) for pk, title in self._sections()])
        self._offer("run", [(str(run.pk), str(run)) for run in self._runs()])
        self.fields["site"].widget.attrs["placeholder"] = "example.org"

    def _offer(self, name: str, choices: list[tuple[str, Any]]) -> None:
        field: Any = self.fields[name]
        field.choices = [("", _("All")), *choices]

    def _sections(self) -> Any:
        explorable = page_permission_policy.explorable_instances(self.user).order_by()
        sections = conf.get_news_index_page_model().objects.all()
        sections = sections.filter(Exists(explorable.filter(pk=OuterRef("pk"))))
        return sections.order_by("path").values_list("pk", "title")[:OFFERED_SECTIONS]

    def _runs(self) -> list[ImportRun]:
        runs = rights.runs_for(self.user).only("pk", "started_at").order_by("-started_at", "-pk")
        found = list(runs[:OFFERED_RUNS])
        named = as_number(self.data.get("run") or "")
        if named is not None and named not in [run.pk for run in found]:
            found += runs.filter(pk=named)
        return found

    def clean_site(self) -> str:
        """The website as documents name it."""
        return str(self.cleaned_data["site"]).strip().casefold().removeprefix("www.")


class Filters:
    """The filters of one request. Values that cannot be read are left out, and the form says so."""

    def __init__(self, query: Any, user: Any) -> None:
        self.form = FilterForm(query, user)
        self.form.is_valid()
        self.chosen: dict[str, str] = {
            name: self.form.cleaned_data[name]
            for name in self.form.fields
            if self.form.cleaned_data.get(name)
        }

    def __bool__(self) -> bool:
        return bool(self.chosen)

    def query(self, **more: Any) -> str:
        """The filters as the query of an address, with a question mark, or empty."""
        said = {**self.chosen, **{name: value for name, value in more.items() if value}}
        return f"?{urlencode(said)}" if said else ""

    @cached_property
    def kind(self) -> Trouble | None:
        return Trouble(int(self.chosen["kind"])) if "kind" in self.chosen else None

    def apply(self, documents: Any) -> Any:
        """Those of the documents that are asked for."""
        if self.kind is not None:
            documents = of_kind(documents, self.kind)
        if (band := self.chosen.get("confidence")) == UNKNOWN:
            documents = documents.filter(confidence=None)
        elif band:
            least, beyond = limits()[band]
            documents = documents.filter(confidence__gte=least, confidence__lt=beyond)
        if warning := self.chosen.get("warning"):
            documents = documents.filter(warning_codes__contains=f" {warning} ")
        if site := self.chosen.get("site"):
            documents = documents.filter(site=site)
        if run := self.chosen.get("run"):
            documents = documents.filter(run=int(run))
        if section := self.chosen.get("section"):
            documents = in_section(documents, int(section))
        return documents


def of_kind(documents: Any, kind: Trouble) -> Any:
    """The documents with this trouble as their worst; with a proposal, those with a worse one, too."""
    if kind != Trouble.PROPOSAL:
        return documents.filter(review_priority=kind)
    waiting = ImportProposal.objects.filter(state=ImportProposal.State.WAITING).order_by()
    return documents.filter(pk__in=waiting.values("document"), review_priority__gt=0)


def in_section(documents: Any, section: int) -> Any:
    """The documents with a page below this one, and those without a page that were imported into it."""
    pages = get_base_page_model()._default_manager
    path = pages.filter(pk=section).values_list("path", flat=True).first()
    if path is None:
        return documents.none()
    below = pages.filter(path__startswith=path).order_by()
    runs = ImportRun.objects.filter(Exists(below.filter(pk=OuterRef("section")))).order_by()
    is_below = Q(Exists(below.filter(pk=OuterRef("page"))))
    return documents.filter(is_below | Q(page=None, run__in=runs.values("pk")))


def waiting_documents(user: Any) -> Any:
    """The documents that wait for somebody to review them, of those that the user may see."""
    return rights.documents_for(user).filter(review_priority__gt=0).order_by()
