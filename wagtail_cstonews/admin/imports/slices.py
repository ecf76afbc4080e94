"""Takes files in slices, so that no request is long and no file is in memory."""

from __future__ import annotations

import uuid
from collections.abc import Iterator

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from wagtail_cstonews.models import ImportUploadFile
from wagtail_cstonews.web import as_number

from ..addresses import START, UPLOAD
from .access import answered, next_url, refused, upload_of

PIECE = 1 << 16


@require_POST
def slice_view(request: HttpRequest, pk: uuid.UUID, file: str) -> HttpResponse:
    """The next slice of a file: the body of the request, at the offset in its query."""
    from wagtail_cstonews.importing.uploads.receiving import OffsetError, UploadError, receive

    upload = upload_of(request, pk)
    found = ImportUploadFile.objects.filter(upload=upload, pk=as_number(file)).first()
    offset = as_number(request.GET.get("offset"))
    if found is None:
        raise Http404
    found.upload = upload
    try:
        if offset is None:
            raise UploadError(_("A part of the file came twice, or not at all."))
        received = receive(found, offset, _pieces(request))
    except OffsetError as error:
        return JsonResponse({"error": str(error), "received": error.received}, status=409)
    except UploadError as error:
        return JsonResponse({"error": str(error)}, status=400)
    return JsonResponse({"received": received})


def _pieces(request: HttpRequest) -> Iterator[bytes]:
    try:
        while piece := request.read(PIECE):
            yield piece
    except OSError as error:
        from wagtail_cstonews.importing.uploads.receiving import UploadError

        raise UploadError(_("The connection broke off.")) from error


@require_POST
def complete_view(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """All files have arrived: begin to read them."""
    from wagtail_cstonews.importing.uploads.advancing import kick
    from wagtail_cstonews.importing.uploads.receiving import UploadError, complete

    upload = upload_of(request, pk)
    try:
        complete(upload)
    except UploadError as error:
        return refused(request, str(error), reverse(UPLOAD, args=[upload.pk]))
    if upload.state == upload.State.READING:
        kick(upload)
        upload.refresh_from_db()
    return answered(request, next_url(upload))


@require_POST
def discard_view(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Delete an upload that is not being imported."""
    from wagtail_cstonews.importing.uploads.lifetime import discard

    upload = upload_of(request, pk)
    if not discard(upload):
        message = _("It is being imported. Stop the import first.")
        return refused(request, message, reverse(UPLOAD, args=[upload.pk]), 409)
    messages.success(request, _("Discarded. Nothing of it is on the site."))
    return answered(request, reverse(START))
