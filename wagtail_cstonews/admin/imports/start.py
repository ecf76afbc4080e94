"""The start screen: paste a text or give files, choose the section, check."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from wagtail_cstonews import conf
from wagtail_cstonews.models import ImportUpload
from wagtail_cstonews.web import as_number

from ..addresses import START, UPLOAD
from .access import check_may_import, next_url, wants_json
from .forms import ImportForm

SLICE_BYTES = 1 << 20
"""Bytes that the script sends in one request."""

MOST_LISTED = 10
"""Unfinished uploads that are listed."""


class StartView(WagtailAdminTemplateMixin, TemplateView):
    """The start of an import. A script sends files in slices; without it, they come with the form."""

    page_title = gettext_lazy("Import news")
    header_icon = "upload"
    template_name = "wagtail_cstonews/admin/imports/start.html"
    _show_breadcrumbs = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        check_may_import(request)
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> Any:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    @cached_property
    def form(self) -> ImportForm:
        if self.request.method == "POST":
            return ImportForm(self.request.POST, user=self.request.user)
        section = as_number(self.request.GET.get("section"))
        return ImportForm(initial={"section": section} if section else {}, user=self.request.user)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        from wagtail_cstonews.importing.uploads.advancing import kick
        from wagtail_cstonews.importing.uploads.lifetime import discard, sweep
        from wagtail_cstonews.importing.uploads.receiving import UploadError, complete, receive_whole

        if not self.form.is_valid():
            return self.refuse()
        sweep()
        given = request.FILES.getlist("files")
        announced = _announced(request.POST.get("announced", ""))
        upload: ImportUpload | None = None
        try:
            upload = self.begin(announced or [(file.name or "", file.size or 0) for file in given])
            if announced:
                return self.told(upload)
            if upload.state == ImportUpload.State.RECEIVING:
                receive_whole(upload, given)
                complete(upload)
        except UploadError as error:
            if upload is not None:
                discard(upload)
            self.form.add_error(None, str(error))
            return self.refuse()
        kick(upload)
        upload.refresh_from_db()
        return redirect(next_url(upload))

    def begin(self, files: list[tuple[str, int]]) -> ImportUpload:
        """Open the upload. Raises :exc:`UploadError`."""
        from wagtail_cstonews.importing.uploads.receiving import UploadError, begin, paste

        given = self.form.cleaned_data
        section, options = given["section"], self.form.options()
        if files and given["text"].strip():
            raise UploadError(_("Either paste a text or give files, not both at once."))
        if files or not given["text"].strip():
            return begin(self.request.user, section, options, files)
        return paste(
            self.request.user,
            section,
            options,
            given["text"],
            media_type="html" if given["is_html"] else "text",
            title=given["title"],
            url=given["url"],
            date=given["date"].isoformat() if given["date"] else "",
        )

    def told(self, upload: ImportUpload) -> HttpResponse:
        """Tell the script where each file goes, in the order in which they were announced."""
        files = upload.files.order_by("pk").values_list("pk", flat=True)
        slices = [reverse("wagtail_cstonews_upload_slice", args=[upload.pk, pk]) for pk in files]
        return JsonResponse(
            {
                "slices": slices,
                "size": SLICE_BYTES,
                "complete": reverse("wagtail_cstonews_upload_complete", args=[upload.pk]),
                "discard": reverse("wagtail_cstonews_upload_discard", args=[upload.pk]),
            }
        )

    def refuse(self) -> HttpResponse:
        errors = self.form.errors
        if wants_json(self.request):
            said = [
                f"{self.form.fields[name].label}: {error}" if name in self.form.fields else str(error)
                for name, found in errors.items()
                for error in found
            ]
            return JsonResponse({"error": " ".join(said)}, status=400)
        messages.error(self.request, _("The import could not begin. See below."))
        return self.render_to_response(self.get_context_data(), status=400)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        from wagtail_cstonews.importing.queue.enqueuing import has_workers
        from wagtail_cstonews.importing.uploads.lifetime import unfinished_of
        from wagtail_cstonews.importing.uploads.names import accepted

        mine = unfinished_of(self.request.user).select_related("section")[:MOST_LISTED]
        return super().get_context_data(
            **{
                **kwargs,
                "form": self.form,
                "sections": self.form.fields["section"].queryset.exists(),
                "unfinished": [(upload, reverse(UPLOAD, args=[upload.pk])) for upload in mine],
                "accepted": accepted(),
                "most_megabytes": conf.get_int("UPLOAD_MEGABYTES"),
                "most_files": conf.get_int("UPLOAD_FILES"),
                "hours": conf.get_int("UPLOAD_HOURS"),
                "has_workers": has_workers(),
                "action": reverse(START),
            }
        )


def _announced(text: str) -> list[tuple[str, int]]:
    """The names and sizes of files that a script is about to send. Empty for anything else."""
    try:
        rows = json.loads(text)
        found = [(str(name), int(size)) for name, size in rows]
    except (ValueError, TypeError, RecursionError, OverflowError):
        return []
    return [(name.replace("\0", ""), size) for name, size in found]
