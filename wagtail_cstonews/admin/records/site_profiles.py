"""Site profiles in the admin: what is known of each site from which documents were imported."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets.button import HeaderButton

from wagtail_cstonews.admin import rights
from wagtail_cstonews.admin.site_profiles.addresses import edit_url, forget_url
from wagtail_cstonews.admin.site_profiles.words import corrected_lines
from wagtail_cstonews.extraction.site import profile as profile_module
from wagtail_cstonews.extraction.site.profile import ProfileError
from wagtail_cstonews.models import SiteProfile

from .read_only import ReadOnlyModelAdmin, ReadOnlyPermissionHelper, RecordView

PROFILES_PATH = "news-import/sites"


class ProfilePermissionHelper(ReadOnlyPermissionHelper):
    """Site profiles are seen by who may import."""

    def user_can_list(self, user: Any) -> bool:
        return rights.may_import(user)

    def user_can_inspect_obj(self, user: Any, obj: Any) -> bool:
        return rights.may_import(user)


class SiteProfileInspectView(RecordView):
    """One site's profile."""

    @property
    def header_buttons(self) -> list[Any]:
        return [
            HeaderButton(_("Edit"), url=edit_url(self.instance), icon_name="edit", priority=10),
            HeaderButton(_("Forget"), url=forget_url(self.instance), icon_name="bin", priority=20),
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        try:
            profile = self.instance.profile
        except ProfileError as error:
            return {**context, "problem": str(error)}
        return {
            **context,
            "forms": _forms_of(profile),
            "corrected": corrected_lines(profile),
            "lines": profile.common_lines(),
        }


def _forms_of(profile: profile_module.SiteProfile) -> list[tuple[Any, str]]:
    """The site's formats of titles, dates and bylines, where they are known."""
    order = {True: _("month first"), False: _("day first"), None: ""}[profile.month_first()]
    byline = profile.byline_place()
    forms = [
        (_("Added to titles"), ", ".join(profile.site_names())),
        (_("Dates"), order),
        (_("Form of dates"), ", ".join(profile.usual_date_forms())),
        (_("Lines from the title to the byline"), str(byline[0]) if byline else ""),
        (_("The byline begins with"), byline[1] if byline else ""),
    ]
    return [(name, value) for name, value in forms if value]


class SiteProfileAdmin(ReadOnlyModelAdmin):
    model = SiteProfile
    menu_icon = "site"
    permission_helper_class = ProfilePermissionHelper
    base_url_path = PROFILES_PATH
    list_display = ("host", "documents", "updated_at")
    search_fields = ("host",)
    inspect_view_class = SiteProfileInspectView
    inspect_template_name = "wagtail_cstonews/admin/inspect_profile.html"
    inspect_view_fields = ("host", "documents", "created_at", "updated_at")

    def get_queryset(self, request: Any) -> Any:
        # The list does not show the profiles, which may be large.
        return super().get_queryset(request).defer("data")
