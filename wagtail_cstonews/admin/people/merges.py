"""The last merges of people, and the view that takes one back: first what it gives back, and what not."""

from __future__ import annotations

from typing import Any

from django.contrib.admin.utils import quote
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, DateColumn, UserColumn
from wagtail.admin.views.generic.base import BaseListingView

from ...models import Person, PersonMerge
from ...people.merging import MergeError
from ...people.references import Usage
from ...people.unmerging import Plan, plan_taking_back, take_back
from .usages import rows_for, visible_to

MERGE_PERMISSIONS = ("wagtail_cstonews.change_person", "wagtail_cstonews.delete_person")
"""Who may merge may take a merge back."""

MOST_SHOWN = 50
"""Pages listed on the screen that takes a merge back."""


def _crumbs(*more: dict[str, str]) -> list[dict[str, str]]:
    viewset = Person.snippet_viewset
    return [
        {"url": reverse("wagtailadmin_home"), "label": gettext("Home")},
        {"url": reverse(viewset.get_url_name("list")), "label": gettext("People")},
        *more,
    ]


def take_back_url(merge: PersonMerge) -> str:
    """The address of the screen that takes the merge back."""
    return reverse(Person.snippet_viewset.get_url_name("take_back"), args=[merge.pk])


def take_back_buttons(user: Any, person: Person) -> list[Any]:
    """The button of a message that takes the person's last merge back."""
    merge = PersonMerge.objects.filter(person=person.pk, taken_back_at=None).defer("places", "merged").first()
    if merge is None or not user.has_perms(MERGE_PERMISSIONS):
        return []
    return [messages.button(take_back_url(merge), gettext("Take back"))]


class MergeColumn(Column):
    """Whether the merge can still be taken back."""

    cell_template_name = "wagtail_cstonews/admin/people/merge_cell.html"

    def get_cell_context_data(self, instance: PersonMerge, parent_context: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        return {**context, "url": "" if instance.taken_back_at else take_back_url(instance)}


class MergesView(BaseListingView):
    """The last merges, newest first."""

    page_title = _("Merges of people")
    header_icon = "history"
    paginate_by = 50
    table_classname = "listing cstonews-listing"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not request.user.has_perms(MERGE_PERMISSIONS):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_base_queryset(self) -> Any:
        return PersonMerge.objects.select_related("user").defer("places", "merged", "gained")

    def get_index_url(self) -> str:
        return reverse(Person.snippet_viewset.get_url_name("merges"))

    @cached_property
    def columns(self) -> list[Any]:
        return [
            Column("names", label=_("Merged"), accessor=lambda merge: ", ".join(merge.names)),
            Column("name", label=_("Into")),
            UserColumn("user", label=_("User")),
            DateColumn("created_at", label=_("Date")),
            MergeColumn("taken_back_at", label=_("Take back")),
        ]

    @cached_property
    def no_results_message(self) -> str:
        return gettext("No people were merged yet.")

    def get_breadcrumbs_items(self) -> list[Any]:
        return _crumbs({"url": "", "label": gettext("Merges of people")})


def take_back_view(request: HttpRequest, pk: int) -> HttpResponse:
    """What taking back would do; then, on confirmation, it is done.

    :raises PermissionDenied: for a user who may not merge people.
    :raises Http404: if there is no such merge.
    """
    if not request.user.has_perms(MERGE_PERMISSIONS):
        raise PermissionDenied
    merge = get_object_or_404(PersonMerge, pk=pk)
    if request.method == "POST":
        return _take_back(request, merge)
    title = gettext("Take back a merge")
    merges_url = reverse(Person.snippet_viewset.get_url_name("merges"))
    context = {
        "page_title": title,
        "page_subtitle": merge.name,
        "header_title": f"{title}: {merge.name}",
        "header_icon": "history",
        "breadcrumbs_items": _crumbs(
            {"url": merges_url, "label": gettext("Merges of people")}, {"url": "", "label": title}
        ),
        "merge": merge,
        "names": ", ".join(merge.names),
        "merges_url": merges_url,
        **_shown(request.user, plan_taking_back(merge)),
    }
    return TemplateResponse(request, "wagtail_cstonews/admin/people/take_back.html", context)


def _shown(user: Any, plan: Plan) -> dict[str, Any]:
    """The plan as far as the user may see it."""
    given, given_hidden = _visible(user, plan.usages)
    changed, changed_hidden = _visible(user, [usage for usage, _count in plan.changed])
    return {
        "plan": plan,
        "given": rows_for(user, given[:MOST_SHOWN]),
        "given_more": max(0, len(given) - MOST_SHOWN),
        "given_hidden": given_hidden,
        "changed": rows_for(user, changed[:MOST_SHOWN]),
        "changed_more": max(0, len(changed) - MOST_SHOWN),
        "changed_hidden": changed_hidden,
    }


def _visible(user: Any, usages: list[Usage]) -> tuple[list[Usage], int]:
    shown = visible_to(user, usages)
    return shown, len(usages) - len(shown)


def _take_back(request: HttpRequest, merge: PersonMerge) -> HttpResponse:
    viewset = Person.snippet_viewset
    try:
        people, moved = take_back(merge, request.user)
    except MergeError as error:
        messages.error(request, str(error))
        return redirect(viewset.get_url_name("merges"))
    message = ngettext(
        "The merge is taken back (%(names)s); %(count)d place was changed.",
        "The merge is taken back (%(names)s); %(count)d places were changed.",
        len(moved),
    ) % {"names": ", ".join(person.name for person in people), "count": len(moved)}
    edit = viewset.get_url_name("edit")
    messages.success(
        request,
        message,
        buttons=[messages.button(reverse(edit, args=[quote(one.pk)]), one.name) for one in people[:3]],
    )
    return redirect(viewset.get_url_name("list"))
