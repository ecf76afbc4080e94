"""The review desk: the list of imported documents that need a person to look at them, the worst first."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from wagtail_cstonews.admin import rights
from wagtail_cstonews.web import as_number

from ..addresses import DESK
from .counts import in_words
from .filters import Filters, waiting_documents
from .listing import listing_of
from .order import Place
from .reviewing import review

PER_PAGE = 50


class DeskView(WagtailAdminTemplateMixin, TemplateView):
    """The list. What is ticked can be reviewed at once."""

    page_title = _("Review")
    header_icon = "clipboard-list"
    template_name = "wagtail_cstonews/admin/review/desk.html"
    _show_breadcrumbs = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not rights.may_review(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> Any:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    @cached_property
    def filters(self) -> Filters:
        return Filters(self.request.GET, self.request.user)

    @cached_property
    def documents(self) -> Any:
        return self.filters.apply(waiting_documents(self.request.user))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        after = Place.parse(self.request.GET.get("after"))
        listing = listing_of(self.documents, after, PER_PAGE)
        return super().get_context_data(
            filters=self.filters,
            form=self.filters.form,
            rows=listing.rows,
            count=in_words(listing.count) if after is None else "",
            desk_url=reverse(DESK),
            query=self.filters.query(),
            here=self.filters.query(after=after),
            is_first=after is None,
            next_url=self.filters.query(after=listing.next) if listing.next else "",
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Take the ticked documents as reviewed; those that the user may not see stay as they are."""
        named = [as_number(value) for value in request.POST.getlist("document")[:PER_PAGE]]
        count = review([pk for pk in named if pk is not None], request.user)
        if count:
            text = ngettext("%(count)d document is reviewed.", "%(count)d documents are reviewed.", count)
            messages.success(request, text % {"count": count})
        else:
            messages.warning(request, _("Tick the documents that you have looked at."))
        after = Place.parse(request.GET.get("after"))
        return redirect(f"{reverse(DESK)}{self.filters.query(after=after)}")
