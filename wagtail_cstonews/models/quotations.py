"""Who is quoted where: published articles by the table of quotations, drafts by Wagtail's reference index."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import BigIntegerField, Count, F, Q, QuerySet
from django.db.models.functions import Cast
from wagtail.models import ReferenceIndex

from ..compat import get_base_page_model
from ..conf import get_news_page_model
from ..publishing.visibility import is_all_public, public_on_site
from .people import Person
from .quotation import Quotation

_QUOTING = (
    (
        Q(model_path__startswith="body.")
        & (Q(model_path__endswith=".speaker") | Q(model_path__endswith=".answerer"))
    )
    | Q(model_path="quotes.quote.speaker")
    | Q(model_path="interviewee")
)
"""The references that count as quoting somebody: person choosers of quote and answer blocks, in the body and
beside it, and the interviewee of an interview.
"""


@dataclass
class QuotedArticle:
    """An article with the quotations of one person in order; none if it only interviews them."""

    page: Any
    quotations: list[Quotation] = field(default_factory=list)


def articles_with(person: Person, articles: Any = None) -> Any:
    """The published articles of a queryset, by default all news pages, that quote or interview ``person``."""
    articles = get_news_page_model().objects.all() if articles is None else articles
    return articles.filter(pk__in=Quotation.objects.filter(person=person).order_by().values("page"))


def people_in(articles: Any) -> QuerySet[Person]:
    """The people whom any of ``articles`` quotes or interviews."""
    return speakers_of(Quotation.objects.in_articles(articles))


def speakers_of(quotations: Any) -> QuerySet[Person]:
    """The people of a queryset of quotations."""
    return Person.objects.filter(pk__in=quotations.filter(person__isnull=False).order_by().values("person"))


def public_among(pks: Iterable[int], site: Any) -> set[int]:
    """Those of the people who have a public page on ``site``."""
    found = public_quotations(site).filter(person__in=list(pks))
    return set(found.order_by().values_list("person", flat=True).distinct())


def public_quotations(site: Any) -> Any:
    """The rows of the public articles on ``site``, also those that only say who is interviewed."""
    if site is not None and is_all_public(site):
        return Quotation.objects.all()
    return Quotation.objects.in_articles(public_on_site(get_base_page_model().objects.all(), site))


def public_articles_with(person: Person, site: Any) -> Any:
    """The public articles on ``site`` that quote or interview ``person``, newest first."""
    return newest_first(public_on_site(articles_with(person), site))


def public_people(site: Any) -> QuerySet[Person]:
    """The people whom a public article on ``site`` quotes or interviews."""
    return speakers_of(public_quotations(site))


def newest_first(articles: Any) -> Any:
    """Ordered by the article's date, then by the date of first publication here; undated articles last."""
    return articles.order_by(F("published_at").desc(nulls_last=True), "-first_published_at", "-pk")


def with_quotations(person: Person, pages: Iterable[Any]) -> list[QuotedArticle]:
    """``pages`` in their order, each with the quotations of ``person``. One query beside their own."""
    pages = list(pages)
    said: defaultdict[Any, list[Quotation]] = defaultdict(list)
    rows = Quotation.objects.spoken().filter(person=person, page__in=[page.pk for page in pages])
    for quotation in rows.order_by("page", "position"):
        said[quotation.page_id].append(quotation)
    return [QuotedArticle(page, said[page.pk]) for page in pages]


# ------------------------------------------------------------------ drafts, too


def appearances(pks: Iterable[int]) -> dict[int, tuple[int, int]]:
    """In how many articles people stand, and how many quotes of theirs there are, by primary key; one query.

    Counted are published articles and drafts that were never published; changes that are not published yet
    are not. Whoever asks, writes or is interviewed stands in an article as well; an interview counts as one
    quote beside the answers that name the person.
    """
    found = (
        _people_on_pages()
        .filter(to_object_id__in=[str(pk) for pk in pks])
        .order_by()
        .values("to_object_id")
        .annotate(articles=Count("object_id", distinct=True), quotes=Count("pk", filter=_QUOTING))
    )
    return {int(row["to_object_id"]): (row["articles"], row["quotes"]) for row in found}


def people_on_pages() -> QuerySet[Any]:
    """The primary keys of the people who stand on any page, as a subquery."""
    named = _people_on_pages().order_by()
    # The index stores primary keys as text, which databases compare with numbers in different ways.
    return named.annotate(person_pk=Cast("to_object_id", BigIntegerField())).values("person_pk")


def _people_on_pages() -> QuerySet[Any]:
    types = ContentType.objects
    return ReferenceIndex.objects.filter(
        base_content_type=types.get_for_model(get_base_page_model(), for_concrete_model=False),
        to_content_type=types.get_for_model(Person, for_concrete_model=False),
    )
