"""The head of an article and of an interview."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from typing import Any

from django.utils import timezone
from django.utils.functional import cached_property

from .... import conf
from ....models.people import Person
from ....web import as_number, safe_url
from ...api.context import api_context_of
from ...excerpts import excerpt, plain_excerpt
from ...formats import FEEDS
from ..addresses import absolute
from ..formats import format_links
from ..head import Alternate, HeadImage
from ..images import social_image
from ..json_ld import parts
from ..json_ld.script import node, reference
from ..speech import Speaker, Speech, speech_of
from .page import PageHead
from .view import DESCRIPTION_LENGTH, TITLE_LENGTH, ViewHead

MAX_NAMED = 20
"""Tags and authors, each."""

NAME_LENGTH = 200


class ArticleHead(PageHead):
    """Builds the head of an article; of an interview, too, whose page names who asks and who answers."""

    og_type = "article"
    kind = "NewsArticle"

    # ------------------------------------------------------------------ texts

    def own_description(self) -> str:
        lead = excerpt(self.page.lead or self.page.subtitle, DESCRIPTION_LENGTH)
        return lead or self.first_words

    @cached_property
    def first_words(self) -> str:
        """The beginning of the first paragraph; of an interview without one, of the first answer."""
        for child in self.page.body.raw_data:
            kind, value = child.get("type"), child.get("value")
            if kind == "exchange" and isinstance(value, dict):
                answer = value.get("answer") or ()
                value = next((part.get("value") for part in answer if part.get("type") == "paragraph"), "")
            elif kind != "paragraph":
                continue
            if isinstance(value, str) and (words := plain_excerpt(value, DESCRIPTION_LENGTH)):
                return words
        return ""

    @cached_property
    def image(self) -> HeadImage | None:
        return self.lead_image or super().image

    @cached_property
    def lead_image(self) -> HeadImage | None:
        page = self.page
        return (
            social_image(page.lead_image, self.root, page.lead_image_alt_text) if page.lead_image_id else None
        )

    # ------------------------------------------------------------------ facts

    @cached_property
    def published(self) -> str:
        """The moment with its offset from UTC, or the day, as ISO 8601; empty if the page shows none."""
        page = self.page
        if page.has_time:
            return _moment(page.published_at)
        return page.published_on.isoformat() if page.published_on else ""

    @cached_property
    def modified(self) -> str:
        """When the article was published again with changes; else when it was published.

        That an archive was imported today changes none of its articles.
        """
        first, last = self.page.first_published_at, self.page.last_published_at
        return _moment(last) if first and last and last > first else self.published

    @cached_property
    def section(self) -> Any:
        """The nearest section above the article, as an instance of the base page model; None if there is
        none.
        """
        sections = conf.get_news_index_page_model()
        above = reversed(self.relatives.above)
        return next((page for page in above if issubclass(page.specific_class or object, sections)), None)

    @cached_property
    def section_title(self) -> str:
        return (
            excerpt(self.section.title, TITLE_LENGTH)
            if self.section and not self._is_home(self.section)
            else ""
        )

    def _is_home(self, page: Any) -> bool:
        return page.url_path == self.home_path

    @cached_property
    def tags(self) -> list[str]:
        return [excerpt(tag.name, NAME_LENGTH) for tag in self.page.listed_tags[:MAX_NAMED]]

    # ------------------------------------------------------------------ people

    @cached_property
    def speech(self) -> Speech:
        return speech_of(self.page)

    @cached_property
    def people(self) -> Mapping[int, Person]:
        """All who are named in the head and on record, in one query for those whom nothing has loaded yet."""
        wanted = self.speech.people | {pk for _name, pk in self._printed_authors if pk}
        context = api_context_of(page=self.page)
        if known := self.page.__dict__.get("people"):
            context.keep(Person, wanted & known.keys(), known)
        return context.load(Person, wanted, Person.objects.only("name", "slug", "link"))

    @cached_property
    def _printed_authors(self) -> list[tuple[str, int | None]]:
        found = [child.get("value") for child in list(self.page.authors.raw_data)[:MAX_NAMED]]
        return [
            (value["name"], as_number(value.get("person"))) for value in found if value and value.get("name")
        ]

    @cached_property
    def authors(self) -> tuple[str, ...]:
        return tuple(excerpt(name, NAME_LENGTH) for name, _pk in self._printed_authors)

    @cached_property
    def author_nodes(self) -> list[dict[str, Any]]:
        return [self._author(name, self.people.get(pk or 0)) for name, pk in self._printed_authors]

    def _author(self, name: str, person: Person | None) -> dict[str, Any]:
        link = safe_url(person.link) if person else ""
        return parts.person(excerpt(name, NAME_LENGTH), url=self._page_of(person) or link, sameAs=link)

    def _page_of(self, person: Person | None) -> str:
        """The address of somebody's public page. Who is quoted here surely has one; of others it is not
        known.
        """
        if person is None or person.pk not in self.speech.quoted:
            return ""
        return absolute(self.root, person.get_absolute_url())

    def speaker_node(self, speaker: Speaker | None) -> dict[str, Any] | None:
        """Who speaks; in full at the first time, then as the same person."""
        if speaker is None:
            return None
        person = self.people.get(speaker.person or 0)
        name = excerpt(person.name if person else speaker.name, NAME_LENGTH)
        address = self._page_of(person)
        identifier = f"{address}#person" if address else ""
        if not name or speaker in self._introduced:
            return parts.person(name, id_=identifier) if name else None
        self._introduced.add(speaker)
        return parts.person(name, id_=identifier, url=address, jobTitle=excerpt(speaker.role, NAME_LENGTH))

    @cached_property
    def _introduced(self) -> set[Speaker]:
        return set()

    # ------------------------------------------------------------------ the head

    def properties(self) -> Iterator[tuple[str, str]]:
        yield "article:published_time", self.published
        yield "article:modified_time", self.modified
        yield from (("article:author", author["url"]) for author in self.author_nodes if "url" in author)
        yield "article:section", self.section_title
        yield from (("article:tag", tag) for tag in self.tags)

    def feeds(self) -> Iterator[Alternate]:
        page, section = self.page, self.section
        yield from format_links(page.representations, absolute(self.root, self.path), page.title)
        if section:
            offered = section.specific_class.representations
            yield from format_links(offered, self.address_of(section), section.title, formats=FEEDS)
        else:
            yield from ViewHead.feeds(self)

    def own_nodes(self) -> Iterator[dict[str, Any]]:
        page, image = self.page, self.lead_image
        yield node(
            self.kind,
            id_=f"{self.address}#article",
            url=self.canonical,
            mainEntityOfPage=self.canonical,
            headline=excerpt(page.title, TITLE_LENGTH),
            alternativeHeadline=excerpt(page.subtitle, TITLE_LENGTH),
            description=excerpt(self.description, DESCRIPTION_LENGTH),
            datePublished=self.published,
            dateModified=self.modified,
            inLanguage=self.language,
            author=self.author_nodes or reference(self.publisher),
            publisher=self.publisher,
            image=parts.image(image.url, image.width, image.height, image.alt) if image else None,
            dateline=excerpt(page.dateline, NAME_LENGTH),
            articleSection=self.section_title,
            keywords=self.tags,
            isBasedOn=self.original(),
            hasPart=[part for part in self.speech.nodes(self.speaker_node) if part],
        )

    def original(self) -> dict[str, Any] | None:
        """Where the article was published first, if that was elsewhere."""
        outlet, address = excerpt(self.page.outlet, NAME_LENGTH), self.page.safe_source_url
        if not (outlet or address):
            return None
        by = node("Organization", name=outlet) if outlet else None
        return node("CreativeWork", url=address, publisher=by)


def _moment(moment: datetime.datetime) -> str:
    """A moment as ISO 8601, in the site's time zone."""
    zone = timezone.get_default_timezone()
    aware = (
        timezone.localtime(moment, zone) if timezone.is_aware(moment) else timezone.make_aware(moment, zone)
    )
    return aware.isoformat(timespec="seconds")
