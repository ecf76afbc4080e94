"""The head of the index of people."""

from __future__ import annotations

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from .view import ViewHead

PEOPLE_VIEW = "wagtail_cstonews:people"
"""The name of its URL pattern."""


class PeopleHead(ViewHead):
    """Builds the head of the list of all whom the site quotes or interviews."""

    list_names = ("people",)

    @cached_property
    def title(self) -> str:
        return _("People")

    @cached_property
    def description(self) -> str:
        return _("Everybody whom %(site)s quotes or interviews, with what they said.") % {
            "site": self.site_name
        }
