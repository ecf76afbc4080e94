"""The head of a section: one page of the list of its articles."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.functional import cached_property

from ...excerpts import excerpt
from ..head import HeadImage
from ..images import social_image
from .page import PageHead
from .view import MAX_LISTED, TITLE_LENGTH

DESCRIBING_TITLES = 3
"""The newest articles that describe a section without an introduction."""


class SectionHead(PageHead):
    """Builds the head of a section. The list is the one that the template shows, under ``articles``."""

    list_names = ("articles",)
    kind = "CollectionPage"

    def own_description(self) -> str:
        newest = list(self.listing or ())[:DESCRIBING_TITLES]
        return super().own_description() or " · ".join(article.title for article in newest)

    @cached_property
    def image(self) -> HeadImage | None:
        """The lead image of the first article that has one."""
        for article in list(self.listing or ()):
            if article.lead_image_id:
                return (
                    social_image(article.lead_image, self.root, article.lead_image_alt_text) or super().image
                )
        return super().image

    def items(self) -> Iterator[tuple[str, str]]:
        for article in list(self.listing or ())[:MAX_LISTED]:
            if address := self.address_of(article):
                yield excerpt(article.title, TITLE_LENGTH), address

    def own_nodes(self) -> Iterator[dict[str, Any]]:
        yield self.page_node(mainEntity=self.item_list())
