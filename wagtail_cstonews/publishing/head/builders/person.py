"""The head of a person's public page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from ....models.people import Person
from ....web import safe_url
from ...excerpts import excerpt, plain_excerpt
from ..addresses import absolute
from ..formats import feed_links
from ..head import Alternate, HeadImage
from ..images import social_image
from ..json_ld import parts
from ..json_ld.offices import occupation
from ..json_ld.script import node
from ..json_ld.speech import quotation
from .view import DESCRIPTION_LENGTH, TITLE_LENGTH, ViewHead

MAX_QUOTATIONS = 20
MAX_OFFICES = 20
MAX_SPELLINGS = 20
QUOTATION_LENGTH = 300
OFFICE_LENGTH = 200


class PersonHead(ViewHead):
    """Builds the head of the page on which the site shows what somebody said."""

    og_type = "profile"
    list_names = ("articles",)

    def __init__(
        self,
        person: Person,
        request: HttpRequest | None = None,
        context: Mapping[str, Any] | None = None,
        **given: str,
    ) -> None:
        super().__init__(request, context, **given)
        self.person = person

    @cached_property
    def title(self) -> str:
        return self.person.name

    @cached_property
    def office(self) -> str:
        """The current office, or the last one; empty if none is known."""
        role = self.person.current_role
        return excerpt(role.title, OFFICE_LENGTH) if role else ""

    @cached_property
    def biography(self) -> str:
        return plain_excerpt(self.person.biography, DESCRIPTION_LENGTH)

    @cached_property
    def description(self) -> str:
        if self.biography:
            return self.biography
        named = {"name": self.person.name, "role": self.office}
        if self.office:
            return _("What %(name)s (%(role)s) said: quotes and interviews, newest first.") % named
        return _("What %(name)s said: quotes and interviews, newest first.") % named

    @cached_property
    def address(self) -> str:
        return absolute(self.root, self.person.get_absolute_url())

    @cached_property
    def image(self) -> HeadImage | None:
        return social_image(self.person.picture, self.root, self.person.name) or super().image

    def feeds(self) -> Iterator[Alternate]:
        yield from feed_links(
            "wagtail_cstonews:person_feed", self.root, self.person.name, slug=self.person.slug
        )

    def person_node(self) -> dict[str, Any]:
        person = self.person
        picture = social_image(person.picture, self.root, person.name)
        return parts.person(
            excerpt(person.name, TITLE_LENGTH),
            id_=f"{self.address}#person",
            url=self.address,
            alternateName=[
                excerpt(name.spelling, TITLE_LENGTH) for name in list(person.names.all())[:MAX_SPELLINGS]
            ],
            description=self.biography,
            jobTitle=self.office,
            image=parts.image(picture.url, picture.width, picture.height) if picture else None,
            sameAs=safe_url(person.link),
            hasOccupation=[
                occupation(excerpt(office.title, OFFICE_LENGTH), office.years)
                for office in person.offices[:MAX_OFFICES]
            ],
        )

    def quotations(self) -> Iterator[dict[str, Any]]:
        """What the page shows of their words."""
        for quoted in self.context.get("quoted_articles") or ():
            article = absolute(self.root, quoted.page.get_url(self.request))
            for found in quoted.quotations:
                yield quotation(
                    excerpt(found.text, QUOTATION_LENGTH), {"@id": f"{self.address}#person"}, part_of=article
                )

    def nodes(self) -> Iterator[dict[str, Any]]:
        yield node(
            "ProfilePage",
            id_=self.canonical,
            url=self.canonical,
            name=excerpt(self.title, TITLE_LENGTH),
            description=excerpt(self.description, DESCRIPTION_LENGTH),
            inLanguage=self.language,
            publisher=self.publisher,
            mainEntity=self.person_node(),
            hasPart=[words for words, _number in zip(self.quotations(), range(MAX_QUOTATIONS), strict=False)],
        )
