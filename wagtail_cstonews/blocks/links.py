"""Links for plain-text fields: each names the words that it is on, and its target."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.list_block import ListBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError

from ..publishing.api.context import api_context_of
from ..publishing.text_links import link_words
from ..publishing.visibility import RestrictedPaths
from ..web import safe_url, validate_web_url
from .choosers import PagesChooserBlock
from .common import PREVIEW_TEMPLATE, names_in_migrations, template_of


class LinkValue(blocks.StructValue):
    def target(
        self, restricted: RestrictedPaths | None = None, url_of: Callable[[Any], str | None] | None = None
    ) -> tuple[Any, str]:
        """The linked page if it is public, and the address; empty without a target.

        ``url_of`` gives the address of a page where it is not the page's own.
        """
        page = self.get("page")
        if page is not None and (restricted or RestrictedPaths()).is_public(page):
            url = url_of(page) if url_of else page.get_url()
            if url:
                return page, url
        return None, safe_url(self.get("url"))

    @property
    def address(self) -> str:
        return self.target()[1]


def _link_page() -> PagesChooserBlock:
    return PagesChooserBlock(required=False, label=_("Page"))


def _link_url() -> blocks.URLBlock:
    return blocks.URLBlock(
        required=False,
        label=_("Address"),
        validators=[validate_web_url],
        help_text=_("Used where no page is chosen, or the page is not public."),
    )


class LinkTargetBlock(blocks.StructBlock):
    """A link's target: a page of this site, or else an address."""

    page = _link_page()
    url = _link_url()

    class Meta:
        label = _("Link")
        icon = "link"
        description = _("Where a link leads.")
        value_class = LinkValue
        preview_template = PREVIEW_TEMPLATE
        preview_value = {"url": "https://example.org/"}

    def get_api_representation(self, value: Any, context: Any = None) -> dict[str, Any] | None:
        api = api_context_of(context)
        page, address = value.target(api.restricted, api.url) if value else (None, "")
        return {"page": page.pk if page else None, "url": address} if address else None


class TextLinkBlock(blocks.StructBlock):
    """A link on words of a plain text."""

    text = blocks.CharBlock(label=_("Words"), help_text=_("As they stand in the text."))
    page = _link_page()
    url = _link_url()

    class Meta:
        label = _("Link")
        icon = "link"
        description = _("A link on words of the text.")
        value_class = LinkValue
        label_format = _("{text}")
        preview_template = PREVIEW_TEMPLATE
        preview_value = {"text": "the report", "url": "https://example.org/"}


class TextLinksBlock(blocks.ListBlock):
    """The links of a plain text."""

    def __init__(self, **kwargs: Any) -> None:
        options = {"default": [], "label": _("Links"), "collapsed": True, **kwargs}
        super().__init__(TextLinkBlock(), **options)

    class Meta:
        icon = "link"
        description = _("Links on words of the text.")
        preview_template = PREVIEW_TEMPLATE
        preview_value = [{"text": "the report", "url": "https://example.org/"}]

    def get_api_representation(self, value: Any, context: Any = None) -> list[dict[str, Any]]:
        api = api_context_of(context)
        found = [(link.get("text") or "", *link.target(api.restricted, api.url)) for link in value or ()]
        return [
            {"text": text, "page": page.pk if page else None, "url": address}
            for text, page, address in found
            if text and address
        ]


def require_words(cleaned: Any, links: str, *texts: str) -> None:
    """Refuse links on words that occur in none of the texts."""
    found = " ".join(" ".join(str(cleaned.get(name) or "").split()) for name in texts)
    missing = [
        link["text"] for link in cleaned.get(links) or () if " ".join(link["text"].split()) not in found
    ]
    if missing:
        message = _("“%(words)s” does not stand in the text. Copy the words from there, or remove the link.")
        error = ValidationError(message, code="not_in_text", params={"words": missing[0]})
        raise StructBlockValidationError({links: ListBlockValidationError(non_block_errors=[error])})


def with_links(text: str | None, links: Any) -> str:
    """The text as HTML with its links."""
    if not text or not links:
        return text or ""
    restricted = RestrictedPaths()
    found = [(link.get("text") or "", link.target(restricted)[1]) for link in links]
    return mark_safe(link_words(text, [link for link in found if all(link)]))  # noqa: S308  escaped there


class LinkedHeadingValue(blocks.StructValue):
    @property
    def linked_text(self) -> str:
        return with_links(self.get("text"), self.get("links"))


class LinkedHeadingBlock(blocks.StructBlock):
    """A heading inside the article, with optional links."""

    text = blocks.CharBlock(label=_("Heading"))
    links = TextLinksBlock()

    class Meta:
        label = _("Heading with links")
        icon = "title"
        description = _("A heading of which words are links.")
        value_class = LinkedHeadingValue
        label_format = _("{text}")
        template = template_of("linked_heading")
        preview_template = PREVIEW_TEMPLATE
        preview_value = {"text": _("What was agreed")}

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if not self.is_deferred_validation:
            require_words(cleaned, "links", "text")
        return cleaned


DECONSTRUCT_ALIASES = names_in_migrations(TextLinksBlock)
