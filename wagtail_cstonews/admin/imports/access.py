"""Who may see an upload: only whoever gave it, as long as he or she may import."""

from __future__ import annotations

import uuid
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from wagtail.admin import messages

from wagtail_cstonews.models import ImportUpload

from ..addresses import PLANNED, UPLOAD
from ..rights import may_import


def check_may_import(request: HttpRequest) -> None:
    """Raise :exc:`PermissionDenied` where the user may import nothing."""
    if not may_import(request.user):
        raise PermissionDenied


def upload_of(request: HttpRequest, pk: uuid.UUID) -> ImportUpload:
    """The user's upload. Raises :exc:`PermissionDenied`, and :exc:`Http404` for somebody else's."""
    check_may_import(request)
    mine = ImportUpload.objects.filter(user=request.user).select_related("section", "run").defer("profiles")
    upload = mine.filter(pk=pk).first()
    if upload is None:
        raise Http404
    return upload


def next_url(upload: ImportUpload) -> str:
    """Where to go on with an upload: its only document, or its plan."""
    if upload.state == ImportUpload.State.PLANNED and upload.work.get("total") == 1:
        pk = upload.documents.exclude(state="failed").values_list("pk", flat=True).first()
        if pk is not None:
            return reverse(PLANNED, args=[pk])
    return reverse(UPLOAD, args=[upload.pk])


def wants_json(request: HttpRequest) -> bool:
    """Whether a script asks."""
    return request.headers.get("accept", "").startswith("application/json")


def answered(request: HttpRequest, url: str, **data: Any) -> HttpResponse:
    """Where to go on: for a script as JSON, else as a redirect."""
    return JsonResponse({"next": url, **data}) if wants_json(request) else redirect(url)


def refused(request: HttpRequest, message: str, url: str, status: int = 400, **data: Any) -> HttpResponse:
    """Why something was not done: for a script as JSON, else as a message on the screen that follows."""
    if wants_json(request):
        return JsonResponse({"error": message, **data}, status=status)
    messages.error(request, message)
    return redirect(url)
