"""The ways to the desk: its item in the main menu, with its count, and the panel on the dashboard."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest
from django.urls import reverse, reverse_lazy
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.ui.sidebar import LinkMenuItem

from wagtail_cstonews.admin import rights
from wagtail_cstonews.models import ImportRun, Trouble

from ..addresses import DESK
from .counts import bounded, by_kind, in_words, waiting_count
from .filters import waiting_documents


class ReviewMenuItem(MenuItem):
    """The item. The one object is shared by all requests, so the count goes into what is rendered."""

    def is_shown(self, request: HttpRequest) -> bool:
        return rights.may_review(request.user) and waiting_count(request.user) > 0

    def render_component(self, request: HttpRequest) -> LinkMenuItem:
        count = in_words(waiting_count(request.user))
        label = gettext("Review (%(count)s)") % {"count": count}
        return LinkMenuItem(
            self.name, label, str(self.url), icon_name=self.icon_name, classname=self.classname
        )


def menu_item() -> Any:
    """Wagtail's hook ``register_admin_menu_item``: beside the group of imports."""
    return ReviewMenuItem(
        _("Review"), reverse_lazy(DESK), name="news-review", icon_name="clipboard-list", order=261
    )


class ReviewPanel(Component):
    """The panel: what waits for a person, and how the imports are going."""

    name = "news-review"
    order = 120
    template_name = "wagtail_cstonews/admin/review/home.html"

    @cached_property
    def media(self) -> forms.Media:
        return forms.Media(css={"all": ["wagtail_cstonews/admin/review.css"]})

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        user = parent_context["request"].user
        runs = rights.runs_for(user).defer("report", "options").order_by("-started_at", "-pk")
        last = runs.exclude(state=ImportRun.State.RUNNING).first()
        desk = reverse(DESK)
        failed = 0
        if last is not None:
            failed = bounded(waiting_documents(user).filter(run=last, review_priority=Trouble.FAILED))
        return {
            "kinds": [
                {"label": kind.label, "count": in_words(count), "url": f"{desk}?kind={int(kind)}"}
                for kind, count in by_kind(user)
            ],
            "desk_url": desk,
            "running": runs.filter(state=ImportRun.State.RUNNING)[:5],
            "last": last,
            "failed": in_words(failed) if failed else "",
            "failed_url": f"{desk}?run={last.pk}&kind={Trouble.FAILED}" if last is not None else "",
        }


def add_panel(request: HttpRequest, panels: list[Any]) -> None:
    """Wagtail's hook ``construct_homepage_panels``."""
    if rights.may_review(request.user):
        panels.append(ReviewPanel())
