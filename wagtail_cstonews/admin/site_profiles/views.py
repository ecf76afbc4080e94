"""The screens that change what is known of a site."""

from __future__ import annotations

import copy
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from wagtail_cstonews.admin import rights
from wagtail_cstonews.extraction.site.profile import ProfileError
from wagtail_cstonews.models import SiteProfile
from wagtail_cstonews.web import as_number

from ..addresses import profile_url, profiles_url
from . import effect
from .changes import ChangeError, Changes, forget, save
from .words import IN, OUT, RULES, corrected_lines, repeated_lines, rule_in_words


class ProfileView(WagtailAdminTemplateMixin, TemplateView):
    """A screen of one site profile, for those who may import."""

    header_icon = "site"
    _show_breadcrumbs = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not rights.may_import(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def row(self) -> SiteProfile:
        return get_object_or_404(SiteProfile, pk=self.kwargs["pk"])

    def get_page_subtitle(self) -> str:
        return str(self.row)

    def get_breadcrumbs_items(self) -> Any:
        return [
            *self.breadcrumbs_items,
            {"url": profiles_url(), "label": capfirst(_("site profiles"))},
            {"url": profile_url(self.row.pk), "label": str(self.row)},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            **{"row": self.row, "profile_url": profile_url(self.row.pk), **kwargs}
        )


class ProfileEditView(ProfileView):
    """The lines of a site, each with what becomes of it, and the effect on an example."""

    page_title = _("Edit what is known")
    template_name = "wagtail_cstonews/admin/sites/edit.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        try:
            profile = self.row.profile
        except ProfileError as error:
            return super().get_context_data(problem=str(error), **kwargs)
        posted = self.request.POST
        rows = [*corrected_lines(profile), *repeated_lines(profile)]
        for row in rows:
            row["chosen"] = posted.get(f"rule-{row['key']}", row["rule"])
        examples = effect.examples(self.row.host, self.request.user)
        return super().get_context_data(
            **{
                "rows": rows,
                "rules": RULES,
                "added": posted.get("lines", ""),
                "added_rule": posted.get("lines-rule", OUT),
                "added_rules": [(rule, rule_in_words(rule)) for rule in (OUT, IN)],
                "examples": [(one.pk, effect.name_of(one)) for one in examples],
                "example": as_number(posted.get("example")),
                **kwargs,
            }
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            changes = Changes.from_form(request.POST)
            if "save" in request.POST:
                return self.save(changes)
            return self.render_to_response(self.get_context_data(effect=self.effect(changes)))
        except (ChangeError, ProfileError) as error:
            messages.error(request, str(error))
            return self.render_to_response(self.get_context_data())

    def save(self, changes: Changes) -> HttpResponse:
        if changes:
            save(self.row, changes, self.request.user)
            messages.success(
                self.request,
                _(
                    "What you said holds for what is imported from now on. Extract an import again to apply "
                    "it there."
                ),
            )
        else:
            messages.warning(self.request, _("Nothing was changed."))
        return redirect(profile_url(self.row.pk) or reverse("wagtailadmin_home"))

    def effect(self, changes: Changes) -> effect.Effect:
        """What the changes make of the chosen example."""
        pk = as_number(self.request.POST.get("example"))
        found = effect.examples(self.row.host, self.request.user)
        document = next((one for one in found if one.pk == pk), None)
        if document is None:
            raise ChangeError(_("Choose one of the documents to see the effect on it."))
        before = self.row.profile
        return effect.effect_on(document, before, changes.apply(copy.deepcopy(before)))


class ForgetView(ProfileView):
    """Forget what was learnt of a site, after a question."""

    page_title = _("Forget")
    header_icon = "bin"
    template_name = "wagtail_cstonews/admin/sites/forget.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        try:
            corrections = len(self.row.profile.corrections)
        except ProfileError:
            corrections = 0
        return super().get_context_data(corrections=corrections, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            is_left = forget(self.row, request.user, corrections="corrections" in request.POST)
        except ProfileError:
            # One that cannot be read has nothing to keep.
            is_left = forget(self.row, request.user, corrections=True)
        messages.success(
            request, _("It is forgotten. The next import learns it again from three documents or more.")
        )
        return redirect(
            (profile_url(self.row.pk) if is_left else profiles_url()) or reverse("wagtailadmin_home")
        )
