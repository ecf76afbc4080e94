"""Who speaks in a list of articles, and how often."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Count

from .people import Person
from .quotations import _references


def appearances_in(articles: Any, pks: Iterable[int]) -> dict[int, tuple[int, int]]:
    """In how many of ``articles`` people are quoted or interviewed, and how many quotes of theirs there are,
    by primary key; one query.
    """
    found = (
        _references()
        .filter(to_object_id__in=[str(pk) for pk in pks], page_pk__in=articles.order_by().values("pk"))
        .order_by()
        .values("person_pk")
        .annotate(articles=Count("page_pk", distinct=True), quotes=Count("pk"))
    )
    return {row["person_pk"]: (row["articles"], row["quotes"]) for row in found}


def most_quoted(articles: Any, limit: int) -> list[tuple[Person, int]]:
    """Whom most of ``articles`` quote or interview, each with the number of articles; two queries."""
    counted = (
        _references()
        .filter(page_pk__in=articles.order_by().values("pk"))
        .order_by()
        .values("person_pk")
        .annotate(articles=Count("page_pk", distinct=True))
        .order_by("-articles", "person_pk")[:limit]
    )
    counts = {row["person_pk"]: row["articles"] for row in counted}
    people = Person.objects.in_bulk(counts)
    return [(people[pk], number) for pk, number in counts.items() if pk in people]
