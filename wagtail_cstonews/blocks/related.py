"""Blocks for related articles: pages of this site, or teasers as printed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from ..publishing.api.context import ApiContext, api_context_of
from ..publishing.visibility import RestrictedPaths
from ..web import safe_url, validate_web_url
from .choosers import PagesChooserBlock
from .common import PREVIEW_TEMPLATE


class RelatedValue(blocks.StructValue):
    def link(
        self, restricted: RestrictedPaths, url_of: Callable[[Any], str | None] | None = None
    ) -> dict[str, Any]:
        """The visible part of a teaser: neither title nor address of a page that is not public.

        ``url_of`` gives the address of a page where it is not the page's own.
        """
        page = self.get("page")
        page = page if page is not None and restricted.is_public(page) else None
        url = (url_of or _own_url)(page) if page else ""
        return {
            "text": self.get("text") or (page.title if page else ""),
            "date": self.get("date"),
            "page": page,
            "url": url or safe_url(self.get("url")),
        }


def _own_url(page: Any) -> str | None:
    return page.get_url()


class RelatedBlock(blocks.StructBlock):
    """A related article: a page of this site, or the teaser as printed."""

    text = blocks.TextBlock(
        required=False,
        rows=2,
        label=_("Teaser"),
        help_text=_("The page's title is shown if left empty."),
    )
    date = blocks.DateBlock(required=False, label=_("Date"))
    page = PagesChooserBlock(required=False, label=_("Page"))
    url = blocks.URLBlock(required=False, label=_("Address"), validators=[validate_web_url])

    class Meta:
        label = _("Related article")
        icon = "link"
        description = _("A pointer to another article.")
        value_class = RelatedValue
        label_format = _("{text}")
        preview_template = "wagtail_cstonews/previews/related.html"
        preview_value = {"text": _("The council met in Bishkek"), "date": None}

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if self.is_deferred_validation:
            return cleaned
        if not (cleaned.get("text") or "").strip() and not cleaned.get("page"):
            raise StructBlockValidationError(
                {"text": ValidationError(_("Write a teaser or choose a page."), code="required")}
            )
        return cleaned


class RelatedStreamBlock(blocks.StreamBlock):
    """The related articles."""

    teaser = RelatedBlock()

    class Meta:
        label = _("Related articles")
        icon = "list-ul"
        description = _("Pointers to other articles.")
        preview_template = PREVIEW_TEMPLATE
        preview_value = [("teaser", {"text": _("The council met in Bishkek")})]

    def links(self, value: Any, api: ApiContext | None = None) -> list[dict[str, Any]]:
        """The visible related articles, in at most two queries; with ``api``, as an answer of it has them."""
        restricted = api.restricted if api else RestrictedPaths()
        found = (child.value.link(restricted, api.url if api else None) for child in value)
        return [link for link in found if link["text"]]

    def get_api_representation(self, value: Any, context: Any = None) -> list[dict[str, Any]]:
        api = api_context_of(context)
        return [
            {
                "text": link["text"],
                "date": link["date"].isoformat() if link["date"] else None,
                "page": link["page"].pk if link["page"] else None,
                "url": link["url"] or None,
                "full_url": api.absolute(link["url"]) or None,
            }
            for link in self.links(value, api)
        ]
