"""The list of people, and all that is said of one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Count, F, Prefetch, Q, Value, When
from wagtail.images import get_image_model

from ...compat import RichTextFormatError
from ...models import Person as PersonModel
from ...models import PersonRole, Quotation
from ...models.article_filters import ArticleFilters, FilterError
from ...models.quotations import public_articles_with, public_quotations
from ...publishing.api.context import ApiContext, api_context_of
from ...publishing.api.representation import api_filters, image_dict
from ...publishing.api.rich_text import serialize
from ...web import as_number, safe_url
from .parameters import FIRST_PART, PAGING, Slice, check_names, chosen, words
from .quotes import article_reference, moment, represented
from .shapes import Office, Person, PersonArticle, PersonDetail, Role

ORDERS = ("name", "-name", "quotes", "-quotes", "articles", "-articles")
NAMES = ("slug", "office", "quoted_since", "search", "order", *PAGING)
"""The parameters of the list."""

DETAIL_NAMES = ("rich_text_format",)
"""The parameters of the details."""

MOST_NEWEST = 10
"""The newest articles and quotes in the answer about one person: more are at the quotes endpoint."""


@dataclass(frozen=True)
class PersonList:
    """Which people are asked for, and in which order."""

    slug: str = ""
    office: str = ""
    quoted_since: str = ""
    search: str = ""
    order: str = ""
    part: Slice = FIRST_PART

    @classmethod
    def from_parameters(cls, parameters: Mapping[str, Any], also: Iterable[str] = ()) -> PersonList:
        """What the parameters of a request ask for. ``also`` are other parameters that may be there.

        :raises FilterError: for an unknown parameter, and for a value that cannot be used.
        """
        check_names(parameters, {*NAMES, *also})
        since = str(parameters.get("quoted_since") or "")
        _check_since(since)
        slug = words(parameters, "slug")
        return cls(
            slug,
            words(parameters, "office"),
            since,
            words(parameters, "search"),
            chosen(parameters, "order", ORDERS),
            Slice.from_parameters(parameters),
        )

    def people(self, said: Any) -> Any:
        """The people of the public quotations ``said``, in order."""
        people = _people_of(said)
        if self.slug:
            people = people.filter(slug=self.slug)
        if self.office:
            people = people.filter(pk__in=_holders(self.office))
        if self.quoted_since:
            since = ArticleFilters(since=self.quoted_since).apply(said)
            people = people.filter(pk__in=since.filter(person__isnull=False).order_by().values("person"))
        if self.search:
            people = people.matching(self.search)
        if self.order == "-name":
            return people.order_by("-name", "-pk")
        return people if self.search and not self.order else people.order_by("name", "pk")

    def answer(self, request: Any) -> tuple[int, list[Person]]:
        """How many there are, and those of the part that is asked for."""
        said = public_quotations(api_context_of({"request": request}).site)
        people = self.people(said)
        name = self.order.removeprefix("-")
        part = self._by_number(people, said, name) if name in _COUNTS else self.part.of(people)
        return people.count(), _represented(part, said, request)

    def _by_number(self, people: Any, said: Any, name: str) -> Any:
        """The part of the people, by how many quotes or articles there are: all are counted in one pass."""
        sign = "-" if self.order.startswith("-") else ""
        theirs = said.filter(person__isnull=False).order_by()
        if self.slug or self.office or self.quoted_since or self.search:
            theirs = theirs.filter(person__in=people.order_by().values("pk"))
        numbers = theirs.values("person").annotate(number=_COUNTS[name], name=F("person__name"))
        ordered = numbers.order_by(f"{sign}number", "name", "person")
        ids = [row["person"] for row in self.part.of(ordered)]
        place = Case(*(When(pk=pk, then=Value(number)) for number, pk in enumerate(ids)), default=Value(0))
        return PersonModel.objects.filter(pk__in=ids).order_by(place)


def find_person(name: str, request: Any, quotes_path: str | None) -> PersonDetail | None:
    """All of one person, by slug or id; None if no public article quotes or interviews them.

    :param quotes_path: the path of the list of quotes, if the API has one.
    :raises FilterError: for a format of rich text that there is not.
    """
    context = api_context_of({"request": request})
    site = context.site
    _check_format(context)
    if "\0" in name:
        return None
    meant = Q(slug=name)
    if (pk := as_number(name)) is not None:
        meant |= Q(pk=pk)
    # Of two, the one with that slug.
    said = public_quotations(site)
    people = list(_with_relations(_people_of(said).filter(meant)))
    person = next((one for one in people if one.slug == name), people[0] if people else None)
    if person is None:
        return None
    listed = _represented_people([person], said, request)[0]
    articles = public_articles_with(person, site).select_related("locale").defer("body", "related")
    quotes = said.spoken().filter(person=person).newest_first()
    return PersonDetail(
        **listed,
        biography=serialize(person.biography, context),
        link=safe_url(person.link) or None,
        offices=[
            Office(
                title=office.title,
                start=_day(office.start),
                end=_day(office.end),
                is_current=office.is_current,
                beside=list(office.beside),
            )
            for office in person.offices
        ],
        newest_articles=[
            PersonArticle(**article_reference(page, request), published_at=moment(page.published_at))
            for page in articles[:MOST_NEWEST]
        ],
        newest_quotes=represented(quotes[:MOST_NEWEST], request),
        quotes_url=context.absolute(f"{quotes_path}?speaker={person.slug}") if quotes_path else None,
    )


_COUNTS: dict[str, Any] = {
    "articles": Count("page", distinct=True),
    "quotes": Count("page", filter=~Q(kind=Quotation.Kind.INTERVIEW)),
}


def _people_of(said: Any) -> Any:
    return PersonModel.objects.filter(pk__in=said.filter(person__isnull=False).order_by().values("person"))


def _with_relations(people: Any) -> Any:
    pictures = get_image_model()._default_manager.prefetch_renditions(*api_filters())
    return people.prefetch_related("names", "roles", Prefetch("picture", queryset=pictures))


def _represented(people: Any, said: Any, request: Any) -> list[Person]:
    return _represented_people(list(_with_relations(people)), said, request)


def _represented_people(people: list[Any], said: Any, request: Any) -> list[Person]:
    theirs = said.filter(person__in=[person.pk for person in people])
    counts = {row["person"]: row for row in theirs.order_by().values("person").annotate(**_COUNTS)}
    context = api_context_of({"request": request})
    return [
        Person(
            id=person.pk,
            name=person.name,
            slug=person.slug,
            url=person.get_absolute_url(),
            full_url=context.absolute(person.get_absolute_url() or "") or None,
            spellings=[name.spelling for name in person.names.all()],
            roles=[
                Role(title=role.title, start=_day(role.start), end=_day(role.end))
                for role in person.roles.all()
            ],
            picture=image_dict(person.picture, context=context),
            articles=counts[person.pk]["articles"] if person.pk in counts else 0,
            quotes=counts[person.pk]["quotes"] if person.pk in counts else 0,
        )
        for person in people
    ]


def _day(day: Any) -> str | None:
    return day.isoformat() if day else None


def _check_format(context: ApiContext) -> None:
    try:
        context.rich_text_format  # noqa: B018  the property checks what is asked
    except RichTextFormatError as error:
        raise FilterError("rich_text_format", str(error)) from error


def _check_since(since: str) -> None:
    try:
        ArticleFilters(since=since).check()
    except FilterError as error:
        message = str(error).replace("since", "quoted_since")
        raise FilterError("quoted_since", message) from error


def _holders(office: str) -> Any:
    """Those who hold or held an office in which all of the words stand."""
    held = PersonRole.objects.all()
    for word in office.split():
        forms = Q()
        # SQLite compares only Latin letters without case.
        for form in {word, word.lower(), word.capitalize()}:
            forms |= Q(title__icontains=form)
        held = held.filter(forms)
    return held.order_by().values("person")


__all__ = ["DETAIL_NAMES", "NAMES", "ORDERS", "PersonList", "find_person"]
