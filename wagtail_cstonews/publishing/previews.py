"""Drafts in a headless front end. wagtail-headless-preview keeps them, a signed token finds them again."""

from __future__ import annotations

import datetime
from typing import Any
from urllib.parse import urlencode

from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.core.signing import BadSignature
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from wagtail.models import Site

from ..compat import get_base_page_model
from ..web import as_number

APP = "wagtail_headless_preview"

MAX_AGE = datetime.timedelta(hours=1)
"""How long a token holds. While somebody edits, each change makes a new one."""

RESPONSE_HEADERS = {"Cache-Control": "private, no-store", "X-Robots-Tag": "noindex"}
"""Of every answer with a draft."""


class PreviewError(LookupError):
    """There is no such draft, its token is too old, or its editor may not see it any more."""


def is_installed() -> bool:
    """Whether the site has wagtail-headless-preview."""
    return apps.is_installed(APP)


def respond(page: Any, request: HttpRequest) -> HttpResponse:
    """Keep ``page`` as it is now, saved or not, and lead the editor's preview to the front end."""
    from wagtail_headless_preview.settings import headless_preview_settings
    from wagtail_headless_preview.signals import preview_update

    token = keep(page, request.user)
    preview_update.send(sender=type(page), token=token)
    content_type = f"{page._meta.app_label}.{page._meta.model_name}"
    url = f"{client_url(request)}?{urlencode({'content_type': content_type, 'token': token})}"
    if headless_preview_settings.REDIRECT_ON_PREVIEW:
        return redirect(url)
    return render(request, "wagtail_headless_preview/preview.html", {"preview_url": url})


def keep(page: Any, user: Any) -> str:
    """Keep the page's content; the token by which :func:`page_for` gives it back."""
    from wagtail_headless_preview.models import HeadlessPreviewMixin, PagePreview

    PagePreview.garbage_collect()
    place = f"id={page.pk}" if page.pk else f"parent={page.get_parent().pk}"
    token = HeadlessPreviewMixin.get_preview_signer().sign(f"{place};user={user.pk}")
    PagePreview.objects.update_or_create(
        token=token, defaults={"content_type": page.content_type, "content_json": page.to_json()}
    )
    return token


def client_url(request: HttpRequest) -> str:
    """The front end's address for the site of the request: ``CLIENT_URLS``."""
    from wagtail_headless_preview.models import get_client_root_url_from_site

    return get_client_root_url_from_site(Site.find_for_request(request))


def serve_url(page: Any, request: HttpRequest) -> str:
    """Where the front end shows a published page: ``SERVE_BASE_URL``, else ``CLIENT_URLS``, then its path.

    :raises LookupError: if the page is on no site.
    """
    from wagtail_headless_preview.settings import headless_preview_settings

    parts = page.get_url_parts(request)
    if parts is None or parts[2] is None:
        raise LookupError(page.pk)
    base = headless_preview_settings.SERVE_BASE_URL or client_url(request)
    return f"{base.rstrip('/')}{parts[2]}"


def page_for(token: str, content_type: str) -> Any:
    """The draft as it was kept; its ``pk`` is 0 where it was never saved.

    A token of :func:`keep` names its editor, who must still have the right to edit. One that a page type of
    the site's own made by wagtail-headless-preview's mixin names nobody: there, signature and age count.

    :raises PreviewError:
    """
    if not is_installed():
        raise PreviewError(APP)
    from wagtail_headless_preview.models import HeadlessPreviewMixin, PagePreview

    try:
        signed = HeadlessPreviewMixin.get_preview_signer().unsign(token, max_age=MAX_AGE)
        app_label, model = content_type.split(".")
        kept = PagePreview.objects.get(
            token=token, content_type=ContentType.objects.get_by_natural_key(app_label, model)
        )
    except (BadSignature, ValueError, ContentType.DoesNotExist, PagePreview.DoesNotExist) as error:
        raise PreviewError(token) from error
    page = kept.as_page()
    names = dict(part.partition("=")[::2] for part in signed.split(";"))
    if page is None or ("user" in names and not _may_edit(names)):
        raise PreviewError(token)
    if not page.pk:
        page.id = page.pk = 0
    if page.locale_id is None:
        # Wagtail gives it one when it is saved.
        page.locale = page.get_default_locale()
    return page


def _may_edit(names: dict[str, str]) -> bool:
    user = get_user_model()._default_manager.filter(pk=names["user"], is_active=True).first()
    place = as_number(names.get("id") or names.get("parent") or "")
    page = user and get_base_page_model().objects.filter(pk=place).first()
    if not page:
        return False
    rights = page.permissions_for_user(user)
    return rights.can_add_subpage() if "parent" in names else rights.can_edit() or rights.can_publish()
