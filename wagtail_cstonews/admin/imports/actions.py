"""What an editor does with an upload: have it go on, tick and untick, confirm, stop, try again."""

from __future__ import annotations

import uuid

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from wagtail_cstonews.models import ImportUpload
from wagtail_cstonews.web import as_number

from ..addresses import UPLOAD
from ..rights import may_import_into, may_publish_in
from .access import answered, next_url, refused, upload_of, wants_json
from .plan import TABS, matching, numbers_of
from .progress import as_json
from .wording import grouped


@require_POST
def step_view(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Have the upload go on for a second, or see how far the workers are."""
    from wagtail_cstonews.importing.queue.enqueuing import has_workers
    from wagtail_cstonews.importing.uploads.advancing import look_after

    upload = upload_of(request, pk)
    look_after(upload)
    upload = upload_of(request, pk)
    if not wants_json(request):
        return redirect(next_url(upload))
    milliseconds = as_number(request.POST.get("milliseconds")) or 0
    since = as_number(request.POST.get("since")) or 0
    found = as_json(upload, seconds=milliseconds / 1000, since=since, has_workers=has_workers())
    return JsonResponse({**found, "next": next_url(upload)})


@require_POST
def tick_view(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Tick or untick one document, those of one page of the table, or all of a filter."""
    from wagtail_cstonews.importing.uploads.confirming import tick

    upload = upload_of(request, pk)
    url = reverse(UPLOAD, args=[upload.pk])
    back = request.POST.get("here", "")
    url = back if back.startswith(f"{url}?") and "\\" not in back else url
    if upload.state != ImportUpload.State.PLANNED:
        return refused(request, _("The plan was confirmed already, or is not ready yet."), url, 409)
    documents = upload.documents.all()
    do = request.POST.get("do", "")
    if do in ("all", "none"):
        tab = request.POST.get("show", "all")
        if tab not in {name for name, *_rest in TABS}:
            tab = "all"
        tick(upload, matching(upload, tab, request.POST.get("q", "")[:200]), do == "all")
    else:
        shown = numbers_of(request.POST.getlist("shown"))
        chosen = set(numbers_of(request.POST.getlist("chosen")))
        tick(upload, documents.filter(pk__in=[one for one in shown if one in chosen]), True)
        tick(upload, documents.filter(pk__in=[one for one in shown if one not in chosen]), False)
    ticked = documents.filter(is_chosen=True).count()
    said = ngettext("%(number)s document is ticked", "%(number)s documents are ticked", ticked)
    said %= {"number": grouped(ticked)}
    if not wants_json(request):
        messages.success(request, f"{said}.")
    return answered(request, url, ticked=ticked, sentence=said)


@require_POST
def confirm_view(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Begin the import. The same form sent twice begins it once."""
    from wagtail_cstonews.importing.uploads.advancing import kick
    from wagtail_cstonews.importing.uploads.confirming import NothingChosenError, confirm

    upload = upload_of(request, pk)
    url = reverse(UPLOAD, args=[upload.pk])
    publish = request.POST.get("as") == "published"
    section = upload.section
    if section is None:
        return refused(request, _("The section was deleted. Upload it again, into another one."), url)
    allowed = may_publish_in if publish else may_import_into
    if not allowed(request.user, section):
        raise PermissionDenied
    others = section.get_translations().exclude(pk=section.pk)
    try:
        begun = confirm(
            upload, publish=publish, by_language=all(allowed(request.user, one) for one in others)
        )
    except NothingChosenError:
        return refused(request, _("Nothing is ticked that could be imported."), url)
    if begun:
        kick(upload)
    elif upload.state not in (ImportUpload.State.IMPORTING, ImportUpload.State.DONE):
        return refused(request, _("The plan is not ready yet."), url, 409)
    return answered(request, url)


@require_POST
def stop_view(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Stop the import. What was written stays."""
    from wagtail_cstonews.importing.uploads.running import stop

    upload = upload_of(request, pk)
    if upload.state == ImportUpload.State.IMPORTING:
        stop(upload)
    return answered(request, reverse(UPLOAD, args=[upload.pk]))


@require_POST
def again_view(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Go on with an upload that failed."""
    from wagtail_cstonews.importing.uploads.advancing import try_again

    upload = upload_of(request, pk)
    try_again(upload)
    return answered(request, reverse(UPLOAD, args=[upload.pk]))
