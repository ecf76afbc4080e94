"""The desk's item in the main menu, with its count."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.sidebar import LinkMenuItem

from wagtail_cstonews.admin import rights

from .counts import in_words, waiting_count
from .desk import DESK


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
