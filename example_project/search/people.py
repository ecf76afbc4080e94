"""The people that a search means, in any alphabet."""

from __future__ import annotations

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.http import HttpRequest
from home.visible import homes, public_below
from wagtail.models import Site

from wagtail_cstonews.models import Person, PersonName
from wagtail_cstonews.models.quotations import people_in
from wagtail_cstonews.names.searching import asked_words
from wagtail_cstonews.pages.models import NewsPage


def public_people(request: HttpRequest, site: Site) -> QuerySet[Person]:
    """Those whom a public article quotes or interviews."""
    articles = public_below(NewsPage.objects.all(), request, *homes(request, site).values())
    return people_in(articles).select_related("picture").prefetch_related("roles")


def found_people(query: str, request: HttpRequest, site: Site) -> QuerySet[Person]:
    """The people who have all words of the search in their names, or one of them as a whole name.

    Names are compared as :mod:`wagtail_cstonews.names.searching` writes them, so that the alphabet does not
    matter: ``Massalen`` and ``Массален`` find the same.
    """
    beginnings, whole = Q(), Q()
    words = asked_words(query)
    for word in words:
        beginnings &= _named([f" {form}" for form in word.forms])
        if len(word.typed) > 3:
            whole |= _named([f" {form} " for form in word.forms])
            whole |= _named([f" {form}" for form in word.forms], "endswith")
    if not words:
        return Person.objects.none()
    rank = Case(When(beginnings, then=Value(0)), default=Value(1), output_field=IntegerField())
    return public_people(request, site).filter(beginnings | whole).order_by(rank, "key", "name", "pk")


def _named(forms: list[str], lookup: str = "contains") -> Q:
    own, other = Q(), Q()
    for form in forms:
        own |= Q(**{f"search_words__{lookup}": form})
        other |= Q(**{f"search_words__{lookup}": form})
    return own | Q(pk__in=PersonName.objects.filter(other).order_by().values("person"))
